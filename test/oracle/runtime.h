// How the generated programs are run: reading every sink, and the places where a run decides what clang-escape must not
// rely on. Only the driver sees this file.
#pragma once
#include "oracle.h"

namespace oracle {

// One function of one program, and how many values each of its inputs has.
struct Register {
  Register(int program, int function, int a, int b, int k, int c, int fills,
           void (*drive)(bool, bool, unsigned, int));
};

// ---- reading: everything that can be reached, once ----

inline volatile int read;
void finish();     // the frame has ended: runs what was put off
void beginProbe(); // of the faults until the next one, the first is told apart

template <typename T> void probe(const T &x);
void probe(const int &x);
void probe(const int *const &x);
void probe(int *const &x);
void probe(const std::string &x);
void probe(const std::string *const &x);
void probe(const std::string_view &x);
void probe(const char *const &x);
template <typename T> void probe(const std::vector<T> &x);
template <typename T> void probe(const std::list<T> &x);
template <typename T> void probe(const std::deque<T> &x);
template <typename T> void probe(const std::span<T> &x);
template <typename T, std::size_t N> void probe(const std::array<T, N> &x);
template <typename T, std::size_t N> void probe(const T (&x)[N]);
template <typename K, typename T> void probe(const std::map<K, T> &x);
template <typename A, typename B> void probe(const std::pair<A, B> &x);
template <typename T> void probe(const std::optional<T> &x);
template <typename T> void probe(const std::unique_ptr<T> &x);
template <typename T> void probe(const std::shared_ptr<T> &x);
template <typename T> void probe(const std::reference_wrapper<T> &x);
template <typename R> void probe(const std::function<R()> &x);

template <typename T> concept Callable = requires(const T &x) { x(); };
template <typename T> concept Visited = requires(const T &x) { visit(x); };

template <typename T> void probe(const T &x) {
  if constexpr (Visited<T>)
    visit(x); // the program's own types: written by the generator
  else if constexpr (Callable<T>)
    read = x();
  else
    static_assert(sizeof(T) == 0, "no way to read this");
}
inline void probe(const int &x) { read = x; }
inline void probe(const int *const &x) {
  if (x)
    read = *x;
}
inline void probe(int *const &x) {
  if (x)
    read = *x;
}
inline void probe(const std::string_view &x) {
  if (!x.empty())
    read = x.front() + x.back();
}
inline void probe(const std::string &x) {
  if (!x.empty())
    read = x.front() + x.back();
}
inline void probe(const std::string *const &x) {
  if (x)
    probe(*x);
}
inline void probe(const char *const &x) {
  if (x)
    read = *x;
}
template <typename T> void probeAll(const T &x) {
  for (const auto &one : x)
    probe(one);
}
template <typename T> void probe(const std::vector<T> &x) { probeAll(x); }
template <typename T> void probe(const std::list<T> &x) { probeAll(x); }
template <typename T> void probe(const std::deque<T> &x) { probeAll(x); }
template <typename T> void probe(const std::span<T> &x) { probeAll(x); }
template <typename T, std::size_t N> void probe(const std::array<T, N> &x) { probeAll(x); }
template <typename T, std::size_t N> void probe(const T (&x)[N]) {
  for (const auto &one : x)
    probe(one);
}
template <typename K, typename T> void probe(const std::map<K, T> &x) { probeAll(x); }
template <typename A, typename B> void probe(const std::pair<A, B> &x) {
  probe(x.first);
  probe(x.second);
}
template <typename T> void probe(const std::optional<T> &x) {
  if (x)
    probe(*x);
}
template <typename T> void probe(const std::unique_ptr<T> &x) {
  if (x)
    probe(*x);
}
template <typename T> void probe(const std::shared_ptr<T> &x) {
  if (x)
    probe(*x);
}
template <typename T> void probe(const std::reference_wrapper<T> &x) { probe(x.get()); }
template <typename R> void probe(const std::function<R()> &x) {
  if (x)
    read = x();
}

// A sink after the frame has ended.
template <typename T> void sink(const T &x) {
  beginProbe();
  probe(x);
}

// ---- a use inside a program ----

template <typename T> const T &touch(const T &x) {
  probe(x);
  return x;
}

// What a closure reads through an owner; one that has been destroyed owns nothing.
template <typename T> const int &deref(const T &owner) { return owner ? *owner : zero; }

// Whether the pointers that were there before the call are null: a run for each, where a program asks.
inline bool filled;
inline const int something = 1;

// A container of pointers that may be empty: a loop over it is run once all the same.
inline const std::vector<const int *> &some(const std::vector<const int *> &all) {
  static const std::vector<const int *> one{nullptr};
  return all.empty() ? one : all;
}

// What nobody follows, each time it is asked: a run for each way it may go.
bool coin();

// A key that no map has yet.
inline int key() {
  static int last = 1000;
  return ++last;
}

// Any of the elements.
template <typename K, typename T> const T &any(const std::map<K, T> &all) {
  auto at = all.begin();
  for (auto next = std::next(at); next != all.end() && coin(); ++next)
    at = next;
  return at->second;
}

// A variable on the heap. The sanitizer overwrites the first bytes of what was freed; they are not the variable's.
template <typename T> struct Apart {
  char first[16];
  T value;
};
template <typename T> std::unique_ptr<Apart<T>> apart(T value) {
  return std::unique_ptr<Apart<T>>(new Apart<T>{{}, std::move(value)});
}

// ---- owners that never keep their storage ----

template <typename C, typename T> void grow(C &to, T &&value) {
  C next;
  next.reserve(to.size() + 2);
  for (auto &one : to)
    next.push_back(std::move(one));
  next.push_back(std::forward<T>(value));
  to = std::move(next);
}
template <typename C> void renew(C &to, std::type_identity_t<C> from) { std::swap(to, from); }
template <typename C> void drop(C &to) { C().swap(to); }
inline void append(std::string &to, std::string_view more) {
  std::string next;
  next.reserve(to.size() + more.size() + 1);
  next.append(to).append(more);
  to = std::move(next);
}

// ---- threads that run as late as they can ----

void later(std::function<void()> what); // after the frame
[[noreturn]] void terminated();         // a program that ends here has no frame that ends

class Thread {
public:
  Thread() = default;
  template <typename F> explicit Thread(F what) : what(std::move(what)) {}
  Thread(Thread &&from) noexcept : what(std::move(from.what)) { from.what = nullptr; }
  Thread &operator=(Thread &&from) noexcept {
    if (what)
      terminated();
    what = std::move(from.what);
    from.what = nullptr;
    return *this;
  }
  ~Thread() {
    if (what)
      terminated();
  }
  bool joinable() const { return static_cast<bool>(what); }
  void join() {
    auto now = std::move(what);
    what = nullptr;
    now();
  }
  void detach() {
    later(std::move(what));
    what = nullptr;
  }

protected:
  std::function<void()> what;
};

class JoiningThread : public Thread {
public:
  using Thread::Thread;
  JoiningThread(JoiningThread &&) = default;
  JoiningThread &operator=(JoiningThread &&from) noexcept {
    if (joinable())
      join();
    Thread::operator=(std::move(from));
    return *this;
  }
  ~JoiningThread() {
    if (joinable())
      join();
  }
};

class Future {
public:
  Future() = default;
  template <typename F> explicit Future(F what) : what(std::move(what)) {}
  Future(Future &&from) noexcept : what(std::move(from.what)) { from.what = nullptr; }
  Future &operator=(Future &&from) noexcept {
    wait();
    what = std::move(from.what);
    from.what = nullptr;
    return *this;
  }
  ~Future() { wait(); }
  int get() {
    auto now = std::move(what);
    what = nullptr;
    return now();
  }
  void wait() {
    if (what)
      get();
  }

private:
  std::function<int()> what;
};
template <typename F> Future async(F what) { return Future(std::move(what)); }

} // namespace oracle

using oracle::touch;
