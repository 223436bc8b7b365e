#include "parser/text/char_masks.h"

#include <random>
#include <string>

#include "tests/catch.h"

using namespace winnow;

namespace {

void check_same(const CharMasks& a, const CharMasks& b) {
  CHECK(a.letters == b.letters);
  CHECK(a.capitals == b.capitals);
  CHECK(a.digits == b.digits);
  CHECK(a.spaces == b.spaces);
  CHECK(a.beyond == b.beyond);
}

}  // namespace

TEST_CASE("masks of characters have a bit for each, the first lowest") {
  const CharMasks masks = masks_of(std::string_view("aZ 07-\xE8\tz"), 0);
  CHECK(masks.letters == 0b100000011);
  CHECK(masks.capitals == 0b10);
  CHECK(masks.digits == 0b11000);
  CHECK(masks.spaces == 0b100);
  CHECK(masks.beyond == 0b1000000);
  CHECK(masks.alnums() == 0b100011011);
}

TEST_CASE("masks of bytes and code points are those of each character, wherever they begin") {
  std::mt19937 random(1);
  for (size_t size : {1u, 15u, 63u, 64u, 65u, 200u}) {
    std::string bytes;
    std::u32string points;
    while (bytes.size() < size) {
      bytes += static_cast<char>(random());
      points += random() % 2 ? random() % 0x80 : random() % 0x110000;
    }
    for (size_t at = 0; at < size; ++at) {
      check_same(masks_of(std::string_view(bytes), at),
                 masks_of_each(std::string_view(bytes).substr(at)));
      check_same(masks_of(std::u32string_view(points), at),
                 masks_of_each(std::u32string_view(points).substr(at)));
    }
  }
  for (int c = 0; c < 256; ++c) {
    const std::string one(1, static_cast<char>(c));
    check_same(masks_of(std::string_view(one), 0), masks_of_each(std::string_view(one)));
  }
}

TEST_CASE("runs of letters and digits are found across the masks' ends") {
  const std::string text = std::string(50, ' ') + std::string(100, 'x') + "-a1";
  AlnumRuns runs(text);
  CHECK(runs.size_at(0) == 0);
  CHECK(runs.size_at(49) == 0);
  size_t at = 50;
  while (const size_t size = runs.size_at(at)) at += size;
  CHECK(at == 150);
  CHECK(runs.size_at(151) == 2);
  CHECK(runs.size_at(152) == 1);
}
