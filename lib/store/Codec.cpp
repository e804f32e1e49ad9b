#include "store/Codec.h"
#include "store/Cbor.h"
#include "store/Sound.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"

namespace escape {

namespace {

constexpr std::string_view GraphMagic = "ESCAPEG\n", SliceMagic = "ESCAPES\n", IndexMagic = "ESCAPEI\n";
constexpr size_t Version = 8, Length = 12, Sum = 20, Body = 28;

llvm::Error failure(const llvm::Twine &message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), message);
}

/// Of everything but the sum itself.
uint64_t sumOf(llvm::StringRef bytes) {
  const uint64_t head = llvm::xxh3_64bits(bytes.take_front(Sum));
  return head ^ (llvm::xxh3_64bits(bytes.drop_front(Body)) * 0x9E3779B97F4A7C15ull);
}

template <class T> std::string encode(const T &value, std::string_view magic) {
  CborWriter writer;
  writer.member(const_cast<T &>(value)); // visitors share one way through the members, which is not const
  std::string body = writer.take();
  std::string bytes(Body, '\0');
  std::copy(magic.begin(), magic.end(), bytes.begin());
  llvm::support::endian::write32le(&bytes[Version], FormatVersion);
  llvm::support::endian::write64le(&bytes[Length], body.size());
  bytes += body;
  llvm::support::endian::write64le(&bytes[Sum], sumOf(bytes));
  return bytes;
}

template <class T> llvm::Expected<T> decode(std::string_view bytes, std::string_view magic, const char *what) {
  if (bytes.substr(0, magic.size()) != magic)
    return failure(llvm::Twine("is not a ") + what + " of clang-escape");
  if (bytes.size() < Body)
    return failure("is cut off");
  if (uint32_t version = llvm::support::endian::read32le(&bytes[Version]); version != FormatVersion)
    return failure("has format version " + llvm::Twine(version) + ", this clang-escape reads " +
                   llvm::Twine(FormatVersion) + ": make it again");
  const uint64_t length = llvm::support::endian::read64le(&bytes[Length]);
  if (bytes.size() - Body < length)
    return failure("is cut off");
  if (bytes.size() - Body > length || llvm::support::endian::read64le(&bytes[Sum]) != sumOf(bytes))
    return failure("is damaged: its checksum is wrong");
  T value;
  CborReader reader(bytes.substr(Body));
  reader.member(value);
  if (reader.failed() || !reader.atEnd() || !isSound(value))
    return failure("is damaged: what stands in it makes no sense");
  return value;
}

} // namespace

std::string encode(const FileGraph &graph) { return encode(graph, GraphMagic); }
std::string encode(const Slice &slice) { return encode(slice, SliceMagic); }
std::string encode(const Index &index) { return encode(index, IndexMagic); }

llvm::Expected<FileGraph> decodeGraph(std::string_view bytes) {
  return decode<FileGraph>(bytes, GraphMagic, "summary");
}
llvm::Expected<Slice> decodeSlice(std::string_view bytes) { return decode<Slice>(bytes, SliceMagic, "slice"); }

} // namespace escape
