#include "frontend/Compilations.h"

#include "TempFolder.h"

using namespace escape;
using escape::test::TempFolder;

namespace {

/// One entry of a database; Command without the quotes of JSON.
std::string entry(llvm::StringRef Directory, llvm::StringRef File, llvm::StringRef Command) {
  return ("{\"directory\": \"" + Directory + "\", \"file\": \"" + File + "\", \"command\": \"" + Command + "\"}").str();
}

Compilations found(const CompilationRequest &Request) {
  llvm::Expected<Compilations> Result = findCompilations(Request);
  if (!Result)
    FAIL(llvm::toString(Result.takeError()));
  return std::move(*Result);
}

std::string failureOf(const CompilationRequest &Request) {
  llvm::Expected<Compilations> Result = findCompilations(Request);
  REQUIRE_FALSE(bool(Result));
  return llvm::toString(Result.takeError());
}

bool contains(llvm::StringRef Text, llvm::StringRef Part) { return Text.contains(Part); }

CompilationRequest in(const TempFolder &Folder, std::vector<std::string> Files = {}) {
  CompilationRequest Request;
  Request.WorkingDirectory = Folder.path("");
  Request.Files = std::move(Files);
  return Request;
}

} // namespace

TEST_CASE("every file of the database, sorted, each command once") {
  TempFolder Folder;
  Folder.write("b.cpp", "");
  Folder.write("a.cpp", "");
  std::string Root = Folder.path("");
  Folder.write("compile_commands.json", "[" + entry(Root, "b.cpp", "g++ -c b.cpp") + "," +
                                            entry(Root, "a.cpp", "g++ -DONE -c a.cpp -o one.o") + "," +
                                            entry(Root, "a.cpp", "g++ -DTWO -c a.cpp -o two.o") + "," +
                                            entry(Root, "a.cpp", "g++ -DONE -c a.cpp -o again.o") + "]");
  Compilations C = found(in(Folder));
  CHECK(C.Errors.empty());
  REQUIRE(C.Units.size() == 3);
  CHECK(C.Units[0].File == Folder.path("a.cpp"));
  CHECK(C.Units[1].File == Folder.path("a.cpp"));
  CHECK(C.Units[2].File == Folder.path("b.cpp"));
}

TEST_CASE("the database is looked for upward, and in build/") {
  TempFolder Folder;
  Folder.write("src/deep/a.cpp", "");
  std::string Database = Folder.write("build/compile_commands.json",
                                      "[" + entry(Folder.path("src"), "deep/a.cpp", "g++ -c deep/a.cpp") + "]");
  CompilationRequest Request = in(Folder);
  Request.WorkingDirectory = Folder.path("src/deep");
  Compilations C = found(Request);
  CHECK(C.DatabaseFile == Database);
  REQUIRE(C.Units.size() == 1);
  CHECK(C.Units[0].File == Folder.path("src/deep/a.cpp"));
}

TEST_CASE("a nearer database wins") {
  TempFolder Folder;
  Folder.write("src/a.cpp", "");
  Folder.write("compile_commands.json", "not read");
  std::string Near =
      Folder.write("src/compile_commands.json", "[" + entry(Folder.path("src"), "a.cpp", "g++ a.cpp") + "]");
  CHECK(found(in(Folder, {"src/a.cpp"})).DatabaseFile == Near);
}

TEST_CASE("a relative directory starts at the database") {
  TempFolder Folder;
  Folder.write("example/src/a.cpp", "");
  Folder.write("example/compile_commands.json", "[" + entry("src", "a.cpp", "g++ a.cpp") + "]");
  CompilationRequest Request = in(Folder);
  Request.DatabasePath = "example";
  Compilations C = found(Request);
  REQUIRE(C.Units.size() == 1);
  CHECK(C.Units[0].Directory == Folder.path("example/src"));
  CHECK(C.Units[0].File == Folder.path("example/src/a.cpp"));
}

TEST_CASE("a missing database is named") {
  TempFolder Folder;
  CompilationRequest Request = in(Folder);
  Request.DatabasePath = Folder.path("");
  CHECK(contains(failureOf(Request), "no compile_commands.json in " + Folder.path("")));
  Request.DatabasePath = Folder.path("gone");
  CHECK(contains(failureOf(Request), "no such folder: " + Folder.path("gone")));
}

TEST_CASE("a broken database is named, with what is wrong") {
  TempFolder Folder;
  auto Failure = [&](llvm::StringRef Text) {
    Folder.write("compile_commands.json", Text);
    return failureOf(in(Folder));
  };
  CHECK(contains(Failure("[{"), "compile_commands.json: not valid JSON: [1:"));
  CHECK(contains(Failure(""), "compile_commands.json: not valid JSON"));
  CHECK(contains(Failure("{}"), "compile_commands.json: not a list"));
  CHECK(contains(Failure("[]"), "compile_commands.json: has no entries"));
  CHECK(contains(Failure("[1]"), "compile_commands.json: entry 1: not an object"));
  CHECK(contains(Failure(R"([{"file": "a.cpp", "command": "g++ a.cpp"}])"), "entry 1: has no \"directory\""));
  CHECK(contains(Failure(R"([{"directory": "/", "command": "g++ a.cpp"}])"), "entry 1: has no \"file\""));
  CHECK(contains(Failure(R"([{"directory": "/", "file": "a.cpp"}])"), "entry 1: has neither"));
  CHECK(contains(Failure(R"([{"directory": "/", "file": "a.cpp", "arguments": [1]}])"), "entry 1: its \"arguments\""));
}

TEST_CASE("an entry whose file or folder is gone is named, the others stay") {
  TempFolder Folder;
  Folder.write("a.cpp", "");
  std::string Root = Folder.path("");
  Folder.write("compile_commands.json", "[" + entry(Root, "gone.cpp", "g++ gone.cpp") + "," +
                                            entry(Root + "/nowhere", "b.cpp", "g++ b.cpp") + "," +
                                            entry(Root, "a.cpp", "g++ a.cpp") + "]");
  Compilations C = found(in(Folder));
  REQUIRE(C.Errors.size() == 2);
  CHECK(contains(C.Errors[0], "compile_commands.json: entry 1: " + Folder.path("gone.cpp") + ": no such file"));
  CHECK(contains(C.Errors[1], "entry 2: b.cpp: its folder " + Root + "/nowhere does not exist"));
  REQUIRE(C.Units.size() == 1);
  CHECK(C.Units[0].File == Folder.path("a.cpp"));
}

TEST_CASE("only the files asked for, under any of their names") {
  TempFolder Folder;
  Folder.write("src/a.cpp", "");
  Folder.write("src/b.cpp", "");
  std::string Root = Folder.path("src");
  Folder.write("compile_commands.json",
               "[" + entry(Root, "a.cpp", "g++ a.cpp") + "," + entry(Root, Root + "/b.cpp", "g++ b.cpp") + "]");
  REQUIRE_FALSE(llvm::sys::fs::create_link(Folder.path("src"), Folder.path("link")));
  for (const char *Name : {"src/a.cpp", "./src/../src/a.cpp", "link/a.cpp"}) {
    Compilations C = found(in(Folder, {Name}));
    INFO(Name);
    CHECK(C.Errors.empty());
    REQUIRE(C.Units.size() == 1);
    CHECK(C.Units[0].File == Folder.path("src/a.cpp"));
  }
}

TEST_CASE("a file that is missing, unlisted or of another language is named") {
  TempFolder Folder;
  std::string Root = Folder.path("");
  Folder.write("a.cpp", "");
  Folder.write("unlisted.cpp", "");
  Folder.write("table.py", "");
  Folder.write("compile_commands.json",
               "[" + entry(Root, "a.cpp", "g++ a.cpp") + "," + entry(Root, "table.py", "python table.py") + "]");
  Compilations C = found(in(Folder, {"a.cpp", "gone.cpp", "unlisted.cpp", "table.py", "."}));
  CHECK(C.Units.size() == 1);
  REQUIRE(C.Errors.size() == 4);
  CHECK(C.Errors[0] == "gone.cpp: no such file");
  CHECK(C.Errors[1] == ".: is a folder, not a file");
  CHECK(contains(C.Errors[2], "table.py: not a C or C++ file"));
  CHECK(contains(C.Errors[3], "unlisted.cpp: not in compile_commands.json"));
}

TEST_CASE("assembler in a database is passed over, asked for it is named") {
  TempFolder Folder;
  std::string Root = Folder.path("");
  Folder.write("start.S", "");
  Folder.write("a.c", "");
  Folder.write("compile_commands.json",
               "[" + entry(Root, "start.S", "gcc -c start.S") + "," + entry(Root, "a.c", "gcc -c a.c") + "]");
  Compilations All = found(in(Folder));
  CHECK(All.Errors.empty());
  CHECK(All.Units.size() == 1);
  Compilations Asked = found(in(Folder, {"start.S"}));
  CHECK(Asked.Units.empty());
  REQUIRE(Asked.Errors.size() == 1);
  CHECK(contains(Asked.Errors[0], "start.S: not a C or C++ file"));
}

TEST_CASE("flags after -- need no database") {
  TempFolder Folder;
  Folder.write("a.cpp", "");
  CompilationRequest Request = in(Folder, {"a.cpp"});
  Request.FixedFlags = {"-std=c++23", "-DX"};
  Request.ExtraArgs = {"-DY"};
  Compilations C = found(Request);
  REQUIRE(C.Units.size() == 1);
  const std::vector<std::string> &Arguments = C.Units[0].Arguments;
  for (const char *Flag : {"-std=c++23", "-DX", "-DY"})
    CHECK(std::find(Arguments.begin(), Arguments.end(), Flag) != Arguments.end());
  Request.Files.clear();
  CHECK(contains(failureOf(Request), "no file given"));
}

TEST_CASE("paths with spaces, quotes and # are kept") {
  TempFolder Folder;
  std::string File = Folder.write("a folder/it's #1 \u00e4.cpp", "");
  std::string Root = Folder.path("a folder");
  Folder.write("compile_commands.json", R"([{"directory": ")" + Root + R"(", "file": "it's #1 ä.cpp", )" +
                                            R"("command": "g++ -c \"it's #1 ä.cpp\" -I\"x y\""}])");
  Compilations C = found(in(Folder));
  REQUIRE(C.Units.size() == 1);
  CHECK(C.Units[0].File == File);
  CHECK(C.Units[0].Arguments.back() == "it's #1 ä.cpp");
  CHECK(std::find(C.Units[0].Arguments.begin(), C.Units[0].Arguments.end(), "-Ix y") != C.Units[0].Arguments.end());
}

TEST_CASE("the project's root: CMake's word, else the repository, else the folder of all files") {
  TempFolder Folder;
  Folder.write("p/src/one/a.cpp", "");
  Folder.write("p/src/two/b.cpp", "");
  std::string Source = Folder.path("p/src");
  Folder.write("p/build/compile_commands.json", "[" + entry(Source, "one/a.cpp", "g++ one/a.cpp") + "," +
                                                    entry(Source, "two/b.cpp", "g++ two/b.cpp") + "]");
  CompilationRequest Request = in(Folder);
  Request.DatabasePath = "p/build";
  CHECK(found(Request).ProjectRoot == Source);
  Folder.write("p/.git", "gitdir: elsewhere");
  CHECK(found(Request).ProjectRoot == Folder.path("p"));
  Folder.write("p/build/CMakeCache.txt", "A:STRING=b\nCMAKE_HOME_DIRECTORY:INTERNAL=" + Folder.path("p/cm") + "\n");
  CHECK(found(Request).ProjectRoot == Folder.path("p/cm"));
}
