#!/usr/bin/env python3
"""Random programs over the ways to allocate: generate.py --seed 1 --number 0 prints one.

Each function is a sequence of statements, one a line, over the variables in scope; it is called with lengths of 0, 1, 5
and 40. Nothing knows here what allocates: the run says. Only what a run cannot tell is written into the program: that a
container is empty whenever a line runs (`zero`), since the verdict speaks of lengths above 0.
"""
import argparse
import random

HEADER = """// flags: -std=c++20 -pthread
#include <algorithm>
#include <any>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

struct Big {
  char bytes[72] = {};
};
struct Record {
  std::string text;
  std::vector<int> numbers;
};
struct Node {
  int value = 0;
  std::unique_ptr<Node> next;
};
"""

SHORT = ["a", "short", "fifteen chars.."]
LONG = ["a text that is longer than the buffer", "sixteen chars ...", "twenty-three characters ", "x" * 70]

# type -> how it is made; {n} a length or number, {int} a number, {short} and {long} literals, {T} another variable of
# the type with letter T. A trailing `?` says that the result may be empty.
MAKE = {
    "std::string": ["{v};?", "{v}(\"{short}\");", "{v} = \"{long}\";", "{v}(n, 'x');", "{v}({k}, 'x');",
                    "{v} = {string};?",
                    "{v} = {string} + \"{short}\";", "{v} = \"{long}\" + {string};", "{v} = std::to_string({int});",
                    "{v} = make_string(n);", "{v}({string}.begin(), {string}.end());?",
                    "{v} = {string}.substr(0, {k});?",
                    "{v} = text_of({string});?", "{v} = std::move({own_string});?", "{v}({literal});"],
    "std::vector<int>": ["{v};?", "{v}(n);", "{v}({k});", "{v}{{1, 2, {int}}};", "{v}(n, {int});", "{v} = {vector};?",
                         "{v} = make_vector(n);", "{v}({vector}.begin(), {vector}.end());?", "{v}(0);?",
                         "{v} = std::move({own_vector});?", "{v} = doubled({vector});?"],
    "std::vector<std::string>": ["{v};?", "{v}({k});", "{v}{{\"{short}\", \"{long}\"}};", "{v} = {strings};?",
                                 "{v}({k}, {string});"],
    "std::map<int, int>": ["{v};?", "{v}{{{{1, 2}}, {{3, {int}}}}};", "{v} = {map};?", "{v} = std::move({own_map});?"],
    "std::map<std::string, int>": ["{v};?", "{v}{{{{\"{short}\", 1}}}};"],
    "std::set<int>": ["{v};?", "{v}{{3, 1, {int}}};", "{v}({vector}.begin(), {vector}.end());?", "{v} = {set};?"],
    "std::unordered_map<int, int>": ["{v};?", "{v} = {hashed};?"],
    "std::list<int>": ["{v};?", "{v}(n);", "{v}{{1, {int}}};", "{v} = {list};?"],
    "std::deque<int>": ["{v};", "{v}({k});", "{v} = {deque};"],
    "std::unique_ptr<Node>": ["{v};?", "{v} = std::make_unique<Node>();", "{v}(new Node);", "{v} = make_node(n);"],
    "std::shared_ptr<Big>": ["{v};?", "{v} = std::make_shared<Big>();", "{v}(new Big);", "{v} = {shared};"],
    "std::function<int()>": ["{v} = [] {{ return 1; }};", "{v} = [n] {{ return n; }};",
                             "{v} = [{string}] {{ return int({string}.size()); }};",
                             "{v} = [&{string}] {{ return int({string}.size()); }};",
                             "{v} = [{shared}] {{ return {shared} ? 1 : 0; }};",
                             "{v} = {function};"],
    "std::any": ["{v};?", "{v} = n;", "{v} = {string};", "{v} = Big();", "{v} = {any};?"],
    "std::optional<std::string>": ["{v};?", "{v} = \"{long}\";", "{v} = {string};?"],
    "Record": ["{v};?", "{v}{{\"{long}\", {{1, 2}}}};", "{v} = {record};?", "{v}{{{string}, {vector}}};?"],
}
LETTER = {"std::string": "string", "std::vector<int>": "vector", "std::vector<std::string>": "strings",
          "std::map<int, int>": "map",
          "std::map<std::string, int>": "named", "std::set<int>": "set", "std::unordered_map<int, int>": "hashed",
          "std::list<int>": "list", "std::deque<int>": "deque", "std::unique_ptr<Node>": "node",
          "std::shared_ptr<Big>": "shared",
          "std::function<int()>": "function", "std::any": "any", "std::optional<std::string>": "maybe",
          "Record": "record"}

# Done with a variable. `+` at the end: it is not empty afterwards; `?`: it may be.
DO = {
    "string": ["{v} += \"{short}\";+", "{v} += {string};", "{v} += \"{long}\";+", "{v}.push_back('x');+",
               "{v}.append({k}, 'y');+",
               "{v}.reserve({k});", "{v}.resize(n);", "{v} = \"{long}\";+", "{v} = \"{short}\";+", "{v} = {string};?",
               "{v}.insert(0, \"{short}\");+", "{v}.clear();?", "g_string = {v};", "use_string({v});",
               "take_string({v});",
               "use_string(\"{long}\");", "use_string(\"{short}\");", "view_string({v});", "fill_string({v}, n);+",
               "total += {v} == \"{long}\";", "total += int({v}.find(\"{short}\"));"],
    "vector": ["{v}.push_back({int});+", "{v}.emplace_back({int});+", "{v}.reserve(n);", "{v}.reserve({k});",
               "{v}.resize(n);",
               "{v}.insert({v}.begin(), {int});+", "{v}.assign(n, 1);", "{v}.clear();?", "{v}.shrink_to_fit();",
               "{v} = {vector};?",
               "g_vector = {v};", "use_vector({v});", "take_vector({v});", "use_vector({{1, 2, {int}}});",
               "fill_vector({v}, n);",
               "std::sort({v}.begin(), {v}.end());", "std::stable_sort({v}.begin(), {v}.end());",
               "for (int i = 0; i != n; ++i) {v}.push_back(i);", "for (int each : {v}) total += each;"],
    "strings": ["{v}.push_back(\"{short}\");+", "{v}.push_back({string});+", "{v}.emplace_back(\"{long}\");+",
                "{v}.clear();?",
                "for (const std::string &each : {v}) total += int(each.size());",
                "for (std::string each : {v}) total += int(each.size());"],
    "map": ["{v}[n] = {int};+", "{v}[{int}] += 1;+", "{v}.insert({{n, {int}}});+", "{v}.emplace(n, 1);+",
            "{v}.try_emplace({int}, n);+",
            "{v}.erase(n);?", "total += int({v}.count(n));", "g_map = {v};",
            "for (auto &each : {v}) total += each.second;", "{v}.clear();?"],
    "named": ["{v}[\"{short}\"] = n;+", "{v}[\"{long}\"] = n;+", "{v}[{string}] += 1;+",
              "{v}.emplace(\"{short}\", n);+",
              "total += int({v}.count(\"{long}\"));", "{v}.insert({{{string}, n}});+"],
    "set": ["{v}.insert(n);+", "{v}.emplace({int});+", "{v}.erase(n);?", "total += int({v}.count(n));"],
    "hashed": ["{v}[n] = {int};+", "{v}.insert({{{int}, n}});+", "{v}.reserve(n);", "{v}.erase(n);?", "{v}.clear();?"],
    "list": ["{v}.push_back(n);+", "{v}.push_front({int});+", "{v}.clear();?", "{v}.sort();"],
    "deque": ["{v}.push_back(n);", "{v}.push_front({int});", "for (int i = 0; i != n; ++i) {v}.push_back(i);"],
    "node": ["{v} = std::make_unique<Node>();", "{v}.reset();", "{v}.reset(new Node);",
             "keep_node(std::make_unique<Node>());", "drop_node(make_node(n));"],
    "shared": ["{v} = std::make_shared<Big>();", "{v}.reset();", "g_shared = {v};", "std::weak_ptr<Big> w{i} = {v};"],
    "function": ["total += call({v});", "g_function = {v};", "total += call([n] {{ return n; }});",
                 "total += call([{string}] {{ return int({string}.size()); }});", "{v} = [n] {{ return n; }};"],
    "any": ["{v} = {string};", "{v} = n;", "{v}.reset();", "{v} = Big();"],
    "maybe": ["{v} = {string};", "{v}.reset();", "{v}.emplace(\"{long}\");"],
    "record": ["{v}.text = \"{long}\";", "{v}.numbers.push_back(n);", "{v} = {record};", "g_records.push_back({v});",
               "take_record({v});", "take_record({{\"{long}\", {{}}}});"],
}
PLAIN = ["delete new int({int});", "delete[] new int[n + 1];", "delete new Big;", "delete[] new Big[{k}];",
         "drop_node(make_node(n));",
         "view_string(\"{long}\");", "std::ostringstream s{i};", "delete keep(new Node);",
         "auto p{i} = std::make_unique<int[]>(n);"]

HELPERS = """
std::string g_string;
std::vector<int> g_vector;
std::map<int, int> g_map;
std::shared_ptr<Big> g_shared;
std::function<int()> g_function;
std::vector<Record> g_records;
std::unique_ptr<Node> g_node;
int total;

void use_string(const std::string &given) { total += int(given.size()); }
void take_string(std::string given) { total += int(given.size()); }
void view_string(std::string_view given) { total += int(given.size()); }
void use_vector(const std::vector<int> &given) { total += int(given.size()); }
void take_vector(std::vector<int> given) { total += int(given.size()); }
void take_record(Record given) { total += int(given.text.size()); }
int call(const std::function<int()> &given) { return given(); }
Node *keep(Node *node) { return node; }
void keep_node(std::unique_ptr<Node> node) { g_node = std::move(node); }
void drop_node(std::unique_ptr<Node> node) { total += node->value; }
void fill_string(std::string &out, int n) {
  out = "filled ";
  out.append(n, 'z');
}
void fill_vector(std::vector<int> &out, int n) {
  for (int i = 0; i != n; ++i)
    out.push_back(i);
}
std::string make_string(int n) {
  std::string made = "made of ";
  made += std::to_string(n * 1000);
  return made;
}
std::string text_of(const std::string &given) { return given; }
std::vector<int> make_vector(int n) {
  std::vector<int> made;
  made.reserve(n);
  for (int i = 0; i != n; ++i)
    made.push_back(i);
  return made;
}
std::vector<int> doubled(std::vector<int> given) {
  for (int &each : given)
    each *= 2;
  return given;
}
std::unique_ptr<Node> make_node(int n) {
  auto made = std::make_unique<Node>();
  made->value = n;
  return made;
}
"""


class Function:
    """A function's lines, and what is in scope: name -> [letter, may be empty in every run, may be moved from]."""

    def __init__(self, rng, number):
        self.rng, self.number = rng, number
        self.scope = {"s": ["string", False, False], "v": ["vector", False, False]}
        self.count = 0
        self.lines = []

    def pick(self, letter, exclude=()):
        names = [name for name, (of, _, _) in self.scope.items() if of == letter and name not in exclude]
        return self.rng.choice(names) if names else None

    def fill(self, text, name):
        """The statement, and the variables it reads; None when one of them is not in scope."""
        rng, read, chosen = self.rng, [], {"v": name, "i": self.count}
        for letter in (*DO, "own_string", "own_vector", "own_map"):
            if "{" + letter + "}" not in text:
                continue
            own = letter.startswith("own_")
            of = letter.removeprefix("own_")
            names = [n for n, (l, _, local) in self.scope.items() if l == of and n != name and (local or not own)]
            if not names:
                return None, None
            chosen[letter] = rng.choice(names)
            read.append(chosen[letter])
            if own:
                self.moved = chosen[letter]
        chosen.update(short=rng.choice(SHORT), long=rng.choice(LONG), literal=f'"{rng.choice(SHORT + LONG)}"',
                      int=rng.randrange(100), k=rng.choice((1, 3, 9, 20, 50)))
        return text.format(**chosen), read

    def declare(self, depth):
        kind = self.rng.choice(list(MAKE))
        text = self.rng.choice(MAKE[kind])
        self.count += 1
        name = f"{LETTER[kind]}{self.count}"
        self.moved = None
        maybe_empty = text.endswith("?")
        text, read = self.fill(text.removesuffix("?"), name)
        if text is None:
            return
        # A copy of what may be empty says nothing about lengths above 0.
        zero = " // zero" if any(self.scope[other][1] for other in read) else ""
        self.line(depth, f"{kind} {text}{zero}")
        if self.moved:
            del self.scope[self.moved]
        self.scope[name] = [LETTER[kind], maybe_empty and (not read or bool(zero)), True]

    def act(self, depth):
        name = self.rng.choice([name for name in self.scope if name != "s"])
        letter = self.scope[name][0]
        text = self.rng.choice(DO[letter])
        effect = text[-1] if text[-1] in "+?" else ""
        itself = "({v}" in text or "= {v}" in text
        text, read = self.fill(text.rstrip("+?"), name)
        if text is None:
            return
        self.count += 1
        if itself:
            read.append(name)
        self.line(depth, text + (" // zero" if any(self.scope[other][1] for other in read) else ""))
        if effect == "?":
            self.scope[name][1] = True
        elif effect == "+" and depth == 1:
            self.scope[name][1] = False

    def plain(self, depth):
        self.count += 1
        text, _ = self.fill(self.rng.choice(PLAIN), "")
        self.line(depth, text)

    def line(self, depth, text):
        self.lines.append("  " * depth + text)

    def block(self, depth, length):
        for _ in range(length):
            way = self.rng.random()
            if way < 0.40:
                self.declare(depth)
            elif way < 0.82:
                self.act(depth)
            elif way < 0.90:
                self.plain(depth)
            elif depth < 3:
                head = self.rng.choice(("if (n > 3) {", "for (int i = 0; i != n; ++i) {", "{", "if (n < 100) {"))
                self.line(depth, head)
                before = dict((name, list(state)) for name, state in self.scope.items())
                self.block(depth + 1, self.rng.randrange(1, 5))
                self.line(depth, "}")
                # Outside: what was declared inside is gone; what was moved inside is gone, too.
                emptied = {name for name, state in self.scope.items() if state[1]}
                self.scope = {name: [state[0], state[1] or name in emptied, state[2]] for name, state in before.items()
                              if name in self.scope}

    def text(self):
        return f"void f{self.number}(int n, const std::string &s, const std::vector<int> &given) {{\n" \
               "  std::vector<int> v = given;\n" + "\n".join(self.lines) + "\n}\n"


def program(seed, number, functions=12, statements=14):
    rng = random.Random(f"{seed}/{number}")
    made = []
    for index in range(functions):
        function = Function(rng, index)
        function.block(1, statements)
        made.append(function)
    text = HEADER + HELPERS + "\n" + "\n".join(function.text() for function in made)
    text += "\nint main() {\n  for (int n : {1, 5, 40, 0}) {\n"
    for function in made:
        text += f"    f{function.number}(n, std::string(n, 'a'), std::vector<int>(n, 1));\n"
    return text + "  }\n  return total == 12345;\n}\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--number", type=int, default=0)
    arguments = parser.parse_args()
    print(program(arguments.seed, arguments.number), end="")
