#include "Options.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace llvm::opt;

namespace escape::cli {
namespace {

enum OptionId {
  OPT_INVALID = 0,
#define OPTION(...) LLVM_MAKE_OPT_ID(__VA_ARGS__),
#include "Options.inc"
#undef OPTION
};

#define OPTTABLE_STR_TABLE_CODE
#include "Options.inc"
#undef OPTTABLE_STR_TABLE_CODE

#define OPTTABLE_PREFIXES_TABLE_CODE
#include "Options.inc"
#undef OPTTABLE_PREFIXES_TABLE_CODE

constexpr OptTable::Info InfoTable[] = {
#define OPTION(...) LLVM_CONSTRUCT_OPT_INFO(__VA_ARGS__),
#include "Options.inc"
#undef OPTION
};

class Table : public GenericOptTable {
public:
  Table() : GenericOptTable(OptionStrTable, OptionPrefixesTable, InfoTable) {}
};

Error failure(const Twine &Message) { return createStringError(inconvertibleErrorCode(), Message); }

Error notAvailable(StringRef What) { return failure(What.rtrim('=') + " is not available in this version"); }

Error unknownOption(const Table &Options, StringRef Argument) {
  std::string Message = ("unknown option " + Argument).str();
  std::string Nearest;
  // Three edits are a typing error, more another word.
  if (Options.findNearest(Argument, Nearest) <= 3)
    Message += "; did you mean " + Nearest + "?";
  return failure(Message + " (--help lists them; compiler flags go after --)");
}

/// Commands of the design that are not built yet, and no file names.
bool isRefusedCommand(StringRef Word) { return is_contained({"record", "top", "list", "bench-diff"}, Word); }

/// The steps that are commands of their own.
std::optional<Action> step(StringRef Word) {
  return StringSwitch<std::optional<Action>>(Word)
      .Case("summarize", Action::Summarize)
      .Case("link", Action::Link)
      .Case("check", Action::Check)
      .Default(std::nullopt);
}

/// What a step must have, and what it cannot have.
Error checkStep(const Options &Result) {
  const size_t Files = Result.Input.Files.size();
  switch (Result.Do) {
  case Action::Summarize:
    if (Files != 1)
      return failure("summarize takes one source file");
    if (Result.OutputFile.empty())
      return failure("summarize needs -o FILE");
    break;
  case Action::Link:
    if (!Files)
      return failure("link needs the summaries of the program");
    if (Result.OutputFile.empty())
      return failure("link needs -o FILE");
    break;
  case Action::Check:
    if (Files != 1)
      return failure("check takes one summary");
    break;
  default:
    break;
  }
  if (!Result.SliceFile.empty() && Result.Do != Action::Check)
    return failure("--slice is an option of check");
  if (!Result.SlicesFolder.empty() && Result.Do != Action::Link)
    return failure("--slices is an option of link");
  return Error::success();
}

Error setLevel(Options &Result, StringRef Value) {
  if (Value != "1" && Value != "2")
    return failure("-m=" + Value + ": the level is 1 or 2");
  Result.ReportLevel = Value == "2" ? 2 : 1;
  return Error::success();
}

Error setFormat(Options &Result, StringRef Value) {
  if (is_contained({"github", "gitlab", "rdjson", "junit", "html"}, Value))
    return notAvailable(("--format=" + Value).str());
  std::optional<Format> Known = StringSwitch<std::optional<Format>>(Value)
                                    .Case("text", Format::Text)
                                    .Case("json", Format::Json)
                                    .Case("sarif", Format::Sarif)
                                    .Default(std::nullopt);
  if (!Known)
    return failure("--format=" + Value + ": the formats are text, json and sarif");
  Result.Format = *Known;
  return Error::success();
}

Error setJobs(Options &Result, StringRef Value) {
  if (Value.getAsInteger(10, Result.Jobs) || Result.Jobs == 0)
    return failure("-j " + Value + ": give the number of files to analyse at a time, 1 or more");
  return Error::success();
}

Error setDump(Options &Result, StringRef Value) {
  auto [Stage, Function] = Value.split(':');
  if (!is_contained({"flow", "solve", "confirm", "explain"}, Stage))
    return failure("--dump=" + Value + ": the stages are flow, solve, confirm and explain");
  Result.DumpStage = Stage.str();
  Result.DumpFunction = Function.str();
  return Error::success();
}

Error setHeaderFilter(Options &Result, StringRef Value) {
  std::string Message;
  if (!Regex(Value).isValid(Message))
    return failure("--header-filter=" + Value + ": " + Message);
  Result.HeaderFilter = Value.str();
  return Error::success();
}

Error setOptimizer(Options &Result, StringRef Value) {
  StringRef Level = Value;
  if (!Level.consume_front("-O") || !is_contained({"", "0", "1", "2", "3", "s", "z", "g", "fast"}, Level))
    return failure("--optimizer=" + Value + ": give the level of the build, such as -O2");
  Result.Optimizer = Value.str();
  return Error::success();
}

void setExplain(Options &Result, StringRef Value) {
  auto [File, Line] = Value.rsplit(':');
  unsigned Number = 0;
  if (File.empty() || Line.getAsInteger(10, Number) || Number == 0) {
    Result.Do = Action::ExplainCheck;
    Result.ExplainedCheck = Value.str();
    return;
  }
  Result.ExplainedLine = SourceLine{File.str(), Number};
}

/// One option into Result.
Error apply(Options &Result, const Arg &A) {
  StringRef Value = A.getNumValues() ? A.getValue() : "";
  switch (A.getOption().getID()) {
  case OPT_p:
    Result.Input.DatabasePath = Value.str();
    break;
  case OPT_extra_arg:
    Result.Input.ExtraArgs.push_back(Value.str());
    break;
  case OPT_header_filter:
    return setHeaderFilter(Result, Value);
  case OPT_m:
    Result.ReportLevel = std::min(Result.ReportLevel + 1, 2u);
    break;
  case OPT_m_EQ:
    return setLevel(Result, Value);
  case OPT_checks:
    // Repeated, the later globs go on top of the earlier ones.
    Result.Checks += (Result.Checks.empty() ? "" : ",") + Value.str();
    break;
  case OPT_warnings_as_errors:
    Result.WarningsAsErrors += (Result.WarningsAsErrors.empty() ? "" : ",") + Value.str();
    break;
  case OPT_may:
    Result.May = true;
    break;
  case OPT_explain:
    setExplain(Result, Value);
    break;
  case OPT_format:
    return setFormat(Result, Value);
  case OPT_output:
    Result.OutputFile = Value.str();
    break;
  case OPT_o:
    Result.OutputFile = Value.str();
    break;
  case OPT_slice:
    Result.SliceFile = Value.str();
    break;
  case OPT_slices:
    Result.SlicesFolder = Value.str();
    break;
  case OPT_fix:
    Result.Fix = true;
    break;
  case OPT_stats:
    Result.Stats = true;
    break;
  case OPT_quiet:
    Result.Quiet = true;
    break;
  case OPT_dump_stage:
    return setDump(Result, Value);
  case OPT_j:
    return setJobs(Result, Value);
  case OPT_full_bodies:
    Result.FullBodies = true;
    break;
  case OPT_across_files:
    Result.AcrossFiles = true;
    break;
  case OPT_closed_world:
    Result.ClosedWorld = true;
    break;
  case OPT_models:
    Result.ModelFiles.push_back(Value.str());
    break;
  case OPT_optimizer:
    return setOptimizer(Result, Value);
  case OPT_no_cache:
    break; // there is no cache yet
  case OPT_list_checks:
    Result.Do = Action::ListChecks;
    break;
  default:
    llvm_unreachable("an option of Options.td without a case");
  }
  return Error::success();
}

} // namespace

Expected<Options> parseOptions(ArrayRef<const char *> Arguments) {
  const Table Known;
  Options Result;
  const auto *End = llvm::find_if(Arguments, [](const char *A) { return StringRef(A) == "--"; });
  if (End != Arguments.end())
    Result.Input.FixedFlags.emplace(End + 1, Arguments.end());
  ArrayRef<const char *> Ours(Arguments.begin(), End);

  unsigned MissingIndex = 0, MissingCount = 0;
  InputArgList List = Known.ParseArgs(Ours, MissingIndex, MissingCount);
  // Asking for help must work in the middle of a wrong command line.
  if (List.hasArg(OPT_help) || List.hasArg(OPT_version)) {
    Result.Do = List.hasArg(OPT_help) ? Action::Help : Action::Version;
    return Result;
  }
  if (MissingCount)
    return failure(StringRef(List.getArgString(MissingIndex)) + " needs a value");

  for (const Arg *A : List) {
    const Option &O = A->getOption();
    if (O.matches(OPT_UNKNOWN))
      return unknownOption(Known, A->getAsString(List));
    if (O.matches(OPT_refused_Group))
      return notAvailable(A->getSpelling());
    if (O.matches(OPT_INPUT)) {
      const bool First = Result.Do == Action::Analyse && Result.Input.Files.empty();
      if (First && isRefusedCommand(A->getValue()) && !sys::fs::exists(A->getValue()))
        return notAvailable(A->getValue());
      if (std::optional<Action> Step = step(A->getValue()); First && Step) {
        Result.Do = *Step;
        continue;
      }
      Result.Input.Files.push_back(A->getValue());
      continue;
    }
    // An empty list of globs, or no filter, can be meant; an empty name cannot.
    bool MayBeEmpty = O.matches(OPT_checks) || O.matches(OPT_warnings_as_errors) || O.matches(OPT_header_filter);
    if (A->getNumValues() && StringRef(A->getValue()).empty() && !MayBeEmpty)
      return failure(A->getSpelling() + " needs a value");
    if (Error E = apply(Result, *A))
      return E;
  }
  if (Error E = checkStep(Result))
    return E;
  bool Reports = Result.ReportLevel || Result.ExplainedLine || Result.Format == Format::Json;
  if (!Result.Optimizer.empty() && !Reports)
    return failure("--optimizer=" + Result.Optimizer + " is about the report: add -m");
  return Result;
}

std::string helpText() {
  const Table Known;
  std::string Text;
  raw_string_ostream OS(Text);
  OS << "clang-escape: where C++ values go, which of them dangle, and why memory is allocated\n\n"
        "Usage:\n"
        "  clang-escape -p build                    find dangling references in the whole project\n"
        "  clang-escape -m -m -p build src/a.cpp    where every object and allocation of a file goes, and why\n"
        "  clang-escape src/a.cpp -- -std=c++20     without a compile_commands.json: flags after --\n"
        "  clang-escape [OPTION...] [FILE...] [-- COMPILER FLAGS]\n"
        "  clang-escape summarize FILE -o X.esum    the three steps of a whole program, for build systems\n"
        "  clang-escape link X.esum... -o INDEX --slices=DIR\n"
        "  clang-escape check X.esum --slice=DIR/X.slice\n";
  const std::pair<unsigned, const char *> Groups[] = {{OPT_input_Group, "What is analysed"},
                                                      {OPT_report_Group, "What is reported"},
                                                      {OPT_output_Group, "How it is written"},
                                                      {OPT_analysis_Group, "How it is analysed"},
                                                      {OPT_info_Group, "About the tool"}};
  for (auto [Group, Heading] : Groups) {
    OS << "\n" << Heading << ":\n";
    SmallVector<std::pair<std::string, const char *>> Entries;
    for (unsigned Id = OPT_INVALID + 1; Id <= Known.getNumOptions(); ++Id) {
      const char *Help = Known.getOptionHelpText(Id);
      if (!Help || Known.getOptionGroupID(Id) != Group)
        continue;
      std::string Name = Known.getOptionPrefixedName(Id).str();
      if (const char *Value = Known.getOptionMetaVar(Id))
        Name += (StringRef(Name).ends_with("=") ? "" : " ") + std::string(Value);
      Entries.emplace_back(std::move(Name), Help);
    }
    // Single letters first, then by name.
    llvm::sort(Entries, [](const auto &A, const auto &B) {
      bool LongA = StringRef(A.first).starts_with("--"), LongB = StringRef(B.first).starts_with("--");
      return std::tie(LongA, A.first) < std::tie(LongB, B.first);
    });
    for (const auto &[Name, Help] : Entries)
      OS << "  " << left_justify(Name, 28) << (Name.size() >= 28 ? "  " : "") << Help << "\n";
  }
  OS << "\nExit code: 0 nothing to report, 1 something was found, 2 something could not be read or parsed.\n";
  return Text;
}

} // namespace escape::cli
