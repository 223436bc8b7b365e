#include "parser/text/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "parser/ascii.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

// What CLD2 is given: it takes 50 ns a byte, and on the shared pages says no more of a longer text.
constexpr size_t kCld2Bytes = 1 << 9;
constexpr float kScriptConfidence = 0.5f;    // for an answer from scripts alone
constexpr float kDeclaredConfidence = 0.2f;  // for an answer from the declaration alone

// CLD2's own codes that BCP 47 writes otherwise.
constexpr std::array<std::array<std::string_view, 2>, 6> kRenamed = {
    {{"un", "und"}, {"iw", "he"}, {"jw", "jv"}, {"in", "id"}, {"mo", "ro"}, {"sr-ME", "sr"}}};

constexpr char32_t kFirstHan = 0x4E00, kLastHan = 0x9FFF;
using HanSet = std::array<uint64_t, (kLastHan - kFirstHan) / 64 + 1>;  // a bit for each

#include "parser/text/han_variants.inc"

constexpr HanSet set_of(std::u32string_view characters) {
  HanSet set{};
  for (const char32_t c : characters)
    set[(c - kFirstHan) / 64] |= uint64_t{1} << (c - kFirstHan) % 64;
  return set;
}
constexpr HanSet kSimplified = set_of(kSimplifiedOnly), kTraditional = set_of(kTraditionalOnly);

bool contains(const HanSet& set, char32_t c) {
  c -= kFirstHan;  // of those before it a large number
  return c / 64 < set.size() && set[c / 64] >> c % 64 & 1;
}

// Eight characters at a time, of ASCII.
size_t ascii_letters(std::string_view text) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  size_t letters = 0, i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    uint64_t eight;
    std::memcpy(&eight, text.data() + i, 8);
    eight |= 32 * kOnes;
    const uint64_t from_a = eight + (0x80 - 'a') * kOnes, beyond_z = eight + (0x7F - 'z') * kOnes;
    letters += ((from_a & ~beyond_z) >> 7 & kOnes) * kOnes >> 56;
  }
  for (; i < text.size(); ++i) letters += (text[i] | 32) >= 'a' && (text[i] | 32) <= 'z';
  return letters;
}

struct Scripts {
  size_t letters = 0, han = 0, kana = 0, hangul = 0;
  size_t simplified = 0, traditional = 0;
};

Scripts count_scripts(std::string_view text) {
  Scripts counts;
  for (size_t i = 0; i < text.size();) {
    if (const size_t ascii = ascii_front(text.substr(i)); ascii > 0) {
      counts.letters += ascii_letters(text.substr(i, ascii));
      i += ascii;
      continue;
    }
    const char32_t c = next_code_point(text, i);
    if (is_han(c)) {
      ++counts.letters;
      ++counts.han;
      counts.simplified += is_simplified_only(c);
      counts.traditional += is_traditional_only(c);
    } else if (u_isalpha(static_cast<UChar32>(c))) {
      ++counts.letters;
      counts.kana += is_kana(c);
      counts.hangul += c >= 0xAC00 && c <= 0xD7A3;
    }
  }
  return counts;
}

bool is_prefix_of_tag(std::string_view prefix, std::string_view tag) {
  return tag.substr(0, prefix.size()) == prefix &&
         (tag.size() == prefix.size() || tag[prefix.size()] == '-');
}

std::string lower_tag(std::string_view tag) {
  std::string out = to_lower(tag);
  std::ranges::replace(out, '_', '-');
  return out;
}

std::string_view chinese(const Scripts& scripts, std::string_view declared) {
  if (scripts.simplified == scripts.traditional) {
    for (std::string_view tag : {"zh-hant", "zh-tw", "zh-hk", "zh-mo", "zh-cht"}) {
      if (is_prefix_of_tag(tag, declared)) return "zh-Hant";
    }
  }
  return scripts.traditional > scripts.simplified ? "zh-Hant" : "zh-Hans";
}

// What the scripts say by themselves, or nothing.
Language by_script(const Scripts& scripts) {
  const auto share = [&](size_t n) {
    return kScriptConfidence * static_cast<float>(n) / static_cast<float>(scripts.letters);
  };
  const size_t east = scripts.han + scripts.kana;
  if (scripts.hangul * 2 > scripts.letters) return {"ko", share(scripts.hangul)};
  if (east * 2 > scripts.letters) return {scripts.kana * 10 > east ? "ja" : "zh", share(east)};
  return {};
}

// Han characters without kana and hangul between them can only be Chinese.
bool is_chinese(const Scripts& scripts) {
  return scripts.han * 5 > scripts.letters * 4 &&
         (scripts.kana + scripts.hangul) * 50 < scripts.han;
}

// At most `bytes` of the front of the text, not cut inside of a character.
std::string_view front_of(std::string_view text, size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (text[bytes] & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

Language by_cld2(std::string_view text, const std::string& declared) {
  CLD2::CLDHints hints{declared.c_str(), nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int percents[3], text_bytes = 0, valid_bytes = 0;
  double scores[3];
  bool reliable = false;
  const auto detect = [&](std::string_view part) {
    return CLD2::ExtDetectLanguageSummaryCheckUTF8(
        part.data(), static_cast<int>(part.size()), /*is_plain_text=*/true, &hints, 0, languages,
        percents, scores, nullptr, &text_bytes, &reliable, &valid_bytes);
  };
  // Control characters and noncharacters are valid UTF-8 that CLD2 stops at: the first are gone
  // here, the second end the text.
  const std::string clean = collapse_space(text);
  CLD2::Language language = detect(clean);
  if (valid_bytes > 0 && static_cast<size_t>(valid_bytes) < clean.size()) {
    language = detect(std::string_view(clean).substr(0, static_cast<size_t>(valid_bytes)));
  }
  if (language == CLD2::UNKNOWN_LANGUAGE) language = languages[0];
  if (language == CLD2::UNKNOWN_LANGUAGE) return {};
  std::string code = CLD2::LanguageCode(language);
  for (const auto& [from, to] : kRenamed) {
    if (code == from) code = to;
  }
  float confidence = 0;
  for (int i = 0; i < 3; ++i) {
    // CLD2 counts the two ways of writing Chinese as two languages.
    const bool same = languages[i] == language ||
                      (code.starts_with("zh") &&
                       (languages[i] == CLD2::CHINESE || languages[i] == CLD2::CHINESE_T));
    if (same) confidence += static_cast<float>(percents[i]) / 100;
  }
  if (code == "und" || code.starts_with("xx")) return {};
  return {code, reliable ? confidence : confidence / 2};
}

}  // namespace

bool is_simplified_only(char32_t c) { return contains(kSimplified, c); }

bool is_traditional_only(char32_t c) { return contains(kTraditional, c); }

Language language_of(std::string_view text, std::string_view declared) {
  text = front_of(text, kLanguageBytes);
  const std::string hint = lower_tag(declared);
  const Scripts scripts = count_scripts(text);
  if (scripts.letters == 0) return {"und", 0};
  if (is_chinese(scripts)) {
    const auto share = static_cast<float>(scripts.han) / static_cast<float>(scripts.letters);
    return {std::string(chinese(scripts, hint)), share};
  }
  Language language = by_cld2(front_of(text, kCld2Bytes), hint);
  const bool east = language.code.starts_with("zh") || language.code == "ja";
  const Language script = by_script(scripts);
  if (!script.code.empty() && script.code != language.code && !east) language = script;
  if (language.code.empty() && !hint.empty()) {
    language = {hint.substr(0, hint.find('-')), kDeclaredConfidence};
  }
  if (language.code.empty()) return {"und", 0};
  if (language.code.starts_with("zh")) language.code = chinese(scripts, hint);
  return language;
}

}  // namespace winnow
