#include "apart.h"

std::string text_kept;
std::vector<int> values_kept;
std::unique_ptr<int> owned_kept;
std::shared_ptr<int> shared_kept;
std::function<int()> callback_kept;

bool holds(const std::string &text) { return !text.empty(); }
bool same(const std::string &one, const std::string &other) { return one == other; }
void keepText(std::string text) { text_kept = std::move(text); }
void keepValues(std::vector<int> values) { values_kept = std::move(values); }
void keepOwned(std::unique_ptr<int> owned) { owned_kept = std::move(owned); }
void keepShared(std::shared_ptr<int> owned) { shared_kept = std::move(owned); }
void keepCallback(std::function<int()> callback) { callback_kept = std::move(callback); }
int call(const std::function<int()> &callback) { return callback(); }
int sum(const std::vector<int> &values) { return int(values.size()); }
std::string makeText(int n) { return std::string(n, 'x'); }
std::vector<int> makeValues(int n) { return std::vector<int>(n); }
void fill(std::vector<int> &out, int n) { out.assign(n, 1); }
