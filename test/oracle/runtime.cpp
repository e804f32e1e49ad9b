// Runs the programs it is linked with: one child for each function and each combination of its inputs. A child goes on
// after a fault (the memory is stale, not gone), so that one run tells every object. Prints, for each fault, the
// sanitizer's own words up to the bytes.
#include "runtime.h"
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sanitizer/asan_interface.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

namespace oracle {
namespace {

struct Entry {
  int program, function, counts[5];
  void (*drive)(bool, bool, unsigned, int);
};
std::vector<Entry> &entries() {
  static std::vector<Entry> all;
  return all;
}
// How the coins of one run fall: as given, then as `more` says. The child writes down how they fell.
struct Coins {
  static constexpr int most = 64;
  bool fell[most];
  int given, tossed;
  unsigned more; // 0: all the same way
};
Coins *coins;
constexpr int mostRuns = 24; // of one combination of inputs, in order; then some at random

// The next way the coins may fall, in the order of a search; false after the last.
bool nextWay() {
  int last = coins->tossed - 1;
  while (last >= 0 && coins->fell[last])
    --last;
  if (last < 0)
    return false;
  coins->fell[last] = true;
  coins->given = last + 1;
  return true;
}
std::vector<std::function<void()>> &pending() {
  static std::vector<std::function<void()>> all;
  return all;
}
bool reading;     // the frame has ended, sinks are being read
int faults;       // since the last beginProbe
int allFaults;

void reported(const char *text) {
  const char *end = std::strstr(text, "\nSUMMARY");
  std::printf("@fault %s %d\n%.*s\n", reading ? "sink" : "body", faults, end ? static_cast<int>(end - text) : 4000, text);
  std::fflush(stdout);
  ++faults;
  if (++allFaults > 400)
    _exit(0);
}

void run(const Entry &entry, bool a, bool b, unsigned k, int c) {
  alarm(10);
  entry.drive(a, b, k, c);
  std::printf("@done\n");
  std::fflush(stdout);
  _exit(0); // globals are not destroyed: they may hold what is dead
}

void child(const Entry &entry, const int *value) {
  std::printf("@run %d %d %d %d %d %d\n", entry.program, entry.function, value[0], value[1], value[2], value[3]);
  std::fflush(stdout);
  coins->tossed = 0;
  const pid_t one = fork();
  if (one == 0)
    run(entry, value[0] != 0, value[1] != 0, unsigned(value[2]), value[3]);
  int status = 0;
  waitpid(one, &status, 0);
  if (!WIFEXITED(status))
    std::printf("@crash %d\n", WTERMSIG(status));
}

} // namespace

Register::Register(int program, int function, int a, int b, int k, int c, int fills,
                   void (*drive)(bool, bool, unsigned, int)) {
  entries().push_back({program, function, {a, b, k, c, fills}, drive});
}
void beginProbe() { faults = 0; }
void finish() {
  reading = true;
  faults = 0;
  while (!pending().empty()) {
    auto now = std::move(pending().back());
    pending().pop_back();
    now();
    faults = 0;
  }
}
bool coin() {
  const int now = coins->tossed;
  if (now == Coins::most)
    return false;
  ++coins->tossed;
  if (now >= coins->given)
    coins->fell[now] = coins->more != 0 && ((coins->more * 2654435761u) >> (now % 29) & 1) != 0;
  return coins->fell[now];
}
void later(std::function<void()> what) { pending().push_back(std::move(what)); }
void terminated() {
  std::printf("@terminated\n");
  std::fflush(stdout);
  _exit(0);
}

} // namespace oracle

int main() {
  using namespace oracle;
  __asan_set_error_report_callback(reported);
  coins = static_cast<Coins *>(mmap(nullptr, sizeof(Coins), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  std::freopen("/dev/null", "w", stderr);
  for (const Entry &entry : entries()) {
    int total = 1;
    for (int count : entry.counts)
      total *= count;
    for (int number = 0; number < total; ++number) {
      int value[5], rest = number;
      for (int i = 0; i < 5; ++i) {
        value[i] = rest % entry.counts[i];
        rest /= entry.counts[i];
      }
      filled = value[4] != 0;
      coins->given = 0;
      coins->more = 0;
      bool again = true;
      for (int run = 0; again && run < mostRuns; ++run) {
        child(entry, value);
        again = nextWay();
      }
      for (coins->given = 0; again && coins->more < mostRuns / 2;) {
        ++coins->more;
        child(entry, value);
      }
    }
  }
  return 0;
}
