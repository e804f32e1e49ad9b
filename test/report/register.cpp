// Functions of the C library and of POSIX that keep what they are given: callback registration, library model, task start.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <pthread.h>

extern "C" int on_exit(void (*)(int, void *), void *);
static void done(int, void *) {}
static void *run(void *p) { return p; } // -m: leaking param: p to {result} level=0

void registered() {
  int x = 1; // -m: x escapes: {static exit handlers} outlives it
  // -m -m: &x (address-of) at register.cpp:14:17 | on_exit(done, &x) (callback registration) at register.cpp:14:3
  on_exit(done, &x);
}

void environment() {
  char text[] = "A=B"; // -m: text escapes: {static environment} outlives it
  // -m -m: text (array-decay) | putenv(text) (library model)
  putenv(text);
}

void environmentCopied() {
  char text[] = "B"; // -m: text does not escape
  setenv("A", text, 1);
}

void threadSpecific(pthread_key_t key) {
  int x = 1; // -m: x escapes: {static thread-specific data} outlives it
  pthread_setspecific(key, &x);
}

int threadSpecificReset(pthread_key_t key) {
  int x = 1; // -m: x does not escape
  pthread_setspecific(key, &x);
  pthread_setspecific(key, nullptr);
  return x;
}

void buffer() {
  char space[BUFSIZ]; // -m: space escapes: {static stdout} outlives it
  setvbuf(stdout, space, _IOFBF, sizeof space);
}

char *copied() {
  char text[8] = "abc"; // -m: text does not escape
  char *copy = strdup(text); // -m: strdup(text) escapes to {result}; allocates 4 bytes
  return copy;
}

char *found() {
  char text[8] = "abc"; // -m: text escapes: {result} outlives it
  return std::strchr(text, 'b');
}

void runsOn() {
  int x = 1;   // -m: x escapes: {task} outlives it
  // -m -m: &x (address-of) | pthread_create(&t, nullptr, run, &x) (task start)
  pthread_t t; // -m: t does not escape
  pthread_create(&t, nullptr, run, &x);
}

int allJoined() {
  int x = 1; // -m: x does not escape
  pthread_t several[4]; // -m: several does not escape
  for (pthread_t &t : several)
    pthread_create(&t, nullptr, run, &x);
  for (pthread_t &t : several)
    pthread_join(t, nullptr);
  return x;
}

int joined() {
  int x = 1;   // -m: x does not escape
  pthread_t t; // -m: t does not escape
  pthread_create(&t, nullptr, run, &x);
  pthread_join(t, nullptr);
  return x;
}
