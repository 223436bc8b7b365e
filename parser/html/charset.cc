#include "parser/html/charset.h"

#include <unicode/ucsdet.h>

#include <algorithm>
#include <memory>

#include "parser/html/charset_convert.h"
#include "parser/html/charset_declaration.h"
#include "parser/html/charset_score.h"

namespace winnow {
namespace {

// A score from which bytes are taken for Chinese, Japanese or Korean though nothing says so, and
// how much better than the declared encoding another must be to replace it.
constexpr double kPlausible = 0.2;
constexpr double kBetter = 0.15;

// Of what is not ASCII, as much is looked at to guess an encoding.
constexpr size_t kSampleBytes = 16 << 10;

// As many well-formed sequences are no accident. (One of GBK's characters in six is well-formed.)
constexpr size_t kNoAccident = 4;

struct Declaration {
  const Encoding* encoding = nullptr;
  CharsetSource source = CharsetSource::kDefault;
};

Declaration declaration_of(std::string_view bytes, std::string_view content_type) {
  if (const auto* e = encoding_of_content_type(content_type)) return {e, CharsetSource::kHeader};
  if (const auto* e = encoding_of_meta(bytes)) return {e, CharsetSource::kMeta};
  if (const auto* e = encoding_of_xml_declaration(bytes)) return {e, CharsetSource::kXml};
  return {};
}

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// The part of the bytes that says most: from the first that is not ASCII, which is where a
// character begins in every encoding without shifts.
std::string_view sample_of(std::string_view bytes) {
  const auto first = std::find_if_not(bytes.begin(), bytes.end(), is_ascii);
  return bytes.substr(static_cast<size_t>(first - bytes.begin()), kSampleBytes);
}

struct Guess {
  const Encoding* encoding = nullptr;
  double score = 0;
};

Guess best_cjk_guess(std::string_view sample) {
  Guess best;
  for (std::string_view name : {"GBK", "Big5", "Shift_JIS", "EUC-JP", "EUC-KR"}) {
    const Encoding& encoding = encoding_named(name);
    const double score = cjk_score(convert(encoding, sample).text);
    if (best.encoding == nullptr || score > best.score) best = {&encoding, score};
  }
  return best;
}

// ICU's statistics tell the alphabets of one byte a character apart.
const Encoding& guess_single_byte(std::string_view sample) {
  const Encoding* fallback = &encoding_named("windows-1252");
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status),
                                                                            &ucsdet_close);
  ucsdet_setText(detector.get(), sample.data(), static_cast<int32_t>(sample.size()), &status);
  int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  if (U_FAILURE(status)) return *fallback;
  for (int32_t i = 0; i < count; ++i) {
    constexpr int32_t kConfident = 30;  // per cent; below it everything is windows-1252
    if (ucsdet_getConfidence(matches[i], &status) < kConfident) break;
    const Encoding* encoding = encoding_of_label(ucsdet_getName(matches[i], &status));
    if (encoding == nullptr) continue;
    if (encoding->name.starts_with("windows-125") || encoding->name.starts_with("ISO-8859") ||
        encoding->name.starts_with("KOI8")) {
      return *encoding;
    }
  }
  return *fallback;
}

// UTF-16 without a mark: "<" and a NUL. Also the reverse, ASCII that is declared as UTF-16.
const Encoding* utf16_by_its_look(std::string_view bytes) {
  if (bytes.size() < 4) return nullptr;
  if (bytes[0] == '<' && bytes[1] == '\0' && bytes[2] != '\0') return &encoding_named("UTF-16LE");
  if (bytes[0] == '\0' && bytes[1] == '<' && bytes[2] == '\0') return &encoding_named("UTF-16BE");
  return nullptr;
}

bool is_utf16(const Encoding& encoding) { return encoding.name.starts_with("UTF-16"); }

// ISO-2022-JP is all ASCII but for its escapes.
bool has_japanese_escape(std::string_view bytes) {
  return bytes.find("\x1B$B") != bytes.npos || bytes.find("\x1B$@") != bytes.npos;
}

Decoded converted(const Encoding& encoding, std::string_view bytes, CharsetSource source) {
  return {convert(encoding, bytes).text, encoding.name, source};
}

// Of bytes that are not well-formed UTF-8.
Decoded decode_legacy(std::string_view bytes, const Declaration& declared) {
  const std::string_view sample = sample_of(bytes);
  const bool is_utf8 = declared.encoding != nullptr && declared.encoding->name == "UTF-8";
  const Encoding* trusted = is_utf8 ? nullptr : declared.encoding;
  const double trusted_score = trusted == nullptr ? 0 : cjk_score(convert(*trusted, sample).text);
  if (trusted_score >= 2 * kPlausible) return converted(*trusted, bytes, declared.source);

  const Guess guess = best_cjk_guess(sample);
  const CharsetSource by_bytes =
      declared.encoding == nullptr ? CharsetSource::kDetected : CharsetSource::kRepaired;
  if (guess.score >= std::max(kPlausible, trusted_score + kBetter)) {
    return converted(*guess.encoding, bytes, by_bytes);
  }
  if (trusted != nullptr) return converted(*trusted, bytes, declared.source);
  return converted(guess_single_byte(sample), bytes, by_bytes);
}

bool is_plausible(const Encoding& encoding, std::string_view bytes) {
  const Converted whole = convert(encoding, sample_of(bytes));
  return whole.errors == 0 && cjk_score(whole.text) >= kPlausible;
}

}  // namespace

std::string_view name_of(CharsetSource source) {
  switch (source) {
    case CharsetSource::kBom:
      return "bom";
    case CharsetSource::kHeader:
      return "header";
    case CharsetSource::kMeta:
      return "meta";
    case CharsetSource::kXml:
      return "xml";
    case CharsetSource::kDetected:
      return "detected";
    case CharsetSource::kRepaired:
      return "repaired";
    case CharsetSource::kDefault:
      return "default";
  }
  return "unknown";
}

Decoded decode(std::string_view bytes, std::string_view content_type) {
  size_t mark = 0;
  if (const Encoding* encoding = encoding_of_bom(bytes, mark)) {
    bytes.remove_prefix(mark);
    if (encoding->name == "UTF-8") return {bytes, encoding->name, CharsetSource::kBom};
    return converted(*encoding, bytes, CharsetSource::kBom);
  }
  Declaration declared = declaration_of(bytes, content_type);
  const Encoding* utf16 = utf16_by_its_look(bytes);
  if (declared.encoding != nullptr && is_utf16(*declared.encoding)) {
    if (utf16 == declared.encoding) return converted(*utf16, bytes, declared.source);
    if (utf16 == nullptr && survey_utf8(bytes).errors > 0) {
      return converted(*declared.encoding, bytes, declared.source);
    }
    declared.encoding = &encoding_named("UTF-8");
    declared.source = CharsetSource::kRepaired;
  }
  if (utf16 != nullptr) return converted(*utf16, bytes, CharsetSource::kDetected);

  const Utf8Survey survey = survey_utf8(bytes);
  if (survey.ascii()) {
    if (has_japanese_escape(bytes)) {
      const bool said = declared.encoding != nullptr && declared.encoding->name == "ISO-2022-JP";
      return converted(encoding_named("ISO-2022-JP"), bytes,
                       said ? declared.source : CharsetSource::kDetected);
    }
    return {bytes, declared.encoding ? declared.encoding->name : "UTF-8", declared.source};
  }
  const bool mostly_utf8 = survey.sequences >= 10 * survey.errors && survey.sequences > 0;
  if (!mostly_utf8) return decode_legacy(bytes, declared);

  const bool said = declared.encoding != nullptr && declared.encoding->name == "UTF-8";
  if (said) return {bytes, "UTF-8", declared.source};
  if (declared.encoding != nullptr && survey.sequences < kNoAccident &&
      is_plausible(*declared.encoding, bytes)) {
    return converted(*declared.encoding, bytes, declared.source);
  }
  return {bytes, "UTF-8",
          declared.encoding == nullptr ? CharsetSource::kDetected : CharsetSource::kRepaired};
}

}  // namespace winnow
