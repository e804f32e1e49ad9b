// The report's grammar: design §3, line by line.
#include "explain/HandMade.h"
#include "report/Reporter.h"

using namespace escape;
using namespace escape::test;

namespace {

std::string listing(const std::vector<Fact> &facts, bool flows) {
  Report report;
  report.facts = facts;
  std::string text;
  llvm::raw_string_ostream out(text);
  writeListing(report, flows, out);
  return text;
}

struct Lines : HandMade {
  Verdict verdict;
  explicit Lines(VerdictKind kind, std::string object = "x") {
    verdict.kind = kind;
    verdict.object = std::move(object);
  }
  Lines &to(Sink::Kind kind, std::string name = "") {
    verdict.sink = Sink{.kind = kind, .name = std::move(name)};
    return *this;
  }
  Lines &level(int level) {
    verdict.level = level;
    return *this;
  }
  Lines &assuming(AssumptionKind kind) {
    verdict.assumptions.push_back(assume(kind));
    return *this;
  }
  Lines &allocating(AllocReason reason, std::optional<uint64_t> bytes = {}, bool may = false) {
    verdict.allocation = Allocation{};
    verdict.allocation->reason = reason;
    verdict.allocation->bytes = bytes;
    verdict.allocation->may = may;
    verdict.allocation->objectBytes = 40;
    verdict.allocation->inlineBytes = 16;
    return *this;
  }
  Lines &by(std::string operation) {
    verdict.escape = Escape{};
    verdict.escape->operation = std::move(operation);
    return *this;
  }
  operator std::string() const { return verdictLine(unit, verdict); }
};

std::string line(const Lines &lines) { return lines; }

using K = VerdictKind;
using S = Sink::Kind;
using A = AssumptionKind;
using R = AllocReason;

} // namespace

TEST_CASE("verdict lines of defects") {
  CHECK(line(Lines(K::Escapes).to(S::Result)) == "x escapes: {result} outlives it");
  CHECK(line(Lines(K::Escapes).to(S::Static, "on_done")) == "x escapes: {static on_done} outlives it");
  CHECK(line(Lines(K::Escapes).to(S::Local, "last")) == "x escapes: {local last} outlives it");
  CHECK(line(Lines(K::Escapes).to(S::This, "m")) == "x escapes: {this->m} outlives it");
  CHECK(line(Lines(K::Escapes).to(S::Param, "q")) == "x escapes: {param q} outlives it");
  CHECK(line(Lines(K::Escapes).to(S::Heap)) == "x escapes: {heap} outlives it");
  CHECK(line(Lines(K::Escapes).to(S::Exception)) == "x escapes: {exception} outlives it");
  CHECK(line(Lines(K::Escapes).to(S::Task)) == "x escapes: {task} outlives it");
  CHECK(line(Lines(K::Escapes).to(S::Unknown).assuming(A::NoBody)) == "x may escape: {unknown} (no body)");
  CHECK(line(Lines(K::UsedAfter, "v").by("push_back")) == "v is used after push_back ended it");
  CHECK(line(Lines(K::UsedAfter, "v").by("push_back").assuming(A::FunctionPointer)) ==
        "v may be used after push_back ended it (function pointer)");
}

TEST_CASE("verdict lines of parameters and objects") {
  CHECK(line(Lines(K::DoesNotEscape, "data")) == "data does not escape");
  CHECK(line(Lines(K::LeakingParam, "output").to(S::This, "out_").level(0)) ==
        "leaking param: output to {this->out_} level=0");
  CHECK(line(Lines(K::LeakingParam, "p").to(S::Result).level(2)) == "leaking param: p to {result} level=2");
  CHECK(line(Lines(K::LeakingParam, "s").to(S::Unknown).assuming(A::OpenVirtual)) ==
        "may leak param: s to {unknown} level=0 (open virtual call)");
  CHECK(line(Lines(K::LeakingContent, "n").to(S::Static, "g_int").level(1)) ==
        "leaking param content: n to {static g_int}");
  CHECK(line(Lines(K::LeakingContent, "n").to(S::Unknown).level(1).assuming(A::NoBody)) ==
        "may leak param content: n to {unknown} (no body)");
  Lines big(K::TooLargeForStack, "big");
  big.verdict.bytes = 11534336;
  CHECK(line(big) == "big is 11534336 bytes: too large for the stack");
}

TEST_CASE("verdict lines of allocations") {
  CHECK(line(Lines(K::AllocEscapes, "new T").to(S::Result).allocating(R::None, 96)) ==
        "new T escapes to {result}; allocates 96 bytes");
  CHECK(line(Lines(K::AllocEscapes, "new T").to(S::Unknown).assuming(A::OpenVirtual).allocating(R::None, 96)) ==
        "new T may escape to {unknown} (open virtual call); allocates 96 bytes");
  CHECK(line(Lines(K::AllocStays, "std::vector<char>(size)").allocating(R::NonConstantSize)) ==
        "std::vector<char>(size) does not escape; allocates (non-constant size)");
  auto stays = [](R reason, std::optional<uint64_t> bytes = {}, bool may = false) {
    return line(Lines(K::AllocStays, "e").allocating(reason, bytes, may)).substr(strlen("e does not escape; "));
  };
  CHECK(stays(R::TooLarge, 9000000) == "allocates 9000000 bytes (too large for the stack)");
  CHECK(stays(R::TypeErased, 40) == "allocates 40 bytes (type-erased (40 bytes > inline 16))");
  CHECK(stays(R::TypeErasedCopy, 8) == "allocates 8 bytes (type-erased (not trivially copyable))");
  CHECK(stays(R::OverAligned, 64) == "allocates 64 bytes (over-aligned)");
  CHECK(stays(R::Growth) == "allocates (growth)");
  CHECK(stays(R::SharedBlock, 32) == "allocates 32 bytes (shared control block)");
  CHECK(stays(R::Node, 40) == "allocates 40 bytes (node)");
  CHECK(stays(R::RunTimeLength, {}, true) == "may allocate (run-time length)");
  CHECK(stays(R::KeyMayExist, 48, true) == "may allocate 48 bytes (key may exist)");
  CHECK(stays(R::Elidable, 4, true) == "may allocate 4 bytes (elidable)");
  CHECK(stays(R::LibraryBranch, {}, true) == "may allocate (library branch)");
  CHECK(stays(R::None) == "allocates (non-constant size)"); // no size is known: so it is not constant
}

TEST_CASE("every assumption is named once") {
  auto words = [](A kind) { return line(Lines(K::Escapes).to(S::Unknown).assuming(kind)); };
  const char *start = "x may escape: {unknown} (";
  CHECK(words(A::NoBody) == start + std::string("no body)"));
  CHECK(words(A::OpenVirtual) == start + std::string("open virtual call)"));
  CHECK(words(A::FunctionPointer) == start + std::string("function pointer)"));
  CHECK(words(A::Variadic) == start + std::string("variadic callee)"));
  CHECK(words(A::Uninstantiated) == start + std::string("uninstantiated pattern)"));
  CHECK(words(A::InlineAsm) == start + std::string("inline asm)"));
  CHECK(words(A::UnknownNode) == start + std::string("AST node not modelled)"));
  CHECK(words(A::GivenUp) == start + std::string("function given up)"));
  CHECK(words(A::PlaceCut) == start + std::string("place cut at two steps)"));
  CHECK(words(A::PathUndecided) == start + std::string("path not decided)"));
  CHECK(words(A::SeveralBodies) == start + std::string("several bodies under one key)"));
  CHECK(words(A::MainObject) == start + std::string("main's own object)"));
  CHECK(line(Lines(K::Escapes).to(S::Result).assuming(A::NoBody).assuming(A::NoBody).assuming(A::PlaceCut)) ==
        "x may escape: {result} (no body, place cut at two steps)");
}

TEST_CASE("every reason has its words") {
  const char *words[] = {"address-of",
                         "reference-binding",
                         "array-decay",
                         "view-of-owner",
                         "iterator-of-owner",
                         "assign",
                         "init",
                         "owner-init",
                         "owner-release",
                         "move",
                         "return",
                         "co_return",
                         "co_yield",
                         "throw",
                         "dot",
                         "arrow",
                         "indirection",
                         "subscript",
                         "pointer-arithmetic",
                         "integer round trip",
                         "element",
                         "inserted",
                         "aggregate element",
                         "constructor argument",
                         "member-init",
                         "captured by reference",
                         "captured by value",
                         "captured this",
                         "interface-converted",
                         "type-erased",
                         "call argument",
                         "call argument: no body visible",
                         "call argument: virtual call",
                         "call argument: function pointer",
                         "call argument: variadic",
                         "call argument: instantiated from",
                         "call result",
                         "out-parameter",
                         "range-for",
                         "structured binding",
                         "cast",
                         "task start",
                         "callback registration",
                         "library model"};
  REQUIRE(std::size(words) == ReasonCount);
  for (unsigned i = 0; i < ReasonCount; ++i)
    CHECK(std::string(describe(Reason(i))) == words[i]);
}

TEST_CASE("details of reasons") {
  auto words = [](Reason reason, std::string detail) {
    return describe(Step{.expression = "", .reason = reason, .detail = std::move(detail), .span = {}, .inside = {}});
  };
  CHECK(words(Reason::InterfaceConverted, "Buffer to Reader") == "interface-converted: Buffer to Reader");
  CHECK(words(Reason::TypeErased, "std::function") == "type-erased into std::function");
  CHECK(words(Reason::CallArgumentInstantiated, "apply<F>") == "call argument: instantiated from apply<F>");
  CHECK(words(Reason::CallArgumentVirtual, "Reader::read") == "call argument: virtual call");
  CHECK(words(Reason::Assign, "") == "assign");
}

TEST_CASE("the example of the design") {
  HandMade m;
  FileId s = m.lines("stream.cpp", {{80, "Stream::Stream(X &data, Writer &w, W *output)"},
                                    {83, "    auto input = std::make_unique<Buffer>(data);"},
                                    {89, "  std::vector<char> buffer = std::vector<char>(size);"},
                                    {93, "  Reader &r = algOne(x, *input);"},
                                    {104, "    int n = 0;"},
                                    {106, "  on_done = [&n] {"},
                                    {107, "    return n; };"}});
  FileId h = m.lines("reader.h", {{41, "    return r.read(p, n);"}});
  AssumptionId open = m.assume(AssumptionKind::OpenVirtual, m.at(h, "r.read(p, n)"));

  Verdict data;
  data.kind = K::DoesNotEscape;
  data.object = "data";
  data.span = m.at(s, "data");

  Verdict output;
  output.kind = K::LeakingParam;
  output.object = "output";
  output.span = m.at(s, "output");
  output.sink = Sink{.kind = S::This, .name = "out_"};

  Verdict made;
  made.kind = K::AllocEscapes;
  made.object = "std::make_unique<Buffer>(data)";
  made.span = m.at(s, "std::make_unique<Buffer>(data)");
  made.sink = Sink{.kind = S::Unknown};
  made.assumptions = {open};
  made.allocation = Allocation{};
  made.allocation->bytes = 96;
  made.path = {
      Hop{"input", made.object, 0, {Step{made.object, Reason::OwnerInit, "", m.at(s, "input = "), {}}}},
      Hop{"r", "&*input", 0, {Step{"*input", Reason::InterfaceConverted, "Buffer to Reader", m.at(s, "*input"), {}}}},
      Hop{"{unknown}", "r", 0, {Step{"r.read(p, n)", Reason::CallArgumentVirtual, "", m.at(h, "r.read(p, n)"), {}}}}};

  Verdict buffer;
  buffer.kind = K::AllocStays;
  buffer.object = "std::vector<char>(size)";
  buffer.span = m.at(s, "std::vector<char>(size)");
  buffer.allocation = Allocation{};
  buffer.allocation->reason = R::NonConstantSize;

  Verdict n;
  n.kind = K::Escapes;
  n.object = "n";
  n.span = m.at(s, "n = 0");
  n.sink = Sink{.kind = S::Static, .name = "on_done"};
  n.path = {
      Hop{"[lambda at stream.cpp:106:13]", "&n", -1, {Step{"n", Reason::CapturedByReference, "", m.at(s, "n] {"), {}}}},
      Hop{"{static on_done}",
          "[lambda at stream.cpp:106:13]",
          0,
          {Step{"on_done = …", Reason::TypeErased, "std::function", m.at(s, "on_done"), {}}}}};

  std::vector<Fact> facts;
  for (const Verdict *verdict : {&n, &made, &buffer, &output, &data})
    facts.push_back(resolve(m.unit, *verdict));
  merge(facts);
  CHECK(listing(facts, true) ==
        R"(stream.cpp:80:19: data does not escape
stream.cpp:80:39: leaking param: output to {this->out_} level=0
stream.cpp:83:18: std::make_unique<Buffer>(data) may escape to {unknown} (open virtual call); allocates 96 bytes:
stream.cpp:83:18:   flow: input = std::make_unique<Buffer>(data):
stream.cpp:83:18:     from std::make_unique<Buffer>(data) (owner-init) at stream.cpp:83:10
stream.cpp:83:18:   flow: r = &*input:
stream.cpp:83:18:     from *input (interface-converted: Buffer to Reader) at stream.cpp:93:25
stream.cpp:83:18:   flow: {unknown} = r:
stream.cpp:83:18:     from r.read(p, n) (call argument: virtual call) at reader.h:41:12
stream.cpp:89:30: std::vector<char>(size) does not escape; allocates (non-constant size)
stream.cpp:104:9: n escapes: {static on_done} outlives it:
stream.cpp:104:9:   flow: [lambda at stream.cpp:106:13] = &n:
stream.cpp:104:9:     from n (captured by reference) at stream.cpp:106:15
stream.cpp:104:9:   flow: {static on_done} = [lambda at stream.cpp:106:13]:
stream.cpp:104:9:     from on_done = … (type-erased into std::function) at stream.cpp:106:3
)");
  CHECK(listing(facts, false) ==
        R"(stream.cpp:80:19: data does not escape
stream.cpp:80:39: leaking param: output to {this->out_} level=0
stream.cpp:83:18: std::make_unique<Buffer>(data) may escape to {unknown} (open virtual call); allocates 96 bytes
stream.cpp:89:30: std::vector<char>(size) does not escape; allocates (non-constant size)
stream.cpp:104:9: n escapes: {static on_done} outlives it
)");
}

TEST_CASE("a callee's steps stand inside, indented") {
  Fact fact;
  fact.line = "x escapes: {static g} outlives it";
  fact.range = Range{"a.cpp", {2, 16, 16}, {2, 17, 17}};
  Range there{"a.cpp", {1, 29, 29}, {1, 34, 34}}, call{"a.cpp", {2, 19, 19}, {2, 27, 27}};
  fact.flow = {FlowHop{"a",
                       "&x",
                       -1,
                       {FlowStep{"keep(&x)",
                                 "call argument",
                                 call,
                                 {FlowHop{"{static g}", "a", 0, {FlowStep{"g = a", "assign", there, {}}}}}}}},
               FlowHop{"", "18 more", 0, {}}};
  CHECK(listing({fact}, true) == R"(a.cpp:2:16: x escapes: {static g} outlives it:
a.cpp:2:16:   flow: a = &x:
a.cpp:2:16:     from keep(&x) (call argument) at a.cpp:2:19
a.cpp:2:16:       flow: {static g} = a:
a.cpp:2:16:         from g = a (assign) at a.cpp:1:29
a.cpp:2:16:   flow: … (18 more)
)");
}

namespace {

Fact allocated(AllocationFate::Kind kind, std::vector<std::string> removedIn = {}) {
  Fact f;
  f.kind = K::AllocStays;
  f.object = "new int";
  f.line = "new int does not escape; allocates 4 bytes";
  f.range = Range{"a.cpp", {3, 5, 5}, {3, 12, 12}};
  f.optimizer = FactOptimizer{"-O2", {kind, std::move(removedIn)}};
  return f;
}

std::string merged(std::vector<Fact> facts) {
  merge(facts);
  return listing(facts, false);
}

} // namespace

TEST_CASE("what the optimizer made of an allocation ends its line") {
  using F = AllocationFate;
  const std::string plain = "new int does not escape; allocates 4 bytes";
  CHECK(fullLine(allocated(F::Removed)) == plain + "; removed by -O2");
  CHECK(fullLine(allocated(F::Stays)) == plain + "; stays with -O2");
  CHECK(fullLine(allocated(F::Unknown)) == plain);
  CHECK(fullLine(allocated(F::NoCode)) == plain);
  CHECK(fullLine(allocated(F::Stays, {"f"})) == plain + "; stays with -O2, removed where inlined into f");
  CHECK(fullLine(allocated(F::Stays, {"a", "b", "c", "d", "e"})) ==
        plain + "; stays with -O2, removed where inlined into a, b, c and 2 more");
}

TEST_CASE("an allocation in the code of several files is removed only where every file tells so") {
  using F = AllocationFate;
  const std::string plain = "a.cpp:3:5: new int does not escape; allocates 4 bytes";
  CHECK(merged({allocated(F::Removed), allocated(F::Removed)}) == plain + "; removed by -O2\n");
  CHECK(merged({allocated(F::Removed), allocated(F::NoCode)}) == plain + "; removed by -O2\n");
  CHECK(merged({allocated(F::NoCode), allocated(F::Removed)}) == plain + "; removed by -O2\n");
  CHECK(merged({allocated(F::Removed), allocated(F::Unknown)}) == plain + "\n");
  CHECK(merged({allocated(F::Unknown), allocated(F::Stays)}) == plain + "; stays with -O2\n");
  CHECK(merged({allocated(F::Stays, {"g"}), allocated(F::Removed), allocated(F::Stays, {"f", "g"})}) ==
        plain + "; stays with -O2, removed where inlined into f, g\n");
}

TEST_CASE("what became of calls stands between the verdicts, by place") {
  auto call = [](uint32_t line, uint32_t column, std::string reason = "", std::string caller = "") {
    return Inlining{Range{"a.cpp", {line, column, column}, {line, column + 1, column + 1}}, "f", std::move(caller),
                    std::move(reason)};
  };
  Report report;
  report.facts = {allocated(AllocationFate::Stays)};
  report.inlining = {
      call(9, 1),         call(3, 5, "noinline"), call(3, 4), call(9, 1), call(9, 1, "cost 9 exceeds threshold 8", "g"),
      call(8, 1, "", "g")};
  merge(report.inlining);
  std::string text;
  llvm::raw_string_ostream out(text);
  writeListing(report, true, out);
  CHECK(text == "a.cpp:3:4: inlining call to f\n"
                "a.cpp:3:5: new int does not escape; allocates 4 bytes; stays with -O2\n"
                "a.cpp:3:5: cannot inline f: noinline\n"
                "a.cpp:8:1: inlining call to f in g\n"
                "a.cpp:9:1: inlining call to f\n"
                "a.cpp:9:1: cannot inline f into g: cost 9 exceeds threshold 8\n");
}

TEST_CASE("merging keeps one line of each, and what is proven") {
  auto fact = [](K kind, std::string line, uint32_t column, std::string sink = "", bool may = false) {
    Fact f;
    f.kind = kind;
    f.object = line.substr(0, line.find(' '));
    f.line = std::move(line);
    f.range = Range{"a.cpp", {1, column, column}, {1, column + 1, column + 1}};
    f.sinkKind = std::move(sink);
    if (may)
      f.assumptions = {Assumed{"no body", "", {}}};
    return f;
  };
  std::vector<Fact> facts = {fact(K::DoesNotEscape, "y does not escape", 9),
                             fact(K::DoesNotEscape, "x does not escape", 5), // another instantiation
                             fact(K::Escapes, "x may escape: {result} (no body)", 5, "result", true),
                             fact(K::Escapes, "x escapes: {result} outlives it", 5, "result"),
                             fact(K::DoesNotEscape, "y does not escape", 9),
                             fact(K::Escapes, "x may escape: {unknown} (no body)", 5, "unknown", true)};
  std::vector<Fact> backwards(facts.rbegin(), facts.rend());
  merge(facts);
  merge(backwards);
  CHECK(listing(facts, false) == "a.cpp:1:5: x escapes: {result} outlives it\n"
                                 "a.cpp:1:5: x may escape: {unknown} (no body)\n"
                                 "a.cpp:1:9: y does not escape\n");
  CHECK(listing(backwards, false) == listing(facts, false));
}
