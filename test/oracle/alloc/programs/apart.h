// Functions whose bodies are in another file (apart-body.cpp).
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

bool holds(const std::string &text);
bool same(const std::string &one, const std::string &other);
void keepText(std::string text);
void keepValues(std::vector<int> values);
void keepOwned(std::unique_ptr<int> owned);
void keepShared(std::shared_ptr<int> owned);
void keepCallback(std::function<int()> callback);
int call(const std::function<int()> &callback);
int sum(const std::vector<int> &values);
std::string makeText(int n);
std::vector<int> makeValues(int n);
void fill(std::vector<int> &out, int n);
