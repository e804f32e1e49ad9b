// What is stored behind an erased type: function, move_only_function, any, packaged_task, promise, async, thread.
// flags: -std=c++23 -pthread
#include <any>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

struct Big {
  char bytes[100] = {};
  int operator()() const { return bytes[0]; }
};
struct Two {
  long a = 1, b = 2;
};
struct NotTrivial {
  int value = 1;
  NotTrivial() = default;
  NotTrivial(const NotTrivial &other) : value(other.value) {}
  int operator()() const { return value; }
};
int plain() { return 1; }
std::function<int()> global;
struct Widget {
  std::function<int()> callback;
  void set(std::function<int()> given) { callback = std::move(given); }
  int method() { return 1; }
};
int call(const std::function<int()> &given) { return given(); }
template <typename F> int direct(F &&given) { return given(); }

void functions(Big big, std::shared_ptr<int> owner, int n) {
  std::function<int()> a = [] { return 1; };
  std::function<int()> b = [n] { return n; };
  std::function<int()> c = [&big] { return int(big.bytes[0]); };
  std::function<int()> d = [big] { return int(big.bytes[0]); };     // goes: confined
  std::function<int()> e = [owner] { return *owner; };              // goes: confined
  std::function<int()> f = plain;
  std::function<int()> g = Big();
  std::function<int()> h = NotTrivial();
  std::function<int()> i = std::ref(big);
  std::function<int()> j = d;
  std::function<int()> k = std::move(d);
  std::function<int()> l;
  l = [big] { return int(big.bytes[1]); };
  l = [n] { return n; };
  l = nullptr;
  Two two;
  std::function<int()> m = [two] { return int(two.a); };
  std::function<int()> o = [two, n] { return int(two.a) + n; };
  std::function<int()> p = std::bind(plain);
  Widget widget;
  std::function<int()> q = std::bind(&Widget::method, &widget);
  std::function<int(Widget *)> r = &Widget::method;
  std::function<int()> s(b);
  std::function<int()> t(e);
  call([n] { return n; });
  call([big] { return int(big.bytes[2]); });                        // goes: confined
  call([&big] { return int(big.bytes[2]); });
  direct([big] { return int(big.bytes[2]); });
  widget.set([owner] { return *owner; });
  widget.set([n] { return n; });
  std::string text = "a text that is longer than the inline buffer";
  std::function<int()> u = [text] { return int(text.size()); };
  std::function<int()> v = [moved = std::move(text)] { return int(moved.size()); };
  auto w = [big] { return int(big.bytes[0]); };
  std::vector<std::function<int()>> x;
  x.push_back(w);
  std::function<int()> y = a;
  std::function<int()> z = std::move(y);
}
#ifdef __cpp_lib_move_only_function
void moveOnly(Big big, std::shared_ptr<int> owner, int n) {
  std::move_only_function<int()> a = [] { return 1; };
  std::move_only_function<int()> b = [n] { return n; };
  std::move_only_function<int()> c = [big] { return int(big.bytes[0]); };
  std::move_only_function<int()> d = [owner] { return *owner; };
  std::move_only_function<int()> e = [p = std::make_unique<int>(n)] { return *p; };
  std::move_only_function<int()> f = std::move(c);
  std::move_only_function<int()> g = plain;
  std::move_only_function<int()> h;
}
#endif
void anys(Big big, int n) {
  std::any a = n;
  std::any b = big;                                                 // goes: confined
  std::any c = std::string("short");
  std::any d = std::string("a text that is longer than the buffer");
  std::any e = b;
  std::any f = std::move(b);
  std::any g;
  g = 3.5;
  g = big;
  g.emplace<Two>();
  g.emplace<int>(4);
  std::any h = std::make_any<Big>();
  std::any i = NotTrivial();
  std::any j = &big;
  std::any k = "a literal stays a pointer in here";
  g.reset();
}
void inPlace(Big big) {
  std::optional<Big> a = big;
  std::optional<std::string> b = "a text that is longer than the buffer";
  std::variant<int, Big> c = big;
  std::variant<int, std::string> d = std::string("a text that is longer than the buffer");
  std::pair<Big, int> e(big, 1);
  a.emplace();
  c = 1;
}
void tasks(Big big, int n) {
  std::packaged_task<int()> a([n] { return n; });
  std::packaged_task<int()> b([big] { return int(big.bytes[0]); });
  std::packaged_task<int()> c = std::move(a);
  std::packaged_task<int()> d;
  std::future<int> e = c.get_future();
  c();
  e.get();
  std::promise<int> f;
  std::future<int> g = f.get_future();
  f.set_value(n);
  g.get();
  std::promise<void> h;
  std::future<int> i = std::async(std::launch::deferred, [n] { return n; });
  i.get();
  std::future<int> j = std::async(std::launch::async, [n] { return n; });
  j.get();
  std::shared_future<int> k;
  b();
}
void threads(Big big, int n) {
  std::thread a([n] { (void)n; });
  a.join();
  std::thread b([big] { (void)big; });
  b.join();
  std::thread c(plain);
  c.join();
  std::thread d([](int) {}, n);
  d.join();
#ifdef __cpp_lib_jthread
  std::jthread e([] {});
  std::jthread f([](std::stop_token) {});
#endif
  std::thread g;
  std::thread h;
  g = std::move(h);
  std::mutex i;
  std::lock_guard<std::mutex> j(i);
  std::condition_variable k;
}
std::function<int()> made(Big big) {
  return [big] { return int(big.bytes[0]); }; // goes: {result}
}
std::function<int()> madeSmall(int n) {
  return [n] { return n; };
}
void stored(Big big) {
  global = [big] { return int(big.bytes[0]); }; // goes: {static global}
}

int main(int argc, char **) {
  Big big;
  auto owner = std::make_shared<int>(argc);
  functions(big, owner, argc);
#ifdef __cpp_lib_move_only_function
  moveOnly(big, owner, argc);
#endif
  anys(big, argc);
  inPlace(big);
  tasks(big, argc);
  threads(big, argc);
  made(big);
  madeSmall(argc);
  stored(big);
}
