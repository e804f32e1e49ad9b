//===- Dump.cpp -------------------------------------------------------------===//
#include "model/Dump.h"
#include "model/Words.h"

namespace escape {

namespace {

/// Source text on one line, shortened.
std::string snippet(Span span, const Unit &unit) {
  std::string out;
  for (char c : unit.text(span)) {
    bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (space && (out.empty() || out.back() == ' '))
      continue;
    out += space ? ' ' : c;
    if (out.size() == 48) {
      out += "...";
      break;
    }
  }
  return out;
}

std::string at(Span span, const Unit &unit) {
  if (!span.valid())
    return "";
  LineColumn lc = unit.start(span);
  return "  @" + std::to_string(lc.line) + ":" + std::to_string(lc.column) + (span.macro ? " (macro) `" : " `") +
         snippet(span, unit) + "`";
}

struct Dumper {
  const FunctionFlow &fn;
  const Unit &unit;
  std::string out;

  std::string place(const Place &p) { return p.valid() ? toString(p, fn.locations, unit) : "-"; }
  std::string type(TypeId id) {
    if (!id.valid() || id.value >= unit.types.size())
      return "";
    const Type &t = unit.at(id);
    return " : " + t.spelling + " (" + describe(t.cls) + ")";
  }

  void locations() {
    for (size_t i = 0; i < fn.locations.size(); ++i) {
      const Location &l = fn.locations[i];
      out += "  #" + std::to_string(i) + " " + describe(l.kind) + " " + toString(LocationId(i), fn.locations, unit);
      out += type(l.type);
      if (l.many)
        out += " many";
      if (l.array)
        out += " array";
      if (l.implicit)
        out += " implicit";
      out += "\n";
    }
    for (size_t i = 0; i < fn.allocations.size(); ++i) {
      const Allocation &a = fn.allocations[i];
      out += "  alloc " + std::to_string(i) + " = " + place(Place(a.location));
      if (a.bytes)
        out += " " + std::to_string(*a.bytes) + " bytes";
      out += " reason " + std::to_string(unsigned(a.reason)) + (a.may ? " may" : "") + at(a.span, unit) + "\n";
    }
    out += "  frame:";
    for (LocationId id : fn.frame)
      out += " " + place(Place(id));
    out += "\n";
  }

  void call(CallId id) {
    static const char *const kinds[] = {"direct", "exact", "open-virtual", "pointer", "constructs", "calls"};
    static const char *const knowledge[] = {"body", "attribute", "predicate", "model", "nothing"};
    if (id.value >= fn.calls.size()) {
      out += " INVALID CALL";
      return;
    }
    const CallSite &c = fn.calls[id.value];
    out += std::string(" ") + c.callee + " [" + kinds[unsigned(c.kind)] + ", " + knowledge[unsigned(c.knowledge)];
    if (!c.candidates.empty())
      out += ", " + std::to_string(c.candidates.size()) + " candidates";
    if (c.knowledge == Knowledge::Nothing)
      out += std::string(", ") + describe(c.why);
    out += c.system ? ", system]" : "]";
    if (c.self.valid())
      out += " this=" + place(c.self);
    for (const Argument &a : c.arguments)
      out += " (" + place(a.place) + (a.object == a.place ? "" : " at " + place(a.object)) +
             (a.reference ? " ref" : "") + (a.rvalue ? " rvalue" : "") + ")";
    if (c.result.valid())
      out += " -> " + place(c.result);
    if (c.noReturn)
      out += " noreturn";
    if (c.known.valid() && c.known.value < unit.known.size()) {
      std::string words = toString(unit.known[c.known.value], unit);
      for (size_t from = 0; from < words.size();) {
        size_t end = words.find('\n', from);
        out += "\n        | " + words.substr(from, end - from);
        from = end == std::string::npos ? words.size() : end + 1;
      }
    }
  }

  void event(uint32_t index) {
    const Event &e = fn.events[index];
    out += "    e" + std::to_string(index) + " " + describe(e.kind);
    if (e.to.valid())
      out += " " + place(e.to);
    if (e.from.valid())
      out += (e.to.valid() ? " <- " : " from ") + place(e.from);
    if (e.kind == EventKind::Call)
      call(e.call);
    if (e.kind == EventKind::Constant)
      out += e.constant ? " = " + std::to_string(*e.constant) : " = ?";
    if (e.kind == EventKind::Kill && e.null)
      out += " null";
    if (e.how != Invalidation::None)
      (out += " ") += describe(e.how);
    if (e.kind == EventKind::Borrow || e.kind == EventKind::Copy || e.kind == EventKind::Transfer)
      out += std::string(" (") + describe(e.reason) + ")";
    if (!e.detail.empty())
      out += " [" + e.detail + "]";
    if (e.kind == EventKind::Copy || e.kind == EventKind::Transfer)
      out += type(e.type);
    if (e.assumption.valid())
      out += std::string(" may: ") + describe(unit.at(e.assumption).kind);
    out += at(e.span, unit) + "\n";
  }

  void block(size_t index) {
    const Block &b = fn.blocks[index];
    out += "  b" + std::to_string(index) + (b.exit ? " exit" : "") + (b.noReturn ? " noreturn" : "") + ":\n";
    for (uint32_t e = b.first; e < b.last && e < fn.events.size(); ++e)
      event(e);
    for (const Edge &edge : b.successors) {
      out += "    -> b" + std::to_string(edge.to.value) + (edge.back ? " back" : "");
      if (edge.condition)
        out += " if " + place(edge.condition->place) + words(edge.condition->relation()) +
               std::to_string(edge.condition->constant) + (edge.condition->pointer ? " (null test)" : "");
      if (edge.condition)
        for (int64_t other : edge.condition->others)
          out += ", " + std::to_string(other);
      out += "\n";
    }
  }
};

} // namespace

std::string toString(LocationId id, const std::vector<Location> &locations, const Unit &unit) {
  if (!id.valid() || id.value >= locations.size())
    return "-";
  const Location &l = locations[id.value];
  std::string number = "#" + std::to_string(id.value);
  if (!l.name.empty())
    return l.name + number;
  if (l.kind == LocationKind::Static || l.kind == LocationKind::ThreadLocal)
    return (l.index < unit.statics.size() ? unit.statics[l.index].name : "") + number;
  if (l.kind >= LocationKind::Result && l.kind <= LocationKind::Unknown)
    return describe(l.kind);
  return number;
}

std::string toString(const Place &place, const std::vector<Location> &locations, const Unit &unit) {
  return toString(place.base, locations, unit) + toString(place.steps, unit);
}

std::string dump(const FunctionFlow &function, const Unit &unit) {
  Dumper d{function, unit, {}};
  d.out = function.name + at(function.span, unit) + "\n";
  if (function.givenUp)
    d.out += "  given up\n";
  d.locations();
  for (size_t i = 0; i < function.blocks.size(); ++i)
    d.block(i);
  return std::move(d.out);
}

} // namespace escape
