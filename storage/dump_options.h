#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/profile.h"
#include "config/result.h"
#include "parser/extraction.h"
#include "parser/text/redact.h"

namespace winnow {

struct DumpFormat;                   // storage/dump.h
extern const DumpFormat kJsonlDump;  // the default

// The dates between two, both included. A date is YYYY, YYYY-MM or YYYY-MM-DD; empty: no bound.
struct DateRange {
  std::string from, to;
  bool bounded() const { return !from.empty() || !to.empty(); }
};

// Which of several like articles are left out, so that one stays.
enum class Dedupe : uint8_t {
  kNone,
  kExact,  // same words, whatever layout, case and punctuation
  kNear    // also near duplicates (storage/near.h)
};
inline constexpr std::array<std::string_view, 3> kDedupeNames = {"none", "exact", "near"};

struct DumpOptions {
  const DumpFormat* format = &kJsonlDump;
  uint64_t since = 0;                  // cursor of the last dump; 0: everything
  std::string host;                    // only of this host and its subdomains; empty: of all
  std::vector<std::string> languages;  // only of these (BCP 47 ranges); empty: of all
  std::optional<Verdict> kind;         // only of this; an article or a thread
  DateRange published;                 // only of these dates; the undated are left out then
  DateRange fetched;                   // in UTC
  std::optional<Purpose> purpose;      // only what may be used for it, by its owner's word
  std::vector<Profile> profiles;       // only what meets all their rules
  Dedupe dedupe = Dedupe::kExact;
  bool templates = false;  // leave in what a host repeats from article to article
  bool blocks = false;     // jsonl: the blocks beside the text
  bool quality = false;    // jsonl: the quality signals
  PersonalSet redact = 0;  // what is put out of titles and texts
  // Whose groups of a robots.txt say what texts may be used for. Of the config, not an option.
  std::string product_token = "winnow";
};

// One option, by the name that the command line, the query of /dump and a manifest have for it. To
// add one: a member above and a row in dump_options.cc.
struct DumpOption {
  std::string_view name;
  std::string_view help;
  bool flag;  // takes no value on the command line; is "1" here
  // Puts a value in. What is wrong with it, if it cannot be used.
  std::optional<Error> (*set)(DumpOptions& options, std::string_view value);
  // The value as set() takes it; empty for the default.
  std::string (*get)(const DumpOptions& options);
};
std::span<const DumpOption> dump_option_table();

// The options of these values by name, as a user gives them. An empty value is the default; an
// unknown name or a bad value is an Error.
Result<DumpOptions> dump_options(const std::vector<std::pair<std::string, std::string>>& values);

// The options that are not at their default, and the format, in the table's order.
std::vector<std::pair<std::string, std::string>> values_of(const DumpOptions& options);

// The same as the query of an HTTP target ("format=jsonl&since=12"), and back. Unknown names, bad
// values and bad escapes are an Error.
std::string query_of(const DumpOptions& options);
Result<DumpOptions> dump_options_of_query(std::string_view query);

}  // namespace winnow
