// The table of allocations, and what is written of it at exit.

#include "recorder.h"

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <unistd.h>
#include <unwind.h>

extern "C" {
void *__libc_malloc(std::size_t size);
void __libc_free(void *memory);
}

namespace {

constexpr int max_depth = 200;

struct Stack {
  void *at[max_depth];          // return addresses, innermost first
  std::uintptr_t sp[max_depth]; // the stack pointer there
  int depth = 0;
};

struct Entry {
  const char *kind;
  std::size_t size;
  std::uint64_t count;
  std::int64_t outlived; // -1: none was freed
  std::uint32_t depth;
  void *frames[]; // as many as `depth`
};

// Memory that was not freed yet: where it was allocated. In chains by address.
struct Held {
  Held *next;
  void *memory;
  Entry *entry;
  std::uint32_t depth;
  std::uintptr_t sp[]; // as many as `depth`
};

// Per thread; initial-exec, since the dynamic way of reading a thread's variable allocates.
#define PER_THREAD static thread_local __attribute__((tls_model("initial-exec")))
PER_THREAD bool silent;
PER_THREAD bool pending; // this thread's next malloc was noted by who asked for it
PER_THREAD Held *last;   // noted, its memory not known yet

// The tables and the entries lie in memory of their own: they grow without malloc.
constexpr int slot_bits = 22;
constexpr std::size_t slots = std::size_t(1) << slot_bits;
constexpr std::size_t arena_bytes = std::size_t(1) << 34;
Entry **table;
Held **held;
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
  if (!held)
    held = static_cast<Held **>(reserve(slots * sizeof(Held *)));
  if (!arena)
    arena = static_cast<char *>(reserve(arena_bytes));
  return table && held && arena;
}

_Unwind_Reason_Code addFrame(_Unwind_Context *context, void *given) {
  auto *stack = static_cast<Stack *>(given);
  if (stack->depth == max_depth)
    return _URC_END_OF_STACK;
  stack->at[stack->depth] = reinterpret_cast<void *>(_Unwind_GetIP(context));
  stack->sp[stack->depth] = _Unwind_GetCFA(context);
  ++stack->depth;
  return _URC_NO_REASON;
}

// The entry of a kind, size and stack, made when there is none.
Entry *find(const char *kind, std::size_t size, const Stack &stack) {
  std::uint64_t hash = 1469598103934665603u;
  auto mix = [&hash](std::uint64_t value) { hash = (hash ^ value) * 1099511628211u; };
  mix(size);
  mix(reinterpret_cast<std::uintptr_t>(kind));
  for (int i = 0; i != stack.depth; ++i)
    mix(reinterpret_cast<std::uintptr_t>(stack.at[i]));
  std::size_t frames = stack.depth * sizeof(void *);
  for (std::size_t i = (hash >> 20) % slots, tries = 0; tries != 64; i = (i + 1) % slots, ++tries) {
    Entry *&entry = table[i];
    if (!entry) {
      if (arena_used + sizeof(Entry) + frames > arena_bytes)
        break;
      entry = reinterpret_cast<Entry *>(arena + arena_used);
      arena_used += sizeof(Entry) + frames;
      *entry = {kind, size, 0, -1, std::uint32_t(stack.depth)};
      memcpy(entry->frames, stack.at, frames);
      return entry;
    }
    if (entry->size == size && entry->kind == kind && entry->depth == std::uint32_t(stack.depth) &&
        memcmp(entry->frames, stack.at, frames) == 0)
      return entry;
  }
  return nullptr;
}

Held *&bucket(void *memory) {
  return held[(reinterpret_cast<std::uintptr_t>(memory) >> 4) * 0x9E3779B97F4A7C15u >> (64 - slot_bits)];
}

// How many frames of the allocation are gone at the free. From outside in, a frame that stands at the same call with
// the same stack pointer has the same callee still running; what is inside of the first that differs is gone. (A callee
// that returned and was called again from the same place is taken for the same: that errs to the short side.)
std::int64_t gone(const Held &allocated, const Stack &now) {
  int outermost = int(allocated.depth) - 1, there = outermost;
  for (int here = now.depth - 1; there >= 0 && here >= 0; --there, --here)
    if (allocated.entry->frames[there] != now.at[here] || allocated.sp[there] != now.sp[here])
      break;
  if (there == outermost) // another thread
    return there + 1;
  return there < 0 ? 0 : there;
}

int writeModule(dl_phdr_info *info, std::size_t, void *fd) {
  char path[4096];
  const char *name = info->dlpi_name;
  if (!name || !*name) {
    static bool first = true;
    if (!first) // the vdso has no name either
      return 0;
    first = false;
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    path[length > 0 ? length : 0] = 0;
    name = path;
  }
  dprintf(*static_cast<int *>(fd), "module %lx %s\n", static_cast<unsigned long>(info->dlpi_addr), name);
  return 0;
}

void writeAll(int fd, const char *text, int length) {
  for (int written = 0; written < length;) {
    ssize_t now = write(fd, text + written, length - written);
    if (now <= 0)
      break;
    written += int(now);
  }
}

__attribute__((constructor)) void start() {
  recorder::Silent own;
  Stack stack;
  _Unwind_Backtrace(addFrame, &stack); // loads the unwinder now, not in the first malloc
}

__attribute__((destructor)) void finish() {
  const char *name = getenv("ALLOC_RECORD");
  if (!name)
    return;
  silent = true;
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
    int length = snprintf(line, sizeof line, "%s %zu %llu %lld", entry->kind, entry->size,
                          static_cast<unsigned long long>(entry->count), static_cast<long long>(entry->outlived));
    for (std::uint32_t i = 0; i != entry->depth; ++i)
      length +=
          snprintf(line + length, sizeof line - length, " %lx", reinterpret_cast<std::uintptr_t>(entry->frames[i]));
    line[length++] = '\n';
    writeAll(fd, line, length);
    at += sizeof(Entry) + entry->depth * sizeof(void *);
  }
  close(fd);
}

} // namespace

recorder::Silent::Silent() : Before(silent) { silent = true; }
recorder::Silent::~Silent() { silent = Before; }

void recorder::record(const char *kind, std::size_t size) {
  if (silent)
    return;
  Silent own;
  int before = errno;
  Stack stack;
  _Unwind_Backtrace(addFrame, &stack);
  auto *made = static_cast<Held *>(__libc_malloc(sizeof(Held) + stack.depth * sizeof(std::uintptr_t)));
  Entry *entry = nullptr;
  if (made) {
    Lock lock;
    entry = prepare() ? find(kind, size, stack) : nullptr;
    if (entry)
      ++entry->count;
    else
      ++dropped;
  }
  __libc_free(last); // of an allocation that failed
  last = nullptr;
  if (entry) {
    last = made;
    *last = {nullptr, nullptr, entry, std::uint32_t(stack.depth)};
    memcpy(last->sp, stack.sp, stack.depth * sizeof(std::uintptr_t));
  } else {
    __libc_free(made);
  }
  errno = before;
}

void recorder::recordOnce(const char *kind, std::size_t size) {
  if (pending || silent)
    return;
  record(kind, size);
  pending = true;
}

void recorder::recordHere(const char *kind, std::size_t size) {
  if (silent)
    return;
  if (pending)
    pending = false;
  else
    record(kind, size);
}

void *recorder::hold(void *memory) {
  if (silent || !last)
    return memory;
  Held *made = last;
  last = nullptr;
  if (!memory) {
    __libc_free(made);
    return memory;
  }
  Lock lock;
  made->memory = memory;
  Held *&first = bucket(memory);
  made->next = first;
  first = made;
  return memory;
}

void recorder::release(void *memory) {
  if (!memory || !held)
    return;
  Held *found = nullptr;
  {
    Lock lock;
    for (Held **at = &bucket(memory); *at; at = &(*at)->next)
      if ((*at)->memory == memory) {
        found = *at;
        *at = found->next;
        break;
      }
  }
  if (!found)
    return;
  Silent own;
  int before = errno;
  Stack stack;
  _Unwind_Backtrace(addFrame, &stack);
  std::int64_t outlived = gone(*found, stack);
  {
    Lock lock;
    if (outlived > found->entry->outlived)
      found->entry->outlived = outlived;
  }
  __libc_free(found);
  errno = before;
}
