// Runs the programs it is linked with: one child for each function and each combination of its inputs. A child goes on
// after a fault (the memory is stale, not gone), so that one run tells every object. Prints, for each fault, the
// sanitizer's own words up to the bytes.
#include "runtime.h"
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sanitizer/asan_interface.h>
#include <sys/wait.h>
#include <unistd.h>

namespace oracle {
namespace {

struct Entry {
  int program, function, counts[6];
  void (*drive)(bool, bool, unsigned, int);
};
std::vector<Entry> &entries() {
  static std::vector<Entry> all;
  return all;
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
  if (++allFaults > 40)
    _exit(0);
}

void run(const Entry &entry, bool a, bool b, unsigned k, int c) {
  alarm(10);
  entry.drive(a, b, k, c);
  std::printf("@done\n");
  std::fflush(stdout);
  _exit(0); // globals are not destroyed: they may hold what is dead
}

} // namespace

Register::Register(int program, int function, int a, int b, int k, int c, int coins, int fills,
                   void (*drive)(bool, bool, unsigned, int)) {
  entries().push_back({program, function, {a, b, k, c, coins, fills}, drive});
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
  std::freopen("/dev/null", "w", stderr);
  for (const Entry &entry : entries()) {
    int total = 1;
    for (int count : entry.counts)
      total *= count;
    for (int number = 0; number < total; ++number) {
      int value[6], rest = number;
      for (int i = 0; i < 6; ++i) {
        value[i] = rest % entry.counts[i];
        rest /= entry.counts[i];
      }
      std::printf("@run %d %d %d %d %d %d\n", entry.program, entry.function, value[0], value[1], value[2], value[3]);
      std::fflush(stdout);
      const pid_t child = fork();
      if (child == 0) {
        coin = value[4] != 0;
        filled = value[5] != 0;
        run(entry, value[0] != 0, value[1] != 0, unsigned(value[2]), value[3]);
      }
      int status = 0;
      waitpid(child, &status, 0);
      if (!WIFEXITED(status))
        std::printf("@crash %d\n", WTERMSIG(status));
    }
  }
  return 0;
}
