// What was thrown and caught does not leave the function, unless `throw;` puts it back.
#include <exception>

struct Error {
  int *at;
};
int everlasting;

// ---- caught: one function ----

void left_alone() {
  int x = 1;
  throw Error{&x}; // expected-warning {{address of local 'x' is thrown: 'x' ends with the function [escape-throw]}}
}
void by_reference() {
  try {
    int x = 1;
    throw Error{&x};
  } catch (const Error &) {
  }
}
void by_value() {
  try {
    int x = 1;
    throw Error{&x};
  } catch (Error e) {
    (void)e;
  }
}
void by_dots() {
  int x = 1;
  try {
    throw &x;
  } catch (...) {
  }
}

// ---- caught: two functions ----

void fail(int *p) { throw Error{p}; }
void quietly(int *p) {
  try {
    throw Error{p};
  } catch (const Error &) {
  }
}
void fails_quietly() {
  int x = 1;
  quietly(&x);
}
void caught_here_thrown_again(int *p) {
  try {
    throw Error{p};
  } catch (const Error &) {
    throw;
  }
}
void throws_again_elsewhere() {
  int x = 1;
  caught_here_thrown_again(&x); // expected-warning {{address of local 'x' is thrown: 'x' ends with the function [escape-throw]}}
}

// ---- caught: a class ----

struct Parser {
  int *position = nullptr;
  void run() {
    int x = 1;
    try {
      throw Error{&x};
    } catch (const Error &) {
    }
  }
  void run_and_tell() {
    int x = 1;
    try {
      throw Error{&x};
    } catch (const Error &) {
      throw; // expected-warning {{address of local 'x' is thrown: 'x' ends with the function [escape-throw]}}
    }
  }
};

// ---- thrown again: one function ----

void again() {
  int x = 1;
  try {
    throw &x;
  } catch (...) {
    throw; // expected-warning {{address of local 'x' is thrown: 'x' ends with the function [escape-throw]}}
  }
}
void again_by_type() {
  int x = 1;
  try {
    throw &x;
  } catch (int *) {
    throw; // expected-warning {{address of local 'x' is thrown: 'x' ends with the function [escape-throw]}}
  }
}
void again_on_some_way(bool b) {
  int x = 1;
  try {
    throw Error{&x};
  } catch (Error &) {
    if (b)
      throw; // expected-warning {{address of local 'x' is thrown: 'x' ends with the function [escape-throw]}}
  }
}
void mended_first() {
  int x = 1;
  try {
    throw Error{&x};
  } catch (Error &e) {
    e.at = &everlasting;
    throw;
  }
}
void mended_a_copy() {
  int x = 1;
  try {
    throw Error{&x};
  } catch (Error e) {
    e.at = &everlasting;
    throw; // expected-warning {{address of local 'x' is thrown: 'x' ends with the function [escape-throw]}}
  }
}
void broken_first() {
  int x = 1;
  try {
    throw Error{&everlasting};
  } catch (Error &e) {
    e.at = &x;
    throw; // expected-warning {{address of local 'x' is thrown: 'x' ends with the function [escape-throw]}}
  }
}
void caught_outside() {
  int x = 1;
  try {
    try {
      throw &x;
    } catch (int *) {
      throw;
    }
  } catch (...) {
  }
}
void another_instead() {
  int x = 1;
  try {
    throw &x;
  } catch (int *) {
    throw 1;
  }
}
void after_another() {
  int x = 1;
  try {
    throw &x;
  } catch (...) {
    try {
      throw 1;
    } catch (...) {
    }
    throw; // expected-warning {{address of local 'x' is thrown: 'x' ends with the function [escape-throw]}}
  }
}
void the_inner_one() {
  int x = 1;
  try {
    throw &x;
  } catch (...) {
    try {
      throw 1;
    } catch (...) {
      throw;
    }
  }
}

// ---- thrown again: two functions ----

void clean_up_and_throw(int *p) {
  try {
    fail(p);
    throw Error{p};
  } catch (Error &e) {
    e.at = nullptr;
    throw;
  }
}
void cleaned_up() {
  int x = 1;
  clean_up_and_throw(&x);
}
void throw_on(int *p) {
  try {
    throw p;
  } catch (int *) {
    throw;
  }
}
void thrown_on() {
  int x = 1;
  throw_on(&x); // expected-warning {{address of local 'x' is thrown: 'x' ends with the function [escape-throw]}}
}

// ---- thrown again: a class ----

struct Guarded {
  int value = 0;
  void member() {
    try {
      throw &value;
    } catch (int *) {
      throw;
    }
  }
  void local() {
    int x = value;
    try {
      throw &x;
    } catch (int *) {
      throw; // expected-warning {{address of local 'x' is thrown: 'x' ends with the function [escape-throw]}}
    }
  }
};
