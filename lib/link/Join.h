//===- Join.h - several bodies under one name -------------------*- C++ -*-===//
#ifndef ESCAPE_LINK_JOIN_H
#define ESCAPE_LINK_JOIN_H

#include "model/Summary.h"

namespace escape {

/// What is true whichever of two bodies is called, both in the words of one unit: flows of either, what both surely
/// overwrite. What only one of them does rests on `several`. Steps of the second cannot be told.
Summary joinBodies(Summary first, const Summary &second, AssumptionId several);

} // namespace escape

#endif // ESCAPE_LINK_JOIN_H
