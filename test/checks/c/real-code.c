// Bugs of this tool that code in use showed: C.
// standards: 17 23

// ---- a circular list whose head is on the stack; links are arrays (libuv) ----

typedef void *Queue[2];
#define NEXT(q) (*(Queue **)&((*(q))[0]))
#define PREV(q) (*(Queue **)&((*(q))[1]))
#define EMPTY(q) ((const Queue *)(q) == (const Queue *)NEXT(q))
#define HEAD(q) (NEXT(q))
#define INIT(q) (NEXT(q) = (q), PREV(q) = (q))
#define REMOVE(q) (NEXT(PREV(q)) = NEXT(q), PREV(NEXT(q)) = PREV(q))
#define INSERT_TAIL(h, q) (NEXT(q) = (h), PREV(q) = PREV(h), NEXT(PREV(q)) = (q), PREV(h) = (q))
#define SPLIT(h, q, n)                                                                                                 \
  (PREV(n) = PREV(h), NEXT(PREV(n)) = (n), NEXT(n) = (q), PREV(h) = PREV(q), NEXT(PREV(h)) = (h), PREV(q) = (n))
#define MOVE(h, n)                                                                                                     \
  do {                                                                                                                 \
    if (EMPTY(h)) {                                                                                                    \
      INIT(n);                                                                                                         \
    } else {                                                                                                           \
      Queue *first = HEAD(h);                                                                                          \
      SPLIT(h, first, n);                                                                                              \
    }                                                                                                                  \
  } while (0)

struct loop {
  Queue handles;
};
void emptied(struct loop *loop) {
  Queue queue;
  Queue *q;
  MOVE(&loop->handles, &queue);
  while (!EMPTY(&queue)) {
    q = HEAD(&queue);
    REMOVE(q);
    INSERT_TAIL(&loop->handles, q);
  }
}
void linked(struct loop *loop) {
  Queue queue;
  INIT(&queue);
  INSERT_TAIL(&loop->handles, &queue); // expected-warning {{address of local 'queue' is stored in a member reached through parameter 'loop': 'queue' ends with the function [escape-member]}}
}
void kept_as_next(struct loop *loop) {
  Queue queue;
  NEXT(&loop->handles) = &queue; // expected-warning {{address of local 'queue' is stored in a member reached through parameter 'loop': 'queue' ends with the function [escape-member]}}
}

// ---- kept only when a flag says so (tinyxml2, in C) ----

struct text {
  const char *chars;
  char own[16];
};
static void set(struct text *text, const char *given, _Bool keep) {
  if (keep) {
    text->chars = given;
  } else {
    text->own[0] = given[0];
    text->chars = text->own;
  }
}
void copied(struct text *text) {
  char buffer[16] = "text";
  set(text, buffer, 0);
}
void kept(struct text *text) {
  char buffer[16] = "text";
  set(text, buffer, 1); // expected-warning {{address of local 'buffer' is stored in a member reached through parameter 'text': 'buffer' ends with the function [escape-member]}}
}
