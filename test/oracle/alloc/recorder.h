// What the entry points of intercept.cpp tell the recorder.
#pragma once

#include <cstddef>

namespace recorder {

/// Notes an allocation of `size` bytes with the stack of now. `kind` is compared by address: each entry point passes
/// its own literal. A thread's allocations inside of `Silent` are not noted.
void record(const char *kind, std::size_t size);

/// What malloc and its like do: as `record`, unless an entry point that allocates through them has done it.
void recordHere(const char *kind, std::size_t size);

/// What an entry point does that goes on to malloc: as `record`, and the next `recordHere` of this thread is silent.
void recordOnce(const char *kind, std::size_t size);

/// The memory of the last allocation noted by this thread, so that its end is noted, too. Returns it.
void *hold(void *memory);

/// Memory is about to be freed.
void release(void *memory);

/// What happens inside is the recorder's own, or the C library's.
class Silent {
public:
  Silent();
  ~Silent();

private:
  bool Before;
};

} // namespace recorder
