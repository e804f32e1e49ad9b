#!/usr/bin/env python3
"""Every option of the command line does what --help says."""
import json
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from schema import problems  # noqa: E402
from tool import BUG, CLEAN, ToolTest  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent

MIXED = """int *f() {
  int x = 1;
  return &x;
}
int *g;
void h(int v) { g = &v; }
struct Shape { virtual void draw(int *p) = 0; };
int *viaUnknown(int *(*pass)(int *)) {
  int y = 1;
  return pass(&y);
}
"""
RETURN = ("a.cpp", 3, 10, "escape-return")
STATIC = ("a.cpp", 6, 17, "escape-static")
MAY = ("a.cpp", 10, 10, "escape-return")


class Mixed(ToolTest):
    """A file with a returned and a stored address, and one that rests on an assumption."""

    def setUp(self):
        super().setUp()
        self.write("a.cpp", MIXED)

    def run_on(self, *options, flags=()):
        return self.run_tool(*options, "a.cpp", "--", *flags)


class Selection(Mixed):
    def test_default(self):
        self.assertEqual(self.run_on(), 1)
        self.assertEqual(self.findings(), [RETURN, STATIC])

    def test_one_removed(self):
        self.assertEqual(self.run_on("--checks=-escape-return"), 1)
        self.assertEqual(self.findings(), [STATIC])

    def test_one_left(self):
        self.assertEqual(self.run_on("--checks=-*,escape-return"), 1)
        self.assertEqual(self.findings(), [RETURN])

    def test_glob(self):
        self.assertEqual(self.run_on("--checks=-escape-s*"), 1)
        self.assertEqual(self.findings(), [RETURN])

    def test_none_left(self):
        self.assertEqual(self.run_on("--checks=-*"), 0)
        self.assertEqual(self.out, "")

    def test_warnings_as_errors(self):
        """Changes the word only."""
        self.assertEqual(self.run_on("--warnings-as-errors=escape-return"), 1)
        self.assertIn("a.cpp:3:10: error: ", self.out)
        self.assertIn("a.cpp:6:17: warning: ", self.out)

    def test_warnings_as_errors_adds_no_check(self):
        self.assertEqual(self.run_on("--checks=-*,escape-static", "--warnings-as-errors=*"), 1)
        self.assertEqual(self.findings(), [("a.cpp", 6, 17, "escape-static,-warnings-as-errors")])

    def test_may(self):
        self.assertEqual(self.run_on("--may"), 1)
        self.assertEqual(self.findings(), [RETURN, STATIC, MAY])
        self.assertIn("function pointer", self.out)

    def test_list_checks(self):
        self.assertEqual(self.run_tool("--list-checks"), 0)
        listed = {line.split()[0]: line.split()[1] for line in self.out.splitlines()}
        pages = {page.stem for page in (ROOT / "docs/checks").glob("*.md")}
        self.assertEqual(set(listed), pages)
        self.assertEqual(listed["escape-return"], "warning")

    def test_list_checks_after_selection(self):
        self.assertEqual(self.run_tool("--list-checks", "--checks=-escape-return", "--warnings-as-errors=escape-static"), 0)
        listed = {line.split()[0]: line.split()[1] for line in self.out.splitlines()}
        self.assertEqual((listed["escape-return"], listed["escape-static"]), ("off", "error"))


class Explain(Mixed):
    def test_check(self):
        for page in (ROOT / "docs/checks").glob("*.md"):
            self.assertEqual(self.run_tool(f"--explain={page.stem}"), 0)
            self.assertEqual(self.out.strip(), page.read_text().strip())

    def test_line_where_it_is_made(self):
        self.assertEqual(self.run_on("--explain=a.cpp:2"), 0)
        self.assertEqual(self.out, "a.cpp:2:7: x escapes: {result} outlives it:\n"
                                   "a.cpp:2:7:   flow: {result} = &x:\n"
                                   "a.cpp:2:7:     from &x (address-of) at a.cpp:3:10\n"
                                   "a.cpp:2:7:     from &x (return) at a.cpp:3:10\n")

    def test_line_where_it_gets_out(self):
        self.assertEqual(self.run_on("--explain=a.cpp:6"), 0)
        self.assertIn("a.cpp:6:12: v escapes: {static g} outlives it:", self.out)
        self.assertNotIn("x escapes", self.out)

    def test_line_with_nothing(self):
        self.assertEqual(self.run_on("--explain=a.cpp:4"), 0)
        self.assertEqual(self.out, "")


class Report(Mixed):
    def test_one_m(self):
        self.assertEqual(self.run_on("-m"), 0)
        self.assertIn("a.cpp:2:7: x escapes: {result} outlives it\n", self.out)
        self.assertIn("a.cpp:9:7: y may escape: {unknown} (function pointer)\n", self.out)
        self.assertNotIn("flow:", self.out)
        self.assertNotIn("warning", self.out)

    def test_two_m(self):
        self.assertEqual(self.run_on("-m", "-m"), 0)
        twice = self.out
        self.assertIn("flow: {result} = &x:", twice)
        self.assertEqual(self.run_on("-m=2"), 0)
        self.assertEqual(self.out, twice)
        self.assertEqual(self.run_on("-m", "-m", "-m"), 0)
        self.assertEqual(self.out, twice)

    def test_sorted(self):
        self.assertEqual(self.run_on("-m"), 0)
        places = [tuple(map(int, line.split(":")[1:3])) for line in self.out.splitlines()]
        self.assertEqual(places, sorted(places))

    def test_every_line_has_its_place(self):
        self.assertEqual(self.run_on("-m", "-m"), 0)
        for line in self.out.splitlines():
            self.assertRegex(line, r"^a\.cpp:\d+:\d+: \S|^a\.cpp:\d+:\d+:  +(flow:|from |assumed: )")


OPTIMIZED = """#include <memory>
int *kept;
__attribute__((noinline)) int read(const int *p) { return *p; }
int gone(int n) {
  auto p = std::make_unique<int>(n);
  return *p;
}
int stays(int n) {
  auto p = std::make_unique<int>(n);
  return read(p.get());
}
int fresh(int n) {
  int *p = new int[n];
  int r = 0;
  for (int i = 0; i < n; ++i)
    r += p[i] = i * n;
  for (int i = 0; i < n; ++i)
    r += p[i] * i;
  delete[] p;
  return r;
}
int folded() { return fresh(1); }
void other(int n);
#define TIMES(X) X; X; X; X; X; X; X; X; X; X; X; X
void large(int n) {
  TIMES(other(n + 1));
  TIMES(other(n * n));
  TIMES(other(n / 3));
}
void calls() {
  large(1);
  large(2);
}
template <class T> T ofType(T n) {
  auto p = std::make_unique<T>(n);
  return *p;
}
int types() { return ofType(1) + int(ofType(2.0)); }
struct Reader { virtual int get(); };
struct Seven final : Reader { int get() override { return 7; } };
int devirtualised() { Seven s; Reader &r = s; return r.get(); }
int closed(int n) { return [&] { return n; }(); }
#define BOTH(A, B) (A, B)
void ambiguous() { BOTH(kept = new int(1), delete new int(2)); }
"""


class Optimizer(ToolTest):
    """--optimizer: what a build makes of the allocations and the calls."""

    def setUp(self):
        super().setUp()
        self.write("a.cpp", OPTIMIZED)

    def run_on(self, *options, name="a.cpp", flags=("-std=c++20",)):
        return self.run_tool(*options, name, "--", *flags)

    def at(self, line):
        return [text.split(": ", 1)[1] for text in self.out.splitlines() if text.startswith(f"a.cpp:{line}:")]

    def test_removed_and_its_twin(self):
        self.assertEqual(self.run_on("-m", "--optimizer=-O2"), 0)
        made = "std::make_unique<int>(n) does not escape; allocates 4 bytes; "
        self.assertIn(made + "removed by -O2", self.at(5))
        self.assertIn(made + "stays with -O2", self.at(9))
        self.assertIn("std::make_unique<T>(n) does not escape; allocates 4 bytes; removed by -O2", self.at(35))

    def test_nothing_without_the_option(self):
        self.assertEqual(self.run_on("-m"), 0)
        for words in ("removed by", "stays with", "inlin"):
            self.assertNotIn(words, self.out)

    def test_another_level(self):
        self.assertEqual(self.run_on("-m", "--optimizer=-O0"), 0)
        self.assertIn("stays with -O0", self.at(5)[0])
        self.assertNotIn("inlining call", self.out)
        self.assertEqual(self.run_on("-m", "--optimizer=-O0", "--optimizer=-O1"), 0)
        self.assertIn("removed by -O1", self.at(5)[0])

    def test_level_of_the_command_does_not_count(self):
        self.assertEqual(self.run_on("-m", "--optimizer=-O2", flags=("-std=c++20", "-O0", "-g3", "-flto")), 0)
        self.assertIn("removed by -O2", self.at(5)[0])

    def test_inlining(self):
        self.assertEqual(self.run_on("-m", "--optimizer=-O2"), 0)
        self.assertIn("inlining call to std::make_unique", self.at(5))
        self.assertIn("cannot inline read: noinline", self.at(10))
        self.assertEqual(self.at(26), ["cannot inline other: no definition"])
        self.assertEqual(len(self.at(31)), 1)
        self.assertRegex(self.at(31)[0], r"^cannot inline large: cost \d+ exceeds threshold \d+$")
        self.assertIn("inlining call to ofType", self.at(38))

    def test_devirtualised(self):
        self.assertEqual(self.run_on("-m", "--optimizer=-O2"), 0)
        self.assertIn("inlining call to Seven::get", self.at(41))

    def test_closure(self):
        self.assertEqual(self.run_on("-m", "--optimizer=-O2"), 0)
        self.assertIn("inlining call to lambda at line 42", self.at(42))

    def test_copies_differ(self):
        self.assertEqual(self.run_on("-m", "--optimizer=-O2"), 0)
        self.assertTrue(self.at(13)[0].endswith("; stays with -O2, removed where inlined into folded"), self.at(13))

    def test_two_at_one_place(self):
        """A macro puts both at one place: what is left cannot be told from what is gone."""
        self.assertEqual(self.run_on("-m", "--optimizer=-O2"), 0)
        self.assertEqual([line for line in self.at(44) if "-O2" in line], [])
        self.assertTrue([line for line in self.at(44) if "allocates 4 bytes" in line])

    def test_sorted(self):
        self.assertEqual(self.run_on("-m", "-m", "--optimizer=-O2"), 0)
        places = [tuple(map(int, line.split(":")[1:3])) for line in self.out.splitlines()]
        self.assertEqual(places, sorted(places))

    def test_one_line(self):
        self.assertEqual(self.run_on("--explain=a.cpp:10", "--optimizer=-O2"), 0)
        self.assertIn("cannot inline read: noinline", self.at(10))
        self.assertNotIn("ofType", self.out)

    def test_json(self):
        self.assertEqual(self.run_on("--format=json", "--optimizer=-O2", "-m"), 0)
        report = json.loads(self.out)
        schema = json.loads((ROOT / "docs/report.schema.json").read_text())
        self.assertEqual(list(problems(report, schema)), [])
        fates = {f["range"]["start"]["line"]: f["allocation"].get("optimizer") for f in report["findings"]
                 if "allocation" in f}
        self.assertEqual(fates[5], {"level": "-O2", "fate": "removed", "removedIn": []})
        self.assertEqual(fates[9], {"level": "-O2", "fate": "stays", "removedIn": []})
        calls = [c for c in report["inlining"] if c["range"]["start"]["line"] == 10 and c["callee"] == "read"]
        self.assertEqual([(c["inlined"], c["reason"], c["range"]["end"]["column"]) for c in calls], [(False, "noinline", 14)])
        self.assertEqual(self.run_on("--format=json", "-m"), 0)
        self.assertNotIn("inlining", json.loads(self.out))

    def test_header_of_two_files(self):
        """Removed in the one, and not in the other: it stays, in one line."""
        self.write("h.h", "#pragma once\ninline int made(int n) { int *p = new int(n); USE(p); int r = *p; delete p; return r; }\n")
        self.write("b.cpp", "#define USE(p)\n#include \"h.h\"\nint b() { return made(1); }\n")
        self.write("c.cpp", "__attribute__((noinline)) void use(int *p) { *p = 2; }\n#define USE(p) use(p)\n"
                   "#include \"h.h\"\nint c() { return made(1); }\n")
        self.database("b.cpp", "c.cpp")
        for name, fate in (("b.cpp", "removed by"), ("c.cpp", "stays with")):
            self.assertEqual(self.run_tool("-m", "--optimizer=-O2", "-p", ".", name), 0)
            self.assertIn(fate + " -O2", self.out)
        self.assertEqual(self.run_tool("-m", "--optimizer=-O2", "-p", ".", "-j", "1"), 0)
        once = self.out
        self.assertNotIn("removed by", once)
        self.assertEqual(self.run_tool("-m", "--optimizer=-O2", "-p", ".", "-j", "4"), 0)
        self.assertEqual(self.out, once)

    def test_writes_nothing(self):
        before = sorted(path.name for path in self.folder.iterdir())
        flags = ("-std=c++20", "--coverage", "-fstack-usage", "-fsave-optimization-record", "-ftime-trace", "-save-temps",
                 "-gsplit-dwarf", "-fdebug-prefix-map=/=x")
        self.assertEqual(self.run_on("-m", "--optimizer=-O2", flags=flags), 0)
        self.assertIn("stays with -O2", self.at(9)[0])
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), before)

    def test_broken_file(self):
        self.write("a.cpp", OPTIMIZED + "int broken( { }\n")
        self.assertEqual(self.run_on("-m", "--optimizer=-O2"), 2)
        self.assertNotIn("-O2", self.out)
        self.assertNotIn("-O2", self.err)

    def test_broken_in_that_build_only(self):
        self.write("a.cpp", "#ifdef __OPTIMIZE__\n#error optimized\n#endif\nint *f() { return new int; }\n")
        self.assertEqual(self.run_on("-m", "--optimizer=-O2"), 2)
        self.assert_one_message("a.cpp:2:2: error: optimized (in the build with -O2)")
        self.assertEqual(self.at(4)[-1], "new int escapes to {result}; allocates 4 bytes")

    def test_needs_the_report(self):
        self.assertEqual(self.run_on("--optimizer=-O2"), 2)
        self.assert_one_message("--optimizer=-O2", "-m")
        self.assertEqual(self.run_on("-m", "--optimizer=fast"), 2)
        self.assert_one_message("--optimizer=fast", "-O2")


class Formats(Mixed):
    def parse(self):
        return json.loads(self.out)

    def assert_valid(self, report):
        schema = json.loads((ROOT / "docs/report.schema.json").read_text())
        self.assertEqual(list(problems(report, schema)), [])

    def test_json_is_valid(self):
        self.assertEqual(self.run_on("--format=json", "--may", "--stats"), 1)
        report = self.parse()
        self.assert_valid(report)
        self.assertIsInstance(report["stats"], dict)

    def test_json_of_the_acceptance_set_is_valid(self):
        scenarios = ROOT / "test/scenarios/scenarios.cpp"
        self.assertEqual(self.run_tool("--format=json", "--may", scenarios, "--", "-std=c++23"), 1)
        report = self.parse()
        self.assert_valid(report)
        self.assertEqual(len([f for f in report["findings"] if f.get("check") and not f["assumptions"]]), 14)
        self.assertEqual(self.run_tool("--format=json", "-m", scenarios, "--", "-std=c++23"), 0)
        self.assert_valid(self.parse())

    def test_json_finding(self):
        self.assertEqual(self.run_on("--format=json", "--checks=-*,escape-return"), 1)
        finding = next(f for f in self.parse()["findings"] if f.get("check") == "escape-return")
        self.assertEqual(finding["range"]["start"], {"line": 3, "column": 10, "utf16Column": 10})
        self.assertEqual(finding["object"]["name"], "x")
        self.assertEqual(finding["object"]["size"], 4)
        self.assertEqual(finding["sink"]["kind"], "result")
        self.assertEqual([s["reason"] for hop in finding["flow"] for s in hop["steps"]], ["address-of", "return"])

    def test_json_utf16(self):
        self.write("a.cpp", "int *f() {\n  int x = 1;\n  /* é😀 */ return &x;\n}\n")
        self.assertEqual(self.run_on("--format=json"), 1)
        finding = next(f for f in self.parse()["findings"] if f.get("check"))
        self.assertEqual(finding["range"]["start"], {"line": 3, "column": 23, "utf16Column": 20})

    def test_json_assumption(self):
        self.assertEqual(self.run_on("--format=json", "-m"), 0)
        finding = next(f for f in self.parse()["findings"] if f["object"]["name"] == "y")
        self.assertEqual([a["kind"] for a in finding["assumptions"]], ["function pointer"])

    def test_json_of_broken_text_is_json(self):
        self.write("a.cpp", b'int *f() {\n  int x = 1;\n  return (void)"\xff\xfe", &x;\n}\n')
        self.assertEqual(self.run_on("--format=json"), 1)
        self.assert_valid(self.parse())

    def test_json_summaries(self):
        self.write("a.cpp", "int *same(int *p) { return p; }\n")
        self.assertEqual(self.run_on("--format=json"), 0)
        summaries = self.parse()["summaries"]
        self.assertEqual(len(summaries), 1)
        self.assertIn("same", json.dumps(summaries[0]))

    def test_json_empty(self):
        self.write("a.cpp", "")
        self.assertEqual(self.run_on("--format=json"), 0)
        self.assertEqual(self.parse()["findings"], [])

    def test_sarif(self):
        self.assertEqual(self.run_on("--format=sarif", "--warnings-as-errors=escape-static"), 1)
        report = self.parse()
        self.assertEqual(report["version"], "2.1.0")
        run = report["runs"][0]
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        self.assertIn("escape-return", rules)
        results = run["results"]
        self.assertEqual([(r["ruleId"], r["level"]) for r in results], [("escape-return", "warning"), ("escape-static", "error")])
        for result in results:
            self.assertEqual(rules[result["ruleIndex"]], result["ruleId"])
        region = results[0]["locations"][0]["physicalLocation"]["region"]
        self.assertEqual((region["startLine"], region["startColumn"]), (3, 10))
        steps = results[0]["codeFlows"][0]["threadFlows"][0]["locations"]
        self.assertGreaterEqual(len(steps), 2)

    def test_output(self):
        self.assertEqual(self.run_on(), 1)
        printed = self.out
        self.assertEqual(self.run_on("--output=out.txt"), 1)
        self.assertEqual(self.out, "")
        self.assertEqual((self.folder / "out.txt").read_text(), printed)
        self.assertEqual(self.run_on("-m", "--output=out.txt"), 0)
        self.assertIn("x escapes: {result} outlives it", (self.folder / "out.txt").read_text())


class Output(Mixed):
    def test_stats(self):
        self.assertEqual(self.run_on("--stats"), 1)
        for words in ["files: 1", "functions: 3", "proven: 2", "may per 1,000 lines"]:
            self.assertIn(words, self.err)
        self.assertEqual(self.findings(), [RETURN, STATIC])

    def test_quiet(self):
        self.assertEqual(self.run_on("--quiet"), 1)
        self.assertEqual(self.findings(), [RETURN, STATIC])
        self.assertEqual(self.err, "")

    def test_no_progress_in_a_pipe(self):
        self.database("a.cpp")
        self.assertEqual(self.run_tool(), 1)
        self.assertEqual(self.err, "")

    def test_no_colours_in_a_pipe(self):
        self.assertEqual(self.run_on(), 1)
        self.assertNotIn("\x1b", self.out)

    def test_dumps(self):
        for stage, words in {"flow": ["borrow", "(address-of)"], "solve": ["candidate"], "confirm": ["proven"],
                             "explain": ["x escapes: {result} outlives it"]}.items():
            with self.subTest(stage):
                self.assertEqual(self.run_on(f"--dump={stage}"), 0)
                for word in words:
                    self.assertIn(word, self.out)
                self.assertIn("== h at line 6", self.out)
                self.assertEqual(self.run_on(f"--dump={stage}:f"), 0)
                self.assertIn("== f at line 1", self.out)
                self.assertNotIn("== h", self.out)

    def test_version_and_help(self):
        self.assertEqual(self.run_tool("--version"), 0)
        self.assertRegex(self.out, r"^clang-escape \d+\.\d+\.\d+ \(Clang 22\.1")
        self.assertEqual(self.run_tool("--help"), 0)
        for option in ["-p DIR", "-m=LEVEL", "--checks=GLOBS", "--may", "--explain=", "--dump=", "-j N", "Exit code"]:
            self.assertIn(option, self.out)

    def test_no_cache_is_accepted(self):
        self.assertEqual(self.run_on("--no-cache"), 1)
        self.assertEqual(self.err, "")


class Flags(ToolTest):
    def test_gcc_flags_are_tolerated(self):
        self.write("a.cpp", BUG)
        flags = ["-fanalyzer", "-fipa-pta", "-fno-var-tracking-assignments", "--param", "max-inline-insns=100", "-Werror",
                 "-Wno-maybe-uninitialized", "-Wlogical-op", "-fno-gnu-unique", "-mno-such-thing=3", "-fconcepts-ts",
                 "-flto=auto", "-ffat-lto-objects", "-march=native", "-fstack-clash-protection", "-fdiagnostics-show-caret",
                 "-pipe", "-MD", "-MF", "a.d", "-o", "a.o", "-c"]
        self.assertEqual(self.run_tool("a.cpp", "--", *flags), 1, self.err)
        self.assertEqual(self.findings(), [("a.cpp", 3, 10, "escape-return")])
        self.assertEqual(self.err, "")
        self.assertFalse((self.folder / "a.d").exists() or (self.folder / "a.o").exists())
        self.assertEqual(self.run_tool("--stats", "a.cpp", "--", *flags), 1)
        self.assertNotIn("flags dropped: 0", self.err)

    def test_users_warnings_are_not_ours(self):
        self.write("a.cpp", "#warning look here\nint f() { int unused; return 0; }\n")
        self.assertEqual(self.run_tool("a.cpp", "--", "-Wall", "-Wextra", "-Werror"), 0, self.err)
        self.assertEqual((self.out, self.err), ("", ""))

    def test_extra_arg(self):
        self.write("a.cpp", "#ifdef FAULTY\n" + BUG + "#endif\n")
        self.database("a.cpp")
        self.assertEqual(self.run_tool(), 0)
        self.assertEqual(self.run_tool("--extra-arg=-DFAULTY"), 1)
        self.assertEqual(self.findings(), [("a.cpp", 4, 10, "escape-return")])

    def test_several_extra_args(self):
        self.write("a.cpp", "#if defined(A) && B == 2\n" + BUG + "#endif\n")
        self.assertEqual(self.run_tool("--extra-arg=-DA", "--extra-arg=-DB=2", "a.cpp", "--"), 1)

    def test_c(self):
        self.write("a.c", "int *f(void) { int x = 1; return &x; }\n")
        self.assertEqual(self.run_tool("a.c", "--", "-std=c11"), 1)
        self.assertEqual(self.findings(), [("a.c", 1, 34, "escape-return")])

    def test_same_file_compiled_twice(self):
        """Once with each set of flags; what both find is said once."""
        self.write("a.cpp", BUG + "#ifdef TWO\nint &g() { int y = 1; return y; }\n#endif\n")
        self.write("compile_commands.json", json.dumps([
            {"directory": str(self.folder), "file": "a.cpp", "arguments": ["c++", "-c", "a.cpp", *more]}
            for more in ([], ["-DTWO"])]))
        self.assertEqual(self.run_tool(), 1)
        self.assertEqual(self.findings(), [("a.cpp", 3, 10, "escape-return"), ("a.cpp", 6, 30, "escape-return")])

    def test_full_bodies(self):
        self.write("a.cpp", "#include <vector>\n#include <string>\n#include <functional>\n" + BUG)
        self.assertEqual(self.run_tool("a.cpp", "--"), 1)
        usual = self.out
        self.assertEqual(self.run_tool("--full-bodies", "a.cpp", "--"), 1)
        self.assertEqual(self.out, usual)

    def test_models(self):
        self.write("lib/keep.h", "#pragma once\nvoid keepIt(int *p);\n")
        self.write("a.cpp", "#include <keep.h>\nvoid f() {\n  int x = 1;\n  keepIt(&x);\n}\n")
        flags = ["--", "-isystem", "lib"]
        self.assertEqual(self.run_tool("-m", "a.cpp", *flags), 0)
        self.assertIn("x may escape: {unknown} (no body)", self.out)
        self.write("keeps.json", '{"version": 1, "functions": [{"name": "keepIt", "flows": []}]}')
        self.assertEqual(self.run_tool("-m", "--models=keeps.json", "a.cpp", *flags), 0, self.err)
        self.assertEqual(self.out, "a.cpp:2:6: f may allocate: via keepIt (no body)\na.cpp:3:7: x does not escape\n")


class Headers(ToolTest):
    def setUp(self):
        super().setUp()
        (self.folder / ".git").mkdir()  # the project's root
        self.write("src/a.cpp", '#include "mine.h"\n#include <theirs.h>\n#include <other.h>\nint main() {}\n')
        self.write("src/mine.h", "inline " + BUG)
        self.write("system/theirs.h", "inline " + BUG.replace("f()", "g()"))
        self.write("else/other.h", "inline " + BUG.replace("f()", "h()"))
        self.database("src/a.cpp", flags=["-isystem", "system", "-I", "else"])

    def test_default(self):
        """Headers under the project's root, not the system's."""
        self.assertEqual(self.run_tool(), 1)
        self.assertEqual([f[0] for f in self.findings()], ["else/other.h", "src/mine.h"])

    def test_filter(self):
        self.assertEqual(self.run_tool("--header-filter=.*/src/.*"), 1)
        self.assertEqual([f[0] for f in self.findings()], ["src/mine.h"])

    def test_nothing_but_main_files(self):
        self.assertEqual(self.run_tool("--header-filter=^$"), 0)
        self.assertEqual(self.findings(), [])

    def test_header_is_told_once(self):
        self.write("src/b.cpp", '#include "mine.h"\n')
        self.database("src/a.cpp", "src/b.cpp", flags=["-isystem", "system", "-I", "else"])
        self.assertEqual(self.run_tool(), 1)
        self.assertEqual([f[0] for f in self.findings()], ["else/other.h", "src/mine.h"])


class Determinism(ToolTest):
    def test_same_bytes(self):
        names = [f"a{i}.cpp" for i in range(5)]
        self.write("shared.h", "#include <vector>\n"
                               "struct Base { virtual int get(int *) = 0; };\n"
                               "inline int &bad() { int y = 1; return y; }\n"
                               "template <class T> T *leak(T *p) { static T *kept; kept = p; return p; }\n")
        for i, name in enumerate(names):
            self.write(name, '#include "shared.h"\n' + BUG.replace("f()", f"f{i}()") +
                       f"void run{i}(Base &b) {{ int z = 1; b.get(&z); leak(&z); std::vector<int *> v; v.push_back(&z); }}\n")
        self.database(*names)
        for options in [["--may"], ["-m", "-m"], ["--format=json", "-m"], ["--format=sarif", "--may"]]:
            outputs = set()
            for jobs in ["1", "2", "2", "7"]:
                self.run_tool(*options, "-j", jobs)
                self.assertNotEqual(self.out, "")
                outputs.add(self.out)
            self.assertEqual(len(outputs), 1, options)


class Suppression(ToolTest):
    def quiet(self, text):
        self.write("a.cpp", text)
        self.assertEqual(self.run_tool("a.cpp", "--"), 0, self.out)
        self.assertEqual(self.out, "")

    def told(self, text, *checks):
        self.write("a.cpp", text)
        self.assertEqual(self.run_tool("a.cpp", "--"), 1)
        self.assertEqual([f[3] for f in self.findings()], list(checks))

    def test_same_line(self):
        self.quiet(BUG.replace("return &x;", "return &x; // NOLINT"))
        self.quiet(BUG.replace("return &x;", "return &x; // NOLINT(escape-return)"))
        self.quiet(BUG.replace("return &x;", "return &x; // NOLINT(bugprone-*, escape-*)"))
        self.quiet(BUG.replace("return &x;", "return &x; /* NOLINT(escape-return): known */"))

    def test_next_line(self):
        self.quiet(BUG.replace("  return", "  // NOLINTNEXTLINE(escape-return)\n  return"))

    def test_region(self):
        self.quiet("// NOLINTBEGIN(escape-return)\n" + BUG + "// NOLINTEND(escape-return)\n")

    def test_other_check(self):
        self.told(BUG.replace("return &x;", "return &x; // NOLINT(bugprone-dangling)"), "escape-return")

    def test_other_line(self):
        self.told(BUG.replace("int x = 1;", "int x = 1; // NOLINT"), "escape-return")

    def test_unused_is_told(self):
        self.told("int f() { return 1; } // NOLINT(escape-return)\n", "escape-unused-nolint")

    def test_unused_of_others_is_not_ours(self):
        self.quiet("int f() { return 1; } // NOLINT(bugprone-use-after-move)\nint g; // NOLINT\n")


class ExitCodes(ToolTest):
    def test_clean(self):
        self.write("a.cpp", CLEAN)
        self.assertEqual(self.run_tool("a.cpp", "--"), 0)
        self.assertEqual((self.out, self.err), ("", ""))

    def test_found(self):
        self.write("a.cpp", BUG)
        self.assertEqual(self.run_tool("a.cpp", "--"), 1)

    def test_reports_end_with_zero(self):
        self.write("a.cpp", BUG)
        for option in ["-m", "-m=2", "--explain=a.cpp:2", "--dump=flow"]:
            self.assertEqual(self.run_tool(option, "a.cpp", "--"), 0, option)

    def test_stats_change_nothing(self):
        self.write("a.cpp", BUG)
        self.assertEqual(self.run_tool("--stats", "a.cpp", "--"), 1)
        self.write("a.cpp", CLEAN)
        self.assertEqual(self.run_tool("--stats", "a.cpp", "--"), 0)

    def test_broken_wins(self):
        self.write("a.cpp", BUG + "int x = ;\n")
        self.assertEqual(self.run_tool("a.cpp", "--"), 2)
        self.assertEqual(self.run_tool("-m", "a.cpp", "--"), 2)
        self.assertIn("x escapes: {result} outlives it", self.out)

    def test_database_is_found_upward(self):
        self.write("src/deep/a.cpp", BUG)
        self.database("src/deep/a.cpp", where="build")
        self.assertEqual(self.run_tool("src/deep/a.cpp"), 1, self.err)


if __name__ == "__main__":
    unittest.main()
