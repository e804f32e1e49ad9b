// escape-interface: an allocation that escapes through a virtual call alone, on objects that are always of one class.
// plugin: checks=escape-interface
#include <memory>

struct Reader {
  virtual ~Reader() = default;
  virtual int read(char *p) = 0;
};
struct Buffer : Reader {
  int read(char *p) override { return *p; }
  int at = 0;
};
struct Keeper : Reader {
  int read(char *p) override { return (kept = p) != nullptr; }
  char *kept = nullptr;
};
struct File : Reader {
  int read(char *p) override { return *p; }
};
struct Unseen final : Reader {
  int read(char *p) override;
};
char *global;
struct Leaker final : Reader {
  int read(char *p) override { return (global = p) != nullptr; }
};

// ---- one class ----

static int first(Reader &r, char *p) { return r.read(p); }
int one_class() {
  Buffer buffer;
  auto text = std::make_unique<char[]>(8); // expected-warning {{'std::make_unique<char[]>(8)' allocates 8 bytes and may escape through an interface only: behind it is always a 'Buffer', and 'Buffer::read', called directly, lets it stay in the function [escape-interface]}}
  return first(buffer, text.get());
}
static int two(Reader &r, char *p) { return r.read(p); }
int two_classes(bool b) {
  Buffer buffer;
  File file;
  auto text = std::make_unique<char[]>(8);
  return b ? two(buffer, text.get()) : two(file, text.get());
}
static int handed_on_again(Reader &r, char *p) { return r.read(p); }
static int handed_on(Reader &r, char *p) { return handed_on_again(r, p); }
int through_two_functions() {
  Buffer buffer;
  auto text = std::make_unique<char[]>(8); // expected-warning {{behind it is always a 'Buffer'}}
  return handed_on(buffer, text.get());
}
static int from_outside(Reader &r, char *p) { return r.read(p); }
int of_a_class_not_known(Reader &any) {
  auto text = std::make_unique<char[]>(8);
  return from_outside(any, text.get());
}

// ---- and what the class does ----

static int leak(Reader &r, char *p) { return r.read(p); }
int escapes_in_any_case() {
  Leaker leaker;
  auto text = std::make_unique<char[]>(8);
  return leak(leaker, text.get());
}
static int unseen(Reader &r, char *p) { return r.read(p); }
int body_not_seen() {
  Unseen reader;
  auto text = std::make_unique<char[]>(8);
  return unseen(reader, text.get());
}
static int exact(Buffer &buffer, char *p) { return buffer.Buffer::read(p); }
int called_directly() {
  Buffer buffer;
  auto text = std::make_unique<char[]>(8);
  return exact(buffer, text.get());
}

// ---- behind an owner ----

static int owned_first(Reader &r, char *p) { return r.read(p); }
int of_an_owner() {
  auto buffer = std::make_unique<Buffer>(); // expected-warning {{'std::make_unique<Buffer>()' allocates 16 bytes and may escape through an interface only: behind it is always a 'Buffer'}}
  auto text = std::make_unique<char[]>(8); // expected-warning {{behind it is always a 'Buffer'}}
  return owned_first(*buffer, text.get());
}
struct Longer : Buffer {
  int read(char *p) override { return (global = p) != nullptr; }
};
static int owned_second(Reader &r, char *p) { return r.read(p); }
int of_an_owner_of_a_derived_class() {
  std::unique_ptr<Buffer> buffer = std::make_unique<Longer>();
  auto text = std::make_unique<char[]>(8);
  return owned_second(*buffer, text.get());
}
static int owned_third(Reader &r, char *p) { return r.read(p); }
int of_an_owner_that_gets_another(bool b) {
  auto buffer = std::make_unique<Buffer>();
  if (b)
    buffer = std::make_unique<Longer>();
  auto text = std::make_unique<char[]>(8);
  return owned_third(*buffer, text.get());
}
