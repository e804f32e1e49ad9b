// The acceptance set: 48 functions and what the report must say of each. The ideas come from Go's test/escape_*.go.
// flags: -std=c++23
// unlisted stays: fine
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <future>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

struct Pt { int x, y; };
int *g_int; int **g_pp; Pt *g_pt;
std::function<int()> g_fn;

int *s01(int v) { int x = v; return &x; }  // -m: x escapes: {result} outlives it
void s02(int v) { g_int = &v; }  // -m: v escapes: {static g_int} outlives it
void s03(int *p) { g_int = p; }  // -m: leaking param: p to {static g_int} level=0
void s04(int **q, int *p) { *q = p; }  // -m: q does not escape | leaking param: p to {param q} level=0
void s05(int *a, int *b) { a = b; (void)a; }  // -m: a does not escape | b does not escape
void s06(int **a, int *b) { a = &b; (void)a; }  // -m: a does not escape | b does not escape
void s07(int **q, int *p) { **q = *p; }  // -m: q does not escape | p does not escape
int *s08(int *a, int *b) { a = b; return a; }  // -m: a does not escape | leaking param: b to {result} level=0
int *s09(int **p) { return *p; }  // -m: leaking param: p to {result} level=1
int *s10(int ***p) { return **p; }  // -m: leaking param: p to {result} level=2
struct Node { int v; int *own; Node *next; };
void s11(Node *n) { g_int = n->own; }  // -m: leaking param content: n to {static g_int}
struct Bar { int i; int *ii; Bar *self;
  int *s12() { return &i; }  // -m: leaking param: this to {result} level=0
  int *s13() { return ii; }  // -m: leaking param: this to {result} level=1
  void s14() { self = this; }  // -m: leaking param: this to {this->self} level=0
  void s15(int *p) { ii = p; }  // -m: this does not escape | leaking param: p to {this->ii} level=0
  void s16(Bar *o) { (void)o; ii = self ? self->ii : ii; } };  // -m: this does not escape | o does not escape
struct Pair { int *a, *b; };
void s17(Pair *p) { p->a = p->b; }  // -m: p does not escape
struct Buf { std::span<char> b; void s18(size_t n) { b = b.subspan(n); } };  // -m: this does not escape
struct View { const std::string &r; explicit View(const std::string &s) : r(s) {} };
// -m: this does not escape | leaking param: s to {this->r} level=0
View s19(const std::string &s) { return View(s); }  // -m: leaking param: s to {result} level=0
int s20() { int *last = nullptr; for (int i = 0; i < 3; ++i) { int x = i; last = &x; } return *last; }  // -m: x escapes: {local last} outlives it
auto s21() { int n = 0; return [&] { return ++n; }; }  // -m: n escapes: {result} outlives it
auto s22(int k) { return [k](int v) { return v + k; }; }
int s23() { int n = 1; return [&] { return n + 1; }(); }  // -m: n does not escape | [lambda at scenarios.cpp:49:31] does not escape
template <class F> int apply(F &&f) { return f(3); }  // -m: f does not escape
int s24() { int t = 0; return apply([&](int v) { t += v; return t; }); }  // -m: t does not escape | [lambda at scenarios.cpp:51:37] does not escape
void s25() { int n = 1; g_fn = [&] { return n; }; }  // -m: n escapes: {static g_fn} outlives it
int callIt(const std::function<int()> &f) { return f(); }  // -m: f does not escape
int s26() { int n = 1; return callIt([&] { return n; }); }  // -m: n does not escape
void s27() { int n = 1; std::thread([&] { n++; }).detach(); }  // -m: n escapes: {task} outlives it | std::thread([&] { n++; }) escapes to {task}; allocates (type-erased)
int s28() { int n = 1; std::thread t([&] { n++; }); t.join(); return n; }  // -m: n does not escape | std::thread([&] { n++; }) escapes to {task}; allocates (type-erased)
std::future<int> s29() { int n = 1; return std::async(std::launch::async, [&] { return n; }); }  // -m: n escapes: {task} outlives it | std::async(std::launch::async, [&] { return n; }) escapes to {task}; allocates (shared control block)
struct Shape { virtual ~Shape() = default; virtual double area() = 0; };
struct Sq final : Shape { double s = 2; double area() override { return s * s; } };  // -m: this does not escape
double s30(Shape &s) { return s.area(); }  // -m: may leak param: s to {unknown} level=0 (open virtual call)
double s31() { Sq q; Shape &s = q; return s.area(); }  // -m: q does not escape
void s32(void (*f)(int *)) { int x = 1; f(&x); }  // -m: x may escape: {unknown} (function pointer)
void ext(int *p); void extNE(int *p [[clang::noescape]]);
void s33() { int x = 1; ext(&x); extNE(&x); }  // -m: x may escape: {unknown} (no body)
int *s34(int *p, int n) { return n == 0 ? p : s34(p, n - 1); }  // -m: leaking param: p to {result} level=0
int s35() { int x = 1; std::vector<int *> v; v.push_back(&x); return *v[0]; }  // -m: x does not escape | v.push_back(&x) does not escape; allocates (growth)
std::vector<int *> s36() { int x = 1; std::vector<int *> v; v.push_back(&x); return v; }  // -m: x escapes: {result} outlives it | v.push_back(&x) escapes to {result}; allocates (growth)
Pair s37(int *a, int *b) { return Pair{a, b}; }  // -m: leaking param: a to {result} level=0 | leaking param: b to {result} level=0
int *s38(int *b) { int x = 1; Pair t{&x, b}; return t.b; }  // -m: leaking param: b to {result} level=0 | x does not escape
int s39(size_t n) { std::vector<char> buf(n); auto r = std::make_unique<char[]>(n); return int(buf.size()) + (r ? 1 : 0); }
// -m: std::vector<char>(n) does not escape; allocates (non-constant size) | std::make_unique<char[]>(n) does not escape; allocates (non-constant size)
int s40() { auto p = std::make_unique<Pt>(Pt{1, 2}); char *q = new char[64]; int r = p->x + q[0]; delete[] q; return r; }
// -m: std::make_unique<Pt>(Pt{1, 2}) does not escape; allocates 8 bytes | new char[64] does not escape; allocates 64 bytes
// --- C++-only additions (no direct Go counterpart) ---
std::string_view x01(const std::string &a, const std::string &b) { std::string_view v = a + b; return v; }  // -m: a + b escapes to {result}; may allocate (run-time length)
// -m: a does not escape | b does not escape | a + b escapes: {result} outlives it
const int &x02(const std::vector<int> &v) { return v[0]; }  // -m: leaking param: v to {result} level=1
std::string_view x03() { std::string s = "abc"; return s; }  // -m: s escapes: {result} outlives it
int x04() { char big[11 << 20]; big[0] = 1; return big[(11 << 20) - 1]; }  // -m: big is 11534336 bytes: too large for the stack
std::initializer_list<int> x05() { return {1, 2, 3}; }  // -m: {1, 2, 3} escapes: {result} outlives it
void *x06() { char b[2]; return reinterpret_cast<void *>(reinterpret_cast<std::uintptr_t>(&b[0]) + 1); }  // -m: b escapes: {result} outlives it
[[noreturn]] void x07() { int x = 1; throw &x; }  // -m: x escapes: {exception} outlives it | throw &x escapes to {exception}; allocates 136 bytes
int *x08(std::unique_ptr<int> p) { return p.get(); }  // -m: p escapes: {result} outlives it
