// The rest of the library: algorithms with buffers, paths, regular expressions, streams, arrays, initializer lists.
// flags: -std=c++20 -pthread
#include <algorithm>
#include <array>
#include <bitset>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <list>
#include <numeric>
#include <ostream>
#include <random>
#include <ranges>
#include <regex>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <valarray>
#include <vector>

void algorithms(std::vector<int> &values) {
  std::sort(values.begin(), values.end());
  std::stable_sort(values.begin(), values.end());
  std::stable_sort(values.begin(), values.end(), std::greater<int>());
  std::inplace_merge(values.begin(), values.begin() + 3, values.end());
  std::stable_partition(values.begin(), values.end(), [](int value) { return value > 2; });
  std::partial_sort(values.begin(), values.begin() + 2, values.end());
  std::nth_element(values.begin(), values.begin() + 2, values.end());
  std::reverse(values.begin(), values.end());
  std::rotate(values.begin(), values.begin() + 1, values.end());
  std::make_heap(values.begin(), values.end());
  std::vector<int> into(values.size());
  std::copy(values.begin(), values.end(), into.begin());
  std::vector<int> appended;
  std::copy(values.begin(), values.end(), std::back_inserter(appended));
  std::transform(values.begin(), values.end(), into.begin(), [](int value) { return value + 1; });
  std::accumulate(values.begin(), values.end(), 0);
  std::list<int> list{3, 1, 2};
  list.sort();
  std::ranges::sort(values);
  auto view = values | std::views::filter([](int value) { return value > 1; });
  int total = 0;
  for (int value : view)
    total += value;
  std::vector<int> collected(view.begin(), view.end());
}
void paths(const std::string &name) {
  std::filesystem::path a("short");
  std::filesystem::path b("one/two");
  std::filesystem::path c = "a/path/that/is/longer/than/the/inline/buffer";
  std::filesystem::path d(name);
  std::filesystem::path e = b / "three";
  std::filesystem::path f = c.filename();
  std::filesystem::path g = b;
  std::filesystem::path h = std::move(b);
  std::string i = c.string();
  std::filesystem::path j;
  std::filesystem::exists(a);
  std::filesystem::path k = std::filesystem::current_path();
}
void expressions(const std::string &text) {
  std::regex a("[a-z]+");
  std::smatch b;
  std::regex_search(text, b, a);
  std::regex_match(text, a);
  std::string c = b.str();
  std::string d = std::regex_replace(text, a, "x");
  std::regex e;
}
void streams(int n) {
  std::ofstream a("/dev/null");
  a << n << " text that is written " << 3.5;
  std::ifstream b("/dev/null");
  std::string c;
  b >> c;
  std::ofstream d;
  std::fstream e;
  std::ostringstream f;
  f << n;
  f << " and a text that does not fit into the inline buffer";
  f << 'x';
  std::istringstream m("12345 a-word-that-is-longer-than-the-buffer");
  int o = 0;
  m >> o;
  m >> c;
  std::ostringstream g("an initial text that is longer than the buffer");
  std::stringstream h("an initial text that is longer than the buffer");
  std::istringstream i("short");
  std::cerr << "";
  std::cout << std::string_view("") << std::flush;
  char buffer[32];
  std::to_chars(buffer, buffer + 32, n);
  std::snprintf(buffer, sizeof buffer, "%d", n);
  std::string j = std::to_string(n);
  std::string k = std::to_string(123456789012345678LL);
  std::string l = std::to_string(n * 1e30);
}
void values(int n) {
  std::valarray<int> a(10);
  std::valarray<double> b(0.5, n);
  std::valarray<int> c;
  std::array<std::string, 2> d{"one", "two"};
  std::array<int, 4> e{1, 2, 3, 4};
  std::tuple<int, std::string> f(1, "an element that is longer than the buffer");
  std::bitset<200> g;
  std::mt19937 h(n);
  std::span<int> i(e);
  std::string j = g.to_string();
  std::initializer_list<int> k = {1, 2, 3};
  std::vector<int> l(k);
  std::vector<std::string> m = {"short", "an element that is longer than the buffer", "tiny"};
  std::discrete_distribution<int> o{1.0, 2.0};
  std::uniform_int_distribution<int> p(0, 9);
}

int main(int argc, char **) {
  std::vector<int> values_{5, 3, 4, 1, 2, argc};
  algorithms(values_);
  paths("a/name/that/is/longer/than/the/inline/buffer");
  expressions("some text to search");
  streams(argc);
  values(argc + 5);
}
