//===- CodecTest.cpp - graphs and slices in files ---------------------------===//
#include "store/Codec.h"
#include "Catch.h"
#include "FlowBuilder.h"
#include "store/Cbor.h"
#include "store/Sound.h"

using namespace escape;

namespace {

/// One of everything a file can hold.
FileGraph rich() {
  UnitBuilder builder;
  const FieldId next = builder.field("next");
  const TypeId node = builder.record("Node", {{next, builder.pointer}});
  builder.unit.types[builder.pointer.value].target = node; // types that contain themselves
  builder.unit.mainFile = "src/a.cpp";
  builder.unit.files.front().hash = 0x123456789abcdef0;
  builder.unit.assumptions.push_back({AssumptionKind::NoBody, {FileId(0), 300, 70000, true}, "ext"});
  builder.unit.statics.push_back({"a.cpp:g", "g", {FileId(0), 1, 2}, node, true, false, true});
  builder.unit.unmodelled["GotoStmt"] = 3;
  Summary &known = builder.unit.known.emplace_back();
  known.function = "std::swap";

  FunctionFlow flow;
  flow.key = FnKey::of("f");
  flow.name = "f";
  flow.answers = {FnKey::of("base")};
  for (LocationKind kind : {LocationKind::Result, LocationKind::Exception, LocationKind::Task, LocationKind::Unknown,
                            LocationKind::Param, LocationKind::Static}) {
    Location &location = flow.locations.emplace_back();
    location.kind = kind;
    location.type = builder.pointer;
    location.span = {FileId(0), 5, 9};
  }
  flow.locations[4].bytes = 1'000'000'000'000;
  flow.result = LocationId(0), flow.exception = LocationId(1), flow.task = LocationId(2), flow.unknown = LocationId(3);
  flow.params = {LocationId(4)};
  CallSite call;
  call.callee = "g";
  call.candidates = {FnKey::of("g"), FnKey::of("h")};
  call.elsewhere = FnKey::of("elsewhere");
  call.known = KnownId(0);
  call.arguments.push_back(
      {Place(LocationId(4)), Place(LocationId(4)) / step::Deref / next, node, {}, true, false, -3});
  flow.calls.push_back(call);
  Event event;
  event.kind = EventKind::Call;
  event.call = CallId(0);
  event.constant = INT64_MIN;
  event.assumption = AssumptionId(0);
  flow.events.push_back(event);
  Condition condition{Place(LocationId(4))};
  condition.others = {-1, 1};
  flow.blocks.push_back({0, 1, {{BlockId(1), false, condition}}});
  flow.blocks.push_back({1, 1, {}, true});
  flow.tooLarge.push_back({LocationId(4), std::nullopt});
  flow.noAlloc.emplace();
  builder.unit.functions.push_back(flow);

  Solution solution{FunctionId(0), true, {}};
  solution.result.records.push_back({EventId(0), {}, {}, FnKey::of("g"), RecordId(7), 1});
  solution.result.locations = flow.locations;
  solution.result.parents.push_back(Place(LocationId(4)));
  Flow out;
  out.from = {RootKind::Static, 0, {}};
  out.assumptions = {AssumptionId(0)};
  out.record = RecordId(0);
  out.guards.push_back({0, Relation::AtMost, -5});
  solution.result.summary.flows.push_back(out);
  Effect effect;
  effect.onResult = -1;
  effect.what = "push_back";
  solution.result.summary.effects.push_back(effect);
  return {std::move(builder.unit), {std::move(solution)}};
}

std::string messageOf(std::string_view bytes) {
  llvm::Expected<FileGraph> graph = decodeGraph(bytes);
  return graph ? "" : llvm::toString(graph.takeError());
}

} // namespace

TEST_CASE("what is written is read back") {
  const std::string bytes = encode(rich());
  llvm::Expected<FileGraph> graph = decodeGraph(bytes);
  REQUIRE(bool(graph));
  CHECK(encode(*graph) == bytes);
  const FunctionFlow &flow = graph->unit.functions.at(0);
  CHECK(flow.name == "f");
  CHECK(flow.events[0].constant == INT64_MIN);
  CHECK(flow.locations[4].bytes == 1'000'000'000'000);
  CHECK(flow.calls[0].arguments[0].object == rich().unit.functions[0].calls[0].arguments[0].object);
  CHECK(flow.tooLarge == std::vector<std::pair<LocationId, std::optional<uint64_t>>>{{LocationId(4), std::nullopt}});
  CHECK(!flow.givenUp);
  CHECK(graph->unit.unmodelled == rich().unit.unmodelled);
  CHECK(graph->closed.at(0).result.summary == rich().closed[0].result.summary);
  CHECK(graph->closed[0].result.records[0].inside == RecordId(7));
}

TEST_CASE("equal graphs are equal bytes") { CHECK(encode(rich()) == encode(rich())); }

TEST_CASE("a slice is read back") {
  FileGraph graph = rich();
  Slice slice;
  slice.unit = graph.unit;
  Foreign foreign;
  foreign.key = FnKey::of("g");
  foreign.flow = FunctionId(0);
  foreign.result = graph.closed[0].result;
  foreign.told = true;
  slice.functions.push_back(foreign);
  slice.members.push_back({FnKey::of("h"), 3, true, false, foreign.result.summary});
  slice.calls.push_back({FnKey::of("x"), {FnKey::of("g")}});
  const std::string bytes = encode(slice);
  llvm::Expected<Slice> read = decodeSlice(bytes);
  REQUIRE(bool(read));
  CHECK(encode(*read) == bytes);
  CHECK(read->functions[0].told);
  CHECK(read->members[0].growing == foreign.result.summary);
  CHECK(read->calls == slice.calls);
}

TEST_CASE("what is no file of ours, or an old one, is named") {
  const std::string bytes = encode(rich());
  CHECK(messageOf("") == "is not a summary of clang-escape");
  CHECK(messageOf("int main() {}") == "is not a summary of clang-escape");
  CHECK(messageOf(encode(Slice())) == "is not a summary of clang-escape");
  CHECK(messageOf(bytes.substr(0, 20)) == "is cut off");
  std::string old = bytes;
  old[8] = char(FormatVersion + 1);
  CHECK(messageOf(old) == "has format version " + std::to_string(FormatVersion + 1) + ", this clang-escape reads " +
                              std::to_string(FormatVersion) + ": make it again");
  CHECK(messageOf(bytes + "x") == "is damaged: its checksum is wrong");
}

TEST_CASE("no truncated file is accepted") {
  const std::string bytes = encode(rich());
  for (size_t size = 0; size < bytes.size(); ++size)
    REQUIRE(!messageOf(std::string_view(bytes).substr(0, size)).empty());
}

TEST_CASE("no changed byte is accepted") {
  const std::string bytes = encode(rich());
  for (size_t at = 0; at < bytes.size(); ++at)
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string changed = bytes;
      changed[at] = char(changed[at] ^ (1 << bit));
      REQUIRE(!messageOf(changed).empty());
    }
}

// As if the checksum were right: nothing is read outside of the bytes or of a table.
TEST_CASE("a decoder survives what it is given") {
  const std::string bytes = encode(rich());
  constexpr size_t Header = 28;
  auto read = [](std::string_view body) {
    FileGraph graph;
    CborReader reader(body);
    reader.member(graph);
    return !reader.failed() && reader.atEnd() && isSound(graph);
  };
  REQUIRE(read(std::string_view(bytes).substr(Header)));
  for (size_t size = Header; size < bytes.size(); ++size)
    REQUIRE(!read(std::string_view(bytes).substr(Header, size - Header)));
  size_t accepted = 0;
  for (size_t at = Header; at < bytes.size(); ++at)
    for (unsigned value = 0; value < 256; ++value) {
      std::string changed = bytes.substr(Header);
      changed[at - Header] = char(value);
      accepted += read(changed);
    }
  CHECK(accepted > bytes.size()); // names and numbers may be others
}

TEST_CASE("an index outside of its table is refused") {
  auto refused = [](auto change) {
    FileGraph graph = rich();
    change(graph);
    return messageOf(encode(graph)) == "is damaged: what stands in it makes no sense";
  };
  CHECK(!refused([](FileGraph &) {}));
  CHECK(refused([](FileGraph &g) { g.unit.functions[0].params = {LocationId(6)}; }));
  CHECK(refused([](FileGraph &g) { g.unit.functions[0].result = {}; }));
  CHECK(refused([](FileGraph &g) { g.unit.functions[0].locations[5].index = 1; }));
  CHECK(refused([](FileGraph &g) { g.unit.functions[0].blocks[0].last = 2; }));
  CHECK(refused([](FileGraph &g) { g.unit.functions[0].blocks[0].successors[0].to = BlockId(2); }));
  CHECK(refused([](FileGraph &g) { g.unit.functions[0].calls[0].known = KnownId(1); }));
  CHECK(refused([](FileGraph &g) { g.unit.types[1].target = TypeId(100); }));
  CHECK(refused([](FileGraph &g) { g.unit.fields.resize(2); }));
  CHECK(refused([](FileGraph &g) { g.closed[0].function = FunctionId(1); }));
  CHECK(refused([](FileGraph &g) { g.closed[0].result.records[0].parent = RecordId(0); }));
  CHECK(refused([](FileGraph &g) { g.closed[0].result.summary.flows[0].from.index = 9; }));
  CHECK(refused([](FileGraph &g) { g.closed[0].result.summary.flows[0].assumptions = {AssumptionId(1)}; }));
}
