#include "frontend/CleanCommand.h"

#include "TempFolder.h"

#include "llvm/ADT/STLExtras.h"

using namespace escape;

namespace {

std::vector<std::string> command(std::initializer_list<const char *> Arguments) {
  return {Arguments.begin(), Arguments.end()};
}

bool has(const CleanedCommand &Command, llvm::StringRef Argument) {
  return llvm::is_contained(Command.Arguments, Argument);
}

} // namespace

TEST_CASE("flags that carry meaning stay, with their values") {
  CleanedCommand C =
      cleanCommand(command({"g++", "-std=c++20", "-DA=1", "-D", "B", "-I", "include", "-isystem", "/usr/x", "-O2",
                            "-fno-exceptions", "-include", "config.h", "-march=x86-64", "-pthread", "-c", "a.cpp"}),
                   "a.cpp", "/p");
  CHECK(C.DroppedFlags == 0);
  for (const char *Kept : {"-std=c++20", "-DA=1", "-D", "B", "-I", "include", "-isystem", "/usr/x", "-O2",
                           "-fno-exceptions", "-include", "config.h", "-march=x86-64", "-pthread"})
    CHECK(has(C, Kept));
  CHECK(C.Arguments.front() == "g++");
  CHECK(C.Arguments.back() == "a.cpp");
}

TEST_CASE("gcc's own flags are dropped and counted") {
  CleanedCommand C =
      cleanCommand(command({"g++", "-fanalyzer", "-fipa-pta", "-fmodules-ts", "-fno-plt", "a.cpp"}), "a.cpp", "/p");
  CHECK(C.DroppedFlags == 3);
  CHECK_FALSE(has(C, "-fanalyzer"));
  CHECK_FALSE(has(C, "-fipa-pta"));
  CHECK_FALSE(has(C, "-fmodules-ts"));
  CHECK(has(C, "-fno-plt")); // Clang has this one
}

TEST_CASE("warnings go, what takes back an error stays") {
  CleanedCommand C = cleanCommand(
      command({"g++", "-Wall", "-Werror", "-Werror=shadow", "-pedantic-errors", "-Wno-narrowing", "a.cpp"}), "a.cpp",
      "/p");
  CHECK_FALSE(has(C, "-Wall"));
  CHECK_FALSE(has(C, "-Werror"));
  CHECK_FALSE(has(C, "-Werror=shadow"));
  CHECK_FALSE(has(C, "-pedantic-errors"));
  CHECK(has(C, "-Wno-narrowing"));
  CHECK(has(C, "-w"));
  CHECK(C.DroppedFlags == 0);
}

TEST_CASE("nothing of the command writes a file") {
  CleanedCommand C = cleanCommand(command({"clang++", "-c", "-o", "a.o", "-MD", "-MT", "a.o", "-MF", "a.d", "-g",
                                           "-save-temps", "-ftime-trace", "a.cpp"}),
                                  "a.cpp", "/p");
  for (const char *Gone : {"-c", "-o", "a.o", "-MD", "-MT", "-MF", "a.d", "-g", "-save-temps", "-ftime-trace"})
    CHECK_FALSE(has(C, Gone));
  CHECK(has(C, "-fsyntax-only"));
}

TEST_CASE("what another build made is not loaded") {
  CleanedCommand C = cleanCommand(
      command({"clang++", "-fplugin=p.so", "-Xclang", "-include-pch", "-Xclang", "x.pch", "-Xclang", "-include",
               "-Xclang", "x.hxx", "-Xclang", "-load", "-Xclang", "p.so", "-fprofile-use=x.prof", "a.cpp"}),
      "a.cpp", "/p");
  for (const char *Gone : {"-fplugin=p.so", "-include-pch", "x.pch", "-load", "p.so", "-fprofile-use=x.prof"})
    CHECK_FALSE(has(C, Gone));
  CHECK(has(C, "-include"));
  CHECK(has(C, "x.hxx"));
}

TEST_CASE("other files of the same command are left out") {
  CleanedCommand C = cleanCommand(command({"g++", "b.cpp", "../p/a.cpp", "lib.o", "-lm"}), "a.cpp", "/p");
  CHECK_FALSE(has(C, "b.cpp"));
  CHECK_FALSE(has(C, "lib.o"));
  CHECK(llvm::count(C.Arguments, "a.cpp") == 1);
}

TEST_CASE("the resource directory is added unless the user names one") {
  auto Count = [](const CleanedCommand &C) {
    return llvm::count_if(C.Arguments, [](llvm::StringRef A) { return A.starts_with("-resource-dir"); });
  };
  CHECK(Count(cleanCommand(command({"g++", "a.cpp"}), "a.cpp", "/p")) == 1);
  CleanedCommand Named = cleanCommand(command({"g++", "-resource-dir=/mine", "a.cpp"}), "a.cpp", "/p");
  CHECK(Count(Named) == 1);
  CHECK(has(Named, "-resource-dir=/mine"));
  CHECK(Count(cleanCommand(command({"g++", "a.cpp"}), "a.cpp", "/p", command({"-resource-dir=/mine"}))) == 1);
}

TEST_CASE("response files are expanded") {
  test::TempFolder Folder;
  Folder.write("flags.rsp", "-DFROM_FILE \"-DWITH SPACE\"\n");
  CleanedCommand C = cleanCommand(command({"g++", "@flags.rsp", "a.cpp"}), "a.cpp", Folder.path(""));
  CHECK(has(C, "-DFROM_FILE"));
  CHECK(has(C, "-DWITH SPACE"));
}

TEST_CASE("a file may be named like a flag") {
  CleanedCommand C = cleanCommand(command({"g++", "--", "-weird.cpp"}), "-weird.cpp", "/p");
  REQUIRE(C.Arguments.size() > 2);
  CHECK(C.Arguments.back() == "-weird.cpp");
  CHECK(*(C.Arguments.end() - 2) == "--");
}

TEST_CASE("the language is that of the file: its -x, else its ending") {
  auto Reads = [](std::initializer_list<const char *> Arguments, const char *File) {
    return readsCOrCXX(cleanCommand(command(Arguments), File, "/p").Arguments, File);
  };
  CHECK(Reads({"g++", "a.cpp"}, "a.cpp"));
  CHECK(Reads({"gcc", "a.c"}, "a.c"));
  CHECK(Reads({"g++", "a.h"}, "a.h"));
  CHECK(Reads({"g++", "-x", "c++", "a.inc"}, "a.inc"));
  CHECK(Reads({"g++", "-xc++", "a.inc"}, "a.inc"));
  CHECK_FALSE(Reads({"g++", "a.inc"}, "a.inc"));
  CHECK_FALSE(Reads({"gcc", "a.S"}, "a.S"));
  CHECK_FALSE(Reads({"g++", "a.py"}, "a.py"));
  CHECK_FALSE(Reads({"g++", "Makefile"}, "Makefile"));
  CHECK_FALSE(Reads({"clang", "-x", "cuda", "a.cpp"}, "a.cpp"));
}
