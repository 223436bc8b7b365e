#include "parser/html/arena.h"

#include <algorithm>
#include <cstring>

namespace winnow {
namespace {

// Chunks grow with the arena, so that a small page costs little and a large one few chunks.
constexpr size_t kFirstChunk = 8 << 10, kLastChunk = 1 << 20;

}  // namespace

void Arena::grow(size_t bytes) {
  while (used_ < chunks_.size() && chunks_[used_].size < bytes) ++used_;
  if (used_ == chunks_.size()) {
    const size_t usual =
        chunks_.empty() ? kFirstChunk : std::min(2 * chunks_.back().size, kLastChunk);
    const size_t size = std::max(bytes, usual);
    chunks_.push_back({std::make_unique_for_overwrite<std::byte[]>(size), size});
  }
  next_ = chunks_[used_].bytes.get();
  end_ = next_ + chunks_[used_].size;
  ++used_;
}

bool Arena::contains(const void* piece, size_t size) const {
  const auto address = reinterpret_cast<uintptr_t>(piece);
  if (address % kAlignment != 0) return false;
  for (size_t i = used_; i-- > 0;) {
    const auto begin = reinterpret_cast<uintptr_t>(chunks_[i].bytes.get());
    if (address >= begin && address + size <= begin + chunks_[i].size) return true;
  }
  return false;
}

void Arena::reset(size_t kept) {
  size_t sum = 0;
  const auto first = std::find_if(chunks_.begin(), chunks_.end(),
                                  [&](const Chunk& chunk) { return (sum += chunk.size) > kept; });
  chunks_.erase(first, chunks_.end());
  used_ = 0;
  next_ = end_ = nullptr;
  bytes_ = 0;
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
  const bool is_last = head.data() < next && slack < kAlignment && used_ > 0 &&
                       head.data() >= reinterpret_cast<const char*>(chunks_[used_ - 1].bytes.get());
  char* piece;
  if (is_last && tail.size() <= slack + static_cast<size_t>(end_ - next_)) {
    piece = const_cast<char*>(head.data());
    if (tail.size() > slack) allocate(tail.size() - slack);
  } else {
    // Room to grow in place, so that the copies add up to linear time.
    if (head.size() > kFirstChunk) grow(2 * (head.size() + tail.size()));
    piece = static_cast<char*>(allocate(head.size() + tail.size()));
    std::memcpy(piece, head.data(), head.size());
  }
  std::memcpy(piece + head.size(), tail.data(), tail.size());
  return {piece, head.size() + tail.size()};
}

}  // namespace winnow
