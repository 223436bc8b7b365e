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
  void* allocate(size_t bytes);
  // A copy of the string that lives as long as the arena.
  std::string_view copy(std::string_view text);
  // `head` and then `tail` in one piece; in place if `head` was the last string made here, so
  // appending again and again costs linear time.
  std::string_view append(std::string_view head, std::string_view tail);

  size_t bytes() const { return bytes_; }  // handed out
  uint64_t allocations() const { return allocations_; }

 private:
  void grow(size_t bytes);

  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
  size_t bytes_ = 0;
  uint64_t allocations_ = 0;
};

}  // namespace winnow
