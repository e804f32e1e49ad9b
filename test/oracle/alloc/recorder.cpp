// Every allocation a program makes, with its size and its call stack. Preloaded, or linked in front of the C++ library:
//
//   clang++-22 -O1 -fno-inline -shared -fPIC -nostdlib++ recorder.cpp -o recorder.so
//   ALLOC_RECORD=allocations LD_PRELOAD=./recorder.so program        writes allocations.PID at exit
//
// What is counted is what the code asks for: `operator new` of 5 bytes counts once with 5, not again as malloc of what
// the library rounds it to. So every entry point notes its size, and tells the next malloc of this thread to be silent.
//
// The file: `module BASE PATH` for each loaded object, then for each distinct allocation
// `KIND SIZE COUNT ADDRESS...`, innermost return address first, the recorder's own included. Needs glibc (its
// __libc_malloc).

#include <cerrno>
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <new>
#include <sys/mman.h>
#include <unistd.h>

extern "C" {
void *__libc_malloc(std::size_t size);
void *__libc_calloc(std::size_t count, std::size_t size);
void *__libc_realloc(void *pointer, std::size_t size);
void *__libc_memalign(std::size_t alignment, std::size_t size);
}

namespace {

constexpr int max_depth = 200;

struct Entry {
  const char *kind;
  std::size_t size;
  std::uint64_t count;
  std::uint32_t depth;
  void *frames[]; // as many as `depth`
};

// Per thread; initial-exec, since the dynamic way of reading a thread's variable allocates.
#define PER_THREAD static thread_local __attribute__((tls_model("initial-exec")))
PER_THREAD bool recording; // no allocation of the recorder's own is recorded
PER_THREAD bool pending;   // this thread's next malloc was recorded by who asked for it

// The table and the entries lie in memory of their own: they grow without malloc.
constexpr std::size_t slots = std::size_t(1) << 22;
constexpr std::size_t arena_bytes = std::size_t(1) << 34;
Entry **table;
char *arena;
std::size_t arena_used;
std::uint64_t dropped;
char lock_word;

struct Lock {
  Lock() {
    while (__atomic_test_and_set(&lock_word, __ATOMIC_ACQUIRE))
      ;
  }
  ~Lock() { __atomic_clear(&lock_word, __ATOMIC_RELEASE); }
};

void *reserve(std::size_t bytes) {
  void *memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? nullptr : memory;
}

bool prepare() {
  if (!table)
    table = static_cast<Entry **>(reserve(slots * sizeof(Entry *)));
  if (!arena)
    arena = static_cast<char *>(reserve(arena_bytes));
  return table && arena;
}

void add(const char *kind, std::size_t size, void **frames, std::uint32_t depth) {
  std::uint64_t hash = 1469598103934665603u;
  auto mix = [&hash](std::uint64_t value) { hash = (hash ^ value) * 1099511628211u; };
  mix(size);
  mix(reinterpret_cast<std::uintptr_t>(kind));
  for (std::uint32_t i = 0; i != depth; ++i)
    mix(reinterpret_cast<std::uintptr_t>(frames[i]));
  Lock lock;
  if (!prepare())
    return;
  for (std::size_t i = (hash >> 20) % slots, tries = 0; tries != 64; i = (i + 1) % slots, ++tries) {
    Entry *&entry = table[i];
    if (!entry) {
      std::size_t bytes = sizeof(Entry) + depth * sizeof(void *);
      if (arena_used + bytes > arena_bytes)
        break;
      entry = reinterpret_cast<Entry *>(arena + arena_used);
      arena_used += bytes;
      *entry = {kind, size, 1, depth};
      memcpy(entry->frames, frames, depth * sizeof(void *));
      return;
    }
    if (entry->size == size && entry->kind == kind && entry->depth == depth &&
        memcmp(entry->frames, frames, depth * sizeof(void *)) == 0) {
      ++entry->count;
      return;
    }
  }
  ++dropped;
}

// `kind` is compared by address: each entry point passes its own literal.
__attribute__((noinline)) void record(const char *kind, std::size_t size) {
  if (recording)
    return;
  recording = true;
  int before = errno;
  void *frames[max_depth];
  int depth = backtrace(frames, max_depth);
  if (depth > 0)
    add(kind, size, frames, std::uint32_t(depth));
  errno = before;
  recording = false;
}

// An entry point that allocates through another one: records, and silences that one.
void recordOnce(const char *kind, std::size_t size) {
  if (pending)
    return;
  record(kind, size);
  pending = true;
}

// malloc and its like, where the way ends.
void recordHere(const char *kind, std::size_t size) {
  if (recording)
    return;
  if (pending)
    pending = false;
  else
    record(kind, size);
}

// The next function of that name, asked for once; null when there is none.
template <typename F> F *next(F *&known, const char *name) {
  static const char *missing[16]; // names there are none of
  if (known)
    return known;
  for (const char *other : missing)
    if (other == name)
      return nullptr;
  bool before = recording;
  recording = true; // dlsym may allocate
  known = reinterpret_cast<F *>(dlsym(RTLD_NEXT, name));
  recording = before;
  for (const char *&slot : missing)
    if (!known && !slot) {
      slot = name;
      break;
    }
  return known;
}

int writeModule(dl_phdr_info *info, std::size_t, void *fd) {
  char path[4096];
  const char *name = info->dlpi_name;
  if (!name || !*name) {
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    path[length > 0 ? length : 0] = 0;
    name = path;
    static bool first = true;
    if (!first) // the vdso has no name either
      return 0;
    first = false;
  }
  dprintf(*static_cast<int *>(fd), "module %lx %s\n", static_cast<unsigned long>(info->dlpi_addr), name);
  return 0;
}

__attribute__((constructor)) void start() {
  recording = true;
  void *frames[4];
  backtrace(frames, 4); // loads the unwinder now, not in the first malloc
  recording = false;
}

__attribute__((destructor)) void finish() {
  const char *name = getenv("ALLOC_RECORD");
  if (!name)
    return;
  recording = true;
  char path[4096];
  snprintf(path, sizeof path, "%s.%d", name, int(getpid()));
  int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0)
    return;
  dl_iterate_phdr(writeModule, &fd);
  Lock lock;
  if (dropped)
    dprintf(fd, "dropped %llu\n", static_cast<unsigned long long>(dropped));
  static char line[max_depth * 20 + 100];
  for (std::size_t at = 0; at < arena_used;) {
    auto *entry = reinterpret_cast<Entry *>(arena + at);
    int length = snprintf(line, sizeof line, "%s %zu %llu", entry->kind, entry->size,
                          static_cast<unsigned long long>(entry->count));
    for (std::uint32_t i = 0; i != entry->depth; ++i)
      length +=
          snprintf(line + length, sizeof line - length, " %lx", reinterpret_cast<std::uintptr_t>(entry->frames[i]));
    line[length++] = '\n';
    for (int written = 0; written < length;) {
      ssize_t now = write(fd, line + written, length - written);
      if (now <= 0)
        break;
      written += int(now);
    }
    at += sizeof(Entry) + entry->depth * sizeof(void *);
  }
  close(fd);
}

} // namespace

// malloc and its like
// ---------------------------------------------------------------------------------------------------

extern "C" {

void *malloc(std::size_t size) {
  recordHere("malloc", size);
  return __libc_malloc(size);
}
void *calloc(std::size_t count, std::size_t size) {
  recordHere("calloc", count * size);
  return __libc_calloc(count, size);
}
void *realloc(void *pointer, std::size_t size) {
  if (!pointer || size)
    recordHere("realloc", size);
  return __libc_realloc(pointer, size);
}
void *reallocarray(void *pointer, std::size_t count, std::size_t size) {
  recordHere("reallocarray", count * size);
  return __libc_realloc(pointer, count * size);
}
void *aligned_alloc(std::size_t alignment, std::size_t size) {
  recordHere("aligned_alloc", size);
  return __libc_memalign(alignment, size);
}
void *memalign(std::size_t alignment, std::size_t size) {
  recordHere("memalign", size);
  return __libc_memalign(alignment, size);
}
int posix_memalign(void **result, std::size_t alignment, std::size_t size) {
  recordHere("posix_memalign", size);
  void *memory = __libc_memalign(alignment, size);
  if (!memory)
    return ENOMEM;
  *result = memory;
  return 0;
}

// The C library's functions whose result is the caller's to free. What it allocates for itself in others (a thread's
// stack, the buffer of a FILE) has the C library as its caller and no name from here: whoever reads can leave it out.
char *strdup(const char *text) {
  std::size_t size = strlen(text) + 1;
  recordHere("strdup", size);
  auto *copy = static_cast<char *>(__libc_malloc(size));
  return copy ? static_cast<char *>(memcpy(copy, text, size)) : nullptr;
}
char *strndup(const char *text, std::size_t most) {
  std::size_t length = strnlen(text, most);
  recordHere("strndup", length + 1);
  auto *copy = static_cast<char *>(__libc_malloc(length + 1));
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
  *result = static_cast<char *>(__libc_malloc(std::size_t(length) + 1));
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
  *result = static_cast<char *>(__libc_malloc(std::size_t(length) + 1));
  va_start(arguments, format);
  length = vsnprintf(*result, std::size_t(length) + 1, format, arguments);
  va_end(arguments);
  return length;
}
// These keep the C library's malloc; recorded is what the caller holds afterwards.
char *realpath(const char *path, char *resolved) noexcept {
  static char *(*real)(const char *, char *);
  bool before = recording;
  recording = true;
  char *result = next(real, "realpath")(path, resolved);
  recording = before;
  if (result && !resolved)
    record("realpath", strlen(result) + 1);
  return result;
}
char *getcwd(char *buffer, std::size_t size) noexcept {
  static char *(*real)(char *, std::size_t);
  bool before = recording;
  recording = true;
  char *result = next(real, "getcwd")(buffer, size);
  recording = before;
  if (result && !buffer)
    record("getcwd", strlen(result) + 1);
  return result;
}
ssize_t getdelim(char **line, std::size_t *size, int delimiter, FILE *file) {
  static ssize_t (*real)(char **, std::size_t *, int, FILE *);
  std::size_t held = *line ? *size : 0;
  bool before = recording;
  recording = true;
  ssize_t result = next(real, "getdelim")(line, size, delimiter, file);
  recording = before;
  if (*line && *size > held)
    record("getline", *size);
  return result;
}
ssize_t getline(char **line, std::size_t *size, FILE *file) {
  static ssize_t (*real)(char **, std::size_t *, FILE *);
  std::size_t held = *line ? *size : 0;
  bool before = recording;
  recording = true;
  ssize_t result = next(real, "getline")(line, size, file);
  recording = before;
  if (*line && *size > held)
    record("getline", *size);
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
