#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "parser/html/dom.h"

// Where each piece of markup ends: the states of the tokenizer (HTML Standard 13.2.5) that a byte
// pass needs, over input as preprocess() leaves it. Each function is linear in what it passes.
namespace winnow {

inline bool is_html_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\f'; }

// Attributes of one tag that are kept; of more, the first and the last.
inline constexpr size_t kMostAttributes = 20'000;

struct MarkupTag {
  std::string_view name;  // as written
  Tag tag = GUMBO_TAG_UNKNOWN;
  bool self_closing = false;
  size_t end = 0;                     // behind '>'
  std::vector<Attribute> attributes;  // as written, references unresolved, duplicates included
};

// The tag whose name begins at `at`. False if the input ends within it: then it is no tag at all.
bool scan_tag(std::string_view input, size_t at, MarkupTag& tag);

// Whether it has two attributes of one name, whatever their case.
bool repeats_an_attribute(const MarkupTag& tag);

// Behind the end of what begins at `at`; the input's end if it is not closed.
size_t end_of_comment(std::string_view input, size_t at);        // behind "<!--"
size_t end_of_bogus_comment(std::string_view input, size_t at);  // also of a doctype

// Where the content that begins at `at` ends: at "</name" and a delimiter, or the input's end.
size_t end_of_raw_text(std::string_view input, size_t at, std::string_view lower_name);
size_t end_of_script(std::string_view input, size_t at);

// Where the next markup begins, a '<' that does not stand for itself; the input's end if none does.
size_t find_markup(std::string_view input, size_t at);

}  // namespace winnow
