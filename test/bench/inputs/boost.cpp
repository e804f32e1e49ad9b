// Boost string algorithms, variant, multi_index. A small symbol table.
#include <boost/algorithm/string.hpp>
#include <boost/lexical_cast.hpp>
#include <boost/multi_index/hashed_index.hpp>
#include <boost/multi_index/member.hpp>
#include <boost/multi_index/ordered_index.hpp>
#include <boost/multi_index/sequenced_index.hpp>
#include <boost/multi_index_container.hpp>
#include <boost/optional.hpp>
#include <boost/variant.hpp>

#include <iostream>
#include <string>
#include <vector>

namespace {

using Value = boost::variant<long, double, std::string>;

struct Symbol {
  std::string name;
  int line = 0;
  Value value;
};

struct ByName {};
struct ByLine {};

namespace mi = boost::multi_index;
using Table = mi::multi_index_container<
    Symbol, mi::indexed_by<mi::sequenced<>, mi::hashed_unique<mi::tag<ByName>, mi::member<Symbol, std::string, &Symbol::name>>,
                           mi::ordered_non_unique<mi::tag<ByLine>, mi::member<Symbol, int, &Symbol::line>>>>;

struct Print : boost::static_visitor<std::string> {
  std::string operator()(long v) const { return std::to_string(v); }
  std::string operator()(double v) const { return boost::lexical_cast<std::string>(v); }
  std::string operator()(const std::string &v) const { return '"' + boost::replace_all_copy(v, "\"", "\\\"") + '"'; }
};

boost::optional<Value> read(std::string text) {
  boost::trim(text);
  if (text.empty())
    return boost::none;
  long number = 0;
  if (boost::conversion::try_lexical_convert(text, number))
    return Value(number);
  double real = 0;
  if (boost::conversion::try_lexical_convert(text, real))
    return Value(real);
  return Value(text);
}

class Program {
public:
  bool parse(const std::string &source) {
    std::vector<std::string> lines;
    boost::split(lines, source, boost::is_any_of("\n;"), boost::token_compress_on);
    int number = 0;
    for (const auto &line : lines) {
      ++number;
      const auto at = line.find('=');
      if (at == std::string::npos)
        continue;
      if (auto value = read(line.substr(at + 1)))
        table_.push_back({boost::to_lower_copy(boost::trim_copy(line.substr(0, at))), number, *value});
    }
    return !table_.empty();
  }

  const Symbol *find(const std::string &name) const {
    const auto &index = table_.get<ByName>();
    const auto it = index.find(name);
    return it == index.end() ? nullptr : &*it;
  }

  void print(std::ostream &out) const {
    for (const auto &symbol : table_.get<ByLine>())
      out << symbol.line << ' ' << symbol.name << " = " << boost::apply_visitor(Print(), symbol.value) << '\n';
  }

private:
  Table table_;
};

} // namespace

int main() {
  Program program;
  if (!program.parse("a = 1\nB = 2.5; name = \"x\"\n"))
    return 1;
  program.print(std::cout);
  return program.find("b") ? 0 : 2;
}
