#include <algorithm>
#include <array>
#include <cstdio>

#include "storage/dump_manifest.h"
#include "storage/record_schema.h"

namespace winnow {
namespace {

constexpr size_t kMostRows = 100;  // of a table
using Row = std::pair<std::string, Tally>;

std::string grouped(uint64_t number) {  // 1,234,567
  std::string text = std::to_string(number);
  for (size_t at = text.size(); at > 3;) text.insert(at -= 3, 1, ',');
  return text;
}

// Largest first, then by name.
std::vector<Row> by_size(const DumpStatistics::Table& table) {
  std::vector<Row> rows(table.begin(), table.end());
  std::ranges::stable_sort(
      rows, [](const Row& a, const Row& b) { return a.second.articles > b.second.articles; });
  return rows;
}

// A name as a cell of a Markdown table. All of ours are ASCII but for what a page may say.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|' || c == '\\' || c == '`' || c == '<' || c == '*' || c == '_' || c == '[')
      out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

void add_table(std::string_view heading, const std::vector<Row>& rows, const Tally& more,
               std::string& out) {
  out.append("\n| ").append(heading).append(" | articles | characters |\n|---|--:|--:|\n");
  const auto add = [&](std::string_view name, const Tally& tally) {
    out.append("| ").append(name).append(" | ").append(grouped(tally.articles)).append(" | ");
    out.append(grouped(tally.characters)).append(" |\n");
  };
  Tally rest = more;
  size_t others = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (i < kMostRows) {
      add(rows[i].first.empty() ? "unknown" : cell(rows[i].first), rows[i].second);
      continue;
    }
    ++others;
    rest.articles += rows[i].second.articles;
    rest.characters += rows[i].second.characters;
  }
  if (rest.articles) add(more.articles ? "all others" : grouped(others) + " others", rest);
}

// The Hub's size classes.
std::string_view size_category(uint64_t articles) {
  constexpr std::array<std::pair<uint64_t, std::string_view>, 9> kSizes = {
      {{1'000, "n<1K"},
       {10'000, "1K<n<10K"},
       {100'000, "10K<n<100K"},
       {1'000'000, "100K<n<1M"},
       {10'000'000, "1M<n<10M"},
       {100'000'000, "10M<n<100M"},
       {1'000'000'000, "100M<n<1B"},
       {10'000'000'000, "1B<n<10B"},
       {100'000'000'000, "10B<n<100B"}}};
  for (const auto& [bound, name] : kSizes)
    if (articles < bound) return name;
  return "100B<n<1T";
}

// Languages as the Hub names them, without scripts: each once, in the order of size.
std::vector<std::string> languages_of(const DumpStatistics& statistics) {
  std::vector<std::string> languages;
  for (const auto& [code, tally] : by_size(statistics.languages)) {
    const std::string primary = code.substr(0, code.find('-'));
    const bool plain = primary.size() >= 2 && primary.size() <= 3 && primary != "und" &&
                       std::ranges::all_of(primary, [](char c) { return c >= 'a' && c <= 'z'; });
    if (plain && std::ranges::find(languages, primary) == languages.end())
      languages.push_back(primary);
  }
  return languages;
}

void add_header(const DumpManifest& manifest, std::string& out) {
  // A member that is not in every dump has the name of the option that asks for it.
  std::vector<std::string_view> with;
  for (const auto& [name, value] : manifest.options) with.push_back(name);
  out += "---\npretty_name: Web corpus by winnow\nlicense: unknown\n";
  const auto languages = languages_of(manifest.statistics);
  if (!languages.empty()) out += "language:\n";
  for (const std::string& language : languages) {
    const bool norwegian = language == "no";  // YAML 1.1 would take it for false
    out += "- " + (norwegian ? "\"no\"" : language) + "\n";
  }
  out += "task_categories:\n- text-generation\n- fill-mask\nsize_categories:\n- ";
  out.append(size_category(manifest.statistics.total.articles)).append("\nconfigs:\n");
  out += "- config_name: default\n  data_files:\n  - split: train\n    path: corpus-*" +
         manifest.suffix + "\ndataset_info:\n  features:\n" + dataset_features(with) + "---\n";
}

void add_use(const DumpManifest& manifest, std::string& out) {
  const std::string files = "corpus-*" + manifest.suffix;
  out +=
      "\n## Use\n\nOne JSON object a line (`record.schema.json`); each has every member, and what "
      "is "
      "unknown is empty.\n";
  out +=
      "\n```python\nimport datasets\ncorpus = datasets.load_dataset(\".\", split=\"train\")\n```\n";
  out += "\n```sql\nSELECT language, count(*), sum(length(text)) FROM read_json_auto('" + files +
         "') GROUP BY 1; -- DuckDB\n```\n";
  if (manifest.statistics.deletions)
    out += "\n`deleted-*" + manifest.suffix +
           "` names what is to be deleted from what earlier dumps gave, by `url`.\n";
}

void add_selection(const DumpManifest& manifest, std::string& out) {
  out +=
      "\n## How it was made\n\nCrawled by winnow from public web pages, by the rules of each "
      "site's robots.txt. Of each page the article or the thread was kept; what else stood "
      "there is counted by rule in `dropped`.\n\n| option | value |\n|---|---|\n";
  for (const auto& [name, value] : manifest.options)
    out += "| " + name + " | " + cell(value) + " |\n";
  out += "\n| left out by | articles |\n|---|--:|\n";
  for (const auto& [filter, count] : manifest.result.dropped)
    out += "| " + filter + " | " + grouped(count) + " |\n";
  if (manifest.result.redacted.empty()) return;
  out += "\n| redacted | times |\n|---|--:|\n";
  for (const auto& [kind, count] : manifest.result.redacted)
    out += "| " + kind + " | " + grouped(count) + " |\n";
}

}  // namespace

std::string data_card(const DumpManifest& manifest) {
  const DumpStatistics& all = manifest.statistics;
  uint64_t bytes = 0, content = 0;
  for (const DumpShard& shard : manifest.shards) {
    bytes += shard.bytes;
    content += shard.content_bytes;
  }
  std::string out;
  add_header(manifest, out);
  out += "\n# Web corpus\n\n" + grouped(all.total.articles) + " articles and threads with " +
         grouped(all.total.characters) + " characters, from " + grouped(all.hosts.size()) +
         (all.other_hosts.articles ? " hosts and more" : " hosts");
  if (!all.first_fetched.empty())
    out += ", fetched from " + all.first_fetched.substr(0, 10) + " to " +
           all.last_fetched.substr(0, 10);
  out += ". Files: " + grouped(manifest.shards.size()) + ", " + grouped(bytes) + " bytes (" +
         grouped(content) + " uncompressed); `manifest.json` has their checksums and counts.\n";
  add_use(manifest, out);
  out += "\n## What is in it\n";
  add_table("language", by_size(all.languages), {}, out);
  add_table("kind", by_size(all.kinds), {}, out);
  add_table("published", {all.years.begin(), all.years.end()}, {}, out);
  out += "\n## Sources\n";
  add_table("host", by_size(all.hosts), all.other_hosts, out);
  add_selection(manifest, out);
  out += "\n## Licences\n";
  if (!all.rights.empty()) add_table("owners say", by_size(all.rights), {}, out);
  if (!all.licences.empty()) add_table("licence, by the page", by_size(all.licences), {}, out);
  out +=
      "\nWhat pages, their headers and their hosts say of the use of a text is in `rights`. Each "
      "text belongs to its author or publisher, "
      "whom `author`, `site_name` and `url` name. Before you publish or train on it, see to it "
      "that the law where you are, and the sites' own words, let you.\n";
  return out;
}

}  // namespace winnow
