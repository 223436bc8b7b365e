#include "parser/html/meta_tags.h"

#include "parser/ascii.h"
#include "parser/html/markup.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

constexpr size_t kMaxTags = 500;
constexpr size_t kMaxContent = 4096;

}  // namespace

bool contains_any(std::string_view text, std::span<const std::string_view> words) {
  const auto bit_of = [](char c) { return uint32_t{1} << (c & 31); };  // whatever the case
  uint32_t first = 0, second = 0;  // letters, so that most characters are passed by one test
  for (std::string_view word : words) first |= bit_of(word[0]), second |= bit_of(word[1]);
  for (size_t i = 0; i + 1 < text.size(); ++i) {
    if (((first >> (text[i] & 31)) & (second >> (text[i + 1] & 31)) & 1) == 0) continue;
    const char initial = to_lower(text[i]);
    for (std::string_view word : words) {
      if (word[0] == initial && equals_ignore_case(text.substr(i, word.size()), word)) return true;
    }
  }
  return false;
}

MetaTags::MetaTags(const Dom& dom) {
  for (const Node& node : dom.nodes()) {
    if (!node.is(GUMBO_TAG_META) || tags_.size() >= kMaxTags) continue;
    const std::string_view content = dom.attribute(node, "content");
    if (content.empty()) continue;
    for (std::string_view key : {"property", "name", "itemprop"}) {
      const std::string_view name = dom.attribute(node, key);
      if (!name.empty()) tags_.push_back({to_lower(name), content.substr(0, kMaxContent)});
    }
  }
}

std::vector<std::string> MetaTags::all(std::span<const std::string_view> names) const {
  std::vector<std::string> found;
  for (std::string_view name : names) {
    for (const Tag& tag : tags_) {
      if (tag.name != name) continue;
      std::string content = collapse_space(tag.content);
      if (!content.empty()) found.push_back(std::move(content));
    }
  }
  return found;
}

std::string MetaTags::first(std::span<const std::string_view> names) const {
  const std::vector<std::string> found = all(names);
  return found.empty() ? "" : found.front();
}

}  // namespace winnow
