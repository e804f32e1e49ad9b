// Counts what the program asks operator new for, and says so when it ends. Part of every program here.
#ifndef COUNTER_H
#define COUNTER_H

#include <cstdio>
#include <cstdlib>
#include <new>

inline unsigned allocations = 0;

struct Teller {
  ~Teller() { std::printf("allocations: %u\n", allocations); }
};
inline Teller teller;

void *operator new(std::size_t size) {
  ++allocations;
  if (void *memory = std::malloc(size))
    return memory;
  throw std::bad_alloc();
}
void operator delete(void *memory) noexcept { std::free(memory); }
void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }

#endif // COUNTER_H
