#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace winnow {

// Which numbers were added: a Bloom filter that grows. Each number has seven bits in one line of
// 64 bytes, so that a look costs one cache miss a layer; when a layer is full, one of twice its
// size comes. About 16 bits a number; of the others 0.1 % pass each layer, of which there are ten
// at a million articles. When it may not grow any more, all pass.
class BandSieve {
 public:
  explicit BandSieve(size_t most_bytes) : most_bytes_(most_bytes) {}

  void add(uint64_t number);
  void prefetch(uint64_t number) const;  // what add() and may_have() will look at
  bool may_have(uint64_t number) const;
  size_t bytes() const { return bytes_; }

 private:
  static constexpr size_t kLineWords = 8;
  struct Line {
    uint64_t words[kLineWords] = {};
  };
  struct Layer {
    std::vector<Line> lines;
    size_t room = 0;  // for so many more numbers
  };
  void grow();

  const size_t most_bytes_;
  size_t bytes_ = 0;
  bool full_ = false;
  std::vector<Layer> layers_;
};

}  // namespace winnow
