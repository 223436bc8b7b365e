#pragma once
#include <bit>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "config/time.h"
#include "parser/extraction.h"
#include "storage/records.h"

namespace winnow {

// The last enumerator of each stored enum: what a reader accepts.
template <class E>
inline constexpr E kLastOf = E{};
template <>
inline constexpr FetchKind kLastOf<FetchKind> = FetchKind::kFeed;
template <>
inline constexpr RobotsRecord::State kLastOf<RobotsRecord::State> =
    RobotsRecord::State::kUnreachable;
template <>
inline constexpr Verdict kLastOf<Verdict> = Verdict::kRefused;
template <>
inline constexpr BlockKind kLastOf<BlockKind> = BlockKind::kPost;

// The number whose bytes in memory are those of `value`, lowest first; and back.
inline uint64_t as_little_endian(uint64_t value) {
  return std::endian::native == std::endian::little ? value : __builtin_bswap64(value);
}

// The bytes of single fields. FieldWriter and FieldReader have the same calls, so that one list of
// fields serves both (storage/fields.h): unsigned numbers, enums and bools are LEB128 varints,
// signed ones (times) zigzag varints, strings and lists a varint count before them, fixed() numbers
// 8 bytes or as many as are said and floats 4, little-endian.
class FieldWriter {
 public:
  FieldWriter(std::string& out, std::string_view key, uint8_t version)
      : out_(out), key_(key), version_(version) {}

  uint8_t version() const { return version_; }
  std::string_view key() const { return key_; }

  void operator()(std::unsigned_integral auto value) { varint(value); }
  template <class E>
  requires std::is_enum_v<E>
  void operator()(E value) { varint(static_cast<uint64_t>(value)); }
  void operator()(Millis value) {
    const int64_t n = value.count();
    varint(static_cast<uint64_t>(n) << 1 ^ static_cast<uint64_t>(n >> 63));
  }
  void operator()(Time value) { (*this)(value.time_since_epoch()); }
  void operator()(const std::string& text) {
    varint(text.size());
    out_ += text;
  }
  void operator()(float value) { little_endian(std::bit_cast<uint32_t>(value), 4); }
  void fixed(uint64_t value, int bytes = 8) { little_endian(value, bytes); }
  void fixed(const std::vector<uint16_t>& numbers);  // their count as a varint, two bytes each
  void exactly(uint8_t value) { out_ += static_cast<char>(value); }

  // Bools as the bits of one byte, the first lowest.
  void flags(std::same_as<bool> auto const&... bits) {
    uint64_t byte = 0;
    int shift = 0;
    ((byte |= static_cast<uint64_t>(bits) << shift++), ...);
    varint(byte);
  }

  // Fields that mostly have their default: a varint with one bit for each that has not, the first
  // lowest, then those.
  template <class... T>
  void sparse(const T&... members) {
    uint64_t present = 0;
    int shift = 0;
    ((present |= static_cast<uint64_t>(!(members == T{})) << shift++), ...);
    varint(present);
    shift = 0;
    ((present >> shift++ & 1 ? (*this)(members) : void()), ...);
  }

  template <class T, class F>
  void list(const std::vector<T>& items, F item) {
    varint(items.size());
    for (const T& each : items) item(*this, each);
  }

  void href_tail(const std::string& href);  // 'h' or 's' for the scheme, then path and query

 private:
  void varint(uint64_t value) {
    if (value >= 0x80) return long_varint(value);
    out_ += static_cast<char>(value);
  }
  void long_varint(uint64_t value);
  void little_endian(uint64_t value, int size) {
    value = as_little_endian(value);
    out_.append(reinterpret_cast<const char*>(&value), static_cast<size_t>(size));
  }

  std::string& out_;
  std::string_view key_;
  uint8_t version_;
};

// After bad bytes every read gives a default; failed() says so once, at the end.
class FieldReader {
 public:
  FieldReader(std::string_view bytes, std::string_view key, uint8_t version)
      : rest_(bytes), key_(key), version_(version) {}

  uint8_t version() const { return version_; }
  std::string_view key() const { return key_; }
  bool failed() const { return fault_ != nullptr; }
  const char* fault() const { return fault_; }  // as "has a number out of range"
  void finish();                                // bytes that are left are a fault too

  template <std::unsigned_integral T>
  void operator()(T& value) {
    const uint64_t wide = varint();
    value = static_cast<T>(wide);
    if (wide != static_cast<uint64_t>(value)) fail("has a number out of range");
  }
  template <class E>
  requires std::is_enum_v<E>
  void operator()(E& value) {
    const uint64_t n = varint();
    if (n > static_cast<uint64_t>(kLastOf<E>)) return fail("has a kind that is not known");
    value = static_cast<E>(n);
  }
  void operator()(Millis& value) {
    const uint64_t n = varint();
    value = Millis(static_cast<int64_t>(n >> 1 ^ (0 - (n & 1))));
  }
  void operator()(Time& value) {
    Millis since_epoch{};
    (*this)(since_epoch);
    value = Time(since_epoch);
  }
  void operator()(std::string& text) { text = take(varint()); }
  void operator()(float& value) {
    value = std::bit_cast<float>(static_cast<uint32_t>(little_endian(4)));
  }
  void fixed(uint64_t& value, int bytes = 8) { value = little_endian(bytes); }
  void fixed(std::vector<uint16_t>& numbers);
  void exactly(uint8_t value) {
    if (take(1) != std::string_view(reinterpret_cast<const char*>(&value), 1))
      fail("is of another kind");
  }

  void flags(std::same_as<bool> auto&... bits) {
    const uint64_t byte = varint();
    int shift = 0;
    ((bits = byte >> shift++ & 1), ...);
    if (byte >> shift) fail("has flags that are not known");
  }

  template <class... T>
  void sparse(T&... members) {
    const uint64_t present = varint();
    int shift = 0;
    ((present >> shift++ & 1 ? (*this)(members) : void()), ...);
    if (present >> shift) fail("has fields that are not known");
  }

  // Grows with the bytes read, never with the count that they claim.
  template <class T, class F>
  void list(std::vector<T>& items, F item) {
    const uint64_t count = varint();
    if (count > rest_.size()) return fail(kShort);
    for (uint64_t i = 0; i < count && !failed(); ++i) item(*this, items.emplace_back());
  }

  void href_tail(std::string& href);

 private:
  static constexpr const char* kShort = "ends in the middle of a field";
  void fail(const char* fault);
  uint64_t varint() {
    if (rest_.empty() || rest_[0] & 0x80) return long_varint();
    const char byte = rest_[0];
    rest_.remove_prefix(1);
    return static_cast<uint64_t>(byte);
  }
  uint64_t long_varint();
  uint64_t little_endian(int bytes);
  std::string_view take(uint64_t size);

  std::string_view rest_, key_;
  uint8_t version_;
  const char* fault_ = nullptr;
};

}  // namespace winnow
