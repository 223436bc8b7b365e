#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace winnow {

// What kind of chrome a text looks like. The labeller sees these as one bit each.
enum class Cue : uint8_t {
  kEditor,
  kSource,
  kRelated,
  kFollow,
  kCopyright,
  kAdvert,
  kPlayer,
  kPager,
  kComment,
  kDate,
  kShare,
  kByline,
  kSubscribe,
  kLogin,
  kTags,
  kCaption,
  kReadTime,
  kBio,
  kTitleLine,
  kNotice,
  kCounter,
  kLead,
  kSite,
  kError,
};
inline constexpr int kCueCount = 24;

// What a rule does to a block of the body that meets it.
enum class Effect : uint8_t {
  kCut,         // the block goes
  kCutSection,  // a label or heading: it goes, with the links and teasers under it
  kTrimStart,   // the matched words at its start go, the rest stays
  kSignature,   // a closing "(...)" goes, at the end of the block or as a block of its own
  kCueOnly,     // not sure enough to cut: the labeller is told
};

// Where in the body a rule may cut. The cue is given anywhere on the page.
enum class Where : uint8_t {
  kAnywhere,
  kStart,  // before or just behind the first prose
  kEnd,    // behind the middle, among or after the last prose
  kEdges,
};

// One row of the table. `patterns` are divided by '|': the whole text must match one of them, where
// `*` is any text and `#` a run of digits. They are matched against the text as
// normalized_for_rules (rule_text.h) gives it, so write ASCII letters in lower case, ASCII punctuation for
// full-width, no spaces beside Han characters, and no brackets, bullets or closing marks around the
// whole.
struct ChromeRule {
  std::string_view name;
  Cue cue;
  Effect effect;
  Where where;
  uint16_t max_words;  // longer texts never match
  std::string_view patterns;
  std::string_view example;  // a text that it cuts
  std::string_view kept;     // one like it that it must not cut; may be empty
};

std::span<const ChromeRule> chrome_rules();

// All rules that the text meets: bit n of `cues` for Cue n, and the first rule that would cut it.
struct RuleMatch {
  uint32_t cues = 0;
  const ChromeRule* rule = nullptr;  // first in the table with an effect other than kCueOnly
};
RuleMatch match_rules(std::string_view text, uint32_t words);

// Whether the bracketed text that ends a block is a signature or an editor line ("(记者 张三)").
const ChromeRule* match_signature(std::string_view inside, uint32_t words);

// `text` matches one of `patterns` (see ChromeRule). Time: linear in the text for each pattern.
bool matches(std::string_view patterns, std::string_view text);

}  // namespace winnow
