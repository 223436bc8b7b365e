#pragma once
#include <cstddef>
#include <string_view>

#include "parser/extraction.h"

namespace winnow {

constexpr size_t kLanguageBytes = 64 << 10;  // of a text that language_of looks at

// The language of a text (well-formed UTF-8) by CLD2, which is given the first 512 bytes, with what
// the page declares (BCP 47, may be empty or wrong) as a hint; Han characters alone are Chinese.
// Chinese is divided into zh-Hans and zh-Hant by the characters, of the first 64 KiB, that only one
// of the two writes. Confidence is the share of the text that is in that language, halved where
// CLD2 calls its own answer unreliable. A text too short for CLD2 is judged by its scripts; one
// without letters is "und" with confidence 0.
Language language_of(std::string_view text, std::string_view declared);

// Han characters that only simplified (or only traditional) Chinese writes.
bool is_simplified_only(char32_t c);
bool is_traditional_only(char32_t c);

}  // namespace winnow
