// Reads compile_commands.json in two steps: as plain JSON, to say in which line or entry it is wrong, then through
// Clang's own database class, which knows how to split commands and to look behind ccache and its like.
#include "frontend/Compilations.h"

#include "frontend/CleanCommand.h"

#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;
namespace path = llvm::sys::path;
namespace fs = llvm::sys::fs;

namespace escape {
namespace {

constexpr StringRef DatabaseName = "compile_commands.json";

Error failure(const Twine &Message) { return createStringError(inconvertibleErrorCode(), Message); }

std::string absolute(StringRef Path, StringRef Directory) {
  SmallString<256> Result(Path);
  path::make_absolute(Directory, Result);
  path::remove_dots(Result, /*remove_dot_dot=*/true);
  return std::string(Result);
}

std::string realPath(StringRef Path) {
  SmallString<256> Result;
  return fs::real_path(Path, Result) ? Path.str() : std::string(Result);
}

/// Why Path cannot be analysed, or nothing.
std::string whyNoFile(StringRef Path) {
  if (!fs::exists(Path))
    return "no such file";
  return fs::is_directory(Path) ? "is a folder, not a file" : "";
}

/// The nearest database upward from Directory, there or in its build/; empty if there is none.
std::string findUpward(StringRef Directory) {
  for (StringRef At = Directory; !At.empty(); At = path::parent_path(At))
    for (StringRef Folder : {"", "build"}) {
      SmallString<256> Candidate(At);
      path::append(Candidate, Folder, DatabaseName);
      if (fs::is_regular_file(Candidate))
        return std::string(Candidate);
    }
  return "";
}

Expected<std::string> databaseFor(const CompilationRequest &Request, StringRef WorkingDirectory) {
  if (!Request.DatabasePath.empty()) {
    std::string Path = absolute(Request.DatabasePath, WorkingDirectory);
    if (fs::is_regular_file(Path))
      return Path;
    if (!fs::is_directory(Path))
      return failure("no such folder: " + Request.DatabasePath + " (-p)");
    SmallString<256> File(Path);
    path::append(File, DatabaseName);
    if (!fs::is_regular_file(File))
      return failure("no " + DatabaseName + " in " + Request.DatabasePath +
                     " (CMake writes one with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON)");
    return std::string(File);
  }
  if (!Request.Files.empty()) {
    std::string First = absolute(Request.Files.front(), WorkingDirectory);
    std::string Found = findUpward(path::parent_path(First));
    if (!Found.empty())
      return Found;
  }
  std::string Found = findUpward(WorkingDirectory);
  if (Found.empty())
    return failure("no " + DatabaseName +
                   " here or in a folder above: name its folder with -p DIR, or give FILE and the "
                   "compiler flags after --");
  return Found;
}

/// What is wrong with the JSON as such, or with an entry's shape.
Error validate(StringRef Text, StringRef Name) {
  Expected<json::Value> Parsed = json::parse(Text);
  if (!Parsed)
    return failure(Name + ": not valid JSON: " + toString(Parsed.takeError()));
  const json::Array *Entries = Parsed->getAsArray();
  if (!Entries)
    return failure(Name + ": not a list of compile commands");
  if (Entries->empty())
    return failure(Name + ": has no entries");
  for (const auto &[Index, Value] : enumerate(*Entries)) {
    std::string Entry = (Name + ": entry " + Twine(Index + 1) + ": ").str();
    const json::Object *O = Value.getAsObject();
    if (!O)
      return failure(Entry + "not an object");
    for (StringRef Key : {"directory", "file"})
      if (!O->getString(Key))
        return failure(Entry + "has no \"" + Key + "\"");
    if (const json::Array *Arguments = O->getArray("arguments")) {
      if (Arguments->empty() || any_of(*Arguments, [](const json::Value &A) { return !A.getAsString(); }))
        return failure(Entry + "its \"arguments\" are not a list of strings");
    } else if (!O->getString("command"))
      return failure(Entry + "has neither \"command\" nor \"arguments\"");
  }
  return Error::success();
}

/// The folder CMake wrote into its cache beside the database; empty if there is none.
std::string cmakeSourceFolder(StringRef BuildFolder) {
  SmallString<256> Cache(BuildFolder);
  path::append(Cache, "CMakeCache.txt");
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer = MemoryBuffer::getFile(Cache);
  if (!Buffer)
    return "";
  StringRef Rest = (*Buffer)->getBuffer();
  StringRef Key = "CMAKE_HOME_DIRECTORY:INTERNAL=";
  size_t At = Rest.find(Key);
  return At == StringRef::npos ? "" : Rest.substr(At + Key.size()).split('\n').first.rtrim("\r").str();
}

std::string repositoryAround(StringRef Directory) {
  for (StringRef At = Directory; !At.empty(); At = path::parent_path(At)) {
    SmallString<256> Git(At);
    path::append(Git, ".git");
    if (fs::exists(Git))
      return At.str();
  }
  return "";
}

/// The deepest folder that holds all files.
std::string commonFolder(ArrayRef<Compilation> Units) {
  std::string Common;
  for (const Compilation &Unit : Units) {
    StringRef Folder = path::parent_path(Unit.File);
    if (Common.empty())
      Common = Folder.str();
    while (!Common.empty() && Folder != Common && !Folder.starts_with(Common == "/" ? Common : Common + "/"))
      Common = path::parent_path(Common).str();
  }
  return Common;
}

/// C and C++ are analysed; a database may well hold assembler for the same build, which is no mistake of the user's.
bool isAssembler(StringRef File) {
  StringRef Ending = path::extension(File);
  return Ending == ".s" || Ending == ".S" || Ending == ".asm";
}

/// Adds one command to Result, or says why not.
void addUnit(Compilations &Result, ArrayRef<std::string> Command, StringRef Spelling, StringRef Directory,
             const CompilationRequest &Request, const Twine &Who) {
  Compilation Unit;
  Unit.Directory = Directory.str();
  Unit.File = absolute(Spelling, Directory);
  CleanedCommand Cleaned = cleanCommand(Command, Spelling, Directory, Request.ExtraArgs);
  if (!readsCOrCXX(Cleaned.Arguments, Spelling)) {
    Result.Errors.push_back((Who + Spelling + ": not a C or C++ file").str());
    return;
  }
  Unit.Arguments = std::move(Cleaned.Arguments);
  Unit.DroppedFlags = Cleaned.DroppedFlags;
  Result.Units.push_back(std::move(Unit));
}

Expected<Compilations> fromDatabase(const CompilationRequest &Request, StringRef WorkingDirectory) {
  Expected<std::string> File = databaseFor(Request, WorkingDirectory);
  if (!File)
    return File.takeError();
  Compilations Result;
  Result.DatabaseFile = *File;
  // In messages as the user would write it.
  StringRef Name = Result.DatabaseFile;
  if (Name.consume_front(WorkingDirectory) && !Name.consume_front("/"))
    Name = Result.DatabaseFile;

  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer = MemoryBuffer::getFile(*File);
  if (!Buffer)
    return failure(Name + ": cannot be read: " + Buffer.getError().message());
  if (Error E = validate((*Buffer)->getBuffer(), Name))
    return E;
  std::string Message;
  std::unique_ptr<clang::tooling::JSONCompilationDatabase> Database =
      clang::tooling::JSONCompilationDatabase::loadFromBuffer((*Buffer)->getBuffer(), Message,
                                                              clang::tooling::JSONCommandLineSyntax::AutoDetect);
  if (!Database)
    return failure(Name + ": " + Message);

  // The files asked for, by name and, for links, by real path. Empty: all.
  struct Wanted {
    std::string Spelling, Absolute, Real;
    bool Found = false;
  };
  std::vector<Wanted> Files;
  for (const std::string &Spelling : Request.Files) {
    std::string Absolute = absolute(Spelling, WorkingDirectory);
    if (std::string Wrong = whyNoFile(Absolute); !Wrong.empty()) {
      Result.Errors.push_back(Spelling + ": " + Wrong);
      continue;
    }
    Files.push_back({Spelling, Absolute, realPath(Absolute)});
  }

  std::string DatabaseFolder = path::parent_path(*File).str();
  for (const auto &[Index, Command] : enumerate(Database->getAllCompileCommands())) {
    std::string Directory = absolute(Command.Directory, DatabaseFolder);
    std::string Absolute = absolute(Command.Filename, Directory);
    if (!Request.Files.empty()) {
      Wanted *Match = nullptr;
      for (Wanted &W : Files)
        if (W.Absolute == Absolute ||
            (path::filename(W.Real) == path::filename(Absolute) && W.Real == realPath(Absolute)))
          Match = &W;
      if (!Match)
        continue;
      Match->Found = true;
    } else if (isAssembler(Command.Filename)) {
      continue;
    }
    std::string Entry = (Name + ": entry " + Twine(Index + 1) + ": ").str();
    if (!fs::is_directory(Directory))
      Result.Errors.push_back(Entry + Command.Filename + ": its folder " + Command.Directory + " does not exist");
    else if (std::string Wrong = whyNoFile(Absolute); !Wrong.empty())
      Result.Errors.push_back(Entry + Absolute + ": " + Wrong);
    else
      addUnit(Result, Command.CommandLine, Command.Filename, Directory, Request, Entry);
  }
  for (const Wanted &W : Files)
    if (!W.Found)
      Result.Errors.push_back(W.Spelling + ": not in " + Name.str() + " (give the compiler flags after -- instead)");

  Result.ProjectRoot = cmakeSourceFolder(DatabaseFolder);
  if (Result.ProjectRoot.empty())
    Result.ProjectRoot = repositoryAround(DatabaseFolder);
  return Result;
}

Expected<Compilations> fromFlags(const CompilationRequest &Request, StringRef WorkingDirectory) {
  if (Request.Files.empty())
    return failure("no file given: with compiler flags after --, name the files before it");
  Compilations Result;
  for (const std::string &File : Request.Files) {
    if (std::string Wrong = whyNoFile(absolute(File, WorkingDirectory)); !Wrong.empty()) {
      Result.Errors.push_back(File + ": " + Wrong);
      continue;
    }
    std::vector<std::string> Command = {"clang++"};
    Command.insert(Command.end(), Request.FixedFlags->begin(), Request.FixedFlags->end());
    // A file named .c is C, as for gcc and clang; the name clang++ would make it C++.
    if (path::extension(File) == ".c")
      Command.front() = "clang";
    addUnit(Result, Command, File, WorkingDirectory, Request, "");
  }
  Result.ProjectRoot = repositoryAround(WorkingDirectory);
  return Result;
}

} // namespace

Expected<Compilations> findCompilations(const CompilationRequest &Request) {
  SmallString<256> WorkingDirectory(Request.WorkingDirectory);
  if (WorkingDirectory.empty())
    if (std::error_code Error = fs::current_path(WorkingDirectory))
      return failure("the working directory cannot be read: " + Error.message());
  Expected<Compilations> Result =
      Request.FixedFlags ? fromFlags(Request, WorkingDirectory) : fromDatabase(Request, WorkingDirectory);
  if (!Result)
    return Result;
  llvm::stable_sort(Result->Units, [](const Compilation &A, const Compilation &B) { return A.File < B.File; });
  // The same command twice would only repeat its findings. Files are neighbours now, their commands in the given order.
  std::vector<Compilation> Unique;
  for (Compilation &Unit : Result->Units) {
    bool Known = false;
    for (const Compilation &Other : llvm::reverse(Unique)) {
      if (Other.File != Unit.File)
        break;
      Known |= Other.Directory == Unit.Directory && Other.Arguments == Unit.Arguments;
    }
    if (!Known)
      Unique.push_back(std::move(Unit));
  }
  Result->Units = std::move(Unique);
  if (Result->ProjectRoot.empty())
    Result->ProjectRoot = commonFolder(Result->Units);
  if (Result->ProjectRoot.empty())
    Result->ProjectRoot = std::string(WorkingDirectory);
  return Result;
}

std::string projectRootOf(StringRef File) {
  std::string Root = repositoryAround(path::parent_path(File));
  return Root.empty() ? path::parent_path(File).str() : Root;
}

} // namespace escape
