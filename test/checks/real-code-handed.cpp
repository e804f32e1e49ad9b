// More bugs of this tool that code in use showed: who has it now (rocksdb, s2geometry, abseil, ceres-solver).
#include <list>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

int chance();

// ---- given, and released on one way ----

struct Row {
  int x;
};
std::unique_ptr<Row> look(int);
Row *released_if_there(int k) {
  Row *row = nullptr;
  {
    std::unique_ptr<Row> held = look(k);
    if (held != nullptr)
      row = held.release();
  }
  return row;
}
Row *released_by_chance(int k) {
  Row *row = nullptr;
  {
    std::unique_ptr<Row> held = look(k);
    if (chance())
      row = held.release();
  }
  return row;
}
Row *parameter_released(std::unique_ptr<Row> held, int n) {
  Row *row = nullptr;
  bool none = n > 3;
  if (!none)
    row = held.release();
  return row;
}
struct Holder {
  Row *row;
  void take(std::unique_ptr<Row> held, int n) {
    bool none = n > 3;
    if (!none)
      row = held.release();
  }
};
Row *not_released(int k) {
  Row *row = nullptr;
  {
    std::unique_ptr<Row> held = look(k);
    if (held != nullptr)
      row = held.get();
  }
  return row; // expected-warning {{view of local 'held' is returned: 'held' ends with the function [escape-return]}}
}
Row *parameter_not_released(std::unique_ptr<Row> held, int n) {
  Row *row = nullptr;
  bool none = n > 3;
  if (!none)
    row = held.get();
  return row; // expected-warning {{view of parameter 'held' is returned: 'held' ends with the function [escape-return]}}
}

// ---- taken over from a plain pointer, which is the caller's business ----

struct Prepared {
  Row *row;
};
void taken_over(Prepared *prepared) {
  std::unique_ptr<Row> mine;
  if (prepared && prepared->row)
    mine.reset(prepared->row);
}
int taken_over_and_used(Prepared &prepared) {
  {
    std::unique_ptr<Row> mine(prepared.row);
  }
  return prepared.row->x; // expected-warning {{is used after}}
}

// ---- an object that nothing leads to any more where what it holds is gone ----

struct Handle {
  Row *row;
};
void taken_back_and_deleted(Handle **out) {
  Row *row = new Row;
  int k = chance();
  if (k)
    *out = new Handle{row};
  if (k)
    k = chance();
  if (!k) {
    *out = nullptr;
    delete row;
  }
}
void deleted_by_chance(Handle **out) {
  Row *row = new Row;
  *out = new Handle{row}; // expected-warning {{pointer to 'new Row' is left through parameter 'out' after 'delete' ended it [escape-invalidated]}}
  if (chance())
    delete row;
}

// ---- a pointer into the object itself ----

class Slice {
public:
  Slice() { text = &own; }
  Slice(Slice &&other);
  Slice(const Slice &) = delete;

private:
  std::string own;
  std::string *text;
};
class Keys {
  std::vector<Slice> keys;

public:
  void add() {
    Slice key;
    keys.push_back(std::move(key));
  }
};
struct Plain {
  Plain() { text = &own; }
  Plain(Plain &&) = default;
  std::string own;
  std::string *text;
};
class PlainKeys {
  std::vector<Plain> keys;

public:
  void add() {
    Plain key;
    keys.push_back(std::move(key)); // expected-warning {{address of local 'key' is stored in 'this->keys': 'key' ends with the function [escape-member]}}
  }
};
class Copied {
public:
  Copied() : text(&own) {}
  Copied(Copied &&other) {
    if (other.text == &other.own)
      text = &own;
    else
      text = other.text;
  }

private:
  std::string own;
  std::string *text;
};
Copied moved_and_returned() {
  Copied first;
  Copied second(std::move(first));
  return second;
}
struct Part {
  explicit Part(int n) : id(n) {}
  Part(Part &&other) noexcept : id(other.id), files(std::move(other.files)) { current = &files; }
  Part(const Part &) = delete;
  int id;
  std::vector<int> files;
  std::vector<int> *current = &files;
};
struct Parts {
  std::vector<Part> parts;
  void two() {
    parts.emplace_back(0);
    parts.emplace_back(1);
  }
};
struct Naked {
  int files = 0;
  int *current = &files;
};
int grown_without_a_constructor() {
  std::vector<Naked> parts;
  parts.emplace_back();
  int *current = parts[0].current;
  parts.emplace_back();
  return *current; // expected-warning {{is used after 'emplace_back' ended it [escape-invalidated]}}
}

// ---- each of several ----

void two_of_an_array() {
  int **columns = new int *[2];
  columns[0] = new int[2];
  columns[1] = new int[2];
  delete[] columns[0];
  delete[] columns[1];
  delete[] columns;
}
int one_of_an_array_of_one() {
  int *column = new int[2];
  int **columns = new int *[1];
  columns[0] = column;
  delete[] column;
  int got = *columns[0]; // expected-warning {{is used after 'delete' ended it [escape-invalidated]}}
  delete[] columns;
  return got;
}
struct Link {
  Link *next = nullptr;
  bool last = false;
  void touch();
};
void each_deleted_once(Link *from) {
  std::vector<Link *> gone;
  while (from && !from->last) {
    gone.push_back(from);
    from = from->next;
  }
  for (Link *link : gone)
    delete link;
}
void all_deleted_and_touched(Link *from) {
  std::vector<Link *> gone;
  gone.push_back(from);
  for (Link *link : gone)
    delete link;
  for (Link *link : gone)
    link->touch(); // expected-warning {{is used after 'delete' ended it [escape-invalidated]}}
}

// ---- from variable to variable ----

bool one_left(Link *);
bool passed_on(Link *tree, Link **stack, int depth) {
  Link *last = nullptr;
  while (one_left(tree)) {
    delete tree;
    if (--depth < 0)
      return false;
    last = tree;
    tree = stack[depth];
  }
  return last; // expected-warning {{is used after 'delete' ended it [escape-invalidated]}}
}
bool passed_on_and_dropped(Link *tree, Link **stack, int depth) {
  Link *last = nullptr;
  while (one_left(tree)) {
    delete tree;
    if (--depth < 0)
      return false;
    last = tree;
    tree = stack[depth];
  }
  last = nullptr;
  return true;
}

// ---- moved between lists, inserted by iterators of one's own ----

struct Stalls {
  std::list<Row *> waiting;
  int *first = nullptr;
  std::list<int> numbers;
  void all_taken_out() {
    std::list<Row *> taken;
    taken.splice(taken.end(), waiting);
  }
  void address_of_one_taken_out() {
    std::list<int> taken;
    taken.splice(taken.end(), numbers);
    first = &taken.front(); // expected-warning {{is stored in 'this->first': 'taken' ends with the function [escape-member]}}
  }
};
template <class T> struct Few {
  struct iterator {
    using iterator_category = std::random_access_iterator_tag;
    using value_type = T;
    using difference_type = long;
    using pointer = T *;
    using reference = T &;
    Few *of;
    long at;
    T &operator*() const { return of->items[at]; }
    iterator &operator++() { return ++at, *this; }
    iterator operator++(int) { return {of, at++}; }
    iterator &operator--() { return --at, *this; }
    iterator operator--(int) { return {of, at--}; }
    iterator &operator+=(long n) { return at += n, *this; }
    iterator &operator-=(long n) { return at -= n, *this; }
    iterator operator+(long n) const { return {of, at + n}; }
    iterator operator-(long n) const { return {of, at - n}; }
    long operator-(const iterator &other) const { return at - other.at; }
    T &operator[](long n) const { return of->items[at + n]; }
    bool operator==(const iterator &other) const { return at == other.at; }
    bool operator!=(const iterator &other) const { return at != other.at; }
    bool operator<(const iterator &other) const { return at < other.at; }
    bool operator>(const iterator &other) const { return at > other.at; }
    bool operator<=(const iterator &other) const { return at <= other.at; }
    bool operator>=(const iterator &other) const { return at >= other.at; }
  };
  iterator begin() { return {this, 0}; }
  iterator end() { return {this, 8}; }
  T items[8];
};
class Numbers {
  std::vector<unsigned long> some;
  std::set<unsigned long> all;
  std::vector<Few<unsigned long>::iterator> places;

public:
  void inserted() {
    Few<unsigned long> few{};
    some.insert(some.end(), few.begin(), few.end());
    all.insert(few.begin(), few.end());
  }
  void iterator_kept() {
    Few<unsigned long> few{};
    places.push_back(few.begin()); // expected-warning {{address of local 'few' is stored in 'this->places': 'few' ends with the function [escape-member]}}
  }
};

// ---- private member of an object behind an owner ----

class Query {
  const int *target = nullptr;
  int near() const { return *target; }

public:
  int find(const int *what) {
    target = what;
    return near();
  }
};
class Finder {
  std::unique_ptr<Query> query;

public:
  explicit Finder(std::unique_ptr<Query> q) : query(std::move(q)) {}
  int find(int x) {
    int what = x;
    return query->find(&what);
  }
};
class Open {
public:
  const int *target = nullptr;
  void set(const int *what) { target = what; }
};
class Setter {
  std::unique_ptr<Open> open;

public:
  explicit Setter(std::unique_ptr<Open> o) : open(std::move(o)) {}
  void set(int x) {
    int what = x;
    open->set(&what); // expected-warning {{address of local 'what' is stored in 'this->open': 'what' ends with the function [escape-member]}}
  }
};

// ---- a share that code got which cannot be seen ----

struct Peer {
  void stop();
};
struct Session {
  virtual ~Session() = default;
  virtual void insert(std::shared_ptr<Peer> const &peer);
  virtual void look(Peer &peer);
};
class Torrent {
  std::vector<Peer *> peers;
  Session &session;

public:
  explicit Torrent(Session &s) : session(s) {}
  void kept_by_the_session() {
    auto peer = std::make_shared<Peer>();
    peers.push_back(peer.get());
    session.insert(peer);
  }
  void only_looked_at() {
    auto peer = std::make_shared<Peer>();
    peers.push_back(peer.get()); // expected-warning {{view of local 'peer' is stored in 'this->peers': 'peer' ends with the function [escape-member]}}
  }
};

// ---- freed on some ways, replaced on some ways ----

double grown(int n) {
  static int room = 0;
  static double *buffer;
  if (room != 0 && room < n)
    delete[] buffer;
  if (room < n) {
    room = n;
    buffer = new double[n];
  }
  return buffer[0];
}
double freed_and_perhaps_replaced(int n) {
  static double *buffer;
  delete[] buffer;
  if (n > 3)
    buffer = new double[n];
  return buffer[0]; // expected-warning {{is used after 'delete' ended it [escape-invalidated]}}
}
double perhaps_freed(int n) {
  static double *buffer;
  if (n > 4)
    delete[] buffer;
  return buffer[0]; // expected-warning {{is used after 'delete' ended it [escape-invalidated]}}
}
