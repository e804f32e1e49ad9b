#include "model/Relation.h"

namespace escape {

const char *words(Relation relation) {
  switch (relation) {
  case Relation::Equal:
    return " == ";
  case Relation::NotEqual:
    return " != ";
  case Relation::AtLeast:
    return " >= ";
  case Relation::AtMost:
    return " <= ";
  }
  return "";
}

bool holds(int64_t value, Relation relation, int64_t constant) {
  switch (relation) {
  case Relation::Equal:
    return value == constant;
  case Relation::NotEqual:
    return value != constant;
  case Relation::AtLeast:
    return value >= constant;
  case Relation::AtMost:
    return value <= constant;
  }
  return true;
}

} // namespace escape
