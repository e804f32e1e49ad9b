// fmt, header-only, with chrono and ranges. A table printer.
#define FMT_HEADER_ONLY
#include <fmt/chrono.h>
#include <fmt/color.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

struct Money {
  long cents = 0;
};

template <> struct fmt::formatter<Money> : fmt::formatter<std::string_view> {
  template <typename Context> auto format(const Money &m, Context &context) const {
    fmt::memory_buffer text;
    fmt::format_to(std::back_inserter(text), "{}{}.{:02}", m.cents < 0 ? "-" : "", std::abs(m.cents) / 100,
                   std::abs(m.cents) % 100);
    return formatter<std::string_view>::format(std::string_view(text.data(), text.size()), context);
  }
};

namespace {

struct Booking {
  std::chrono::system_clock::time_point when;
  std::string text;
  Money amount;
  std::vector<int> tags;
};

class Ledger {
public:
  void add(std::string text, long cents, std::vector<int> tags) {
    bookings_.push_back({std::chrono::system_clock::now(), std::move(text), Money{cents}, std::move(tags)});
  }

  Money total() const {
    Money sum;
    for (const auto &booking : bookings_)
      sum.cents += booking.amount.cents;
    return sum;
  }

  std::string render() const {
    fmt::memory_buffer out;
    for (const auto &b : bookings_)
      fmt::format_to(std::back_inserter(out), "{:%F %T} {:<20} {:>12} {}\n",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(b.when)), b.text, b.amount, fmt::join(b.tags, ","));
    fmt::format_to(std::back_inserter(out), "{:=^46}\n{:>46}\n", " total ", total());
    return fmt::to_string(out);
  }

private:
  std::vector<Booking> bookings_;
};

} // namespace

int main() {
  const auto start = std::chrono::steady_clock::now();
  Ledger ledger;
  ledger.add("rent", -95000, {1, 7});
  ledger.add("wages", 321000, {2});
  ledger.add("books", -4250, {3, 4, 5});
  fmt::print(fg(fmt::color::steel_blue), "{}", ledger.render());
  fmt::print("{} in {}\n", std::vector<int>{1, 2, 3},
             std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start));
}
