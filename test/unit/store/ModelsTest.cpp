// What the model files of the standard library say about calls, and how entries are chosen.
#include "Catch.h"
#include "ModelFixture.h"
#include <algorithm>
#include <filesystem>

using namespace escape;
using namespace escape::test;

static const std::string Folder = CLANG_ESCAPE_SOURCE_DIR "/lib/models";

/// All model files, `first` before them.
static std::unique_ptr<Models> loadAll(const std::vector<std::string> &first = {}) {
  std::vector<std::string> paths;
  for (const auto &entry : std::filesystem::directory_iterator(Folder))
    if (entry.path().extension() == ".json")
      paths.push_back(entry.path().string());
  std::sort(paths.begin(), paths.end());
  paths.insert(paths.begin(), first.begin(), first.end());
  std::vector<std::string> texts;
  std::vector<ModelFile> files;
  for (const std::string &path : paths)
    texts.push_back(readFile(path));
  for (size_t i = 0; i < paths.size(); ++i)
    files.push_back({paths[i], texts[i]});
  auto models = Models::load(files);
  if (!models)
    FAIL(llvm::toString(models.takeError()));
  return std::move(*models);
}

static const Models &library() {
  static std::unique_ptr<Models> models = loadAll();
  return *models;
}

static std::string of(const Call &call) { return describe(library(), call); }
static bool has(const Call &call, const std::string &line) {
  std::string text = of(call);
  INFO(text);
  bool found = ("\n" + text).find("\n" + line + "\n") != std::string::npos;
  CHECK(found);
  return found;
}

TEST_CASE("every model file loads") {
  CHECK(library().typeCount() > 100);
  CHECK(library().functionCount() > 1000);
}

TEST_CASE("types are found by name, then by pattern") {
  const TypeModel *vector = library().findType("std::vector");
  REQUIRE(vector);
  CHECK(vector->cls == TypeClass::Owner);
  CHECK(vector->container);
  CHECK(vector->element == 0);
  CHECK_FALSE(vector->nodeBased);
  REQUIRE(library().findType("std::map"));
  CHECK(library().findType("std::map")->elementMember == "value_type");
  CHECK(library().findType("std::map")->nodeBased);
  for (const char *name : {"__gnu_cxx::__normal_iterator", "std::_Rb_tree_const_iterator",
                           "std::__detail::_Node_iterator", "std::_Deque_iterator", "std::reverse_iterator",
                           "std::__wrap_iter", "std::ranges::filter_view::_Iterator", "__gnu_cxx::basic_iterator"}) {
    INFO(name);
    const TypeModel *type = library().findType(name);
    REQUIRE(type);
    CHECK(type->cls == TypeClass::View);
    CHECK(type->iterator);
  }
  CHECK(library().findType("std::jthread")->joins);
  CHECK(library().findType("std::thread")->terminates);
  CHECK(library().findType("std::variant")->element == -2);
  CHECK(library().findType("std::tuple")->numbered);
  CHECK(library().findType("std::pair")->parts == std::vector<std::string>{"first", "second"});
  CHECK(library().findType("std::back_insert_iterator")->inserter);
  CHECK(library().findType("std::ostream_iterator")->stream);
  CHECK(library().findType("std::mutex")->synchronises);
  CHECK_FALSE(library().findType("std::once_flag")->synchronises);
  CHECK(library().findType("std::ranges::filter_view")->cls == TypeClass::View);
  CHECK_FALSE(library().findType("mine::vector"));
  CHECK_FALSE(library().findType("std::vectors"));
}

TEST_CASE("containers hand out addresses of elements") {
  CHECK(of({"std::vector::begin", {}, TypeClass::Owner, TypeClass::View}) ==
        "result.storage <- &this*.storage*.element level 1\n");
  // A standard library whose iterators are pointers.
  CHECK(of({"std::vector::begin", {}, TypeClass::Owner, TypeClass::Pointer}) ==
        "result <- &this*.storage*.element level 1\n");
  CHECK(of({"std::vector::operator[]", {integer()}, TypeClass::Owner, TypeClass::Pointer, true}) ==
        "result <- &this*.storage*.element level 1\n");
  CHECK(of({"std::map::operator[]", {pointer()}, TypeClass::Owner, TypeClass::Value, true}) ==
        "this*.storage*.element.first <- arg0 level 0\nresult <- &this*.storage*.element.second level 1\n"
        "invalidate this* growth\nallocates this*.storage*.element.first [C0 of arg0]\n"
        "allocates this*.storage* [node]\n");
  CHECK(of({"std::basic_string::c_str", {}, TypeClass::Owner, TypeClass::Pointer}) ==
        "result <- &this*.storage*.element level 1\n");
  CHECK(of({"std::basic_string::operator basic_string_view", {}, TypeClass::Owner, TypeClass::View}) ==
        "result.storage <- &this*.storage*.element level 1\n");
  CHECK(of({"std::array::data", {}, TypeClass::Inline, TypeClass::Pointer}) == "result <- &this*.element level 0\n");
  CHECK(of({"std::vector::size", {}}) == "");
}

TEST_CASE("containers take elements in") {
  CHECK(of({"std::vector::push_back", {pointer()}}) ==
        "this*.storage*.element <- arg0 level 0\ninvalidate this* growth\n"
        "allocates this*.storage*.element [element of arg0]\nallocates this*.storage* []\n");
  CHECK(of({"std::vector::push_back", {object("std::unique_ptr", TypeClass::Owner, true)}}) ==
        "this*.storage*.element <- arg0 moved level 0\ninvalidate this* growth\n"
        "allocates this*.storage*.element [element of arg0]\nallocates this*.storage* []\n");
  CHECK(of({"std::vector::emplace_back", {pointer()}}) ==
        "invalidate this* growth\nconstructs element at this*.storage*.element from 0\n"
        "allocates this*.storage* []\n");
  has({"std::set::insert", {pointer()}, TypeClass::Owner, TypeClass::Record},
      "result.first.storage <- &this*.storage*.element level 1");
  has({"std::vector::insert", {object("__gnu_cxx::__normal_iterator", TypeClass::View), pointer(), pointer()}},
      "this*.storage*.element <- arg1* level 1");
  has({"std::vector::insert", {object("__gnu_cxx::__normal_iterator", TypeClass::View), pointer()}},
      "this*.storage*.element <- arg1 level 0");
  CHECK(of({"std::vector::clear", {}}).find("this*.storage*.element <- null must") != std::string::npos);
}

TEST_CASE("constructors of containers") {
  CHECK(of({"std::vector::vector", {}}) == "");
  CHECK(of({"std::vector::vector", {object("std::vector", TypeClass::Owner, true)}}).find("this* <- arg0 moved") !=
        std::string::npos);
  has({"std::vector::vector", {object("std::vector", TypeClass::Owner)}},
      "this*.storage*.element <- arg0.storage*.element level 1");
  has({"std::vector::vector", {object("std::initializer_list", TypeClass::View)}},
      "this*.storage*.element <- arg0.storage* level 1");
  has({"std::vector::vector", {integer()}}, "allocates this*.storage* [arg0 * element]");
  has({"std::vector::vector", {integer(), pointer()}}, "this*.storage*.element <- arg1 level 0");
  has({"std::vector::vector", {object("std::pmr::polymorphic_allocator", TypeClass::View)}},
      "this*.resource <- arg0.storage level 0");
  has({"std::map::map", {pointer(), pointer()}}, "this*.storage*.element <- arg0* level 1");
  has({"std::basic_string::basic_string", {literal()}}, "allocates this*.storage* [length0]");
  CHECK(of({"std::basic_string::basic_string", {literal()}}).find("<-") == std::string::npos);
  has({"std::tuple::tuple", {pointer(), integer()}}, "allocates this*.1 [C1 of arg1]");
}

TEST_CASE("iterators and views hold the address of an element") {
  CHECK(of({"__gnu_cxx::__normal_iterator::operator*", {}, TypeClass::View, TypeClass::Value, true}) ==
        "result <- &this*.storage* level 1\n");
  CHECK(of({"std::_Rb_tree_iterator::operator->", {}, TypeClass::View, TypeClass::Pointer}) ==
        "result <- this*.storage level 1\n");
  CHECK(of({"__gnu_cxx::__normal_iterator::operator++", {}, TypeClass::View, TypeClass::View, true}) ==
        "result <- &this* level 0\n");
  CHECK(of({"__gnu_cxx::__normal_iterator::operator++", {integer()}, TypeClass::View, TypeClass::View}) ==
        "result <- this* level 1\n");
  CHECK(of({"std::basic_string_view::basic_string_view", {literal()}, TypeClass::View}) ==
        "this*.storage <- &arg0* level 0\n");
  CHECK(of({"std::span::span", {object("std::vector", TypeClass::Owner)}, TypeClass::View}) ==
        "this*.storage <- &arg0.storage*.element level 0\n");
  CHECK(of({"std::span::span", {value()}, TypeClass::View}) == "this*.storage <- &arg0.element level -1\n");
  CHECK(of({"std::span::subspan", {integer()}, TypeClass::View, TypeClass::View}) ==
        "result.storage <- this*.storage level 1\n");
  CHECK(of({"std::back_inserter", {object("std::vector", TypeClass::Owner)}, TypeClass::Record, TypeClass::View}) ==
        "result.storage <- &arg0 level -1\n");
}

TEST_CASE("smart pointers") {
  CHECK(of({"std::unique_ptr::unique_ptr", {pointer()}}) == "this*.storage <- arg0 level 0\n");
  CHECK(of({"std::unique_ptr::unique_ptr", {null()}}) == "");
  // A deleter may do nothing: not owned.
  has({"std::shared_ptr::shared_ptr", {pointer(), closure()}, TypeClass::Shared}, "this*.kept <- arg0 level 0");
  CHECK(of({"std::shared_ptr::shared_ptr",
            {object("std::shared_ptr", TypeClass::Shared), pointer()},
            TypeClass::Shared}) == "this*.storage <- arg0.storage level 0\nthis*.kept <- arg1 level 0\n");
  has({"std::__shared_ptr::get", {}, TypeClass::Shared, TypeClass::Pointer}, "result <- this*.storage level 1");
  CHECK(of({"std::unique_ptr::reset", {}}).find("invalidate this* all") != std::string::npos);
  CHECK(of({"std::shared_ptr::reset", {}, TypeClass::Shared}).find("invalidate") == std::string::npos);
  has({"std::unique_ptr::release", {}, TypeClass::Owner, TypeClass::Pointer}, "this*.storage <- null must");
  CHECK(of({"std::make_unique", {pointer()}, TypeClass::Record, TypeClass::Owner}) ==
        "result.storage <- &fresh0 level -1\nconstructs T0 at fresh0 from 0\nallocates fresh0 [T0]\n");
}

TEST_CASE("tuples keep their fields apart") {
  CHECK(of({"std::make_tuple", {pointer(), value()}, TypeClass::Record, TypeClass::Record}) ==
        "result.0 <- arg0 level 0\nresult.1 <- arg1 level 0\nallocates result.0 [R0 of arg0]\n"
        "allocates result.1 [R1 of arg1]\n");
  CHECK(of({"std::tie", {pointer(), value()}, TypeClass::Record, TypeClass::Record}) ==
        "result.0 <- &arg0 level -1\nresult.1 <- &arg1 level -1\n");
  Call get{"std::get", {object("std::tuple", TypeClass::Record)}, TypeClass::Record, TypeClass::Pointer, true, {"1"}};
  CHECK(of(get) == "result <- &arg0.1 level -1\n");
  get.arguments = {object("std::pair", TypeClass::Record)};
  CHECK(of(get) == "result <- &arg0.second level -1\n");
  get.arguments = {object("std::array", TypeClass::Inline)};
  CHECK(of(get) == "result <- &arg0.element level -1\n");
}

TEST_CASE("callables and tasks") {
  has({"std::function::function", {closure()}, TypeClass::Box}, "this*.storage* <- arg0 moved level 0");
  has({"std::function::function", {closure()}, TypeClass::Box}, "allocates this*.storage* [object0]");
  CHECK(of({"std::function::function", {object("std::function", TypeClass::Box, true)}, TypeClass::Box}) ==
        "this* <- arg0 moved level 0\n");
  has({"std::function::operator()", {pointer()}, TypeClass::Box}, "calls this*.storage* from 0 -> result");
  has({"std::thread::thread", {closure(), pointer()}, TypeClass::Task}, "startTask this* with arg0");
  has({"std::thread::thread", {closure(), pointer()}, TypeClass::Task}, "this*.task <- arg1 level 0");
  has({"std::thread::thread", {closure(), pointer()}, TypeClass::Task}, "calls arg0 from 1 later");
  has({"std::async", {value(), closure()}, TypeClass::Record, TypeClass::Task}, "startTask result with arg1");
  has({"std::async", {closure()}, TypeClass::Record, TypeClass::Task}, "startTask result with arg0");
  CHECK(of({"std::thread::join", {}, TypeClass::Task}) == "join this*\n");
  CHECK(of({"std::bind", {closure(), pointer()}, TypeClass::Record, TypeClass::Record}) ==
        "result.0 <- arg0 moved level 0\nresult.1 <- arg1 level 0\n");
  has({"pthread_create", {pointer(), null(), value(), pointer()}}, "startTask arg0* with arg3 if result == 0");
}

TEST_CASE("algorithms call back and copy through output iterators") {
  CHECK(of({"std::find", {pointer(), pointer(), value()}, TypeClass::Record, TypeClass::Pointer}) ==
        "result <- arg0 level 0\n");
  auto it = object("__gnu_cxx::__normal_iterator", TypeClass::View);
  CHECK(of({"std::find_if", {it, it, closure()}, TypeClass::Record, TypeClass::View}) ==
        "result.storage <- arg0.storage level 0\ncalls arg2 &arg0.storage*\n");
  CHECK(of({"std::sort", {it, it}}) == "");
  CHECK(of({"std::sort", {it, it, closure()}}) == "calls arg2 &arg0.storage* &arg0.storage*\n");
  has({"std::copy", {it, it, object("std::back_insert_iterator", TypeClass::View)}},
      "arg2.storage*.storage*.element <- arg0.storage* level 1");
  has({"std::copy", {it, it, object("std::back_insert_iterator", TypeClass::View)}}, "invalidate arg2.storage* growth");
  CHECK(of({"std::copy", {it, it, object("std::ostream_iterator", TypeClass::View)}}).find("arg2.storage* <-") ==
        std::string::npos);
  CHECK(of({"std::condition_variable::wait", {value(), closure()}}) == "calls arg1 from 2\n");
}

TEST_CASE("function objects of ranges go by the name of the object") {
  auto vector = object("std::vector", TypeClass::Owner);
  std::string find = "result.storage <- &arg0.storage*.element level 0\n";
  CHECK(of({"std::ranges::find", {vector, value()}, TypeClass::Record, TypeClass::View}) == find);
  CHECK(of({"std::ranges::__find_fn::operator()", {vector, value()}, TypeClass::Record, TypeClass::View}) == find);
  CHECK(of({"std::ranges::__find::__fn::operator()", {vector, value()}, TypeClass::Record, TypeClass::View}) == find);
  CHECK(of({"std::ranges::__cust_access::_Begin::operator()", {vector}, TypeClass::Record, TypeClass::View}) == find);
  has({"std::ranges::views::_Filter::operator()", {vector, closure()}, TypeClass::Record, TypeClass::View},
      "result.callable <- arg1 level 0");
}

TEST_CASE("the C library, also in namespace std") {
  CHECK(of({"memcpy", {pointer(), pointer(), integer()}, TypeClass::Record, TypeClass::Pointer}) ==
        "arg0* <- arg1* level 1\nresult <- arg0 level 0\n");
  CHECK(of({"std::memcpy", {pointer(), pointer(), integer()}, TypeClass::Record, TypeClass::Pointer}) ==
        of({"memcpy", {pointer(), pointer(), integer()}, TypeClass::Record, TypeClass::Pointer}));
  CHECK(of({"putenv", {pointer()}}) == "static environment <- arg0 level 0\nstatic environment perhaps overwritten\n");
  CHECK(of({"strlen", {pointer()}}) == "");
  CHECK(of({"free", {pointer()}}) == "free arg0\n");
  CHECK(of({"std::abort", {}}) == "does not return\n");
  has({"realloc", {pointer(), integer()}, TypeClass::Record, TypeClass::Pointer}, "free arg0 may (path not decided)");
}

TEST_CASE("what nobody listed keeps nothing, and its result may be an argument's") {
  CHECK(of({"std::some_new_thing", {pointer()}}) == "");
  Call call{"std::some_new_thing", {pointer()}, TypeClass::Record, TypeClass::Pointer, false, {}, true, false};
  CHECK(of(call).find("result <- arg0 level 0 may (") == 0);
  call.name = "std::thing::member";
  call.hasSelf = true;
  CHECK(of(call).find("result <- this* level 1 may (") == 0);
  CHECK(of({"mine::thing", {pointer()}}) == "unknown");
  CHECK(of({"std::some_new_thing", {pointer()}, TypeClass::Record, TypeClass::Value, false, {}, false}) == "unknown");
}

TEST_CASE("the user's files come first") {
  std::unique_ptr<Models> models = loadAll({CLANG_ESCAPE_SOURCE_DIR "/test/models/acme.json"});
  CHECK(describe(*models, {"strlen", {pointer()}}) == "unknown <- arg0 level 0\n");
  CHECK(describe(*models, {"acme::watch", {pointer()}, TypeClass::Record, TypeClass::Value, false, {}, false}) ==
        "static acme watchers <- arg0 level 0\n");
  REQUIRE(models->findType("acme::Slice"));
  // It has the functions of a view.
  CHECK(describe(*models, {"acme::Slice::begin", {}, TypeClass::View, TypeClass::Pointer}) ==
        "result <- this*.storage level 1\n");
  CHECK(of({"acme::watch", {pointer()}, TypeClass::Record, TypeClass::Value, false, {}, false}) == "unknown");
}

TEST_CASE("the first entry whose condition holds is taken") {
  auto models = loadText(R"js({"version": 1, "functions": [
    {"name": "f", "when": {"arity": 1, "params": {"0": "pointer"}}, "flows": [{"to": "static(a)", "from": "arg0", "kind": "copy"}]},
    {"name": "f", "when": {"params": {"last": ["!pointer", "class A"]}}, "flows": [{"to": "static(b)", "from": "last", "kind": "copy"}]},
    {"name": "f", "when": {"const": true}, "flows": [{"to": "static(c)", "from": "this", "kind": "copy"}]}]})js");
  REQUIRE(models);
  CHECK(describe(*models, {"f", {pointer()}}) == "static a <- arg0 level 0\n");
  CHECK(describe(*models, {"f", {pointer(), object("A", TypeClass::Record)}}) == "static b <- arg1 level 0\n");
  CHECK(describe(*models, {"f", {pointer(), object("B", TypeClass::Record)}}) == "unknown");
  CHECK(describe(*models, {"f", {}}) == "unknown");
  UnitContext context;
  CallShape constant;
  constant.isConst = true;
  CHECK(models->findFunction("f", constant, context));
}

TEST_CASE("the example of docs/models.md loads and says what the page says") {
  std::string page = readFile(CLANG_ESCAPE_SOURCE_DIR "/docs/models.md");
  size_t begin = page.find("```json ");
  REQUIRE(begin != std::string::npos);
  begin = page.find('\n', begin) + 1;
  std::string example = page.substr(begin, page.find("```", begin) - begin);
  CHECK(errorOf(example) == "");
  auto models = loadText(example);
  REQUIRE(models);
  Call push{"acme::Ring::push", {pointer()}, TypeClass::Owner, TypeClass::Value, false, {}, false};
  CHECK(describe(*models, push) == "this*.storage*.element <- arg0 level 0\ninvalidate this* growth\n");
  Call each{"acme::Ring::each", {closure()}, TypeClass::Owner, TypeClass::Value, false, {}, false};
  CHECK(describe(*models, each) == "calls arg0 &this*.storage*.element\n");
}
