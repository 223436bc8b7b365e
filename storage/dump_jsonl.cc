// JSON Lines (https://jsonlines.org/): one object an article. Every record has every name, with ""
// for what the page does not say, so that a loader which guesses a schema from the first lines
// guesses right. storage/FORMAT.md describes the names.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstdio>
#include <utility>

#include "parser/iso_time.h"
#include "parser/text/quality.h"
#include "storage/dump.h"
#include "storage/json_members.h"

namespace winnow {
namespace {

std::string text_of(const ArticleRecord& article) {
  std::string text;
  for (const Block& block : article.blocks) {
    if (!text.empty()) text += '\n';
    text += block.text;
  }
  return text;
}

// 128 bits of XXH3 of the URL in hexadecimal: the same for all versions of an article.
void append_id(std::string_view url, std::string& out) {
  const XXH128_hash_t hash = XXH3_128bits(url.data(), url.size());
  char hex[33];
  std::snprintf(hex, sizeof hex, "%016llx%016llx", static_cast<unsigned long long>(hash.high64),
                static_cast<unsigned long long>(hash.low64));
  out.append(hex, 32);
}

// "zh-Hans" is language zh in script Hans; most codes have no script.
std::pair<std::string_view, std::string_view> split_language(std::string_view code) {
  const size_t dash = code.find('-');
  if (dash == code.npos) return {code, {}};
  return {code.substr(0, dash), code.substr(dash + 1)};
}

void write_rights(const std::vector<RightsStatement>& statements, JsonMembers& rights) {
  const Permissions permissions = combined(statements);
  for (size_t i = 0; i < permissions.size(); ++i)
    rights.text(kPurposeNames[i], name_of(permissions[i]));
  rights.text("license", licence_of(statements));
  rights.list("statements", statements, [](JsonMembers& each, const RightsStatement& statement) {
    each.text("source", statement.source);
    each.text("says", statement.says);
    each.plain("time", [&](std::string& time) { append_time(statement.time, time); });
  });
}

void write_article(const ArticleRecord& article, const DumpOptions& options, std::string& out) {
  {
    const Metadata& metadata = article.metadata;
    const auto [language, script] = split_language(article.language.code);
    JsonMembers members(out);
    members.plain("id", [&](std::string& id) { append_id(article.url, id); });
    members.text("url", article.url);
    members.text("canonical", metadata.canonical);
    members.text("source", metadata.source);
    members.text("title", metadata.title);
    members.text("author", metadata.author);
    members.text("published", metadata.published);
    members.text("site_name", metadata.site_name);
    members.text("language", language);
    members.text("script", script);
    members.number("language_confidence", article.language.confidence);
    members.plain("fetched", [&](std::string& time) { append_time(article.fetched, time); });
    members.text("charset", article.charset);
    members.text("verdict", name_of(article.verdict));
    members.number("sequence", article.sequence);
    members.number("duplicate_of", article.duplicate_of);
    members.number("duplicate_cluster", article.cluster_id);
    members.number("cluster_size", article.cluster_id ? article.cluster.size : 1);
    members.plain("first_seen", [&](std::string& time) {
      append_time(article.cluster_id ? article.cluster.first_seen : article.fetched, time);
    });
    members.texts("pages", article.pages);
    members.text("text", text_of(article));
    if (options.blocks)
      members.list("blocks", article.blocks, [](JsonMembers& each, const Block& block) {
        each.text("kind", name_of(block.kind));
        each.number("level", block.level);
        each.text("text", block.text);
      });
    if (options.quality)
      members.object("quality", [&](JsonMembers& each) {
        for_each_signal(article.quality,
                        [&](const char* name, auto value) { each.number(name, value); });
      });
    members.object("rights", [&](JsonMembers& rights) { write_rights(article.rights, rights); });
    members.list("dropped", article.dropped, [](JsonMembers& each, const auto& rule) {
      each.text("rule", rule.first);
      each.number("count", rule.second);
    });
  }
  out += '\n';
}

void write_deleted(const Tombstone& tombstone, std::string& out) {
  {
    JsonMembers members(out);
    members.plain("id", [&](std::string& id) { append_id(tombstone.url, id); });
    members.text("url", tombstone.url);
    members.boolean("deleted", true);
    members.plain("deleted_at", [&](std::string& time) { append_time(tombstone.at, time); });
    members.text("reason", tombstone.reason);
    members.number("sequence", tombstone.sequence);
  }
  out += '\n';
}

}  // namespace

const DumpFormat kJsonlDump = {"jsonl", "application/jsonl",
                               "one JSON object a line for each article", write_article,
                               write_deleted};

}  // namespace winnow
