// Instantiations are reported once for each source line; patterns nobody instantiates rest on that.
template <class T> T *address(T v) { // -m: v escapes: {result} outlives it
  return &v;
}
template <class T> T *keep(T *p) { // -m: leaking param: p to {static kept} level=0 | leaking param: p to {result} level=0
  static T *kept;
  kept = p;
  return p;
}
template <class T> T value(T v) { return v; }

void use() {
  int i = 1; // -m: i escapes: {static kept} outlives it
  address(i);
  address(2.0);
  address('c');
  keep(&i);
  value(i);
  value('c');
}
