// C: the language and its library.
#define _GNU_SOURCE
#include <pthread.h>
#include <search.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int *global;
char *global_text;
void *global_void;
pthread_key_t key;

// ---- returned ----

int *address(void) {
  int x = 1;
  return &x; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *address_of_static(void) {
  static int x = 1;
  return &x;
}
int *parameter(int x) {
  return &x; // expected-warning {{address of parameter 'x' is returned: 'x' ends with the function [escape-return]}}
}
int *given(int *x) { return x; }
char *array(void) {
  char text[8] = "text";
  return text; // expected-warning {{address of local 'text' is returned: 'text' ends with the function [escape-return]}}
}
const char *literal(void) { return "text"; }
int *compound_literal(void) {
  return &(int){1}; // expected-warning {{address of temporary '(int){1}' is returned: '(int){1}' ends with the full-expression [escape-return]}}
}
int compound_literal_value(void) { return *&(int){1}; }
struct pair {
  int *a, *b;
};
struct pair in_a_struct(int *p) {
  int x = 1;
  struct pair s = {.a = p, .b = &x};
  return s; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
struct pair struct_of_parameters(int *p, int *q) {
  struct pair s = {p, q};
  return s;
}
int *variable_length(int n) {
  int a[n];
  return a; // expected-warning {{address of local 'a' is returned: 'a' ends with the function [escape-return]}}
}
int *allocated(void) {
  int *p = malloc(sizeof *p);
  return p;
}
int *on_the_stack(void) {
  int *p = __builtin_alloca(sizeof *p);
  return p; // expected-warning {{address of local '__builtin_alloca(sizeof *p)' is returned: '__builtin_alloca(sizeof *p)' ends with the function [escape-return]}}
}

// ---- two functions ----

static int *pass(int *p) { return p; }
static void put(int **out, int *p) { *out = p; }
int *passed(void) {
  int x = 1;
  return pass(&x); // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
void put_in_a_parameter(int **out) {
  int x = 1;
  put(out, &x); // expected-warning {{address of local 'x' is stored through parameter 'out': 'x' ends with the function [escape-param]}}
}
int put_in_a_local(void) {
  int x = 1;
  int *p;
  put(&p, &x);
  return *p;
}

// ---- stored ----

void in_a_global(void) {
  int x = 1;
  global = &x; // expected-warning {{address of local 'x' is stored in static 'global': 'x' ends with the function [escape-static]}}
}
void in_a_global_and_reset(void) {
  int x = 1;
  global = &x;
  global = NULL;
}
void through_a_parameter(struct pair *p) {
  int x = 1;
  p->a = &x; // expected-warning {{address of local 'x' is stored in a member reached through parameter 'p': 'x' ends with the function [escape-member]}}
}

// ---- memory functions ----

void copied_pointers(struct pair *out) {
  int x = 1;
  struct pair s = {&x, &x};
  memcpy(out, &s, sizeof s); // expected-warning {{address of local 'x' is stored in a member reached through parameter 'out': 'x' ends with the function [escape-member]}}
}
void copied_bytes(char *out) {
  char text[8] = "text";
  memcpy(out, text, sizeof text);
}
struct pair moved_pointers(void) {
  int x = 1;
  struct pair s = {&x, NULL}, t;
  memmove(&t, &s, sizeof s);
  return t; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
void *returned_by_memcpy(const char *from) {
  char to[8];
  return memcpy(to, from, 8); // expected-warning {{address of local 'to' is returned: 'to' ends with the function [escape-return]}}
}
void *returned_by_memcpy_to_parameter(char *to) {
  char from[8] = "text";
  return memcpy(to, from, 8);
}
void cleared(struct pair *out) {
  int x = 1;
  out->a = &x;
  memset(out, 0, sizeof *out);
}
char *duplicated(void) {
  char text[8] = "text";
  return strdup(text);
}
int freed(void) {
  int *p = malloc(sizeof *p);
  int *q = p;
  free(p);
  return *q; // expected-warning {{local 'q' points to 'malloc(sizeof *p)' and is used after 'free' ended it [escape-invalidated]}}
}
int freed_and_allocated_anew(void) {
  int *p = malloc(sizeof *p);
  free(p);
  p = malloc(sizeof *p);
  *p = 1;
  int r = *p;
  free(p);
  return r;
}

// ---- strings ----

char *found_character(void) {
  char text[8] = "text";
  return strchr(text, 'x'); // expected-warning {{address of local 'text' is returned: 'text' ends with the function [escape-return]}}
}
char *found_character_of_parameter(const char *text) { return strchr(text, 'x'); }
char *found_string(void) {
  char text[8] = "text";
  return strstr(text, "x"); // expected-warning {{address of local 'text' is returned: 'text' ends with the function [escape-return]}}
}
char *copied_string(const char *from) {
  char to[8];
  return strcpy(to, from); // expected-warning {{address of local 'to' is returned: 'to' ends with the function [escape-return]}}
}
char *copied_string_to_parameter(char *to) {
  char from[8] = "text";
  return strcpy(to, from);
}
char *token(void) {
  char text[8] = "a b";
  return strtok(text, " "); // expected-warning {{address of local 'text' is returned: 'text' ends with the function [escape-return]}}
}
char *token_of_parameter(char *text) { return strtok(text, " "); }
char *reentrant_token(char **rest) {
  char text[8] = "a b";
  strtok_r(text, " ", rest); // expected-warning {{address of local 'text' is stored through parameter 'rest': 'text' ends with the function [escape-param]}}
  return NULL;
}
long end_of_number(char **end) {
  char text[8] = "12";
  return strtol(text, end, 10); // expected-warning {{address of local 'text' is stored through parameter 'end': 'text' ends with the function [escape-param]}}
}
long number(void) {
  char text[8] = "12";
  return strtol(text, NULL, 10);
}
void formatted(char *out) {
  char text[8] = "text";
  sprintf(out, "%s", text);
}

// ---- what the process keeps ----

void environment(void) {
  char variable[] = "NAME=value";
  putenv(variable); // expected-warning {{address of local 'variable' is stored in static 'environment': 'variable' ends with the function [escape-static]}}
}
void environment_copied(void) {
  char value[] = "value";
  setenv("NAME", value, 1);
}
void environment_of_static(void) {
  static char variable[] = "NAME=value";
  putenv(variable);
}
void stream_buffer(FILE *file) {
  char buffer[BUFSIZ];
  setvbuf(file, buffer, _IOFBF, sizeof buffer); // expected-warning {{address of local 'buffer' is stored in a member reached through parameter 'file': 'buffer' ends with the function [escape-member]}}
}
void stream_buffer_closed(void) {
  char buffer[BUFSIZ];
  FILE *file = fopen("name", "r");
  setvbuf(file, buffer, _IOFBF, sizeof buffer);
  fclose(file);
}
void alternate_stack(void) {
  char memory[1 << 14];
  stack_t stack = {.ss_sp = memory, .ss_size = sizeof memory};
  sigaltstack(&stack, NULL); // expected-warning {{address of local 'memory' is stored in static 'signal stack': 'memory' ends with the function [escape-static]}}
}
void alternate_stack_of_static(void) {
  static char memory[1 << 14];
  stack_t stack = {.ss_sp = memory, .ss_size = sizeof memory};
  sigaltstack(&stack, NULL);
}

// ---- threads ----

static void *run(void *p) {
  ++*(int *)p;
  return NULL;
}
void started(void) {
  int n = 0;
  pthread_t thread;
  pthread_create(&thread, NULL, run, &n);
} // expected-warning {{address of local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
int started_and_joined(void) {
  int n = 0;
  pthread_t thread;
  pthread_create(&thread, NULL, run, &n);
  pthread_join(thread, NULL);
  return n;
}
void started_and_detached(void) {
  int n = 0;
  pthread_t thread;
  pthread_create(&thread, NULL, run, &n);
  pthread_detach(thread); // expected-warning {{address of local 'n' reaches a task that nothing waits for: 'n' ends with the function [escape-task]}}
}
void started_on_the_heap(void) {
  int *n = malloc(sizeof *n);
  pthread_t thread;
  pthread_create(&thread, NULL, run, n);
  pthread_detach(thread);
}
void thread_specific(void) {
  int x = 1;
  pthread_setspecific(key, &x); // expected-warning {{address of local 'x' is stored in static 'thread-specific data': 'x' ends with the function [escape-static]}}
}
void thread_specific_reset(void) {
  int x = 1;
  pthread_setspecific(key, &x);
  pthread_setspecific(key, NULL);
}
static void at_exit(void) { global = NULL; }
void registered(void) {
  atexit(at_exit);
  signal(SIGINT, SIG_IGN);
}

// ---- control flow ----

int used_after_the_block(void) {
  int *p = NULL;
  {
    int x = 1;
    p = &x;
  }
  return *p; // expected-warning {{local 'p' holds the address of local 'x' and is used after the scope of 'x' ended [escape-scope]}}
}
int used_in_the_block(void) {
  int *p = NULL;
  int r;
  {
    int x = 1;
    p = &x;
    r = *p;
  }
  return r;
}
int *cleaned_up(void) {
  int x = 1;
  int *p = &x;
  goto out;
out:
  return p; // expected-warning {{address of local 'x' is returned: 'x' ends with the function [escape-return]}}
}
