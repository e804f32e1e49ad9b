// How solving grows with its input: hidden, run with `unit-solve [growth]`.
// Prints seconds and the exponent between sizes; times are user times of this
// process (the kernel's share, fresh pages, is not the solver's), and only their
// relation is judged.
#include "Catch.h"
#include "solve/GraphBuilder.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sys/resource.h>

using namespace escape;
using namespace escape::test;
using step::Deref;
using step::Storage;

namespace {

struct Shape {
  const char *name;
  void (*build)(GraphBuilder &b, uint32_t size); ///< about `size` locations
};

std::vector<LocationId> locals(GraphBuilder &b, uint32_t count) {
  std::vector<LocationId> all;
  for (uint32_t i = 0; i < count; ++i)
    all.push_back(b.local("", b.IntPtr));
  return all;
}

const Shape shapes[] = {
    {"cycle", // a ring of copies, everyone's neighbour borrowed
     [](GraphBuilder &b, uint32_t size) {
       const auto p = locals(b, size / 2), x = locals(b, size / 2);
       for (uint32_t i = 0; i < p.size(); ++i) {
         b.copy(p[(i + 1) % p.size()], p[i]);
         b.borrow(p[i], x[i]);
       }
       b.copy(b.result, p[0]);
     }},
    {"merge", // diamonds: two ways between each two, some with loads
     [](GraphBuilder &b, uint32_t size) {
       const auto p = locals(b, size);
       for (uint32_t i = 0; i + 3 < p.size(); i += 3) {
         b.copy(p[i + 1], p[i]);
         b.copy(p[i + 2], p[i] / Deref);
         b.copy(p[i + 3], p[i + 1]);
         b.borrow(p[i + 3], p[i + 2]);
       }
       b.copy(b.result, p.back());
       b.copy(b.result, p[p.size() / 2]);
     }},
    {"fan", // all into one, one into all
     [](GraphBuilder &b, uint32_t size) {
       const auto p = locals(b, size);
       for (LocationId one : p)
         b.borrow(p[0], one), b.copy(one, p[0]);
       b.copy(b.result, p[0]);
     }},
    {"nest", // p1 = &p0, p2 = &p1, …
     [](GraphBuilder &b, uint32_t size) {
       const auto p = locals(b, size);
       for (uint32_t i = 0; i + 1 < p.size(); ++i)
         b.borrow(p[i + 1], p[i]);
       b.copy(b.result, p.back());
     }},
    {"stores", // through pointers that may all point to the same
     [](GraphBuilder &b, uint32_t size) {
       const auto p = locals(b, size);
       const LocationId q = b.param("q", b.IntPtrPtr);
       for (uint32_t i = 0; i + 1 < p.size(); ++i) {
         b.copy(p[i], q);
         b.borrow(p[i] / Deref, p[i + 1]);
         b.copy(p[i + 1], p[i] / Deref);
       }
       b.copy(b.result, p.back());
     }},
    {"scopes", // each local ends before the one pointer it is held by is read
     [](GraphBuilder &b, uint32_t size) {
       const auto x = locals(b, size);
       const LocationId p = b.local("p", b.IntPtr);
       for (LocationId one : x) {
         b.borrow(p, one);
         b.end(one);
         b.use(p);
       }
     }},
    {"statics", // half of them sinks at the end of a chain
     [](GraphBuilder &b, uint32_t size) {
       const auto p = locals(b, size / 2);
       for (uint32_t i = 0; i + 1 < p.size(); ++i)
         b.copy(p[i + 1], p[i]), b.borrow(p[i + 1], p[i]);
       for (uint32_t i = 0; i < size / 2; ++i)
         b.copy(b.global("g", b.IntPtr), p.back());
     }},
    {"calls", // unknown code gets and gives
     [](GraphBuilder &b, uint32_t size) {
       const auto p = locals(b, size);
       for (uint32_t i = 0; i + 1 < p.size(); ++i)
         b.call({p[i]}, p[i + 1]);
     }},
};

double userTime() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return double(usage.ru_utime.tv_sec) + usage.ru_utime.tv_usec * 1e-6;
}

double seconds(const Shape &shape, uint32_t size) {
  GraphBuilder b;
  shape.build(b, size);
  const double start = userTime();
  const SolveResult r = b.solve();
  const double took = userTime() - start;
  CHECK(r.needsConfirm);
  return took;
}

} // namespace

TEST_CASE("growth of solve up to a million locations", "[.][growth]") {
  for (const Shape &shape : shapes) {
    std::printf("%-8s", shape.name);
    double first = 0, last = 0;
    const uint32_t sizes[] = {125000, 250000, 500000, 1000000};
    for (uint32_t size : sizes) {
      last = std::min({seconds(shape, size), seconds(shape, size), seconds(shape, size)});
      first = size == sizes[0] ? last : first;
      std::printf("  %7u: %.3f s", size, last);
    }
    const double exponent = std::log(last / first) / std::log(double(sizes[3]) / sizes[0]);
    std::printf("  exponent %.2f\n", exponent);
    CHECK(exponent < 1.25);
  }
}
