// Exceptions: the object, its message, copies of it; and what a library throws.
#include <exception>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

struct Own {
  char bytes[100] = {};
};
struct Coded : std::runtime_error {
  int code;
  Coded(const std::string &what, int code) : std::runtime_error(what), code(code) {} // the message goes on with copies
};
struct Small : std::exception {};

void integer() {
  throw 1; // goes: {exception}
}
void object() {
  throw Own(); // goes: {exception}
}
void standard() {
  throw std::runtime_error("short");
}
void standardLong() {
  throw std::logic_error("a message that is longer than the inline buffer");
}
void joined(const std::string &name) {
  throw std::invalid_argument("no such name: " + name);
}
void derived(int code) {
  throw Coded("the message of the derived class, also long", code);
}
void small() {
  throw Small();
}
void empty() {
  throw std::bad_alloc();
}
void pointer() {
  throw new int(3);
}
void again() {
  try {
    integer();
  } catch (...) {
    throw;
  }
}
void conditional(bool yes) {
  if (yes)
    throw std::runtime_error("not in this run");
}
void local() {
  try {
    throw 2; // goes: confined
  } catch (int) {
  }
}
void copied() {
  std::runtime_error error("made before it is thrown");
  throw error;
}
void kept() {
  std::exception_ptr held = std::make_exception_ptr(std::runtime_error("held by a pointer"));
  std::exception_ptr other = held;
}
void current() {
  try {
    integer();
  } catch (...) {
    std::exception_ptr held = std::current_exception();
  }
}
void notNamed() {
  try {
    std::vector<int> values;
    values.reserve(3);
    integer();
  } catch (const std::exception &error) {
    std::string what = error.what();
  } catch (int value) {
    std::string what = std::to_string(value);
  }
}
void code() {
  throw std::system_error(std::make_error_code(std::errc::invalid_argument));
}
template <typename F> void caught(F &&f) {
  try {
    f();
  } catch (int *held) {
    delete held;
  } catch (...) {
  }
}

int main(int argc, char **) {
  caught(integer);
  caught(object);
  caught(standard);
  caught(standardLong);
  std::string name = "a name of some length";
  caught([&] { joined(name); });
  caught([&] { derived(argc); });
  caught(small);
  caught(empty);
  caught(pointer);
  caught(again);
  caught([&] { conditional(argc > 100); });
  caught(local);
  caught(copied);
  caught(kept);
  caught(current);
  caught(notNamed);
  caught(code);
}
