//===- Link.cpp - how linking grows with the program ------------------------===//
//
//   bench-link FUNCTIONS [FUNCTIONS-PER-FILE]
//
// Makes the graphs of a program as flow would, and links them: CPU time and
// memory, in all and for one function. Fan-out and popularity of callees follow a
// power law, as in real call graphs; one call in a hundred goes back up, so that
// there are cycles. run-link.py runs it for growing programs and fits the growth.
//
//===----------------------------------------------------------------------===//
#include "pipeline/Link.h"
#include "../unit/FlowBuilder.h"
#include "checks/AllChecks.h"
#include "pipeline/Clock.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>
#include <random>
#include <sys/resource.h>

using namespace escape;

namespace {

size_t peakBytes() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return size_t(usage.ru_maxrss) * 1024;
}

class Generator {
public:
  explicit Generator(size_t count) : count(count) {}

  /// int *fN(int *p) { [g = p;] int *q = fA(p); fB(q); … return p; }
  FunctionFlow function(UnitBuilder &unit, StaticId global, size_t number) {
    FlowBuilder f(unit, "f" + std::to_string(number));
    const TypeId pointer = unit.pointer;
    const LocationId p = f.param("p", pointer);
    if (number % 50 == 0)
      f.copy(Place(f.global(global)), Place(p), pointer);
    LocationId last = p;
    for (size_t calls = fanOut(); calls; --calls) {
      const LocationId next = f.slot(pointer);
      const std::string callee = "f" + std::to_string(target(number));
      CallSite &call = f.opaque(callee, {Place(last)}, Place(next), pointer);
      call.elsewhere = FnKey::of(callee);
      last = next;
    }
    f.copy(Place(f.result(pointer)), Place(p), pointer, Reason::Return);
    f.leave({p});
    return std::move(f.fn);
  }

private:
  double uniform() { return std::uniform_real_distribution<double>(0, 1)(random); }
  /// Mean about 2: most call nobody or one, few call many.
  size_t fanOut() { return std::min<size_t>(size_t(std::pow(1 - uniform(), -1 / 1.6)) - 1, 60); }
  /// Functions with higher numbers are called; the last ones, as in a library, most.
  size_t target(size_t from) {
    if (uniform() < 0.01 || from + 1 >= count)
      return size_t(uniform() * double(from));
    const double far = std::pow(double(count - from - 1), uniform()); // popular ones are near the end
    return count - size_t(std::max(1.0, far));
  }
  const size_t count;
  std::mt19937_64 random{1};
};

} // namespace

int main(int argc, char **argv) {
  const size_t count = argc > 1 ? size_t(atoll(argv[1])) : 10'000;
  const size_t perFile = argc > 2 ? size_t(atoll(argv[2])) : 100;
  llvm::Expected<Selection> selection = Selection::make(allChecks(), "", "");
  Settings settings;
  settings.selection = &*selection;
  Generator generator(count);
  std::vector<std::unique_ptr<ProgramFile>> owned;
  std::vector<ProgramFile *> files;
  Statistics statistics;
  for (size_t first = 0; first < count; first += perFile) {
    UnitBuilder builder;
    builder.unit.mainFile = "f" + std::to_string(first) + ".cpp";
    builder.unit.files.front().path = builder.unit.mainFile;
    const StaticId global = builder.global("g" + std::to_string(first % 7), builder.pointer);
    for (size_t number = first; number < std::min(first + perFile, count); ++number)
      builder.unit.functions.push_back(generator.function(builder, global, number));
    ProgramFile &file = *owned.emplace_back(std::make_unique<ProgramFile>());
    file.unit = std::move(builder.unit);
    file.solved = solveClosed(file.unit, false, file.statistics);
    files.push_back(&file);
  }
  const size_t before = peakBytes();
  double seconds = 0;
  {
    Clock clock(seconds);
    link(files, settings, statistics);
  }
  llvm::outs() << llvm::formatv("functions {0}, files {1}: link {2:f2} s CPU, {3:f2} us a function; memory {4} MiB, "
                                "{5} bytes a function, graphs {6} bytes of them\n",
                                count, files.size(), seconds, seconds * 1e6 / double(count), peakBytes() >> 20,
                                peakBytes() / count, before / count);
}
