// Private members that are set again by every function that reads them: what is left in them nobody can come by.
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>

class Search {
public:
  bool run(std::string_view text) {
    int best = 0;
    best_ = &best;
    text_ = text;
    step(0);
    return best > 0;
  }

private:
  void step(int n) { *best_ = n < int(text_.size()) ? n : 0; }
  int *best_ = nullptr;
  std::string_view text_;
};

class SearchWithResult {
public:
  bool run() {
    int best = 0;
    best_ = &best; // expected-warning {{address of local 'best' is stored in 'this->best_': 'best' ends with the function [escape-member]}}
    step();
    return best > 0;
  }
  int last() const { return *best_; } // after run(): reads what is gone

private:
  void step() { *best_ = 1; }
  int *best_ = nullptr;
};

class SearchWithBranches {
public:
  void run() {
    int best = 0;
    best_ = &best; // expected-warning {{address of local 'best' is stored in 'this->best_': 'best' ends with the function [escape-member]}}
    step();
  }
  int last() const {
    if (!best_)
      return 0;
    return value();
  }

private:
  int value() const { return *best_; }
  void step() { *best_ = 1; }
  int *best_ = nullptr;
};

/// What the member is for is in another file.
class NeverReadHere {
public:
  void run() {
    int n = 0;
    at_ = &n; // expected-warning {{address of local 'n' is stored in 'this->at_': 'n' ends with the function [escape-member]}}
  }

private:
  int *at_ = nullptr;
};

struct Open {
  void run() {
    int n = 0;
    at = &n; // expected-warning {{address of local 'n' is stored in 'this->at': 'n' ends with the function [escape-member]}}
    step();
  }
  int *at = nullptr;

private:
  void step() { *at = 1; }
};

class Friendly {
public:
  void run() {
    int n = 0;
    at_ = &n; // expected-warning {{address of local 'n' is stored in 'this->at_': 'n' ends with the function [escape-member]}}
    step();
  }

private:
  friend int peek(const Friendly &f);
  void step() { *at_ = 1; }
  int *at_ = nullptr;
};
int peek(const Friendly &f) { return *f.at_; }

class SetUnderACondition {
public:
  void run(bool again) {
    int n = 0;
    if (again)
      at_ = &n; // expected-warning {{address of local 'n' is stored in 'this->at_': 'n' ends with the function [escape-member]}}
    step();
  }

private:
  void step() { *at_ = 1; }
  int *at_ = nullptr;
};

/// Nobody outside this file knows the class, and in it the readers are only called by the function that stores.
class Walk {
public:
  void run(int n) {
    int depth = n;
    depth_ = &depth;
    if (n)
      enter();
  }
  void enter() { ++*depth_; }

private:
  int *depth_ = nullptr;
};

class WalkThatOthersAsk {
public:
  void run(int n) {
    int depth = n;
    depth_ = &depth; // expected-warning {{address of local 'depth' is stored in 'this->depth_': 'depth' ends with the function [escape-member]}}
    enter();
  }
  void enter() { ++*depth_; }

private:
  int *depth_ = nullptr;
};
void ask(WalkThatOthersAsk &w) { w.enter(); }

// ---- a class inside, of which one method is called once: nobody reads what that leaves behind (bamtools) ----

class Converter {
  struct Impl;

public:
  bool run(const char *name);
};
struct Converter::Impl {
  std::ostream out;
  explicit Impl(std::ostream &to) : out(to.rdbuf()) {}
  bool run(const char *name) {
    std::ofstream file(name);
    out.rdbuf(file.rdbuf());
    return file.good();
  }
};
bool Converter::run(const char *name) {
  Impl impl(std::cout);
  return impl.run(name);
}
class Coverer {
  struct Impl;

public:
  bool run(const char *name);
};
struct Coverer::Impl {
  std::ostream out;
  explicit Impl(std::ostream &to) : out(to.rdbuf()) {}
  bool run(const char *name) {
    std::ofstream file(name);
    out.rdbuf(file.rdbuf()); // expected-warning {{is stored in 'this->out': 'file' ends with the function [escape-member]}}
    return file.good();
  }
};
bool Coverer::run(const char *name) {
  Impl impl(std::cout);
  return impl.run(name) && impl.run(name);
}

// ---- a private member of a member: each call of the inner object sets it before it reads it (s2geometry) ----

struct SearchOptions {
  int limit = 3;
};
class SearchBase {
public:
  int find(const SearchOptions &options) {
    options_ = &options;
    return limit();
  }

private:
  int limit() const { return options_->limit; }
  const SearchOptions *options_ = nullptr;
};
class SearchQuery {
public:
  int findOne() {
    SearchOptions one;
    one.limit = 1;
    return base_.find(one);
  }

private:
  SearchBase base_;
};
class LeavingBase {
public:
  void set(const SearchOptions &options) { options_ = &options; }
  int limit() const { return options_->limit; }

private:
  const SearchOptions *options_ = nullptr;
};
class LeavingQuery {
public:
  void setOne() {
    SearchOptions one;
    base_.set(one); // expected-warning {{reference to local 'one' is stored in 'this->base_'}}
  }
  int limit() const { return base_.limit(); }

private:
  LeavingBase base_;
};

// ---- protected members: who uses the class sees them as little as private ones ----

class Tokens {
public:
  int next(const char *line) {
    char token[8] = {};
    token[0] = *line;
    text = token;
    return kind();
  }

protected:
  int kind() { return text[0] == 'x'; }
  const char *text = nullptr;
};
class OpenTokens {
public:
  int next(const char *line) {
    char token[8] = {};
    token[0] = *line;
    text = token; // expected-warning {{address of local 'token' is stored in 'this->text': 'token' ends with the function [escape-member]}}
    return kind();
  }
  int kind() { return text[0] == 'x'; }

protected:
  const char *text = nullptr;
};
int again(OpenTokens &tokens) { return tokens.kind(); }
