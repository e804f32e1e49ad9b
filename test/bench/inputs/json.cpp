// nlohmann json: parse, convert to and from structs, patch, print. A settings store.
#include <nlohmann/json.hpp>

#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

namespace {

struct Window {
  int width = 800, height = 600;
  bool full = false;
};

struct Settings {
  std::string theme;
  Window window;
  std::vector<std::string> recent;
  std::map<std::string, double> weights;
};

void to_json(nlohmann::json &j, const Window &w) {
  j = nlohmann::json{{"width", w.width}, {"height", w.height}, {"full", w.full}};
}

void from_json(const nlohmann::json &j, Window &w) {
  j.at("width").get_to(w.width);
  j.at("height").get_to(w.height);
  w.full = j.value("full", false);
}

void to_json(nlohmann::json &j, const Settings &s) {
  j = nlohmann::json{{"theme", s.theme}, {"window", s.window}, {"recent", s.recent}, {"weights", s.weights}};
}

void from_json(const nlohmann::json &j, Settings &s) {
  s.theme = j.value("theme", std::string("light"));
  s.window = j.at("window").get<Window>();
  s.recent = j.value("recent", std::vector<std::string>{});
  if (const auto it = j.find("weights"); it != j.end())
    s.weights = it->get<std::map<std::string, double>>();
}

class Store {
public:
  explicit Store(std::string path) : path_(std::move(path)) {}

  Settings load() const {
    std::ifstream in(path_);
    const auto j = nlohmann::json::parse(in, nullptr, /*allow_exceptions=*/false, /*ignore_comments=*/true);
    return j.is_discarded() ? Settings{} : j.get<Settings>();
  }

  void save(const Settings &settings) {
    const nlohmann::json next = settings;
    changes_.push_back(nlohmann::json::diff(last_, next));
    last_ = next;
    std::ofstream(path_) << last_.dump(2) << '\n';
  }

  bool undo() {
    if (changes_.empty())
      return false;
    changes_.pop_back();
    nlohmann::json state;
    for (const auto &change : changes_)
      state = state.patch(change);
    last_ = std::move(state);
    return true;
  }

private:
  std::string path_;
  nlohmann::json last_;
  std::vector<nlohmann::json> changes_;
};

} // namespace

int main(int argc, char **argv) {
  Store store(argc > 1 ? argv[1] : "settings.json");
  auto settings = store.load();
  settings.recent.emplace_back(argv[0]);
  settings.weights["size"] += 0.5;
  store.save(settings);
  for (const auto &[key, value] : nlohmann::json(settings).items())
    std::cout << key << ": " << value << '\n';
  return store.undo() ? 0 : 1;
}
