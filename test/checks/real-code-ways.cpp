// More bugs of this tool that code in use showed: things that happen together, on one way or on none.
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <utility>
#include <vector>

// ---- freed and replaced, or neither (libwebm, doctest) ----

struct Info {
  char *name = nullptr;
  void set(const char *text) {
    if (!text)
      return;
    char *copy = new (std::nothrow) char[std::strlen(text) + 1];
    if (!copy)
      return;
    std::strcpy(copy, text);
    delete[] name;
    name = copy;
  }
  bool init() {
    set("none");
    return name && name[0] == 'n';
  }
  void drop(bool really) {
    if (really)
      delete[] name;
  }
  bool initDropped() {
    drop(true);
    return name[0] == 'n'; // expected-warning {{and is used after 'delete' ended it [escape-invalidated]}}
  }
  char firstOfOld() {
    const char *old = name;
    set("none");
    return old[0]; // expected-warning {{and is used after 'delete' ended it [escape-invalidated]}}
  }
};

// ---- released on one way only: on the other its owner still ends it, and nobody else has it (wreport) ----

struct Chained {
  Chained *next = nullptr;
  int code = 0;
  void add(std::unique_ptr<Chained> &&other) {
    if (!next || next->code > other->code) {
      other->next = next;
      next = other.release();
    } else {
      next->add(std::move(other));
    }
  }
  void addCode(int code) {
    auto made = std::make_unique<Chained>();
    made->code = code;
    add(std::move(made));
  }
  void lend(std::unique_ptr<Chained> &&other) {
    if (!next)
      next = other.get();
  }
  void lendCode() {
    lend(std::make_unique<Chained>()); // expected-warning {{is stored in 'this->next'}}
  }
};

// ---- a number that is assigned where it is tested, and tested again (nlopt) ----

struct Options {
  void *data;
  int maximize;
};
int optimize(Options *options) { return options->maximize; }
int run_twisted(Options *options) {
  int wrapped = 0, maximize;
  void *before = options->data;
  if ((maximize = options->maximize))
    options->data = &wrapped;
  int result = optimize(options);
  if (maximize)
    options->data = before;
  return result;
}
int run_twisted_and_left(Options *options) {
  int wrapped = 0, maximize;
  void *before = options->data;
  if ((maximize = options->maximize))
    options->data = &wrapped; // expected-warning {{address of local 'wrapped' is stored}}
  int result = optimize(options);
  if (!maximize)
    options->data = before;
  return result;
}

// ---- room was made before (gemmi) ----

struct Operations {
  std::vector<int> all;
  void mirror() {
    all.reserve(2 * all.size());
    for (int operation : all)
      all.push_back(-operation);
  }
  void mirrorWithoutRoom() {
    for (int operation : all) // expected-warning {{and is used after 'push_back' ended it [escape-invalidated]}}
      all.push_back(-operation);
  }
  int firstAfterReserve() {
    int &first = all.front();
    all.reserve(100);
    return first; // expected-warning {{and is used after 'reserve' ended it [escape-invalidated]}}
  }
};

// ---- a state says whether the reference is still good (qpdf) ----

enum class State { Top, Array, Start, Stop, End };
State next_state(int token);
int parse_all(const std::vector<int> &tokens) {
  std::vector<std::vector<int>> stack(1);
  for (int token : tokens) {
    std::vector<int> &list = stack.back();
    State state = next_state(token);
    switch (token) {
    case 0:
      state = State::End;
      break;
    case 1:
      state = State::Stop;
      break;
    case 2:
      state = State::Start;
      stack.push_back({});
      break;
    default:
      break;
    }
    switch (state) {
    case State::Top:
    case State::Array:
      list.push_back(token);
      break;
    case State::Stop:
      stack.pop_back();
      break;
    default:
      break;
    }
  }
  return int(stack.size());
}
int parse_wrongly(const std::vector<int> &tokens) {
  std::vector<std::vector<int>> stack(1);
  for (int token : tokens) {
    std::vector<int> &list = stack.back();
    State state = next_state(token);
    if (token == 2) {
      state = State::Array;
      stack.push_back({});
    }
    if (state == State::Array)
      list.push_back(token); // expected-warning {{and is used after 'push_back' ended it [escape-invalidated]}}
  }
  return int(stack.size());
}

// ---- what each round of a loop makes is another object (qpdf) ----

struct Row {
  int cells = 3;
};
struct Cursor {
  struct Inner {
    Row &row;
    int at = 0;
    explicit Inner(Row &row) : row(row) {}
  };
  std::shared_ptr<Inner> inner;
  explicit Cursor(Row &row) : inner(new Inner(row)) {}
  bool more() const { return inner->at < inner->row.cells; }
};
int rows_one_by_one(int count) {
  int sum = 0;
  for (int i = 0; i < count; ++i) {
    Row row;
    for (Cursor cursor(row); cursor.more(); ++cursor.inner->at)
      ++sum;
  }
  return sum;
}
int row_gone() {
  std::unique_ptr<Cursor> cursor;
  {
    Row row;
    cursor = std::make_unique<Cursor>(row);
  }
  return cursor->more(); // expected-warning {{and is used after the scope of 'row' ended [escape-scope]}}
}
