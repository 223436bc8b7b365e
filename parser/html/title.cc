#include "parser/html/title.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "parser/ascii.h"
#include "parser/html/dates.h"
#include "parser/html/meta_tags.h"
#include "parser/text/fingerprint.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

// Longer ones first: each stands for itself.
constexpr auto kSeparators = std::to_array<std::string_view>(
    {" - ", " – ", " — ", " | ", " · ", " :: ", " » ", " « ", " @ ", " / ", " ; ", " • ",
     "——",  "--",  "::",  "_",   "|",   "｜",   "丨",  "»",   "«",   "-",   "–"});
constexpr size_t kMaxParts = 12;
constexpr size_t kMaxTitleWords = 100, kMaxTitleBytes = 600;

constexpr auto kTitleWords =
    std::to_array<std::string_view>({"title", "headline", "subject", "tit", "biaoti"});

bool names_title(const Dom& dom, NodeId id) {
  if (!dom[id].may_have(bits_of_names("class", "id", "itemprop"))) return false;
  const auto attributes = dom.attributes(dom[id]);
  return std::any_of(attributes.begin(), attributes.end(), [](const Attribute& a) {
    return (a.is("class") || a.is("id") || a.is("itemprop")) && contains_any(a.value, kTitleWords);
  });
}

// How well the sources agree that a text is the title: the words of each source, and of each run of
// its parts, with the share of the source that they are.
class Agreement {
 public:
  explicit Agreement(const TitleSources& sources) {
    add_runs(sources.title, 4);
    add_runs(sources.og_title, 5);
    add_runs(sources.headline, 5);
    if (!sources.site_name.empty()) known_[normalized_words(sources.site_name)] = -4;
    for (const auto& [words, weight] : known_) first_words_.insert(first_word(words));
    for (const auto& [words, weight] : whole_) first_words_.insert(first_word(words));
    for (const std::string& word : first_words_)
      if (!word.empty() && is_ascii(word[0])) initials_ |= bit_of(word[0]);
  }
  // Most lines of a page begin with no word that any source begins with.
  bool may_agree(std::string_view text) const {
    std::string_view first;
    if (!Words(text).next(first)) return true;
    if (is_ascii(first[0]) && (initials_ & bit_of(first[0])) == 0) return false;
    return first_words_.contains(normalized_words(first));
  }
  double operator()(std::string_view text) const {
    if (!may_agree(text)) return 0;
    const std::string words = normalized_words(text);
    const auto found = known_.find(words);
    if (found != known_.end()) return found->second;
    double best = 0;  // the beginning of a source, where no separator stands behind it
    for (const auto& [source, weight] : whole_) {
      if (!source.starts_with(words) || words.size() * 2 < source.size()) continue;
      if (source[words.size()] != ' ') continue;
      best = std::max(
          best, weight * static_cast<double>(words.size()) / static_cast<double>(source.size()));
    }
    return best;
  }
  // Is it how the page's own name begins, not a part behind, as the site's is?
  bool leads(std::string_view text) const {
    const std::string words = normalized_words(text);
    return std::any_of(whole_.begin(), whole_.end(),
                       [&](const auto& source) { return source.first.starts_with(words); });
  }

 private:
  static bool is_ascii(char c) { return static_cast<signed char>(c) >= 0; }
  static uint32_t bit_of(char c) { return uint32_t{1} << (c & 31); }  // whatever the case
  static std::string first_word(const std::string& words) {
    return words.substr(0, words.find(' '));
  }

  void add_runs(const std::string& source, double weight) {
    const std::vector<std::string_view> parts = title_parts(source);
    if (!source.empty()) whole_.emplace_back(normalized_words(source), weight);
    const auto all = static_cast<double>(std::max<size_t>(count_words(source), 1));
    for (size_t first = 0; first < parts.size(); ++first) {
      for (size_t last = first; last < parts.size(); ++last) {
        const std::string_view run(parts[first].data(),
                                   parts[last].data() + parts[last].size() - parts[first].data());
        const std::string words = normalized_words(run);
        if (words.empty()) continue;
        // Titles stand in front; a short part behind is a section or the site.
        const double share = static_cast<double>(count_words(run)) / all;
        const double length = std::min(1.0, static_cast<double>(count_words(run)) / 5);
        const double here = weight * length * (share + (first == 0 ? 1.0 : 0.25));
        double& best = known_[words];
        best = std::max(best, here);
      }
    }
  }
  std::unordered_map<std::string, double> known_;
  std::vector<std::pair<std::string, double>> whole_;
  std::unordered_set<std::string> first_words_;  // of both
  uint32_t initials_ = 0;                        // of those, in ASCII
};

double heading_weight(uint8_t level) {
  constexpr std::array<double, 7> kWeights = {0, 4, 3, 2, 1, 1, 0.5};
  return kWeights[level];
}

// Does a date stand in one of the next lines, as under a headline?
bool date_follows(std::span<const Line> lines, size_t at) {
  for (size_t i = at + 1; i < std::min(at + 5, lines.size()); ++i) {
    if (lines[i].text.size() < 200 && find_date(lines[i].text)) return true;
  }
  return false;
}

bool prose_follows(std::span<const Line> lines, size_t at) {
  for (size_t i = at + 1; i < std::min(at + 12, lines.size()); ++i) {
    if (lines[i].text.size() > 150 && !lines[i].link) return true;
  }
  return false;
}

struct Scored {
  std::string_view text;  // of a line
  double score = 0;
};

// What the line says as a whole, or the one of its parts that agrees better with the sources.
Scored text_of(const Line& line, const Agreement& agreement) {
  Scored best{line.text, agreement(line.text)};
  if (line.heading == 0 || line.parted.empty()) return best;
  for (size_t begin = 0; begin < line.parted.size();) {
    const size_t end = std::min(line.parted.find(kPart, begin), line.parted.size());
    const std::string_view part = line.parted.substr(begin, end - begin);
    const double agreed = agreement(part);
    if (agreed > best.score && count_words(part) > 2) best = {part, agreed};
    begin = end + 1;
  }
  return best;
}

// Does the line link to the page that it stands on, as headlines of blogs do?
bool links_to_itself(const Dom& dom, const Line& line, std::string_view path) {
  if (path.size() < 2) return false;
  for (NodeId id = line.element; id < dom[line.element].end; ++id) {
    if (!dom[id].is(GUMBO_TAG_A)) continue;
    std::string_view href = dom.attribute(dom[id], "href");
    href = href.substr(0, href.find_first_of("?#"));
    return href.ends_with(path.substr(0, path.find('?')));
  }
  return false;
}

// `to_beat`: a line whose score is no higher may get any.
Scored score_of(const Dom& dom, std::span<const Line> lines, size_t at, const Agreement& agreement,
                std::string_view path, double to_beat) {
  const Line& line = lines[at];
  if (line.hidden || line.text.size() > kMaxTitleBytes) return {};
  const bool named = names_title(dom, line.element);
  if (line.heading == 0 && !named && !agreement.may_agree(line.text)) return {};
  const size_t words = count_words(line.text);
  if (words == 0 || words > kMaxTitleWords) return {};
  Scored best = text_of(line, agreement);
  const double agreed = best.score;
  if (agreed <= 0 && line.heading == 0 && !named) return {};
  best.score += heading_weight(line.heading) + (named ? 1.5 : 0);
  if (line.chrome) best.score -= agreed > 4 ? 1 : 4;
  if (line.link && !links_to_itself(dom, line, path)) {
    // Headlines of blogs link to themselves, if by another address; a banner has the way home.
    const bool leads = agreement.leads(best.text), site = agreed > 0 && !leads;
    const bool sure = agreed > 4 && leads;
    best.score -= sure ? 0.5 : line.heading == 1 && !site ? 1.5 : 3.5;
  }
  if (words < 3) best.score -= 1.5;
  if (words < 5 && agreed <= 0) best.score -= 1.5;
  if (words >= 8 && agreed <= 0) best.score += 0.5;
  constexpr double kMostBehind = 3.1;  // that what follows may add
  best.score -= std::min(1.5, static_cast<double>(at) / 80);
  if (best.score + kMostBehind < to_beat) return best;
  if (agreed < 4 && date_follows(lines, at)) best.score += 1.5;
  if ((line.heading > 0 || named) && prose_follows(lines, at)) best.score += 1.5;
  return best;
}

// A source that says the same as the line but goes on where the line was cut, or the reverse.
// Does a bare hyphen join the part to a Latin word before it, as in step-by-step?
bool inside_word(std::string_view source, std::string_view part) {
  const auto at = static_cast<size_t>(part.data() - source.data());
  if (at < 2 || source[at - 1] != '-') return false;
  const auto before = static_cast<unsigned char>(source[at - 2]);
  return before < 0x80 && before != ' ' && before != '-' &&
         static_cast<unsigned char>(part[0]) < 0x80;
}

std::string without_site(const std::string& source, const std::string& site_name) {
  std::vector<std::string_view> parts = title_parts(source);
  if (parts.size() < 2) return source;
  const std::string site = normalized_words(site_name);
  // From behind, parts go as long as what is left is the longer half.
  size_t keep = parts.size();
  while (keep > 1) {
    const std::string_view rest(parts[0].data(),
                                parts[keep - 2].data() + parts[keep - 2].size() - parts[0].data());
    const bool is_site = !site.empty() && normalized_words(parts[keep - 1]) == site;
    if (!is_site && inside_word(source, parts[keep - 1])) break;
    if (!is_site && count_words(rest) < count_words(parts[keep - 1])) break;
    --keep;
  }
  return std::string(parts[0].data(), parts[keep - 1].data() + parts[keep - 1].size());
}

// What stands in `title` behind `text` and a separator: its last part.
std::string suffix_behind(const std::string& title, const std::string& text) {
  std::vector<std::string_view> parts = title_parts(title);
  if (parts.size() > 2 && to_lower(parts.back()).starts_with("powered by")) parts.pop_back();
  if (parts.size() < 2) return "";
  const std::string last(parts.back());
  const bool same = normalized_words(last) == normalized_words(text);
  return same || count_words(last) > 12 ? "" : last;
}

}  // namespace

std::vector<std::string_view> title_parts(std::string_view title) {
  std::vector<std::string_view> parts;
  const auto add = [&](std::string_view part) {
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
    if (!part.empty()) parts.push_back(part);
  };
  size_t begin = 0;
  for (size_t i = 0; i < title.size() && parts.size() + 1 < kMaxParts;) {
    if (is_alnum(title[i])) {
      ++i;
      continue;
    }
    const auto separator = std::find_if(kSeparators.begin(), kSeparators.end(),
                                        [&](auto s) { return title.substr(i, s.size()) == s; });
    if (separator == kSeparators.end()) {
      ++i;
      continue;
    }
    add(title.substr(begin, i - begin));
    i += separator->size();
    begin = i;
  }
  add(title.substr(begin));
  return parts;
}

Title choose_title(const Dom& dom, std::span<const Line> lines, const TitleSources& sources,
                   std::string_view path) {
  const Agreement agreement(sources);
  Title best;
  double best_score = 2;
  for (size_t i = 0; i < lines.size(); ++i) {
    const Scored scored = score_of(dom, lines, i, agreement, path, best_score);
    if (scored.score > best_score) {
      best_score = scored.score;
      best.line = i;
      best.text = scored.text;
    }
  }
  const std::string* source = &sources.title;
  for (const std::string* s : {&sources.headline, &sources.og_title}) {
    if (!s->empty()) {
      source = s;
      break;
    }
  }
  if (best.line == kNoLine) best.text = without_site(*source, sources.site_name);
  best.suffix = suffix_behind(sources.title, best.text);
  return best;
}

}  // namespace winnow
