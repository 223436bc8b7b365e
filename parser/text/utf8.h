#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace winnow {

// The code point at `position` (< text.size()), which is moved behind it. An ill-formed sequence
// gives U+FFFD, once a maximal subpart (Unicode 3.9, Encoding Standard 4.1).
char32_t next_code_point(std::string_view text, size_t& position);

// Appends a Unicode scalar value; anything else is appended as U+FFFD.
void append_code_point(std::string& out, char32_t c);

bool is_well_formed(std::string_view text);
std::string well_formed(std::string_view text);  // ill-formed sequences become U+FFFD

// White space of Unicode (White_Space), and what is as invisible in running text: U+200B, U+2060,
// U+FEFF.
bool is_space(char32_t c);
bool is_han(char32_t c);  // ideographs, also 々 and 〇
bool is_kana(char32_t c);
bool is_word(char32_t c);  // a letter, digit or mark of any script

// Runs of space become one U+0020, none at the ends, ill-formed sequences U+FFFD; control
// characters go.
std::string collapse_space(std::string_view text);

// How long a text is, in what readers count: each Han or kana character, and each run of other
// letters and digits.
size_t count_words(std::string_view text);

// The words of `text` in order, as count_words counts them: each Han or kana character, each run of
// other letters, digits and marks. Punctuation, symbols and space only part them.
class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {}
  // The next word, as a view into the text; false at the end.
  bool next(std::string_view& word);

 private:
  std::string_view text_;
  size_t position_ = 0;
};

}  // namespace winnow
