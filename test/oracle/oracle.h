// What every generated program includes.
#pragma once
#include <array>
#include <deque>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

inline int total;          // all that is read is added here
inline const int zero = 0; // what is read instead of a null pointer
extern volatile bool undecided; // of which nothing is known, each time it is read anew
