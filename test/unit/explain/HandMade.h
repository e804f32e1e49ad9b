// Builds a unit, a function and what confirm found by hand: source text with real positions, no Clang.
#pragma once

#include "Catch.h"
#include "model/Escape.h"
#include "model/FunctionFlow.h"
#include <map>
#include <memory>
#include <string>

namespace escape::test {

/// One function under construction. Several may share a unit.
struct Function {
  FunctionFlow flow;
  ConfirmResult confirmed;

  LocationId add(LocationKind kind, std::string name = "", Span span = {}, TypeId type = {}) {
    Location location;
    location.kind = kind;
    location.name = std::move(name);
    location.span = span;
    location.type = type;
    if (kind == LocationKind::Param) {
      location.index = uint32_t(flow.params.size());
      flow.params.push_back(LocationId(flow.locations.size()));
    }
    flow.locations.push_back(std::move(location));
    return LocationId(flow.locations.size() - 1);
  }

  /// An event and the record of the value it moved on.
  RecordId record(EventKind kind, Reason reason, Place to, Place from, Span span, RecordId parent = {},
                  std::string detail = "") {
    Event event;
    event.kind = kind;
    event.reason = reason;
    event.to = to;
    event.from = from;
    event.span = span;
    event.detail = std::move(detail);
    flow.events.push_back(std::move(event));
    return last(parent);
  }

  RecordId call(CallSite site, RecordId parent = {}, FnKey callee = {}, RecordId inside = {}) {
    Event event;
    event.kind = EventKind::Call;
    event.reason = Reason::CallArgument;
    event.span = site.span;
    event.call = CallId(flow.calls.size());
    flow.calls.push_back(std::move(site));
    flow.events.push_back(std::move(event));
    RecordId id = last(parent);
    confirmed.records[id.value].callee = callee;
    confirmed.records[id.value].inside = inside;
    return id;
  }

  RecordId last(RecordId parent) {
    Record record;
    record.event = EventId(flow.events.size() - 1);
    record.parent = parent;
    confirmed.records.push_back(record);
    return RecordId(confirmed.records.size() - 1);
  }
};

struct HandMade {
  Unit unit;

  FileId file(std::string path, std::string text) {
    SourceFile file;
    file.path = std::move(path);
    file.text = std::make_shared<const std::string>(std::move(text));
    unit.files.push_back(std::move(file));
    return FileId(unit.files.size() - 1);
  }

  /// A file with these lines at these numbers.
  FileId lines(std::string path, const std::map<unsigned, std::string> &lines) {
    std::string text;
    unsigned line = 1;
    for (const auto &[number, content] : lines) {
      text.append(number - line, '\n');
      line = number;
      text += content;
    }
    return file(std::move(path), text + "\n");
  }

  /// The nth place of `piece` in a file.
  Span at(FileId id, std::string_view piece, unsigned nth = 1) const {
    std::string_view text = *unit.files[id.value].text;
    size_t found = text.find(piece);
    while (--nth && found != std::string_view::npos)
      found = text.find(piece, found + 1);
    INFO("looking for " << piece);
    REQUIRE(found != std::string_view::npos);
    return Span{id, uint32_t(found), uint32_t(found + piece.size()), false};
  }

  TypeId type(Type type) {
    unit.types.push_back(std::move(type));
    return TypeId(unit.types.size() - 1);
  }
  TypeId pointer(TypeId target = {}) {
    Type t;
    t.cls = TypeClass::Pointer;
    t.spelling = "int *";
    t.target = target;
    return type(std::move(t));
  }
  TypeId reference(TypeId target = {}) {
    Type t;
    t.cls = TypeClass::Pointer;
    t.spelling = "int &";
    t.target = target;
    t.reference = true;
    return type(std::move(t));
  }
  TypeId closure() {
    Type t;
    t.cls = TypeClass::Record;
    t.closure = true;
    return type(std::move(t));
  }
  FieldId field(std::string name) {
    unit.fields.push_back({name, "S::" + name});
    return FieldId(unit.fields.size() - 1);
  }
  AssumptionId assume(AssumptionKind kind, Span span = {}, std::string what = "") {
    unit.assumptions.push_back({kind, span, std::move(what)});
    return AssumptionId(unit.assumptions.size() - 1);
  }
};

/// The place `base.steps`.
inline Place place(LocationId base, std::initializer_list<FieldId> steps = {}) {
  Place p(base);
  for (FieldId s : steps)
    p = p / s;
  return p;
}

} // namespace escape::test
