// More bugs of this tool that code in use showed: what a null pointer does not lead to, blocks that a goto makes anew,
// owners deep inside.
#include <cstdint>
#include <cstdlib>
#include <list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

// ---- what a library stored through a parameter is replaced when there is something to store through (proj) ----

double number_of(const char *text, char **end) {
  char buffer[10] = {text[0]};
  double number = std::strtod(buffer, end);
  if (end)
    *end = const_cast<char *>(text) + (*end - buffer);
  return number;
}
double number_left(const char *text, char **end) {
  char buffer[10] = {text[0]};
  double number = std::strtod(buffer, end); // expected-warning {{address of local 'buffer' is stored through parameter 'end'}}
  return number;
}
double number_when_asked(const char *text, char **end, bool asked) {
  char buffer[10] = {text[0]};
  double number = std::strtod(buffer, end); // expected-warning {{address of local 'buffer' is stored through parameter 'end'}}
  if (asked)
    *end = const_cast<char *>(text);
  return number;
}
void store(int **to, int *what) {
  if (!to)
    return;
  *to = what;
}
void stored_and_taken_back(int **to) {
  int n = 1;
  store(to, &n);
  store(to, nullptr);
}
void pointer_set_to_null(int **to) {
  int n = 1;
  *to = &n; // expected-warning {{address of local 'n' is stored through parameter 'to'}}
  to = nullptr;
  if (!to)
    return;
  *to = nullptr;
}

// ---- a clean-up that starts with a test for null (proj) ----

struct Work {
  int *buffer;
};
struct Step {
  void *opaque;
  bool broken;
};
Step *clean_up(Step *step) {
  if (!step)
    return nullptr;
  if (!step->opaque)
    return step;
  Work *work = static_cast<Work *>(step->opaque);
  std::free(work->buffer);
  delete work;
  step->opaque = nullptr;
  return step;
}
Step *set_up(Step *step) {
  step->opaque = new Work;
  return step->broken ? clean_up(step) : step;
}
void clean_up_and_keep(Step *step) {
  if (!step)
    return;
  delete static_cast<Work *>(step->opaque);
}
void set_up_and_keep(Step *step) {
  step->opaque = new Work; // expected-warning {{is left through parameter 'step' after 'delete' ended it [escape-invalidated]}}
  clean_up_and_keep(step);
}

// ---- a stack that grows on the way of a goto: each time it is another block (parsers made by bison) ----

int next_token();
int parse() {
  int first[16], *stack = first, *top = stack;
  long size = 16;
again:
  *top = next_token();
  if (stack + size - 1 <= top) {
    long used = top - stack + 1;
    int *before = stack;
    stack = static_cast<int *>(std::malloc((size *= 2) * sizeof(int)));
    if (before != first)
      std::free(before);
    top = stack + used - 1;
  }
  ++top;
  if (*top != 0)
    goto again;
  int result = *stack;
  if (stack != first)
    std::free(stack);
  return result;
}
int parse_once() {
  int *stack = static_cast<int *>(std::malloc(16));
  int *top = stack;
  std::free(stack);
  return *top; // expected-warning {{and is used after 'free' ended it [escape-invalidated]}}
}

// ---- an owner deeper inside than places go: that it shares what it holds has no place either (proj) ----

template <class Pointer> class NotNull {
  Pointer pointer;

public:
  explicit NotNull(Pointer &&from) : pointer(std::move(from)) {}
};
template <class T> NotNull<std::shared_ptr<T>> make_not_null(T value) {
  return NotNull<std::shared_ptr<T>>(std::make_shared<T>(value));
}
struct Properties {
  std::list<std::pair<std::string, NotNull<std::shared_ptr<int>>>> all;
  void add(const std::string &name, const NotNull<std::shared_ptr<int>> &value) { all.emplace_back(name, value); }
  void set(const std::string &name, int value) { add(name, make_not_null(value)); }
};
struct Views {
  std::vector<std::pair<int, const std::string *>> all;
  void add(const std::string &name) { all.emplace_back(1, &name); }
  void set() { add(std::string(40, 'x')); } // expected-warning {{reference to temporary 'std::string(40, 'x')' is stored in 'this->all'}}
};

// ---- a function whose answer is the largest number there is ----

std::size_t position(const std::string &text, char wanted) {
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == wanted)
      return i;
  return SIZE_MAX;
}
unsigned __int128 widest() { return ~static_cast<unsigned __int128>(0); }

// ---- a factory hands on a shared_ptr: what it made ends, and not what the caller shares with it (proj) ----

struct Context {
  int number = 0;
};
struct Factory {
  std::shared_ptr<Context> context;
  explicit Factory(const std::shared_ptr<Context> &context) : context(context) {}
  static std::shared_ptr<Factory> create(const std::shared_ptr<Context> &context) {
    return std::make_shared<Factory>(context);
  }
  int number_of_another() const { return create(context)->context->number; }
};
int number_made(const std::shared_ptr<Context> &context) {
  auto factory = Factory::create(context);
  return factory->context->number;
}
const int *number_left(const std::shared_ptr<Context> &) {
  auto factory = Factory::create(std::make_shared<Context>());
  return &factory->context->number; // expected-warning {{is returned}}
}
struct Client {
  virtual ~Client() = default;
};
struct Keeping : Client { // held as a Client: that it has a share is not seen
  std::shared_ptr<Context> context;
  explicit Keeping(const std::shared_ptr<Context> &context) : context(context) {}
};
std::unique_ptr<Client> make_client(const std::shared_ptr<Context> &context) {
  return std::make_unique<Keeping>(context);
}
int number_beside_client(const std::shared_ptr<Context> &context) {
  make_client(context);
  return context->number;
}

// ---- what one return ended is no business of what another gives back (proj) ----

struct Sheet {
  const int *numbers = nullptr;
};
struct Sheets {
  std::unique_ptr<int> numbers;
  std::vector<std::unique_ptr<Sheet>> all;
  explicit Sheets(std::unique_ptr<int> &&numbers) : numbers(std::move(numbers)) {}
};
std::unique_ptr<Sheets> open_sheets(std::unique_ptr<int> numbers, int count) {
  const int *raw = numbers.get();
  auto made = std::unique_ptr<Sheets>(new Sheets(std::move(numbers)));
  for (int i = 0; i < count; ++i) {
    if (i == 40)
      return nullptr;
    auto sheet = std::unique_ptr<Sheet>(new Sheet);
    sheet->numbers = raw;
    made->all.emplace_back(std::move(sheet));
  }
  return made;
}
