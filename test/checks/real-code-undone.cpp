// More bugs of this tool that code in use showed (rocksdb): what is done here, and taken back by a loop, a callee or a
// task.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

int chance();

// ---- a loop sets, a later loop over the same elements takes back ----

struct Key {
  std::string *log = nullptr;
  void keep(std::string *l) { log = l; }
};
struct Range {
  Key *first, *last;
  Key *begin() const { return first; }
  Key *end() const { return last; }
};
void set_and_taken_back(std::vector<Key> &keys) {
  std::string entry;
  for (Key &key : keys)
    key.log = &entry;
  for (Key &key : keys)
    key.log = nullptr;
}
void set_and_taken_back_by_index(Key *keys, int n) {
  std::string entry;
  for (int i = 0; i < n; ++i)
    keys[i].log = &entry;
  for (int i = 0; i < n; ++i)
    keys[i].log = nullptr;
}
void set_and_taken_back_by_callees(const Range *range, bool cached) {
  std::string entries[8];
  int used = 0;
  if (cached)
    for (Key *it = range->begin(); it != range->end(); ++it)
      it->keep(&entries[used++]);
  if (cached)
    for (Key *it = range->begin(); it != range->end(); ++it)
      it->keep(nullptr);
}
void taken_back_where_nothing_was_set(const Range *range, bool cached) {
  std::string entry;
  if (cached)
    for (Key *it = range->begin(); it != range->end(); ++it)
      it->keep(&entry); // expected-warning {{address of local 'entry' is stored in a member reached through parameter 'range': 'entry' ends with the function [escape-member]}}
  if (!cached)
    for (Key *it = range->begin(); it != range->end(); ++it)
      it->keep(nullptr);
}
void taken_back_of_others(std::vector<Key> &keys, std::vector<Key> &others) {
  std::string entry;
  for (Key &key : keys)
    key.log = &entry; // expected-warning {{address of local 'entry' is stored in a member reached through parameter 'keys': 'entry' ends with the function [escape-member]}}
  for (Key &key : others)
    key.log = nullptr;
}
bool left_before_the_second_loop(std::vector<Key> &keys) {
  std::string entry;
  for (Key &key : keys)
    key.log = &entry; // expected-warning {{address of local 'entry' is stored in a member reached through parameter 'keys': 'entry' ends with the function [escape-member]}}
  if (entry.empty())
    return false;
  for (Key &key : keys)
    key.log = nullptr;
  return true;
}
struct Writers {
  std::deque<int *> queue;
  void pushed_and_popped(int n) {
    std::deque<int> mine;
    for (int i = 0; i < n; ++i) {
      mine.emplace_back(i);
      queue.push_back(&mine[i]);
    }
    for (int i = 0; i != n; ++i)
      queue.pop_front();
  }
  void pushed(int n) {
    std::deque<int> mine;
    for (int i = 0; i < n; ++i) {
      mine.emplace_back(i);
      queue.push_back(&mine[i]); // expected-warning {{pointer into local 'mine' is stored in 'this->queue': 'mine' ends with the function [escape-member]}}
    }
  }
};

// ---- threads in the caller's vector ----

void all_joined(std::vector<std::thread> *threads) {
  int done = 0;
  threads->emplace_back([&done] { ++done; });
  for (std::thread &thread : *threads)
    thread.join();
}
void none_joined(std::vector<std::thread> *threads) {
  int done = 0;
  threads->emplace_back([&done] { ++done; }); // expected-warning {{reference to local 'done' reaches a task that nothing waits for: 'done' ends with the function [escape-task]}}
}

// ---- detached, and waited for by what both sides know ----

struct Shared {
  std::mutex lock;
  std::condition_variable changed;
  unsigned done = 0;
};
struct Job {
  Job(unsigned n, Shared *s) : number(n), shared(s) {}
  unsigned number;
  Shared *shared;
  long took = 0;
};
void work(Job *job) {
  job->took = 7;
  std::lock_guard<std::mutex> locked(job->shared->lock);
  job->shared->done++;
  job->shared->changed.notify_all();
}
long waited_for(unsigned n) {
  Shared shared;
  std::vector<std::unique_ptr<Job>> jobs(n);
  for (unsigned i = 0; i < n; i++) {
    jobs[i].reset(new Job(i, &shared));
    std::thread(work, jobs[i].get()).detach();
  }
  {
    std::unique_lock<std::mutex> locked(shared.lock);
    while (shared.done < n)
      shared.changed.wait(locked);
  }
  return jobs[0]->took;
}
void not_waited_for() {
  Job job(1, nullptr);
  std::thread(work, &job).detach(); // expected-warning {{address of local 'job' reaches a task that nothing waits for: 'job' ends with the function [escape-task]}}
}

// ---- asked whether it is still linked ----

struct Writer {
  Writer *older = nullptr, *newer = nullptr;
};
struct Group {
  Writer *last = nullptr;
};
Writer *newest();
bool swapped(Writer *&now, Writer *next);
void unlinked_if_still_there(Group &group) {
  Writer mine;
  Writer *last = group.last;
  last->newer->older = &mine;
  mine.newer = last->newer;
  Writer *head = newest();
  if (head != &mine || !swapped(head, nullptr))
    mine.newer->older = nullptr;
}
void linked(Group &group) {
  Writer mine;
  group.last->newer->older = &mine; // expected-warning {{address of local 'mine' is stored in a member reached through parameter 'group': 'mine' ends with the function [escape-member]}}
}

// ---- a callee that tells whether it kept it ----

struct Entry {
  int key;
};
class Table {
  std::list<Entry *> entries;

public:
  bool insert(Entry *const &entry) {
    for (Entry *other : entries)
      if (other->key == entry->key)
        return false;
    entries.push_back(entry);
    return true;
  }
  bool insert_always(Entry *entry) {
    entries.push_back(entry);
    return entry->key > 3;
  }
};
class Index {
  Table table;

public:
  Entry *kept_if_inserted(int key) {
    std::unique_ptr<Entry> entry(new Entry{key});
    if (!table.insert(entry.get()))
      return nullptr;
    return entry.release();
  }
  int kept_if_inserted_by_variable(int key) {
    std::unique_ptr<Entry> entry(new Entry{key});
    bool inserted = table.insert(entry.get());
    if (!inserted)
      return 1;
    entry.release();
    return 0;
  }
  Entry *inserted_whatever_it_says(int key) {
    std::unique_ptr<Entry> entry(new Entry{key});
    if (!table.insert_always(entry.get()))
      return nullptr; // expected-warning@-1 {{view of local 'entry' is stored in 'this->table': 'entry' ends with the function [escape-member]}}
    return entry.release();
  }
  void nobody_asks(int key) {
    Entry entry{key};
    table.insert_always(&entry); // expected-warning {{address of local 'entry' is stored in 'this->table': 'entry' ends with the function [escape-member]}}
  }
};
bool handed_over(Entry *, void **handle);
bool released_if_taken(std::unique_ptr<Entry> &&entry, void **handle) {
  bool taken = handed_over(entry.get(), handle);
  if (taken)
    entry.release();
  return taken;
}
bool looked_at(std::unique_ptr<Entry> &&entry) { return entry->key > 3; }
bool out_if_taken(Entry **out, int key) {
  std::unique_ptr<Entry> entry(new Entry{key});
  Entry *raw = entry.get();
  void *handle = nullptr;
  if (!released_if_taken(std::move(entry), &handle))
    return false;
  *out = raw;
  return true;
}
bool out_if_looked_at(Entry **out, int key) {
  std::unique_ptr<Entry> entry(new Entry{key});
  Entry *raw = entry.get();
  if (!looked_at(std::move(entry)))
    return false;
  *out = raw; // expected-warning {{view of local 'entry' is stored through parameter 'out': 'entry' ends with the function [escape-param]}}
  return true;
}

// ---- linked by the callee, freed by the caller, by the same test ----

struct Node {
  void *value = nullptr;
};
struct Cache {
  Node *low = nullptr;
  void promote(Node *node) {
    node->value = newest();
    if (node->value)
      low = node;
  }
  void link(Node *node) { low = node; }
  void freed_where_not_linked() {
    Node *node = new Node;
    promote(node);
    if (!node->value)
      delete node;
  }
  void freed_and_linked() {
    Node *node = new Node;
    link(node); // expected-warning {{pointer to 'new Node' is left in 'this->low' after 'delete' ended it [escape-invalidated]}}
    if (!node->value)
      delete node;
  }
};

// ---- more ways to take back ----

struct Pops {
  std::deque<int *> queue;
  void popped_on_each_way(int n, bool dropped) {
    std::deque<int> mine;
    for (int i = 0; i < n; ++i) {
      mine.emplace_back(i);
      queue.push_back(&mine[i]);
    }
    if (dropped) {
      for (int i = 0; i != n; ++i)
        queue.pop_front();
      return;
    }
    for (int i = 0; i != n; ++i)
      queue.pop_front();
  }
  void popped_on_one_way(int n, bool dropped) {
    std::deque<int> mine;
    for (int i = 0; i < n; ++i) {
      mine.emplace_back(i);
      queue.push_back(&mine[i]); // expected-warning {{pointer into local 'mine' is stored in 'this->queue': 'mine' ends with the function [escape-member]}}
    }
    if (dropped)
      for (int i = 0; i != n; ++i)
        queue.pop_front();
  }
};
void resized(std::vector<int *> &all, int n) {
  std::vector<int> mine(n);
  const std::size_t old = all.size();
  for (int &i : mine)
    all.push_back(&i);
  all.resize(old);
}
struct Chain {
  int *at = nullptr;
  Chain *next = nullptr;
};
void walked_twice(Chain *head) {
  int mine = 0;
  for (Chain *c = head; c; c = c->next)
    c->at = &mine;
  for (Chain *c = head; c; c = c->next)
    c->at = nullptr;
}
void walked_once(Chain *head) {
  int mine = 0;
  for (Chain *c = head; c; c = c->next)
    c->at = &mine; // expected-warning {{address of local 'mine' is stored in a member reached through parameter 'head': 'mine' ends with the function [escape-member]}}
}
void last_joined(std::vector<std::thread> &threads) {
  int done = 0;
  threads.emplace_back([&done] { ++done; });
  threads.back().join();
}
void spun() {
  std::atomic<bool> done{false};
  std::thread([&done] { done = true; }).detach();
  while (!done)
    std::this_thread::yield();
}
void not_spun() {
  std::atomic<bool> done{false};
  std::thread([&done] { done = true; }).detach(); // expected-warning {{reference to local 'done' reaches a task that nothing waits for: 'done' ends with the function [escape-task]}}
}

// ---- more ways to be told ----

struct Known {
  std::map<int, Entry *> by_key;
  std::list<Entry *> all;
  bool full();
  void add(Entry *entry, bool *added) {
    *added = !full();
    if (*added)
      all.push_back(entry);
  }
};
void deleted_if_not_inserted(Known &known, int key) {
  Entry *entry = new Entry{key};
  auto [at, inserted] = known.by_key.emplace(key, entry);
  if (!inserted)
    delete entry;
}
void deleted_if_not_second(Known &known, int key) {
  Entry *entry = new Entry{key};
  if (!known.by_key.insert({key, entry}).second)
    delete entry;
}
void deleted_in_any_case(Known &known, int key) {
  Entry *entry = new Entry{key};
  known.by_key.emplace(key, entry); // expected-warning {{pointer to 'new Entry{key}' is left through parameter 'known' after 'delete' ended it [escape-invalidated]}}
  delete entry;
}
int told_by_a_parameter(Known &known, int key) {
  auto entry = std::make_unique<Entry>();
  bool added;
  known.add(entry.get(), &added);
  if (!added)
    return 1;
  entry.release();
  return 0;
}
int told_and_not_asked(Known &known, int key) {
  auto entry = std::make_unique<Entry>();
  bool added;
  known.add(entry.get(), &added); // expected-warning {{view of local 'entry' is stored in a member reached through parameter 'known': 'entry' ends with the function [escape-member]}}
  return key;
}
