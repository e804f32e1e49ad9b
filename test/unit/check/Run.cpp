#include "check/Run.h"
#include "checks/AllChecks.h"
#include "explain/HandMade.h"

using namespace escape;
using namespace escape::test;

namespace {

/// A dangling local `x` of a file that has the places `&x`, `p` and `}`.
struct Case : HandMade {
  FileId f = file("a.cpp", "f { int x; p = &x; return p; }\n");

  Verdict dangling(Sink sink, const char *storage = "automatic") const {
    Verdict v;
    v.kind = VerdictKind::Escapes;
    v.object = "x";
    v.storage = storage;
    v.span = at(f, "x");
    v.sink = sink;
    Escape escape;
    escape.sink = sink;
    escape.gotOut = at(f, "p", 2);
    escape.ended = at(f, "}");
    v.escape = escape;
    v.path = {Hop{"p", "&x", -1, {Step{"&x", Reason::AddressOf, "", at(f, "&x"), {}}}},
              Hop{spell(sink), "p", 0, {Step{"p", Reason::Return, "", at(f, "p", 2), {}}}}};
    return v;
  }

  std::vector<Diagnostic> run(std::vector<Verdict> verdicts, bool may = false, llvm::StringRef checks = "") const {
    llvm::Expected<Selection> selection = Selection::make(allChecks(), checks, "");
    REQUIRE(bool(selection));
    return runChecks(unit, verdicts, *selection, may);
  }

  /// `message [id]` of the only finding; empty: none.
  std::string message(Verdict verdict, bool may = false) const {
    std::vector<Diagnostic> all = run({std::move(verdict)}, may);
    REQUIRE(all.size() <= 1);
    return all.empty() ? "" : all[0].message + " [" + all[0].check + "]";
  }
};

Sink sink(Sink::Kind kind, std::string name = "") { return Sink{.kind = kind, .name = std::move(name)}; }

} // namespace

TEST_CASE("every check is in the list with its page") {
  std::vector<std::string> ids;
  for (const Check *check : allChecks())
    ids.push_back(check->Id);
  CHECK(std::is_sorted(ids.begin(), ids.end()));
  for (const char *id : {"escape-return", "escape-static", "escape-member", "escape-param", "escape-capture",
                         "escape-scope", "escape-temporary", "escape-task", "escape-throw", "escape-invalidated"})
    CHECK(std::count(ids.begin(), ids.end(), id) == 1);
  CHECK(checkPages().size() == allChecks().size());
  for (const CheckPage &page : checkPages()) {
    INFO(page.Id.str());
    CHECK(page.Text.starts_with(("# " + page.Id + "\n").str()));
    CHECK(page.Text.contains("```cpp fires\n"));
    CHECK(page.Text.contains("```cpp silent\n"));
    CHECK(page.Text.contains("## Known misses"));
  }
}

TEST_CASE("the sink names the check") {
  Case c;
  CHECK(c.message(c.dangling(sink(Sink::Kind::Result))) ==
        "address of local 'x' is returned: 'x' ends with the function [escape-return]");
  CHECK(c.message(c.dangling(sink(Sink::Kind::Static, "g"), "parameter")) ==
        "address of parameter 'x' is stored in static 'g': 'x' ends with the function [escape-static]");
  CHECK(c.message(c.dangling(sink(Sink::Kind::ThreadLocal, "t"))) ==
        "address of local 'x' is stored in thread-local 't': 'x' ends with the function [escape-static]");
  CHECK(c.message(c.dangling(sink(Sink::Kind::This, "out_"))) ==
        "address of local 'x' is stored in 'this->out_': 'x' ends with the function [escape-member]");
  CHECK(c.message(c.dangling(sink(Sink::Kind::Heap))) ==
        "address of local 'x' is stored in an object on the heap: 'x' ends with the function [escape-member]");
  CHECK(c.message(c.dangling(sink(Sink::Kind::Param, "out"))) ==
        "address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]");
  Sink member = sink(Sink::Kind::Param, "q");
  member.steps.push(step::Deref);
  member.steps.push(step::FirstField);
  CHECK(c.message(c.dangling(member)) == "address of local 'x' is stored in a member reached through parameter 'q': "
                                         "'x' ends with the function [escape-member]");
  CHECK(c.message(c.dangling(sink(Sink::Kind::Exception))) ==
        "address of local 'x' is thrown: 'x' ends with the function [escape-throw]");
  CHECK(c.message(c.dangling(sink(Sink::Kind::Task))) ==
        "address of local 'x' reaches a task that nothing waits for: 'x' ends with the function [escape-task]");
  CHECK(c.message(c.dangling(sink(Sink::Kind::Unknown))) == "");
}

TEST_CASE("a local sink is judged by the storage of the object") {
  Case c;
  Verdict v = c.dangling(sink(Sink::Kind::Local, "p"));
  v.escape->kind = EscapeKind::UsedAfter;
  CHECK(c.message(v) ==
        "local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]");
  v.storage = "temporary";
  CHECK(c.message(v) == "local 'p' holds the address of temporary 'x' and is used after the full-expression that made "
                        "it [escape-temporary]");
  v.escape->storage = true;
  CHECK(
      c.message(v) ==
      "local 'p' holds a view of temporary 'x' and is used after the full-expression that made it [escape-temporary]");
}

TEST_CASE("storage that ended before its owner") {
  Case c;
  Verdict v = c.dangling(sink(Sink::Kind::Local, "p"));
  v.kind = VerdictKind::UsedAfter;
  v.escape->kind = EscapeKind::Invalidated;
  v.escape->storage = true;
  v.escape->operation = "push_back";
  CHECK(c.message(v) == "local 'p' points into the storage of 'x' and is used after 'push_back' ended it "
                        "[escape-invalidated]");
  CHECK(c.run({v})[0].notes.back().message == "'push_back' ends the storage of 'x'");
  v.sink = v.escape->sink = sink(Sink::Kind::Static, "g");
  CHECK(c.message(v) ==
        "pointer into the storage of 'x' is left in static 'g' after 'push_back' ended it [escape-invalidated]");
}

TEST_CASE("the first check that fits has the finding") {
  Case c;
  Verdict v = c.dangling(sink(Sink::Kind::Static, "g"));
  v.escape->throughClosure = true;
  CHECK(c.message(v) == "local 'x' is captured by reference in a closure that is stored in static 'g': 'x' ends with "
                        "the function [escape-capture]");
  v.escape->throughTask = true;
  CHECK(c.run({v})[0].check == "escape-task");
  // Switched off it is silent, and no other check's.
  CHECK(c.run({v}, false, "-escape-task").empty());
}

TEST_CASE("the way of borrowing is in the message") {
  Case c;
  Verdict v = c.dangling(sink(Sink::Kind::Result));
  v.path[0].steps[0].reason = Reason::ReferenceBinding;
  CHECK(c.message(v).starts_with("reference to local 'x' is returned"));
  v.path[0].steps[0].reason = Reason::ViewOfOwner;
  CHECK(c.message(v).starts_with("view of local 'x' is returned"));
  v.path[0].steps[0].reason = Reason::IteratorOfOwner;
  CHECK(c.message(v).starts_with("iterator into local 'x' is returned"));
  v.path[0].steps[0].reason = Reason::CallResult;
  v.escape->storage = true;
  CHECK(c.message(v).starts_with("pointer into local 'x' is returned"));
}

TEST_CASE("what rests on assumptions is said only when asked for, and named") {
  Case c;
  Verdict v = c.dangling(sink(Sink::Kind::Static, "g"));
  v.assumptions = {c.assume(AssumptionKind::OpenVirtual), c.assume(AssumptionKind::NoBody),
                   c.assume(AssumptionKind::NoBody)};
  CHECK(c.message(v) == "");
  CHECK(c.message(v, true) == "address of local 'x' may be stored in static 'g': 'x' ends with the function "
                              "(open virtual call, no body) [escape-static]");
  CHECK(c.run({v}, true)[0].verdict.assumptions.size() == 3);
}

TEST_CASE("facts that are no defects are no findings") {
  Case c;
  for (VerdictKind kind : {VerdictKind::DoesNotEscape, VerdictKind::AllocEscapes, VerdictKind::AllocStays,
                           VerdictKind::LeakingParam, VerdictKind::LeakingContent, VerdictKind::TooLargeForStack}) {
    Verdict v = c.dangling(sink(Sink::Kind::Result));
    v.kind = kind;
    CHECK(c.message(v) == "");
  }
}

TEST_CASE("one place and notes for the way and the end") {
  Case c;
  std::vector<Diagnostic> all = c.run({c.dangling(sink(Sink::Kind::Result))});
  REQUIRE(all.size() == 1);
  CHECK(all[0].span == c.at(c.f, "p", 2));
  CHECK(all[0].severity == Severity::Warning);
  REQUIRE(all[0].notes.size() == 2);
  CHECK(all[0].notes[0].message == "'x' is borrowed here (address-of)");
  CHECK(all[0].notes[0].span == c.at(c.f, "&x"));
  CHECK(all[0].notes[1].message == "'x' ends here");
  CHECK(all[0].notes[1].span == c.at(c.f, "}"));
}

TEST_CASE("steps between get a note each, the callee's too") {
  Case c;
  Verdict v = c.dangling(sink(Sink::Kind::Result));
  v.path[0].steps.push_back(Step{"f",
                                 Reason::CallArgument,
                                 "",
                                 c.at(c.f, "f"),
                                 {Hop{"q", "p", 0, {Step{"int", Reason::Assign, "", c.at(c.f, "int"), {}}}}}});
  std::vector<Note> notes = c.run({v})[0].notes;
  REQUIRE(notes.size() == 4);
  CHECK(notes[1].message == "then to 'p' (call argument)");
  CHECK(notes[2].message == "then to 'q' (assign)");
}

TEST_CASE("several steps at one place are one note") {
  Case c;
  Verdict v = c.dangling(sink(Sink::Kind::Static, "g"));
  v.path[0].steps.push_back(Step{"&x", Reason::Init, "", c.at(c.f, "&x"), {}});
  v.path[1].steps.insert(v.path[1].steps.begin(), Step{"int", Reason::Cast, "", c.at(c.f, "int"), {}});
  std::vector<Note> notes = c.run({v})[0].notes;
  REQUIRE(notes.size() == 3);
  CHECK(notes[0].message == "'x' is borrowed here (address-of, init)");
  CHECK(notes[1].message == "then to static 'g' (cast)");
  // What happens at the primary place, the message says.
  v.escape->gotOut = c.at(c.f, "&x");
  CHECK(c.run({v})[0].notes.size() == 3);
  CHECK(c.run({v})[0].notes[0].message == "then to static 'g' (cast)");
}

TEST_CASE("instantiations speak once, order is by position") {
  Case c;
  Verdict first = c.dangling(sink(Sink::Kind::Result));
  Verdict second = c.dangling(sink(Sink::Kind::Static, "g"));
  second.escape->gotOut = c.at(c.f, "p");
  std::vector<Diagnostic> all = c.run({first, first, second});
  REQUIRE(all.size() == 2);
  CHECK(all[0].check == "escape-static");
  CHECK(all[1].check == "escape-return");
}

TEST_CASE("suppressions") {
  Case c;
  c.f = c.file("b.cpp", "f { int x; p = &x; return p; } // NOLINT(escape-return)\ny; // NOLINT(escape-static)\n");
  std::vector<Diagnostic> all = c.run({c.dangling(sink(Sink::Kind::Result))});
  REQUIRE(all.size() == 2);
  CHECK(all[0].check == "escape-unused-nolint");
  CHECK(all[0].severity == Severity::Off); // used: tells merge() so
  CHECK(all[1].check == "escape-unused-nolint");
  CHECK(all[1].severity == Severity::Warning);
  CHECK(all[1].message == "nothing to suppress here for 'escape-static'");
  CHECK(all[1].span == c.at(c.f, "NOLINT(escape-static)"));
  CHECK(c.run({}, false, "-escape-unused-nolint").empty());
}
