#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace winnow {

// Counts of one text that tell prose from labels, made in one pass. Words as in parser/text/utf8.h:
// a Han or kana character is one, so is a run of other letters and digits.
struct TextStats {
  uint32_t words = 0;
  uint32_t han = 0;         // and kana
  uint32_t digits = 0;      // characters
  uint32_t upper = 0;       // ASCII capital letters
  uint32_t letters = 0;     // of any script
  uint32_t commas = 0;      // and their kin in all scripts
  uint32_t stops = 0;       // sentence ends
  uint32_t marks = 0;       // | / : » © and other label punctuation
  uint32_t characters = 0;  // but white space
  char32_t first = 0, last = 0;

  void add(std::string_view text);
  void add_space() { in_word_ = false; }

 private:
  void add_ascii(std::string_view text);

  bool in_word_ = false;
};

TextStats stats_of(std::string_view text);

// Appends `text` to `out` with runs of white space as one space; none is put at the front of `out`
// or after a line feed or tab.
void append_collapsed(std::string& out, std::string_view text);
void append_space(std::string& out);  // the same of a space

std::string_view trimmed(std::string_view text);  // of white space at both ends

}  // namespace winnow
