#include "storage/dump_statistics.h"

#include <algorithm>
#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <limits>

#include "storage/json_members.h"

namespace winnow {
namespace {

namespace json = boost::json;

// The members of a line that are looked at.
enum Field : size_t { kUrl, kLanguage, kScript, kVerdict, kPublished, kFetched, kFields };
constexpr std::array<std::string_view, kFields> kNames = {"url",     "language",  "script",
                                                          "verdict", "published", "fetched"};
constexpr size_t kMostBytes = 4096;  // of a value that is kept

size_t code_points(std::string_view utf8) {
  return static_cast<size_t>(
      std::ranges::count_if(utf8, [](char c) { return (c & 0xC0) != 0x80; }));
}

// Takes the events of a parse, builds no tree.
struct Handler {
  static constexpr size_t max_object_size = std::numeric_limits<size_t>::max();
  static constexpr size_t max_array_size = max_object_size;
  static constexpr size_t max_key_size = max_object_size;
  static constexpr size_t max_string_size = max_object_size;
  using View = json::string_view;
  using Fault = json::error_code;

  std::array<std::string, kFields> values;
  uint64_t characters = 0;
  bool has_text = false, deleted = false, is_object = false;

  void clear() {
    for (std::string& value : values) value.clear();
    characters = 0;
    has_text = deleted = is_object = false;
    depth_ = 0;
    key_.clear();
  }

  bool on_document_begin(Fault&) { return true; }
  bool on_document_end(Fault&) { return true; }
  bool on_object_begin(Fault&) {
    is_object = is_object || depth_ == 0;
    ++depth_;
    return true;
  }
  bool on_object_end(size_t, Fault&) {
    --depth_;
    return true;
  }
  bool on_array_begin(Fault&) {
    ++depth_;
    return true;
  }
  bool on_array_end(size_t, Fault&) {
    --depth_;
    return true;
  }
  bool on_key_part(View part, size_t, Fault&) {
    if (depth_ == 1 && key_.size() < kMostBytes) key_.append(part.data(), part.size());
    return true;
  }
  bool on_key(View part, size_t size, Fault& fault) {
    on_key_part(part, size, fault);
    if (depth_ != 1) return true;
    const auto named = std::ranges::find(kNames, key_);
    value_ = named == kNames.end() ? nullptr : &values[static_cast<size_t>(named - kNames.begin())];
    text_ = key_ == "text";
    deleted = deleted || key_ == "deleted";
    key_.clear();
    return true;
  }
  bool on_string_part(View part, size_t, Fault&) {
    if (depth_ != 1) return true;
    if (text_) characters += code_points({part.data(), part.size()});
    has_text = has_text || text_;
    if (value_ && value_->size() < kMostBytes) value_->append(part.data(), part.size());
    return true;
  }
  bool on_string(View part, size_t size, Fault& fault) { return on_string_part(part, size, fault); }
  bool on_number_part(View, Fault&) { return true; }
  bool on_int64(int64_t, View, Fault&) { return true; }
  bool on_uint64(uint64_t, View, Fault&) { return true; }
  bool on_double(double, View, Fault&) { return true; }
  bool on_bool(bool, Fault&) { return true; }
  bool on_null(Fault&) { return true; }
  bool on_comment_part(View, Fault&) { return true; }
  bool on_comment(View, Fault&) { return true; }

 private:
  size_t depth_ = 0;
  std::string key_;
  std::string* value_ = nullptr;
  bool text_ = false;
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

void write_table(const DumpStatistics::Table& table, std::string_view name, JsonMembers& members) {
  members.object(name, [&](JsonMembers& rows) {
    for (const auto& [key, tally] : table)
      rows.object(key, [&](JsonMembers& row) {
        row.number("articles", tally.articles);
        row.number("characters", tally.characters);
      });
  });
}

}  // namespace

struct DumpStatistics::Reader {
  json::basic_parser<Handler> parser{json::parse_options{}};
};

DumpStatistics::DumpStatistics() : reader_(std::make_unique<Reader>()) {}
DumpStatistics::DumpStatistics(DumpStatistics&&) noexcept = default;
DumpStatistics::~DumpStatistics() = default;

DumpStatistics::Line DumpStatistics::add(std::string_view line) {
  auto& parser = reader_->parser;
  parser.reset();
  Handler& read = parser.handler();
  read.clear();
  json::error_code fault;
  const size_t taken = parser.write_some(false, line.data(), line.size(), fault);
  if (fault || taken != line.size() || !read.is_object) return Line::kNeither;
  if (read.deleted) {
    ++deletions;
    return Line::kDeletion;
  }
  if (!read.has_text) return Line::kNeither;
  total.add(read.characters);
  std::string language = read.values[kLanguage];
  if (!read.values[kScript].empty()) language.append("-").append(read.values[kScript]);
  count(languages, language, read.characters);
  count(kinds, read.values[kVerdict], read.characters);
  count(years, std::string_view(read.values[kPublished]).substr(0, 4), read.characters);
  if (!count(hosts, authority_of(read.values[kUrl]), read.characters))
    other_hosts.add(read.characters);
  const std::string& fetched = read.values[kFetched];
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
}

}  // namespace winnow
