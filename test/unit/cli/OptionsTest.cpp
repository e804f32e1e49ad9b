#include "Options.h"

#include "Catch.h"

using namespace escape;

namespace {

cli::Options parsed(std::vector<const char *> Arguments) {
  llvm::Expected<cli::Options> Result = cli::parseOptions(Arguments);
  if (!Result)
    FAIL(llvm::toString(Result.takeError()));
  return std::move(*Result);
}

std::string refusal(std::vector<const char *> Arguments) {
  llvm::Expected<cli::Options> Result = cli::parseOptions(Arguments);
  REQUIRE_FALSE(bool(Result));
  return llvm::toString(Result.takeError());
}

} // namespace

TEST_CASE("files, database and flags") {
  cli::Options O = parsed({"-p", "build", "a.cpp", "--extra-arg=-DX", "b.cpp", "--", "-std=c++20", "--", "c.cpp"});
  CHECK(O.Input.DatabasePath == "build");
  CHECK(O.Input.Files == std::vector<std::string>{"a.cpp", "b.cpp"});
  CHECK(O.Input.ExtraArgs == std::vector<std::string>{"-DX"});
  REQUIRE(O.Input.FixedFlags);
  CHECK(*O.Input.FixedFlags == std::vector<std::string>{"-std=c++20", "--", "c.cpp"});
  CHECK(parsed({"-pbuild"}).Input.DatabasePath == "build");
  CHECK_FALSE(parsed({"a.cpp"}).Input.FixedFlags);
  CHECK(parsed({"a.cpp", "--"}).Input.FixedFlags == std::vector<std::string>{});
}

TEST_CASE("the report's level") {
  CHECK(parsed({}).ReportLevel == 0);
  CHECK(parsed({"-m"}).ReportLevel == 1);
  CHECK(parsed({"-m", "-m"}).ReportLevel == 2);
  CHECK(parsed({"-m=1"}).ReportLevel == 1);
  CHECK(parsed({"-m=2"}).ReportLevel == 2);
  CHECK(parsed({"-m", "-m", "-m"}).ReportLevel == 2);
  CHECK(refusal({"-m=3"}) == "-m=3: the level is 1 or 2");
}

TEST_CASE("globs add up in order") {
  cli::Options O = parsed({"--checks=-*", "--checks=escape-return", "--warnings-as-errors=*"});
  CHECK(O.Checks == "-*,escape-return");
  CHECK(O.WarningsAsErrors == "*");
  CHECK(parsed({"--checks="}).Checks.empty());
}

TEST_CASE("explain takes a place or a check") {
  cli::Options Place = parsed({"--explain=src/a b.cpp:12"});
  REQUIRE(Place.ExplainedLine);
  CHECK(Place.ExplainedLine->File == "src/a b.cpp");
  CHECK(Place.ExplainedLine->Line == 12);
  CHECK(Place.Do == cli::Action::Analyse);
  cli::Options Check = parsed({"--explain=escape-return"});
  CHECK(Check.Do == cli::Action::ExplainCheck);
  CHECK(Check.ExplainedCheck == "escape-return");
  CHECK(parsed({"--explain=a.cpp:0"}).Do == cli::Action::ExplainCheck);
}

TEST_CASE("output and analysis options") {
  cli::Options O =
      parsed({"--format=sarif", "--output=out", "--stats", "--quiet", "--may", "-j", "3", "--full-bodies",
              "--models=a.json", "--models=b.json", "--header-filter=^/p/", "--no-cache", "--dump=flow:f"});
  CHECK(O.Format == cli::Format::Sarif);
  CHECK(O.OutputFile == "out");
  CHECK(O.Stats);
  CHECK(O.Quiet);
  CHECK(O.May);
  CHECK(O.Jobs == 3);
  CHECK(O.FullBodies);
  CHECK(O.ModelFiles == std::vector<std::string>{"a.json", "b.json"});
  CHECK(O.HeaderFilter == "^/p/");
  CHECK(O.DumpStage == "flow");
  CHECK(O.DumpFunction == "f");
  CHECK(parsed({"--format=json"}).Format == cli::Format::Json);
  CHECK(parsed({"--format=text"}).Format == cli::Format::Text);
}

TEST_CASE("what is not built yet is refused by name") {
  for (const char *Argument :
       {"--export-fixes=x", "--baseline=x", "--write-baseline", "--prune-baseline", "--changed-since=x",
        "--cache-dir=x", "--no-preamble", "--all-paths", "--dump-config", "--verify-config", "--time-trace=x"}) {
    std::string Name = llvm::StringRef(Argument).split('=').first.str();
    CHECK(refusal({Argument}) == Name + " is not available in this version");
  }
  for (const char *Format : {"github", "gitlab", "rdjson", "junit", "html"})
    CHECK(refusal({("--format=" + std::string(Format)).c_str()}) ==
          "--format=" + std::string(Format) + " is not available in this version");
  for (const char *Word : {"record", "top", "list", "bench-diff"})
    CHECK(refusal({Word}) == std::string(Word) + " is not available in this version");
}

TEST_CASE("the three steps") {
  cli::Options O = parsed({"summarize", "a.cpp", "-o", "a.esum", "-p", "build"});
  CHECK(O.Do == cli::Action::Summarize);
  CHECK(O.Input.Files == std::vector<std::string>{"a.cpp"});
  CHECK(O.OutputFile == "a.esum");
  O = parsed({"link", "a.esum", "b.esum", "-oindex", "--slices=s", "--closed-world"});
  CHECK(O.Do == cli::Action::Link);
  CHECK(O.Input.Files == std::vector<std::string>{"a.esum", "b.esum"});
  CHECK(O.OutputFile == "index");
  CHECK(O.SlicesFolder == "s");
  CHECK(O.ClosedWorld);
  O = parsed({"check", "a.esum", "--slice=s/a.slice"});
  CHECK(O.Do == cli::Action::Check);
  CHECK(O.SliceFile == "s/a.slice");
  CHECK(parsed({"a.cpp", "link"}).Do == cli::Action::Analyse); // a file of that name
  CHECK(refusal({"summarize", "a.cpp"}) == "summarize needs -o FILE");
  CHECK(refusal({"link", "-o", "x"}) == "link needs the summaries of the program");
  CHECK(refusal({"check", "a", "b"}) == "check takes one summary");
  CHECK(refusal({"a.cpp", "--slice=x"}) == "--slice is an option of check");
  CHECK(refusal({"a.cpp", "--slices=x"}) == "--slices is an option of link");
}

TEST_CASE("the optimizer is asked about a build, for the report") {
  for (const char *Level : {"-O", "-O0", "-O1", "-O2", "-O3", "-Os", "-Oz", "-Og", "-Ofast"})
    CHECK(parsed({"-m", ("--optimizer=" + std::string(Level)).c_str()}).Optimizer == Level);
  CHECK(parsed({"-m"}).Optimizer.empty());
  CHECK(parsed({"--optimizer=-O2", "--format=json"}).Optimizer == "-O2");
  CHECK(parsed({"--optimizer=-O2", "--explain=a.cpp:3"}).Optimizer == "-O2");
  for (const char *Wrong : {"O2", "2", "-O4", "-O22", "-g", "-flto", "-O2 -g"})
    CHECK(refusal({"-m", ("--optimizer=" + std::string(Wrong)).c_str()}) ==
          "--optimizer=" + std::string(Wrong) + ": give the level of the build, such as -O2");
  CHECK(refusal({"--optimizer=-O2"}) == "--optimizer=-O2 is about the report: add -m");
  CHECK(refusal({"-m", "--optimizer="}) == "--optimizer= needs a value");
}

TEST_CASE("mistakes are named") {
  auto Names = [](std::vector<const char *> Arguments, const char *Part) {
    INFO(Part);
    CHECK(llvm::StringRef(refusal(Arguments)).contains(Part));
  };
  Names({"--chekcs=a"}, "unknown option --chekcs=a; did you mean --checks=a?");
  Names({"--frobnicate"}, "unknown option --frobnicate");
  Names({"-p"}, "-p needs a value");
  Names({"--output="}, "--output= needs a value");
  Names({"-j", "x"}, "-j x");
  Names({"-j0"}, "-j 0");
  Names({"--format=xml"}, "--format=xml");
  Names({"--dump=parse"}, "--dump=parse");
  Names({"--header-filter=("}, "--header-filter=(: ");
}

TEST_CASE("help is given in the middle of mistakes, and names every option that works") {
  CHECK(parsed({"--frobnicate", "--help"}).Do == cli::Action::Help);
  CHECK(parsed({"-h"}).Do == cli::Action::Help);
  CHECK(parsed({"--version"}).Do == cli::Action::Version);
  CHECK(parsed({"--list-checks"}).Do == cli::Action::ListChecks);
  std::string Text = cli::helpText();
  for (const char *Name : {"-p DIR",
                           "-m ",
                           "-m=LEVEL",
                           "--checks=",
                           "--warnings-as-errors=",
                           "--may",
                           "--explain=",
                           "--format=",
                           "--output=",
                           "--stats",
                           "--quiet",
                           "--dump=",
                           "-j N",
                           "--full-bodies",
                           "--models=",
                           "--no-cache",
                           "--header-filter=",
                           "--extra-arg=",
                           "--list-checks",
                           "--version"})
    CHECK(Text.find(Name) != std::string::npos);
  CHECK(Text.find("--baseline") == std::string::npos);
  for (size_t Start = 0; Start < Text.size();) {
    size_t End = Text.find('\n', Start);
    CHECK(End - Start <= 120);
    Start = End + 1;
  }
}
