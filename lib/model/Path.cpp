//===- Path.cpp - a step's reason in words ----------------------------------===//
#include "model/Path.h"

namespace escape {

std::string describe(const Step &step) {
  std::string words = describe(step.reason);
  if (step.detail.empty())
    return words;
  switch (step.reason) {
  case Reason::TypeErased:
    return words + " into " + step.detail;
  case Reason::CallArgumentInstantiated:
    return words + " " + step.detail;
  case Reason::CallArgumentNoBody:
  case Reason::CallArgumentVirtual:
  case Reason::CallArgumentPointer:
  case Reason::CallArgumentVariadic:
    return words; // the words after the colon are all there is to say
  default:
    return words + ": " + step.detail;
  }
}

} // namespace escape
