#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace winnow {

// Memory that is handed out piece by piece and given back whole. Pieces are aligned for any type.
class Arena {
 public:
  // Uninitialised memory of `bytes`. Throws std::bad_alloc.
  void* allocate(size_t bytes) {
    const size_t size = (bytes + kAlignment - 1) & ~(kAlignment - 1);
    if (size > static_cast<size_t>(end_ - next_)) grow(size);
    void* piece = next_;
    next_ += size;
    bytes_ += size;
    return piece;
  }

  // A copy of the string that lives as long as the arena.
  std::string_view copy(std::string_view text);
  // `head` and then `tail` in one piece; in place if `head` was the last string made here, so
  // appending again and again costs linear time.
  std::string_view append(std::string_view head, std::string_view tail);

  size_t bytes() const { return bytes_; }  // handed out

  // Whether `size` bytes from there on are memory of this arena, properly aligned.
  bool contains(const void* piece, size_t size) const;

  // Takes all pieces back, and keeps at most `kept` bytes of memory for those to come.
  void reset(size_t kept);

 private:
  struct Chunk {
    std::unique_ptr<std::byte[]> bytes;
    size_t size;
  };
  static constexpr size_t kAlignment = alignof(std::max_align_t);

  void grow(size_t bytes);

  std::vector<Chunk> chunks_;
  size_t used_ = 0;  // chunks; the rest are kept from before the reset
  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
  size_t bytes_ = 0;
};

}  // namespace winnow
