// Who overrides is in another file: open, unless the world is closed.
// options: --closed-world
// ---- shape.h
struct Sink {
  virtual ~Sink() = default;
  virtual void take(int *p) = 0;
};
struct Printer {
  virtual ~Printer() = default;
  virtual void print(const int *p) = 0;
};
struct Shape {
  virtual ~Shape() = default;
  virtual double area() const = 0;
};
// ---- sinks.cpp
#include "shape.h"
int *last = nullptr;
struct Keeper : Sink {
  void take(int *p) override { last = p; }
};
struct Screen : Printer {
  void print(const int *p) override { (void)*p; }
};
struct Square : Shape {
  double side = 1;
  double area() const override { return side * side; }
};
// ---- use.cpp
#include "shape.h"
void kept_by_the_only_one(Sink &s) {
  int n = 0;
  s.take(&n); // escape-static
}
void only_printed(Printer &p) {
  int n = 0;
  p.print(&n);
}
double s30(Shape &s) { return s.area(); }
