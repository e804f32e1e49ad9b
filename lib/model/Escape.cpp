//===- Escape.cpp - a sink in words -----------------------------------------===//
#include "model/Escape.h"

namespace escape {

std::string spell(const Sink &sink) {
  auto named = [&](const char *kind) {
    return sink.name.empty() ? "{" + std::string(kind) + "}" : "{" + std::string(kind) + " " + sink.name + "}";
  };
  switch (sink.kind) {
  case Sink::Kind::Result:
    return "{result}";
  case Sink::Kind::Local:
    return named("local");
  case Sink::Kind::Static:
  case Sink::Kind::ThreadLocal: // one word for both: design §2
    return named("static");
  case Sink::Kind::This:
    return sink.name.empty() ? "{this}" : "{this->" + sink.name + "}";
  case Sink::Kind::Param:
    return named("param");
  case Sink::Kind::Heap:
    return "{heap}";
  case Sink::Kind::Exception:
    return "{exception}";
  case Sink::Kind::Task:
    return "{task}";
  case Sink::Kind::Unknown:
    return "{unknown}";
  }
  return "";
}

} // namespace escape
