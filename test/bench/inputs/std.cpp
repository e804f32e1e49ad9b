// The standard library in real use: regex, map, function, iostream, algorithm. A log summariser.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <functional>
#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace {

struct Entry {
  std::string host, path;
  int status = 0;
  double seconds = 0;
};

std::optional<Entry> parse(const std::string &line) {
  static const std::regex pattern(R"re((\S+) "(\S+)" (\d{3}) ([0-9.]+))re");
  std::smatch match;
  if (!std::regex_match(line, match, pattern))
    return std::nullopt;
  return Entry{match[1], match[2], std::stoi(match[3]), std::stod(match[4])};
}

class Summary {
public:
  using Filter = std::function<bool(const Entry &)>;

  explicit Summary(Filter keep) : keep_(std::move(keep)) {}

  void add(Entry entry) {
    if (keep_ && !keep_(entry))
      return;
    hosts_.insert(entry.host);
    ++statuses_[entry.status];
    auto &times = times_[entry.path];
    times.push_back(entry.seconds);
    entries_.push_back(std::make_unique<Entry>(std::move(entry)));
  }

  double quantile(std::string_view path, double q) const {
    const auto it = times_.find(std::string(path));
    if (it == times_.end() || it->second.empty())
      return std::nan("");
    auto sorted = it->second;
    const auto nth = sorted.begin() + static_cast<std::ptrdiff_t>(q * (sorted.size() - 1));
    std::nth_element(sorted.begin(), nth, sorted.end());
    return *nth;
  }

  std::vector<std::pair<std::string, double>> slowest(std::size_t count) const {
    std::vector<std::pair<std::string, double>> result;
    for (const auto &[path, times] : times_)
      result.emplace_back(path, std::accumulate(times.begin(), times.end(), 0.0) / times.size());
    std::sort(result.begin(), result.end(), [](const auto &a, const auto &b) { return a.second > b.second; });
    if (result.size() > count)
      result.resize(count);
    return result;
  }

  void print(std::ostream &out) const {
    out << hosts_.size() << " hosts, " << entries_.size() << " requests\n";
    for (const auto &[status, count] : statuses_)
      out << std::setw(4) << status << std::setw(8) << count << '\n';
    for (const auto &[path, mean] : slowest(10))
      out << std::left << std::setw(40) << path << std::fixed << std::setprecision(3) << mean << " s, median "
          << quantile(path, 0.5) << " s\n";
  }

private:
  Filter keep_;
  std::set<std::string> hosts_;
  std::map<int, int> statuses_;
  std::unordered_map<std::string, std::vector<double>> times_;
  std::vector<std::unique_ptr<Entry>> entries_;
};

} // namespace

int main(int argc, char **argv) {
  const auto start = std::chrono::steady_clock::now();
  const int least = argc > 2 ? std::stoi(argv[2]) : 0;
  Summary summary([least](const Entry &entry) { return entry.status >= least; });
  std::ifstream file(argc > 1 ? argv[1] : "access.log");
  for (std::string line; std::getline(file, line);)
    if (auto entry = parse(line))
      summary.add(*std::move(entry));
  std::ostringstream text;
  summary.print(text);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::cout << text.str() << took.count() << " s\n";
}
