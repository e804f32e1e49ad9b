//===- Names.cpp ------------------------------------------------------------===//
#include "explain/Names.h"
#include "model/Roots.h"

namespace escape {

namespace {

/// Without comments, runs of white space as one blank. `lines`: whether it stretched over several.
std::string fold(std::string_view source, bool &lines) {
  std::string out;
  bool blank = false;
  char quote = 0;
  for (size_t i = 0; i < source.size(); ++i) {
    char c = source[i];
    if (!quote && c == '/' && i + 1 < source.size() && (source[i + 1] == '/' || source[i + 1] == '*')) {
      bool line = source[i + 1] == '/';
      size_t end = source.find(line ? "\n" : "*/", i + 2);
      if (end == std::string_view::npos)
        break;
      lines |= line;
      i = line ? end : end + 1;
      blank = true;
      continue;
    }
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v') {
      lines |= c == '\n';
      blank = true;
      continue;
    }
    if (blank && !out.empty())
      out += ' ';
    blank = false;
    out += c;
    if (quote && c == '\\' && i + 1 < source.size())
      out += source[++i];
    else if (quote ? c == quote : c == '"' || (c == '\'' && (i == 0 || !isalnum((unsigned char)source[i - 1]))))
      quote = quote ? 0 : c;
  }
  return out;
}

/// Position of the first plain ` = ` outside of brackets and strings.
size_t assignment(std::string_view text) {
  int depth = 0;
  char quote = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (quote) {
      if (c == '\\')
        ++i;
      else if (c == quote)
        quote = 0;
    } else if (c == '"' || c == '\'')
      quote = c;
    else if (c == '(' || c == '[' || c == '{')
      ++depth;
    else if (c == ')' || c == ']' || c == '}')
      --depth;
    else if (depth == 0 && text.substr(i, 3) == " = ")
      return i;
  }
  return std::string_view::npos;
}

std::string cut(std::string text, size_t limit) {
  if (text.size() <= limit)
    return text;
  size_t end = limit - 1;
  while (end && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) // not inside a UTF-8 character
    --end;
  while (end && text[end - 1] == ' ')
    --end;
  return text.substr(0, end) + "…";
}

bool binds(std::string_view text) { // needs no parentheses before -> . [
  if (text.empty() || text.front() == '*' || text.front() == '&')
    return false;
  if (text.front() == '[' || text.front() == '{')
    return true;
  int depth = 0;
  for (char c : text) {
    depth += (c == '(' || c == '[' || c == '{' || c == '<') - (c == ')' || c == ']' || c == '}' || c == '>');
    if (c == ' ' && depth <= 0)
      return false;
  }
  return true;
}

std::string primary(const std::string &text) { return binds(text) ? text : "(" + text + ")"; }

std::string star(const std::string &text) {
  if (text.starts_with('&')) // *&x is x
    return text.substr(1);
  return text.empty() || text.front() == '*' ? "*" + text : "*" + primary(text);
}

bool isField(FieldId step) { return step >= step::FirstField; }

} // namespace

std::string oneLine(std::string_view source, size_t limit) {
  bool lines = false;
  std::string text = fold(source, lines);
  size_t equals = assignment(text);
  bool closure = equals != std::string::npos && text.compare(equals + 3, 1, "[") == 0;
  if (text.size() <= limit && !lines && !closure)
    return text;
  if (equals != std::string::npos && equals + 6 <= limit)
    return text.substr(0, equals) + " = …";
  return cut(std::move(text), limit);
}

const Location &Names::at(LocationId id) const {
  if (id.value < flow.locations.size())
    return flow.locations[id.value];
  assert(confirmed && id.value < confirmed->locations.size() && "location of another function");
  return confirmed->locations[id.value];
}

const Type *Names::typeOf(LocationId id) const {
  TypeId type = at(id).type;
  return type.valid() && type.value < unit.types.size() ? &unit.at(type) : nullptr;
}

bool Names::isClosure(LocationId id) const {
  const Type *type = typeOf(id);
  return type && type->closure;
}

std::string Names::lambda(Span span) const {
  LineColumn start = unit.start(span);
  std::string path = span.valid() ? unit.files[span.file.value].path : "";
  return "[lambda at " + path + ":" + std::to_string(start.line) + ":" + std::to_string(start.column) + "]";
}

std::string Names::of(LocationId id) const {
  const Location &location = at(id);
  switch (location.kind) {
  case LocationKind::This:
    return "this";
  case LocationKind::Result:
    return spell(Sink{.kind = Sink::Kind::Result});
  case LocationKind::Exception:
    return spell(Sink{.kind = Sink::Kind::Exception});
  case LocationKind::Task:
    return spell(Sink{.kind = Sink::Kind::Task});
  case LocationKind::Unknown:
    return spell(Sink{.kind = Sink::Kind::Unknown});
  case LocationKind::Static:
  case LocationKind::ThreadLocal:
    return spell(Sink{.kind = Sink::Kind::Static, .name = location.name});
  case LocationKind::Pointee:
  case LocationKind::Storage:
    if (confirmed && id.value >= flow.locations.size()) {
      size_t made = id.value - flow.locations.size();
      if (made < confirmed->parents.size() && confirmed->parents[made].valid() && confirmed->parents[made].base < id) {
        std::string parent = of(confirmed->parents[made]);
        return location.kind == LocationKind::Storage ? parent : star(parent);
      }
    }
    break;
  default:
    break;
  }
  if (!location.name.empty())
    return location.name;
  std::string_view source = unit.text(location.span);
  if (isClosure(id) && source.starts_with('['))
    return lambda(location.span);
  return oneLine(source);
}

std::string Names::of(const Place &place) const { return append(of(place.base), place, 0); }

std::string Names::append(std::string text, const Place &place, unsigned first) const {
  const Type *type = typeOf(place.base);
  auto follow = [&](TypeId id) { type = id.valid() && id.value < unit.types.size() ? &unit.at(id) : nullptr; };
  for (unsigned i = 0; i < place.steps.size(); ++i) {
    FieldId s = place.steps[i];
    bool show = i >= first;
    if (s == step::Deref) {
      bool more = i + 1 < place.steps.size();
      FieldId next = more ? place.steps[i + 1] : FieldId();
      bool reference = type && type->reference;
      bool owner = type && type->container;
      if (type)
        follow(type->target);
      if (more && isField(next)) {
        const Field &field = unit.fields[next.value];
        bool capture = i == 0 && flow.lambda && at(place.base).kind == LocationKind::This;
        if (show && capture)
          text = field.name; // in a lambda's body a capture is written by its name alone
        else if (show)
          text = (reference ? text + "." : primary(text) + "->") + field.name;
        const Type *record = type;
        type = nullptr;
        if (record)
          for (const TypeField &member : record->fields)
            if (member.field == next)
              follow(member.type);
        ++i;
        if (type && type->reference && i + 1 < place.steps.size() && place.steps[i + 1] == step::Deref) {
          follow(type->target); // a reference is not dereferenced in words
          ++i;
        }
      } else if (more && next == step::Element && !reference) {
        if (show)
          text = primary(text) + "[…]";
        if (!owner && type && type->cls == TypeClass::Inline)
          follow(type->target);
        ++i;
      } else if (show && !(reference && more)) {
        text = star(text);
      }
    } else if (s == step::Element) {
      bool array = !type || type->spelling.empty() || type->spelling.back() == ']' || type->container;
      if (show)
        text = array ? primary(text) + "[…]" : star(text);
      if (type)
        follow(type->target);
    } else if (isField(s)) {
      const Type *record = type;
      if (show && !(record && record->closure) && !unit.fields[s.value].name.empty())
        text = primary(text) + "." + unit.fields[s.value].name;
      type = nullptr;
      if (record)
        for (const TypeField &member : record->fields)
          if (member.field == s)
            follow(member.type);
    } // Storage and Task are hidden pointers: the user writes the owner's name
  }
  return text;
}

std::string Names::value(const Place &place, bool borrow) const {
  if (!borrow)
    return of(place);
  const Type *type = typeOf(place.base);
  // A reference is a pointer here, and the address of what it refers to is its own value.
  if (type && type->reference && place.steps.size() == 1 && place.steps[0] == step::Deref)
    return of(place.base);
  // An allocation's expression has the address as its value.
  if (at(place.base).kind == LocationKind::Alloc && place.steps.empty())
    return of(place.base);
  // A temporary array decays: `{1, 2, 3}`, not the address of an element of it.
  LocationKind kind = at(place.base).kind;
  if ((kind == LocationKind::Temp || kind == LocationKind::Slot) && place.steps.size() == 1 &&
      place.steps[0] == step::Element)
    return of(place.base);
  std::string text = of(place);
  return "&" + (text.front() == '*' || text.front() == '&' ? text : primary(text));
}

std::string Names::end(const Place &place) const {
  const Location &base = at(place.base);
  if (place.hasDeref() && base.kind == LocationKind::Param && !base.name.empty())
    return spell(Sink{.kind = Sink::Kind::Param, .name = base.name});
  if (place.hasDeref() && base.kind == LocationKind::This)
    return spell(
        Sink{.kind = Sink::Kind::This, .name = place.steps.size() > 1 ? memberName(unit, place.steps[1]) : ""});
  if (base.kind == LocationKind::Static || base.kind == LocationKind::ThreadLocal ||
      base.kind == LocationKind::Result || base.kind == LocationKind::Exception)
    return of(place.base); // steps inside a sink are not printed
  return of(place);
}

bool Names::visible(LocationId id) const {
  const Location &location = at(id);
  if (location.implicit)
    return false;
  switch (location.kind) {
  case LocationKind::Local:
  case LocationKind::Param:
    return !location.name.empty() || isClosure(id);
  case LocationKind::Slot:
  case LocationKind::Temp:
    return isClosure(id) && unit.text(location.span).starts_with('[');
  case LocationKind::Constant:
    return false;
  default:
    return true;
  }
}

} // namespace escape
