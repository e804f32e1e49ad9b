#include "store/Cbor.h"

namespace escape {

void CborWriter::head(unsigned major, uint64_t number) {
  const char type = char(major << 5);
  unsigned size = number < 24 ? 0 : number <= 0xff ? 1 : number <= 0xffff ? 2 : number <= 0xffffffff ? 4 : 8;
  if (!size) {
    out += char(type | char(number));
    return;
  }
  out += char(type | char(size == 1 ? 24 : size == 2 ? 25 : size == 4 ? 26 : 27));
  for (unsigned i = size; i-- > 0;)
    out += char(number >> (8 * i));
}

uint64_t CborReader::head(unsigned &major) {
  major = 8;
  if (broken || at >= bytes.size()) {
    fail();
    return 0;
  }
  const auto first = uint8_t(bytes[at++]);
  const unsigned low = first & 31;
  if (low < 24) {
    major = first >> 5;
    return low;
  }
  const size_t size = low <= 27 ? size_t(1) << (low - 24) : 0;
  if (!size || bytes.size() - at < size) {
    fail();
    return 0;
  }
  uint64_t number = 0;
  for (size_t i = 0; i < size; ++i)
    number = number << 8 | uint8_t(bytes[at++]);
  // One value, one spelling: equal values are equal bytes.
  if (number < 24 || (size > 1 && number >> (size * 4) == 0)) {
    fail();
    return 0;
  }
  major = first >> 5;
  return number;
}

uint64_t CborReader::number(uint64_t most) {
  unsigned major;
  uint64_t result = head(major);
  if (major != 0 || result > most) {
    fail();
    return 0;
  }
  return result;
}

int64_t CborReader::integer() {
  unsigned major;
  uint64_t result = head(major);
  if (major > 1 || result > uint64_t(INT64_MAX)) {
    fail();
    return 0;
  }
  return major ? -int64_t(result) - 1 : int64_t(result);
}

uint64_t CborReader::array() {
  unsigned major;
  uint64_t count = head(major);
  if (major != 4 || count > bytes.size() - at) {
    fail();
    return 0;
  }
  return count;
}

bool CborReader::boolean() {
  if (broken || at >= bytes.size() || (uint8_t(bytes[at]) != 0xf4 && uint8_t(bytes[at]) != 0xf5)) {
    fail();
    return false;
  }
  return uint8_t(bytes[at++]) == 0xf5;
}

bool CborReader::isNull() {
  if (broken || at >= bytes.size() || uint8_t(bytes[at]) != 0xf6)
    return false;
  ++at;
  return true;
}

std::string_view CborReader::text() {
  unsigned major;
  uint64_t size = head(major);
  if (major != 3 || size > bytes.size() - at) {
    fail();
    return {};
  }
  at += size;
  return bytes.substr(at - size, size);
}

} // namespace escape
