#include "storage/dump_statistics.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>

#include "storage/json_members.h"

namespace winnow {
namespace {

// The members of a line that are looked at.
enum Field : size_t { kUrl, kLanguage, kScript, kVerdict, kPublished, kFetched, kFields };
constexpr std::array<std::string_view, kFields> kNames = {"url",     "language",  "script",
                                                          "verdict", "published", "fetched"};
// How many bytes of UTF-8 go on a character that has begun.
size_t continuation_bytes(std::string_view utf8) {
  constexpr uint64_t kLowBits = 0x0101'0101'0101'0101;
  size_t count = 0;
  while (utf8.size() >= 8) {
    uint64_t bytes;
    std::memcpy(&bytes, utf8.data(), 8);
    count += static_cast<size_t>(std::popcount(bytes >> 7 & ~(bytes >> 6) & kLowBits));
    utf8.remove_prefix(8);
  }
  return count + static_cast<size_t>(
                     std::ranges::count_if(utf8, [](char c) { return (c & 0xC0) == 0x80; }));
}

bool is_low_surrogate(
    std::string_view escape) {  // \uDC00 to \uDFFF: the second half of one character
  return escape.size() >= 4 && (escape[2] == 'd' || escape[2] == 'D') &&
         std::string_view("cCdDeEfF").find(escape[3]) != std::string_view::npos;
}

// The code points of a JSON string, given without its quotes and with its escapes.
uint64_t characters_of(std::string_view raw) {
  uint64_t count = raw.size() - continuation_bytes(raw);
  for (size_t at = raw.find('\\'); at != raw.npos; at = raw.find('\\', at)) {
    const bool hexadecimal = raw.substr(at).starts_with("\\u");
    const size_t length = std::min<size_t>(hexadecimal ? 6 : 2, raw.size() - at);
    count -= hexadecimal && is_low_surrogate(raw.substr(at)) ? length : length - 1;
    at += length;
  }
  return count;
}

// Goes over the members of a line as a dump writes it, without building anything: most of a line is
// its text, which is only passed by. What is no JSON object is seen; not every fault within one.
class Members {
 public:
  explicit Members(std::string_view line) : rest_(line) { sound_ = take('{'); }

  // The next member; false at the end. A value that is a string comes without its quotes.
  bool next(std::string_view& name, std::string_view& value, bool& is_string) {
    if (!sound_ || ended_) return false;
    if (!string(name) || !take(':')) return fail();
    is_string = rest_.starts_with('"');
    if (!(is_string ? string(value) : other(value))) return fail();
    if (take(',')) return true;
    ended_ = take('}');
    return ended_ || fail();
  }

  bool was_sound() const { return sound_ && ended_ && rest_.empty(); }

 private:
  bool fail() { return sound_ = false; }

  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool string(std::string_view& out) {
    if (!take('"')) return false;
    for (size_t end = rest_.find('"'); end != rest_.npos; end = rest_.find('"', end + 1)) {
      size_t backslashes = 0;
      while (backslashes < end && rest_[end - 1 - backslashes] == '\\') ++backslashes;
      if (backslashes % 2 == 1) continue;
      out = rest_.substr(0, end);
      rest_.remove_prefix(end + 1);
      return true;
    }
    return false;
  }

  // A number, a word, an array or an object.
  bool other(std::string_view& out) {
    const std::string_view begin = rest_;
    size_t depth = 0;
    while (!rest_.empty()) {
      const char c = rest_[0];
      if (depth == 0 && (c == ',' || c == '}')) break;
      if (c == '"') {
        std::string_view passed;
        if (!string(passed)) return false;
        continue;
      }
      if (c == '[' || c == '{') ++depth;
      if (c == ']' || c == '}') {
        if (depth-- == 0) return false;
      }
      rest_.remove_prefix(1);
    }
    out = begin.substr(0, begin.size() - rest_.size());
    return depth == 0 && !out.empty();
  }

  std::string_view rest_;
  bool sound_ = false, ended_ = false;
};

std::string_view authority_of(std::string_view url) {
  url.remove_prefix(std::min(url.size(), url.find("//") + 2));
  return url.substr(0, url.find('/'));
}

// False: the table is full.
bool count(DumpStatistics::Table& table, std::string_view name, uint64_t characters) {
  auto found = table.find(name);
  if (found == table.end()) {
    if (table.size() == DumpStatistics::kMostNames) return false;
    found = table.emplace(name, Tally{}).first;
  }
  found->second.add(characters);
  return true;
}

// Of [{"rule":"share bar","count":2}]; rules' names need no escapes.
void count_rules(std::string_view list, std::map<std::string, uint64_t, std::less<>>& rules) {
  constexpr std::string_view kRule = "\"rule\":\"", kCount = "\"count\":";
  for (size_t at = list.find(kRule); at != list.npos; at = list.find(kRule)) {
    list.remove_prefix(at + kRule.size());
    const std::string_view name = list.substr(0, list.find('"'));
    list.remove_prefix(name.size());
    const size_t number = list.find(kCount);
    if (number == list.npos) return;
    list.remove_prefix(number + kCount.size());
    uint64_t count = 0;
    std::from_chars(list.data(), list.data() + list.size(), count);
    auto found = rules.find(name);
    if (found == rules.end()) {
      if (rules.size() == DumpStatistics::kMostNames) return;
      found = rules.emplace(name, 0).first;
    }
    found->second += count;
  }
}

// Of {"train":"denied",...,"license":"CC-BY-4.0",...}.
void count_rights(std::string_view object, uint64_t characters, DumpStatistics& to) {
  if (object.empty()) return;
  Members members(object);
  bool is_string = false;
  for (std::string_view name, value; members.next(name, value, is_string);) {
    if (!is_string || value.empty() || value == "unsaid") continue;
    if (name == "license")
      count(to.licences, value, characters);
    else
      count(to.rights, std::string(name) + " " + std::string(value), characters);
  }
}

void write_table(const DumpStatistics::Table& table, std::string_view name, JsonMembers& members) {
  members.object(name, [&](JsonMembers& rows) {
    for (const auto& [key, counted] : table)
      rows.object(key, [&tally = counted](JsonMembers& row) {
        row.number("articles", tally.articles);
        row.number("characters", tally.characters);
      });
  });
}

}  // namespace

DumpStatistics::Line DumpStatistics::add(std::string_view line) {
  std::array<std::string_view, kFields> values;
  std::string_view dropped, rights_value;
  uint64_t characters = 0;
  bool has_text = false, deleted = false, is_string = false;
  Members members(line);
  for (std::string_view name, value; members.next(name, value, is_string);) {
    deleted = deleted || name == "deleted";
    if (name == "dropped") dropped = value;
    if (name == "rights") rights_value = value;
    if (!is_string) continue;
    if (name == "text") {
      has_text = true;
      characters = characters_of(value);
    }
    const auto known = std::ranges::find(kNames, name);
    if (known != kNames.end()) values[static_cast<size_t>(known - kNames.begin())] = value;
  }
  if (!members.was_sound() || !(has_text || deleted)) return Line::kNeither;
  if (deleted) {
    ++deletions;
    return Line::kDeletion;
  }
  total.add(characters);
  std::string language(values[kLanguage]);
  if (!values[kScript].empty()) language.append("-").append(values[kScript]);
  count(languages, language, characters);
  count(kinds, values[kVerdict], characters);
  count(years, values[kPublished].substr(0, 4), characters);
  if (!count(hosts, authority_of(values[kUrl]), characters)) other_hosts.add(characters);
  count_rules(dropped, rules);
  count_rights(rights_value, characters, *this);
  const std::string fetched(values[kFetched]);
  if (first_fetched.empty() || fetched < first_fetched) first_fetched = fetched;
  last_fetched = std::max(last_fetched, fetched);
  return Line::kArticle;
}

void write_statistics(const DumpStatistics& statistics, JsonMembers& members) {
  members.number("articles", statistics.total.articles);
  members.number("characters", statistics.total.characters);
  members.number("deletions", statistics.deletions);
  members.number("hosts", statistics.hosts.size());
  members.text("first_fetched", statistics.first_fetched);
  members.text("last_fetched", statistics.last_fetched);
  write_table(statistics.languages, "languages", members);
  write_table(statistics.kinds, "kinds", members);
  write_table(statistics.years, "years", members);
  write_table(statistics.rights, "rights", members);
  write_table(statistics.licences, "licences", members);
  members.object("rules", [&](JsonMembers& rows) {
    for (const auto& [rule, count] : statistics.rules) rows.number(rule, count);
  });
}

}  // namespace winnow
