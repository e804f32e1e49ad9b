#include "frontend/Parse.h"

#include "TempFolder.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/CrashRecoveryContext.h"

#include <array>
#include <set>
#include <thread>

using namespace escape;
using escape::test::TempFolder;

namespace {

Compilation unit(const TempFolder &Folder, llvm::StringRef File, std::vector<std::string> Flags = {"-std=c++20"}) {
  CompilationRequest Request;
  Request.WorkingDirectory = Folder.path("");
  Request.Files = {File.str()};
  Request.FixedFlags = std::move(Flags);
  llvm::Expected<Compilations> Found = findCompilations(Request);
  if (!Found)
    FAIL(llvm::toString(Found.takeError()));
  REQUIRE(Found->Units.size() == 1);
  return Found->Units.front();
}

ParseOptions under(const TempFolder &Folder) {
  ParseOptions Options;
  Options.Headers.ProjectRoot = Folder.path("");
  return Options;
}

/// The names of the functions at the top of the user's code; with ! where the body is missing.
std::set<std::string> functions(const TranslationUnit &TU) {
  std::set<std::string> Names;
  for (clang::Decl *D : TU.TopLevel)
    if (auto *F = llvm::dyn_cast<clang::FunctionDecl>(D))
      Names.insert(F->getNameAsString() + (F->hasBody() ? "" : "!"));
  return Names;
}

ParseResult parsed(const TempFolder &Folder, llvm::StringRef File, std::set<std::string> &Names,
                   const ParseOptions &Options) {
  return parse(unit(Folder, File), Options, [&](const TranslationUnit &TU) { Names = functions(TU); });
}

} // namespace

TEST_CASE("the user's code is the main file and the headers of the project") {
  TempFolder Folder;
  Folder.write("system/sys.h", "#pragma GCC system_header\ninline int sys() { return 1; }\n");
  Folder.write("project/mine.h", "inline int mine() { return 2; }\n");
  TempFolder Elsewhere;
  Folder.write("project/a.cpp", "#include \"../system/sys.h\"\n#include \"mine.h\"\n#include \"" +
                                    Elsewhere.write("other.h", "inline int other() { return 3; }\n") +
                                    "\"\nint user() { return sys() + mine() + other(); }\n");
  std::set<std::string> Names;
  ParseResult Result = parsed(Folder, "project/a.cpp", Names, under(Folder));
  CHECK(Result.Analysed);
  CHECK(Result.Errors.empty());
  CHECK(Names == std::set<std::string>{"mine", "user"});

  ParseOptions ByName = under(Folder);
  ByName.Headers.Regex = "other\\.h$|sys\\.h$";
  parsed(Folder, "project/a.cpp", Names, ByName);
  CHECK(Names == std::set<std::string>{"other", "user"}); // a system header never is the user's
}

TEST_CASE("bodies in system headers are skipped unless asked for") {
  TempFolder Folder;
  Folder.write("sys.h", "#pragma GCC system_header\ninline int sys() { return 1; }\n");
  Folder.write("a.cpp", "#include \"sys.h\"\nint user() { return sys(); }\n");
  for (bool Full : {false, true}) {
    ParseOptions Options = under(Folder);
    Options.FullBodies = Full;
    bool HasBody = !Full;
    parse(unit(Folder, "a.cpp"), Options, [&](const TranslationUnit &TU) {
      for (clang::Decl *D : TU.Context.getTranslationUnitDecl()->decls())
        if (auto *F = llvm::dyn_cast<clang::FunctionDecl>(D); F && F->getNameAsString() == "sys")
          HasBody = F->getBody() != nullptr;
    });
    CHECK(HasBody == Full);
  }
}

TEST_CASE("errors are values with a place, and the rest of the file is there") {
  TempFolder Folder;
  Folder.write("a.cpp", "int good() { return 1; }\nint bad() { return missing; }\nint after() { return 2; }\n");
  std::set<std::string> Names;
  ParseResult Result = parsed(Folder, "a.cpp", Names, under(Folder));
  CHECK(Result.Analysed);
  REQUIRE(Result.Errors.size() == 1);
  CHECK(render(Result.Errors[0], Folder.path("")) == "a.cpp:2:20: error: use of undeclared identifier 'missing'");
  CHECK(Names.count("good") == 1);
  CHECK(Names.count("after") == 1);
}

TEST_CASE("many errors do not end the file; some are kept, all are counted") {
  TempFolder Folder;
  std::string Text;
  for (int I = 0; I < 100; ++I)
    Text += "int f" + std::to_string(I) + "() { return missing; }\n";
  Folder.write("a.cpp", Text + "int after() { return 2; }\n");
  std::set<std::string> Names;
  ParseResult Result = parsed(Folder, "a.cpp", Names, under(Folder));
  CHECK(Result.Errors.size() + Result.MoreErrors == 100);
  CHECK(Result.Errors.size() <= 20);
  CHECK(Names.count("after") == 1);
}

TEST_CASE("a missing header is an error of its own") {
  TempFolder Folder;
  Folder.write("a.cpp", "#include \"gone.h\"\nint f() { return 1; }\n");
  std::set<std::string> Names;
  ParseResult Result = parsed(Folder, "a.cpp", Names, under(Folder));
  CHECK(Result.Analysed);
  REQUIRE(Result.Errors.size() == 1);
  CHECK(Result.Errors[0].Message == "'gone.h' file not found");
  CHECK(Names.count("f") == 1);
}

TEST_CASE("what gcc only warns of is no error") {
  TempFolder Folder;
  Folder.write("a.cpp", "int f(long n) { int a[] = {n}; return a[0]; }\n");
  std::set<std::string> Names;
  ParseResult Result = parsed(Folder, "a.cpp", Names, under(Folder));
  CHECK(Result.Errors.empty());
  CHECK(Names == std::set<std::string>{"f"});
}

TEST_CASE("instantiations come with the templates they are from") {
  TempFolder Folder;
  Folder.write("a.cpp",
               "template <class T> T twice(T x) { return x + x; }\nint f() { return twice(1) + (int)twice(2.0); }\n");
  unsigned Instances = 0;
  parse(unit(Folder, "a.cpp"), under(Folder), [&](const TranslationUnit &TU) {
    for (clang::Decl *D : TU.TopLevel)
      if (auto *F = llvm::dyn_cast<clang::FunctionDecl>(D); F && F->isTemplateInstantiation() && F->hasBody())
        ++Instances;
  });
  CHECK(Instances == 2);
}

TEST_CASE("the standard library is found, in every mode") {
  TempFolder Folder;
  Folder.write("a.cpp", "#include <vector>\n#include <string>\n#include <cstddef>\n#include <stdarg.h>\n"
                        "int f() { std::vector<std::string> v; return (int)v.size(); }\n");
  for (const char *Standard : {"-std=c++17", "-std=c++20", "-std=c++23"}) {
    ParseResult Result = parse(unit(Folder, "a.cpp", {Standard}), under(Folder), [](const TranslationUnit &) {});
    INFO(Standard);
    CHECK(Result.Errors.empty());
    CHECK(Result.Analysed);
  }
}

TEST_CASE("strange but valid files are read") {
  TempFolder Folder;
  auto Reads = [&](llvm::StringRef Text) {
    Folder.write("a.cpp", Text);
    std::set<std::string> Names;
    ParseResult Result = parsed(Folder, "a.cpp", Names, under(Folder));
    CHECK_FALSE(Result.Crashed);
    return Result.Analysed && Result.Errors.empty() ? Names.size() : 1000;
  };
  CHECK(Reads("") == 0);
  CHECK(Reads("int f() {\r\n  return 1;\r\n}\r\n") == 1);
  CHECK(Reads("// \xff\xfe\nconst char *t = \"\xc3\x28\";\nint f() { return 1; }\n") == 1);
  CHECK(Reads("int f(int x) { return " + std::string(2000, '(') + "x" + std::string(2000, ')') + "; }\n") == 1);
  std::string Sum = "int f(int x) { return x";
  for (int I = 0; I < 5000; ++I)
    Sum += " + (x";
  CHECK(Reads(Sum + std::string(5000, ')') + "; }\n") == 1);
}

TEST_CASE("a callback that dies takes only its file with it") {
  TempFolder Folder;
  Folder.write("a.cpp", "int f() { return 1; }\n");
  std::set<std::string> Before;
  parsed(Folder, "a.cpp", Before, under(Folder));
  // The test framework has put its own signal handlers over those of the first parse.
  llvm::CrashRecoveryContext::Disable();
  llvm::CrashRecoveryContext::Enable();
  ParseResult Result = parse(unit(Folder, "a.cpp"), under(Folder), [](const TranslationUnit &) { std::abort(); });
  CHECK(Result.Crashed);
  CHECK_FALSE(Result.Analysed);
  std::set<std::string> Names;
  CHECK(parsed(Folder, "a.cpp", Names, under(Folder)).Analysed);
}

TEST_CASE("files are parsed side by side, each in its own folder") {
  TempFolder Folder;
  for (const char *Name : {"one", "two", "three", "four"}) {
    Folder.write(std::string(Name) + "/local.h", "inline int " + std::string(Name) + "() { return 1; }\n");
    Folder.write(std::string(Name) + "/a.cpp", "#include \"local.h\"\n");
  }
  std::vector<std::thread> Threads;
  std::array<std::set<std::string>, 4> Names;
  std::array<Compilation, 4> Units;
  unsigned I = 0;
  for (const char *Name : {"one", "two", "three", "four"}) {
    Units[I] = unit(Folder, std::string(Name) + "/a.cpp");
    // Relative to the command's own folder, not to the process's.
    Units[I].Directory = Folder.path(Name);
    Units[I].Arguments.back() = "a.cpp";
    ++I;
  }
  ParseOptions Options = under(Folder);
  for (unsigned T = 0; T < 4; ++T)
    Threads.emplace_back(
        [&, T] { parse(Units[T], Options, [&](const TranslationUnit &TU) { Names[T] = functions(TU); }); });
  for (std::thread &T : Threads)
    T.join();
  CHECK(Names[0] == std::set<std::string>{"one"});
  CHECK(Names[1] == std::set<std::string>{"two"});
  CHECK(Names[2] == std::set<std::string>{"three"});
  CHECK(Names[3] == std::set<std::string>{"four"});
}
