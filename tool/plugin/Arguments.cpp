#include "Arguments.h"

#include "checks/AllChecks.h"
#include "pipeline/LoadLibrary.h"

#include "llvm/Support/Regex.h"

#include <mutex>

using namespace llvm;

namespace escape::plugin {
namespace {

/// clangd parses a file at every keystroke: what is embedded is read once in a process. The user's files may change
/// meanwhile, so they are read anew.
Expected<std::shared_ptr<const Library>> libraryWith(const std::vector<std::string> &UserFiles) {
  static std::mutex Mutex;
  static std::shared_ptr<const Library> Embedded;
  std::lock_guard<std::mutex> Lock(Mutex);
  if (UserFiles.empty() && Embedded)
    return Embedded;
  Expected<std::unique_ptr<Library>> Loaded = loadLibrary(UserFiles);
  if (!Loaded)
    return Loaded.takeError();
  std::shared_ptr<const Library> Library = std::move(*Loaded);
  if (UserFiles.empty())
    Embedded = Library;
  return Library;
}

} // namespace

Expected<Arguments> readArguments(const std::vector<std::string> &Words) {
  Arguments Result;
  std::string Checks, AsErrors;
  std::vector<std::string> ModelFiles;
  auto Failure = [](const Twine &Message) { return createStringError(inconvertibleErrorCode(), Message); };
  for (const std::string &Word : Words) {
    auto [Name, Value] = StringRef(Word).split('=');
    if (Name == "checks")
      Checks = Value;
    else if (Name == "warnings-as-errors")
      AsErrors = Value;
    else if (Name == "models")
      ModelFiles.push_back(Value.str());
    else if (Name == "header-filter")
      Result.headerFilter = Value;
    else if (Word == "may")
      Result.may = true;
    else
      return Failure("unknown argument '" + Word +
                     "' (there are: checks=, warnings-as-errors=, models=, header-filter=, may)");
  }
  std::string Wrong;
  if (!Result.headerFilter.empty() && !Regex(Result.headerFilter).isValid(Wrong))
    return Failure("header-filter=" + Result.headerFilter + ": " + Wrong);
  Expected<Selection> Selected = Selection::make(allChecks(), Checks, AsErrors);
  if (!Selected)
    return Selected.takeError();
  Result.selection = std::move(*Selected);
  auto Library = libraryWith(ModelFiles);
  if (!Library)
    return Library.takeError();
  Result.library = std::move(*Library);
  return Result;
}

} // namespace escape::plugin
