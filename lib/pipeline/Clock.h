//===- Clock.h - CPU time of a stage ----------------------------*- C++ -*-===//
#ifndef ESCAPE_PIPELINE_CLOCK_H
#define ESCAPE_PIPELINE_CLOCK_H

#include <ctime>

namespace escape {

/// Adds the CPU seconds of this thread between its making and its end to a sum.
class Clock {
public:
  explicit Clock(double &sum) : sum(sum), start(now()) {}
  ~Clock() { sum += now() - start; }
  Clock(const Clock &) = delete;

private:
  static double now() {
    timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
  }
  double &sum;
  double start;
};

} // namespace escape

#endif // ESCAPE_PIPELINE_CLOCK_H
