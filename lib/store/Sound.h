//===- Sound.h - do the indices of a value that was read fit ----*- C++ -*-===//
//
// The stages trust their input: an index that leads out of its table would be
// read all the same. What comes from a file is therefore looked at first.
//
//===----------------------------------------------------------------------===//
#ifndef ESCAPE_STORE_SOUND_H
#define ESCAPE_STORE_SOUND_H

#include "model/Program.h"

namespace escape {

/// Every index lies in its table (or is not valid), in the unit and in each of its functions.
bool isSound(FileGraph &graph);
bool isSound(Slice &slice);

} // namespace escape

#endif // ESCAPE_STORE_SOUND_H
