#include "parser/article/declared_text.h"

#include <array>
#include <string>

#include "parser/article/text_stats.h"
#include "parser/ascii.h"
#include "parser/text/folded.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

constexpr size_t kMostBytes = 64 << 10;  // of one declared text that are read
constexpr size_t kMostRuns = 12;         // of a block that are looked up

// Calls `visit` with the hash of each three words in a row until it returns false.
template <class Visit>
void each_run(std::string_view text, Visit&& visit) {
  uint64_t first = 0, second = 0;
  size_t count = 0;
  std::string_view word;
  for (Words words(text); words.next(word);) {
    constexpr uint64_t kBase = 0xD1342543DE82EF95;
    const uint64_t third = folded_hash(word);
    if (++count >= 3 && !visit((first * kBase + second) * kBase + third)) return;
    first = second;
    second = third;
  }
}

// The value of a JSON string that begins at `text`, its escapes as spaces or characters. Enough to
// compare words; what is no JSON gives fewer of them.
std::string json_string(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size() && i < kMostBytes && text[i] != '"'; ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    char escaped = text[++i];
    if (escaped == 'u' && i + 4 < text.size()) {
      char32_t c = 0;
      for (int k = 0; k < 4; ++k) {
        char digit = to_lower(text[++i]);
        c = c * 16 + static_cast<char32_t>(digit >= 'a' ? digit - 'a' + 10 : digit - '0');
      }
      append_code_point(out, c);
    } else {
      out += escaped == 'n' || escaped == 't' || escaped == 'r' ? ' ' : escaped;
    }
  }
  return out;
}

constexpr std::array<std::string_view, 4> kDescriptions = {"description", "og:description",
                                                           "twitter:description", "Description"};

bool is_description(const Dom& dom, const Node& meta) {
  for (std::string_view key : {"name", "property"}) {
    std::string_view name = dom.attribute(meta, key);
    for (std::string_view known : kDescriptions) {
      if (name == known) return true;
    }
  }
  return false;
}

}  // namespace

DeclaredText::DeclaredText(const Dom& dom) {
  auto add = [](Runs& runs, std::string_view text) {
    each_run(text.substr(0, kMostBytes), [&](uint64_t run) { return runs.add(run) != 0; });
  };
  auto nodes = dom.nodes();
  for (NodeId id = 0; id < nodes.size(); ++id) {
    const Node& node = nodes[id];
    if (node.is(GUMBO_TAG_META)) {
      if (is_description(dom, node)) add(description_, dom.attribute(node, "content"));
    } else if (node.is(GUMBO_TAG_SCRIPT) && id + 1 < node.end &&
               dom.attribute(node, "type").find("ld+json") != std::string_view::npos) {
      constexpr std::string_view kKey = "\"articleBody\"";
      std::string_view script = nodes[id + 1].text;
      size_t at = script.find(kKey);
      if (at == std::string_view::npos) continue;
      at = script.find('"', at + kKey.size());
      if (at != std::string_view::npos) add(body_, json_string(script.substr(at + 1)));
    }
  }
}

float DeclaredText::share(const Runs& runs, std::string_view text) {
  if (runs.different() == 0) return -1;
  size_t all = 0, found = 0;
  each_run(text, [&](uint64_t run) {
    found += runs.count(run) > 0;
    return ++all < kMostRuns;
  });
  return all ? static_cast<float>(found) / static_cast<float>(all) : 0.f;
}

}  // namespace winnow
