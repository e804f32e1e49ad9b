// More bugs of this tool that code in use showed: who runs it, how often, and what a pointer without a type is.
#include <atomic>
#include <cstdlib>
#include <functional>
#include <new>
#include <string>

// ---- begin() lends a container of pointers, and each pointer is freed (capnproto) ----

template <class T> struct Parts { // no bodies
  T *begin() [[clang::lifetimebound]];
  T *end() [[clang::lifetimebound]];
  T *only() [[clang::lifetimebound]];
};
struct Message {
  Parts<void *> segments;
  void *first = nullptr;
  ~Message() {
    for (void *segment : segments)
      free(segment);
  }
  void dropFirst() {
    free(first);
    *static_cast<char *>(first) = 0; // expected-warning {{and is used after 'free' ended it [escape-invalidated]}}
  }
};
void free_twice(Message &message) {
  for (int i = 0; i < 2; ++i)
    free(message.first); // expected-warning {{and is used after 'free' ended it [escape-invalidated]}}
}

// ---- a closure that was handed to code that is not visible: is it called at all? (capnproto) ----

struct Promise {
  Promise &then(std::function<void()> next);
  bool poll();
};
bool only_if_it_is_run(Promise &promise) {
  char *place = nullptr;
  promise.then([&] {
    char here;
    place = &here;
  });
  return promise.poll() && place == nullptr;
}
template <class F> void at_once(F call) { call(); }
char seen_to_be_run() {
  char *place = nullptr;
  at_once([&] {
    char here;
    place = &here; // expected-warning {{address of local 'here' is stored in 'this->place': 'here' ends with the function [escape-member]}}
  });
  return *place;
}
char run_and_handed_out(Promise &promise) {
  char *place = nullptr;
  auto next = [&] {
    char here;
    place = &here; // expected-warning {{address of local 'here' is stored in 'this->place': 'here' ends with the function [escape-member]}}
  };
  promise.then(next);
  next();
  return *place;
}
/// What the closure itself hands out is no matter of who calls it, nor is a static.
int *kept;
void static_in_a_closure(Promise &promise) {
  promise.then([&] {
    int here = 0;
    kept = &here; // expected-warning {{address of local 'here' is stored in static 'kept': 'here' ends with the function [escape-static]}}
  });
}

// ---- a static that only one function reads, and nobody is seen to run that twice (capnproto) ----

struct Case {
  virtual void run() = 0;
};
namespace {
int *leftByOnce, *leftByTwo, *leftByLoop;

struct Once : Case {
  void run() override {
    if (leftByOnce)
      ++*leftByOnce;
    int here = 0;
    leftByOnce = &here;
  }
} once;
struct First : Case {
  void run() override {
    int here = 0;
    leftByTwo = &here; // expected-warning {{address of local 'here' is stored in static 'leftByTwo': 'here' ends with the function [escape-static]}}
  }
} first;
struct Second : Case {
  void run() override { ++*leftByTwo; }
} second;
void again() {
  if (leftByLoop)
    ++*leftByLoop;
  int here = 0;
  leftByLoop = &here; // expected-warning {{address of local 'here' is stored in static 'leftByLoop': 'here' ends with the function [escape-static]}}
}
} // namespace
void run_all() {
  for (int i = 0; i < 3; ++i)
    again();
}
static int *leftByPublic;
void anybody_may_call_it() {
  if (leftByPublic)
    ++*leftByPublic;
  int here = 0;
  leftByPublic = &here; // expected-warning {{address of local 'here' is stored in static 'leftByPublic': 'here' ends with the function [escape-static]}}
}

// ---- one void pointer that is an arena or an array, told apart by a number (protobuf) ----

struct Region {
  int used = 0;
};
static Region *lastGivenBack;
class Numbers {
public:
  explicit Numbers(Region *region) : regionOrItems(region) {}
  void add(int n) {
    if (size > 0)
      giveBack(items());
    regionOrItems = new int[++size]{n};
  }
  Region *region() { return size == 0 ? static_cast<Region *>(regionOrItems) : nullptr; }

private:
  struct Block : Region {};
  int *items() { return static_cast<int *>(regionOrItems); }
  static void giveBack(int *items) { lastGivenBack = reinterpret_cast<Block *>(items); }
  int size = 0;
  void *regionOrItems;
};
void numbers_in_a_region() {
  Region region;
  Numbers numbers(&region);
  for (int i = 0; i < 3; ++i)
    numbers.add(i);
}
static Region *lastUsed;
class Plain {
public:
  explicit Plain(Region *region) : context(region) {}
  void use() { lastUsed = static_cast<Region *>(context); }

private:
  void *context;
};
void plain_in_a_region() {
  Region region;
  Plain plain(&region);
  plain.use(); // expected-warning {{address of local 'region' is stored in static 'lastUsed': 'region' ends with the function [escape-static]}}
}
int *use_regions() { return lastUsed->used ? &lastGivenBack->used : nullptr; }

// ---- a temporary whose destructor writes through one that was made before it (orocos-kdl, with Eigen) ----

struct Filler;
struct Column {
  double *at;
  Filler operator<<(double value);
};
struct Filler {
  Column &column;
  double last;
  Filler &operator,(double value) {
    last = value;
    return *this;
  }
  ~Filler() { *column.at = last; }
};
inline Filler Column::operator<<(double value) { return Filler{*this, value}; }
struct Matrix {
  double cells[4];
  Column column(int number) { return {&cells[number]}; }
};
void fill(Matrix &matrix) {
  for (int i = 0; i < 4; ++i)
    matrix.column(i) << 1, 2;
}
void fill_a_column(Matrix &matrix) {
  Column column = matrix.column(1);
  column << 1, 2;
}
struct Late {
  Column *column;
  explicit Late(Column &&from) : column(&from) {}
  ~Late() { *column->at = 0; }
};
void fill_at_once(Matrix &matrix) { Late(matrix.column(1)); }
void fill_too_late(Matrix &matrix) {
  Late late(matrix.column(1));
} // expected-warning {{local 'late' holds the address of temporary 'matrix.column(1)' and is used after the full-expression that made it [escape-temporary]}}

// ---- freed when a compare-and-exchange says that it was not stored (harfbuzz) ----

std::atomic<Region *> firstRegion{nullptr};
Region *only_region() {
  for (;;) {
    if (Region *first = firstRegion.load())
      return first;
    Region *made = static_cast<Region *>(calloc(1, sizeof(Region)));
    Region *none = nullptr;
    if (firstRegion.compare_exchange_weak(none, made))
      return made;
    free(made);
  }
}
Region *freed_all_the_same() {
  Region *made = static_cast<Region *>(calloc(1, sizeof(Region)));
  firstRegion.exchange(made); // expected-warning {{is left in static 'firstRegion' after 'free' ended it [escape-invalidated]}}
  free(made);
  return firstRegion.load(); // expected-warning {{after 'free' ended it [escape-invalidated]}}
}

// ---- a class that is copied by itself, with parts that copy what they point to (harfbuzz) ----

struct Cells {
  int *at = nullptr;
  Cells() = default;
  Cells(const Cells &other) : Cells() { fill(other); }
  ~Cells() { finish(); }
  void fill(const Cells &other) { at = new int(*other.at); }
  void finish() { free(at); }
};
struct Sheet {
  int number = 0;
  Cells cells;
};
struct Book {
  explicit Book(const Sheet &sheet) : first(sheet) {}
  const Sheet first;
};
Book *bound(const Sheet sheet) { return new Book(sheet); }
struct Sharing {
  int *at = nullptr;
  Sharing() = default;
  Sharing(const Sharing &other) : at(other.at) {}
};
struct SharedSheet {
  int number = 0;
  Sharing cells;
};
SharedSheet shared_sheet() {
  int cell = 0;
  SharedSheet sheet;
  sheet.cells.at = &cell;
  return SharedSheet(sheet); // expected-warning {{address of local 'cell' is returned: 'cell' ends with the function [escape-return]}}
}

// ---- deleted when the element it was to be stored in is still null (graphite2) ----

struct Glyph {
  int width = 0;
};
Glyph *read_glyph(Glyph &glyph, bool fine) { return fine ? &glyph : nullptr; }
struct Glyphs {
  Glyph **all;
  Glyph *get(int number, bool fine) {
    Glyph *&entry = all[number];
    Glyph *made = new Glyph();
    entry = read_glyph(*made, fine);
    if (!entry) {
      delete made;
      return all[0];
    }
    return entry;
  }
  Glyph *getDeleted(int number, bool fine) {
    Glyph *&entry = all[number];
    Glyph *made = new Glyph();
    entry = read_glyph(*made, fine); // expected-warning {{after 'delete' ended it [escape-invalidated]}}
    delete made;
    return all[0]; // expected-warning {{after 'delete' ended it [escape-invalidated]}}
  }
};

// ---- freed on the way on which the result says that nothing came of it (harfbuzz) ----

struct Plan {
  int *features;
  bool init(unsigned count, bool supported) {
    int *copied = static_cast<int *>(std::calloc(count, sizeof(int)));
    features = copied;
    if (supported)
      return true;
    std::free(copied);
    return false;
  }
  void initFreed(unsigned count) {
    int *copied = static_cast<int *>(std::calloc(count, sizeof(int)));
    features = copied; // expected-warning {{pointer to 'std::calloc(count, sizeof(int))' is left in 'this->features' after 'free' ended it [escape-invalidated]}}
    std::free(copied);
  }
};
bool init_in_place(Plan &plan, unsigned count, bool supported) {
  int *copied = static_cast<int *>(std::calloc(count, sizeof(int)));
  plan.features = copied;
  if (!supported)
    std::free(copied);
  return supported;
}
bool read_when_failed(Plan &plan, unsigned count, bool supported) {
  plan.features = static_cast<int *>(std::calloc(count, sizeof(int)));
  if (supported)
    return true;
  std::free(plan.features);
  return plan.features[0] != 0; // expected-warning {{and is used after 'free' ended it [escape-invalidated]}}
}
