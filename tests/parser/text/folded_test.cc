#include "parser/text/folded.h"

#include <string>

#include "tests/catch.h"

using namespace winnow;

TEST_CASE("letters and digits are copied in lower case, wherever they end") {
  const std::string text = "ABCxyz019QRS5tuv";
  for (size_t at = 0; at < text.size(); ++at)
    for (size_t size = 0; size <= text.size() - at; ++size) {
      std::string out(size + 8, '~');
      const char* end = copy_folded(text, at, size, out.data());
      CHECK(std::string_view(out).substr(0, end - out.data()) == to_lower(text.substr(at, size)));
    }
}

TEST_CASE("a word's folded hash is the same whatever its case, and only then") {
  const std::string letters = "abcdefghijklmnopqrstuvwxyz0123456789abcdefgh";
  for (size_t size = 1; size <= 32; ++size) {
    const std::string word = letters.substr(0, size);
    std::string capitals = word, other = word;
    for (char& c : capitals)
      if (c >= 'a') c = static_cast<char>(c - 32);
    CHECK(folded_hash(capitals) == folded_hash(word));
    for (size_t i = 0; i < size; ++i) {
      other[i] = '_';
      CHECK(folded_hash(other) != folded_hash(word));
      other[i] = word[i];
    }
    if (size < 32) CHECK(folded_hash(letters.substr(0, size + 1)) != folded_hash(word));
  }
  CHECK(folded_hash("é") != folded_hash("É"));  // of ASCII only
  CHECK(folded_hash("@[`{") != folded_hash("`{@["));
}
