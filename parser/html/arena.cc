#include "parser/html/arena.h"

#include <algorithm>
#include <cstring>

namespace winnow {
namespace {

constexpr size_t kChunk = 256 << 10;
constexpr size_t kAlignment = alignof(std::max_align_t);

}  // namespace

void Arena::grow(size_t bytes) {
  const size_t size = std::max(bytes, kChunk);
  chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(size));
  next_ = chunks_.back().get();
  end_ = next_ + size;
}

void* Arena::allocate(size_t bytes) {
  const size_t size = (bytes + kAlignment - 1) & ~(kAlignment - 1);
  if (size > static_cast<size_t>(end_ - next_)) grow(size);
  void* piece = next_;
  next_ += size;
  bytes_ += size;
  ++allocations_;
  return piece;
}

std::string_view Arena::copy(std::string_view text) {
  if (text.empty()) return {"", 0};
  char* piece = static_cast<char*>(allocate(text.size()));
  std::memcpy(piece, text.data(), text.size());
  return {piece, text.size()};
}

std::string_view Arena::append(std::string_view head, std::string_view tail) {
  if (tail.empty()) return head;
  const char* next = reinterpret_cast<const char*>(next_);
  const size_t slack = static_cast<size_t>(next - (head.data() + head.size()));
  const bool is_last = head.data() < next && slack < kAlignment && !chunks_.empty() &&
                       head.data() >= reinterpret_cast<const char*>(chunks_.back().get());
  char* piece;
  if (is_last && tail.size() <= slack + static_cast<size_t>(end_ - next_)) {
    piece = const_cast<char*>(head.data());
    if (tail.size() > slack) allocate(tail.size() - slack);
  } else {
    // Room to grow in place, so that the copies add up to linear time.
    grow(std::max(kChunk, 2 * (head.size() + tail.size())));
    piece = static_cast<char*>(allocate(head.size() + tail.size()));
    std::memcpy(piece, head.data(), head.size());
  }
  std::memcpy(piece + head.size(), tail.data(), tail.size());
  return {piece, head.size() + tail.size()};
}

}  // namespace winnow
