#include "storage/wire.h"

#include <cassert>
#include <cstring>

#include "storage/keys.h"

namespace winnow {

void FieldWriter::long_varint(uint64_t value) {
  char bytes[10];
  size_t size = 0;
  for (; value >= 0x80; value >>= 7) bytes[size++] = static_cast<char>(value | 0x80);
  bytes[size++] = static_cast<char>(value);
  out_.append(bytes, size);
}

void FieldWriter::fixed(const std::vector<uint16_t>& numbers) {
  varint(numbers.size());
  const size_t before = out_.size();
  out_.resize(before + 2 * numbers.size());
  char* at = out_.data() + before;
  for (const uint16_t number : numbers) {
    *at++ = static_cast<char>(number);
    *at++ = static_cast<char>(number >> 8);
  }
}

void FieldWriter::href_tail(const std::string& href) {
  const auto parts = split_href(href);
  assert(parts && "a queued URL is a canonical href");
  out_ += parts->https ? 's' : 'h';
  varint(parts->path_and_query.size());
  out_ += parts->path_and_query;
}

void FieldReader::fail(const char* fault) {
  if (!fault_) fault_ = fault;
  rest_ = {};
}

void FieldReader::finish() {
  if (!rest_.empty()) fail("has bytes after its end");
}

std::string_view FieldReader::take(uint64_t size) {
  if (size > rest_.size()) {
    fail(kShort);
    return {};
  }
  const std::string_view taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

uint64_t FieldReader::long_varint() {
  uint64_t value = 0;
  size_t size = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    if (size == rest_.size()) {
      fail(kShort);
      return 0;
    }
    const auto byte = static_cast<uint8_t>(rest_[size++]);
    const uint64_t bits = byte & 0x7f;
    if (shift == 63 && bits > 1) break;
    value |= bits << shift;
    if (byte & 0x80) continue;
    rest_.remove_prefix(size);
    return value;
  }
  fail("has a number out of range");
  return 0;
}

uint64_t FieldReader::little_endian(int bytes) {
  const std::string_view taken = take(bytes);
  uint64_t value = 0;
  if (!taken.empty()) std::memcpy(&value, taken.data(), taken.size());  // else there is no data()
  return as_little_endian(value);
}

void FieldReader::fixed(std::vector<uint16_t>& numbers) {
  const uint64_t count = varint();
  if (count > rest_.size() / 2) return fail(kShort);
  const std::string_view taken = take(2 * count);
  numbers.resize(count);
  for (size_t i = 0; i < count; ++i)
    numbers[i] = static_cast<uint16_t>(static_cast<uint8_t>(taken[2 * i]) |
                                       static_cast<uint8_t>(taken[2 * i + 1]) << 8);
}

void FieldReader::href_tail(std::string& href) {
  const std::string_view scheme = take(1);
  const std::string_view tail = take(varint());
  if (failed()) return;
  const auto authority = keys::authority_of(key_);
  if ((scheme != "h" && scheme != "s") || !authority || !tail.starts_with('/'))
    return fail("has no URL");
  href = join_href({scheme == "s", *authority, tail});
}

}  // namespace winnow
