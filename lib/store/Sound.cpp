#include "store/Sound.h"
#include "model/Fields.h"

namespace escape {

namespace {

/// Goes through all members and compares ids with the sizes of the tables they index.
class Look {
public:
  explicit Look(const Unit &unit) : unit(unit) {}
  bool good = true;

  template <class... T> void operator()(T &...members) { (member(members), ...); }
  void begin(size_t) {}
  void variableOr(bool isVariable, uint32_t index) {
    if (isVariable)
      within(index, unit.statics.size());
  }

  template <class T> void member(T &x) {
    if constexpr (std::is_same_v<T, FunctionFlow>)
      function(x);
    else if constexpr (std::is_same_v<T, Unit>)
      whole(x);
    else if constexpr (std::is_same_v<T, ConfirmResult>)
      result(x);
    else if constexpr (!std::is_arithmetic_v<T> && !std::is_enum_v<T>)
      fields(*this, x);
  }
  void member(std::string &) {}
  void member(Steps &x) {
    for (FieldId step : x)
      within(step.value, unit.fields.size());
  }
  void member(FileId &x) { maybe(x, unit.files.size()); }
  void member(TypeId &x) { maybe(x, unit.types.size()); }
  void member(FieldId &x) { maybe(x, unit.fields.size()); }
  void member(StaticId &x) { maybe(x, unit.statics.size()); }
  void member(KnownId &x) { maybe(x, unit.known.size()); }
  void member(AssumptionId &x) { maybe(x, unit.assumptions.size()); }
  void member(FunctionId &x) { maybe(x, unit.functions.size()); }
  void member(LocationId &x) { maybe(x, locations); }
  void member(AllocId &x) { maybe(x, allocations); }
  void member(EventId &x) { maybe(x, events); }
  void member(BlockId &x) { maybe(x, blocks); }
  void member(CallId &x) { maybe(x, calls); }
  void member(RecordId &x) { maybe(x, records); }
  template <class T> void member(std::optional<T> &x) {
    if (x)
      member(*x);
  }
  template <class T> void member(std::vector<T> &x) {
    for (T &item : x)
      member(item);
  }
  template <class A, class B> void member(std::pair<A, B> &x) {
    member(x.first);
    member(x.second);
  }
  template <class K, class T> void member(std::map<K, T> &) {}

private:
  void within(uint64_t index, uint64_t size) { good &= index < size; }
  template <class Tag> void maybe(Id<Tag> id, size_t size) {
    if (id.valid())
      within(id.value, size);
  }

  void whole(Unit &x) {
    good &= x.fields.size() >= step::FirstField.value;
    fields(*this, x);
  }

  void function(FunctionFlow &x) {
    locations = x.locations.size(), allocations = x.allocations.size(), events = x.events.size();
    blocks = x.blocks.size(), calls = x.calls.size(), records = 0;
    fields(*this, x);
    for (LocationId sink : {x.result, x.exception, x.task, x.unknown})
      good &= sink.valid();
    for (LocationId param : x.params)
      good &= param.valid();
    for (const Event &event : x.events)
      good &= event.kind != EventKind::Call || event.call.valid();
    for (const Location &location : x.locations)
      good &= location.kind != LocationKind::Alloc || location.index < allocations;
    for (const Block &block : x.blocks) {
      good &= block.first <= block.last && block.last <= events;
      for (const Edge &edge : block.successors)
        good &= edge.to.valid();
    }
    locations = UINT32_MAX; // a place of a result may name what confirm made
  }

  void result(ConfirmResult &x) {
    locations = x.locations.size(), records = x.records.size();
    events = allocations = UINT32_MAX; // of the flow, which may not be at hand
    for (size_t i = 0; i < x.records.size(); ++i)
      for (RecordId older : {x.records[i].parent, x.records[i].earlier})
        good &= !older.valid() || older.value < i;
    size_t inOthers = records; // Record::inside is in the callee's table
    member(x.summary);
    member(x.locations);
    member(x.parents);
    records = inOthers;
  }

  const Unit &unit;
  size_t locations = 0, allocations = 0, events = 0, blocks = 0, calls = 0, records = 0;
};

template <class T> bool sound(T &value) {
  Look look(value.unit);
  look.member(value);
  return look.good;
}

} // namespace

bool isSound(FileGraph &graph) { return sound(graph); }
bool isSound(Slice &slice) { return sound(slice); }

} // namespace escape
