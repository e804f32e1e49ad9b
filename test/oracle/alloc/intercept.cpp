// Every allocation a program makes, with its size and its call stack. Preloaded, or linked in front of the C++ library:
//
//   clang++-22 -std=c++20 -O1 -fno-inline -fno-optimize-sibling-calls -shared -fPIC -nostdlib++
//     intercept.cpp recorder.cpp -o recorder.so
//   ALLOC_RECORD=allocations LD_PRELOAD=./recorder.so program        writes allocations.PID at exit
//
// What is counted is what the code asks for: `operator new` of 5 bytes counts once with 5, not again as malloc of what
// the library rounds it to. So every entry point notes its size, and tells the next malloc of this thread to be silent.
//
// What is kept of the end: how far out the frames had returned when the memory was freed. OUTLIVED is the largest
// number of frames, of those at the allocation, that were gone at the free; -1 when none of these allocations was
// freed.
//
// The file: `module BASE PATH` for each loaded object, then for each distinct allocation
// `KIND SIZE COUNT OUTLIVED ADDRESS...`, innermost return address first, the recorder's own included. Needs glibc (its
// __libc_malloc).

#include "recorder.h"

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <new>
#include <unistd.h>

using recorder::hold;
using recorder::record;
using recorder::recordHere;
using recorder::recordOnce;
using recorder::release;

extern "C" {
void *__libc_malloc(std::size_t size);
void *__libc_calloc(std::size_t count, std::size_t size);
void *__libc_realloc(void *pointer, std::size_t size);
void *__libc_memalign(std::size_t alignment, std::size_t size);
void __libc_free(void *pointer);
}

namespace {

// The next function of that name, asked for once; null when there is none.
template <typename F> F *next(F *&known, const char *name) {
  static const char *missing[16]; // names there are none of
  if (known)
    return known;
  for (const char *other : missing)
    if (other == name)
      return nullptr;
  recorder::Silent own; // dlsym may allocate
  known = reinterpret_cast<F *>(dlsym(RTLD_NEXT, name));
  for (const char *&slot : missing)
    if (!known && !slot) {
      slot = name;
      break;
    }
  return known;
}

} // namespace

// malloc and its like


extern "C" {

void *malloc(std::size_t size) {
  recordHere("malloc", size);
  return hold(__libc_malloc(size));
}
void *calloc(std::size_t count, std::size_t size) {
  recordHere("calloc", count * size);
  return hold(__libc_calloc(count, size));
}
void *realloc(void *pointer, std::size_t size) {
  if (!pointer || size)
    recordHere("realloc", size);
  release(pointer);
  return hold(__libc_realloc(pointer, size));
}
void *reallocarray(void *pointer, std::size_t count, std::size_t size) {
  recordHere("reallocarray", count * size);
  release(pointer);
  return hold(__libc_realloc(pointer, count * size));
}
void *aligned_alloc(std::size_t alignment, std::size_t size) {
  recordHere("aligned_alloc", size);
  return hold(__libc_memalign(alignment, size));
}
void *memalign(std::size_t alignment, std::size_t size) {
  recordHere("memalign", size);
  return hold(__libc_memalign(alignment, size));
}
int posix_memalign(void **result, std::size_t alignment, std::size_t size) {
  recordHere("posix_memalign", size);
  void *memory = hold(__libc_memalign(alignment, size));
  if (!memory)
    return ENOMEM;
  *result = memory;
  return 0;
}
void free(void *pointer) {
  release(pointer);
  __libc_free(pointer);
}

// The C library's functions whose result is the caller's to free. What it allocates for itself in others (a thread's
// stack, the buffer of a FILE) has the C library as its caller and no name from here: whoever reads can leave it out.
char *strdup(const char *text) {
  std::size_t size = strlen(text) + 1;
  recordHere("strdup", size);
  auto *copy = static_cast<char *>(hold(__libc_malloc(size)));
  return copy ? static_cast<char *>(memcpy(copy, text, size)) : nullptr;
}
char *strndup(const char *text, std::size_t most) {
  std::size_t length = strnlen(text, most);
  recordHere("strndup", length + 1);
  auto *copy = static_cast<char *>(hold(__libc_malloc(length + 1)));
  if (!copy)
    return nullptr;
  copy[length] = 0;
  return static_cast<char *>(memcpy(copy, text, length));
}
int vasprintf(char **result, const char *format, va_list arguments) {
  va_list again;
  va_copy(again, arguments);
  int length = vsnprintf(nullptr, 0, format, again);
  va_end(again);
  if (length < 0)
    return length;
  recordHere("asprintf", std::size_t(length) + 1);
  *result = static_cast<char *>(hold(__libc_malloc(std::size_t(length) + 1)));
  return vsnprintf(*result, std::size_t(length) + 1, format, arguments);
}
int asprintf(char **result, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(nullptr, 0, format, arguments);
  va_end(arguments);
  if (length < 0)
    return length;
  recordHere("asprintf", std::size_t(length) + 1);
  *result = static_cast<char *>(hold(__libc_malloc(std::size_t(length) + 1)));
  va_start(arguments, format);
  length = vsnprintf(*result, std::size_t(length) + 1, format, arguments);
  va_end(arguments);
  return length;
}
// These keep the C library's malloc; recorded is what the caller holds afterwards.
char *realpath(const char *path, char *resolved) noexcept {
  static char *(*real)(const char *, char *);
  char *result;
  {
    recorder::Silent own;
    result = next(real, "realpath")(path, resolved);
  }
  if (result && !resolved)
    record("realpath", strlen(result) + 1), hold(result);
  return result;
}
char *getcwd(char *buffer, std::size_t size) noexcept {
  static char *(*real)(char *, std::size_t);
  char *result;
  {
    recorder::Silent own;
    result = next(real, "getcwd")(buffer, size);
  }
  if (result && !buffer)
    record("getcwd", strlen(result) + 1), hold(result);
  return result;
}
ssize_t getdelim(char **line, std::size_t *size, int delimiter, FILE *file) {
  static ssize_t (*real)(char **, std::size_t *, int, FILE *);
  std::size_t held = *line ? *size : 0;
  ssize_t result;
  {
    recorder::Silent own;
    result = next(real, "getdelim")(line, size, delimiter, file);
  }
  if (*line && *size > held)
    record("getline", *size), hold(*line);
  return result;
}
ssize_t getline(char **line, std::size_t *size, FILE *file) {
  static ssize_t (*real)(char **, std::size_t *, FILE *);
  std::size_t held = *line ? *size : 0;
  ssize_t result;
  {
    recorder::Silent own;
    result = next(real, "getline")(line, size, file);
  }
  if (*line && *size > held)
    record("getline", *size), hold(*line);
  return result;
}

// The exception object, without the header the run time puts in front.
void *__cxa_allocate_exception(std::size_t size) noexcept {
  static void *(*real)(std::size_t);
  recordOnce("exception", size);
  return next(real, "__cxa_allocate_exception")(size);
}
}

// operator new
// ---------------------------------------------------------------------------------------------------------- The C++
// library's own is called (it knows the new-handler and throws); without one, as when the library is linked statically,
// the memory comes from the C library.

using Size = std::size_t;
using Align = std::align_val_t;
using NoThrow = const std::nothrow_t &;

void *operator new(Size size) {
  static void *(*real)(Size);
  recordOnce("new", size);
  return next(real, "_Znwm") ? real(size) : malloc(size);
}
void *operator new[](Size size) {
  static void *(*real)(Size);
  recordOnce("new[]", size);
  return next(real, "_Znam") ? real(size) : malloc(size);
}
void *operator new(Size size, NoThrow tag) noexcept {
  static void *(*real)(Size, NoThrow);
  recordOnce("new", size);
  return next(real, "_ZnwmRKSt9nothrow_t") ? real(size, tag) : malloc(size);
}
void *operator new[](Size size, NoThrow tag) noexcept {
  static void *(*real)(Size, NoThrow);
  recordOnce("new[]", size);
  return next(real, "_ZnamRKSt9nothrow_t") ? real(size, tag) : malloc(size);
}
void *operator new(Size size, Align align) {
  static void *(*real)(Size, Align);
  recordOnce("new", size);
  return next(real, "_ZnwmSt11align_val_t") ? real(size, align) : memalign(Size(align), size);
}
void *operator new[](Size size, Align align) {
  static void *(*real)(Size, Align);
  recordOnce("new[]", size);
  return next(real, "_ZnamSt11align_val_t") ? real(size, align) : memalign(Size(align), size);
}
void *operator new(Size size, Align align, NoThrow tag) noexcept {
  static void *(*real)(Size, Align, NoThrow);
  recordOnce("new", size);
  return next(real, "_ZnwmSt11align_val_tRKSt9nothrow_t") ? real(size, align, tag) : memalign(Size(align), size);
}
void *operator new[](Size size, Align align, NoThrow tag) noexcept {
  static void *(*real)(Size, Align, NoThrow);
  recordOnce("new[]", size);
  return next(real, "_ZnamSt11align_val_tRKSt9nothrow_t") ? real(size, align, tag) : memalign(Size(align), size);
}

// Here only so that a library linked statically brings neither: its object file has them beside its `operator new`.
void operator delete(void *memory) noexcept { free(memory); }
void operator delete[](void *memory) noexcept { free(memory); }
void operator delete(void *memory, Size) noexcept { free(memory); }
void operator delete[](void *memory, Size) noexcept { free(memory); }
void operator delete(void *memory, NoThrow) noexcept { free(memory); }
void operator delete[](void *memory, NoThrow) noexcept { free(memory); }
void operator delete(void *memory, Align) noexcept { free(memory); }
void operator delete[](void *memory, Align) noexcept { free(memory); }
void operator delete(void *memory, Size, Align) noexcept { free(memory); }
void operator delete[](void *memory, Size, Align) noexcept { free(memory); }
void operator delete(void *memory, Align, NoThrow) noexcept { free(memory); }
void operator delete[](void *memory, Align, NoThrow) noexcept { free(memory); }
