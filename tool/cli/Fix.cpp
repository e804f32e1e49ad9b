#include "Fix.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <map>

using namespace llvm;

namespace escape::cli {
namespace {

struct Change {
  size_t Begin = 0, End = 0; ///< bytes
  std::string Text;
  bool operator==(const Change &) const = default;
};

/// A source file and what is to become of it.
class File {
public:
  static Expected<File> read(const std::string &Path) {
    ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer = MemoryBuffer::getFile(Path);
    if (!Buffer)
      return createStringError(Buffer.getError(), "--fix: " + Path + ": " + Buffer.getError().message());
    File Result;
    Result.Text = (*Buffer)->getBuffer().str();
    Result.Lines.push_back(0);
    for (size_t I = 0; I < Result.Text.size(); ++I)
      if (Result.Text[I] == '\n')
        Result.Lines.push_back(I + 1);
    return Result;
  }

  size_t offset(const Position &At) const {
    size_t Line = std::min<size_t>(std::max(At.line, 1u), Lines.size()) - 1;
    return std::min(Lines[Line] + std::max(At.column, 1u) - 1, Text.size());
  }

  bool has(const Change &Wanted) const { return is_contained(Changes, Wanted); }

  /// Two insertions at one place are fine, everything else that touches is not.
  bool collides(const Change &Wanted) const {
    return any_of(Changes, [&](const Change &Other) {
      if (Wanted.Begin == Wanted.End && Other.Begin == Other.End)
        return false;
      return Wanted.Begin <= Other.End && Other.Begin <= Wanted.End;
    });
  }

  void add(Change Wanted) { Changes.push_back(std::move(Wanted)); }

  Error write(const std::string &Path) {
    std::stable_sort(Changes.begin(), Changes.end(),
                     [](const Change &A, const Change &B) { return A.Begin < B.Begin; });
    std::string Result;
    size_t Done = 0;
    for (const Change &C : Changes) {
      Result += Text.substr(Done, C.Begin - Done) + C.Text;
      Done = C.End;
    }
    Result += Text.substr(Done);
    return writeToOutput(Path, [&](raw_ostream &Out) {
      Out << Result;
      return Error::success();
    });
  }

private:
  std::string Text;
  std::vector<size_t> Lines;
  std::vector<Change> Changes;
};

} // namespace

Expected<FixOutcome> applyFixes(const std::vector<Finding> &Findings) {
  FixOutcome Outcome;
  std::map<std::string, File> Files;
  for (const Finding &Finding : Findings) {
    if (Finding.fixes.empty())
      continue;
    std::vector<std::pair<File *, Change>> Wanted;
    bool Collides = false;
    for (const FindingEdit &Edit : Finding.fixes) {
      auto It = Files.find(Edit.range.file);
      if (It == Files.end()) {
        Expected<File> Read = File::read(Edit.range.file);
        if (!Read)
          return Read.takeError();
        It = Files.emplace(Edit.range.file, std::move(*Read)).first;
      }
      File &In = It->second;
      Change New{In.offset(Edit.range.begin), In.offset(Edit.range.end), Edit.text};
      if (In.has(New))
        continue; // the same #include, wanted twice
      Collides |= In.collides(New);
      Wanted.emplace_back(&In, std::move(New));
    }
    if (Collides) {
      ++Outcome.Skipped;
      continue;
    }
    for (auto &[In, New] : Wanted)
      In->add(std::move(New));
    ++Outcome.Applied;
  }
  if (!Outcome.Applied)
    return Outcome;
  for (auto &[Path, In] : Files) {
    if (Error E = In.write(Path))
      return std::move(E);
    ++Outcome.Files;
  }
  return Outcome;
}

} // namespace escape::cli
