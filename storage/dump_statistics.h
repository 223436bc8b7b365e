#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace winnow {

class JsonMembers;

// How much there is of something.
struct Tally {
  uint64_t articles = 0;
  uint64_t characters = 0;  // code points of their texts

  void add(uint64_t more) {
    ++articles;
    characters += more;
  }
};

// What the lines of a dump (jsonl) say in sum. The same lines give the same statistics; memory is
// bounded, whatever they say.
struct DumpStatistics {
  static constexpr size_t kMostNames = 100'000;  // of one table; the rest is counted together

  enum class Line { kArticle, kDeletion, kNeither };

  // Counts a line as dump() writes it, without its end. kNeither: it is no such line, and not
  // counted.
  Line add(std::string_view line);

  using Table = std::map<std::string, Tally, std::less<>>;
  Tally total;
  uint64_t deletions = 0;
  Table languages;  // BCP 47 with script, as zh-Hans
  Table kinds;      // verdicts
  Table years;      // published; "": undated
  Table rights;     // "train denied": what owners say, by purpose
  Table licences;   // SPDX identifiers, or URLs
  Table hosts;      // with their port, if it is not the default
  Tally other_hosts;
  std::map<std::string, uint64_t, std::less<>> rules;  // blocks cut from the articles, by rule
  std::string first_fetched, last_fetched;  // RFC 3339, UTC; empty without articles
};

// As members of a JSON object. Hosts: only how many they are.
void write_statistics(const DumpStatistics& statistics, JsonMembers& members);

}  // namespace winnow
