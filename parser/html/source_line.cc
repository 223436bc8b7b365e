#include "parser/html/source_line.h"

#include <algorithm>
#include <array>

#include "parser/ascii.h"
#include "parser/canonical.h"
#include "parser/html/links.h"
#include "parser/text/four_letters.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

constexpr size_t kLineBytes = 300;  // a longer text is prose
constexpr size_t kNameBytes = 60;
constexpr size_t kNodesAhead = 6;  // from the label to what it labels

struct Label {
  std::string_view text;
  bool colon;  // without one behind it, it is prose
};
constexpr auto kLabels = std::to_array<Label>({{"来源", true},
                                               {"來源", true},
                                               {"出处", true},
                                               {"原文链接", true},
                                               {"原文地址", true},
                                               {"原文連結", true},
                                               {"原文出处", true},
                                               {"转载自", false},
                                               {"轉載自", false},
                                               {"转自", false},
                                               {"轉自", false},
                                               {"source", true},
                                               {"originally published at", false},
                                               {"originally published on", false},
                                               {"originally appeared on", false},
                                               {"first published on", false}});

// Part of each label; a text with none of them needs no closer look.
constexpr std::u32string_view kHanParts = U"源处接址結自";
constexpr FourLetters<3> kAsciiParts({"ourc", "igin", "irst"});

bool may_have_label(std::string_view text) {
  if (kAsciiParts.in(text)) return true;
  for (size_t i = ascii_front(text); i < text.size(); i += ascii_front(text.substr(i)))
    if (const char32_t c = next_code_point(text, i); kHanParts.find(c) != kHanParts.npos)
      return true;
  return false;
}

// Leaves out what stands between a label and what it labels.
void skip_gap(std::string_view& text, bool& colon) {
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view part : {" ", ":", "：", "《", "【", "[", "(", "（"})
      if (text.starts_with(part)) {
        colon = colon || part == ":" || part == "：";
        text.remove_prefix(part.size());
        more = true;
      }
  }
}

// Where a picture is from is no source of the text.
bool is_of_picture(std::string_view before) {
  for (const std::string_view word : {"图片", "圖片", "图", "圖", "照片", "数据", "image", "photo"})
    if (before.ends_with(word)) return true;
  return false;
}

// What stands behind a label in the line; nothing if it has none.
bool behind_label(std::string_view line, std::string_view& rest) {
  const std::string folded = to_lower(line);
  for (const auto& [text, needs_colon] : kLabels) {
    const size_t at = folded.find(text);
    if (at == folded.npos || is_of_picture(std::string_view(folded).substr(0, at))) continue;
    if (text[0] == 's' && at > 0 && folded[at - 1] != ' ') continue;
    rest = line.substr(at + text.size());
    bool colon = false;
    skip_gap(rest, colon);
    if (colon || !needs_colon) return true;
  }
  return false;
}

// Up to what cannot be of a name.
std::string name_of(std::string_view rest) {
  size_t end = rest.size();
  for (const std::string_view stop :
       {" ", "，", "。", "；", "|", "》", "】", "]", ")", "）", "\u3000", ","})
    end = std::min(end, rest.find(stop));
  return end > kNameBytes ? std::string() : std::string(rest.substr(0, end));
}

std::string shown_url(std::string_view rest) {
  const size_t at = std::min(rest.find("http://"), rest.find("https://"));
  if (at == rest.npos) return {};
  size_t end = at;
  while (end < rest.size() && is_visible_ascii(rest[end]) && rest[end] != ')' && rest[end] != ']')
    ++end;
  const Result<Url> url = canonicalize(rest.substr(at, end - at));
  return url.ok() ? std::string(url->href()) : std::string();
}

}  // namespace

std::string named_source(const Dom& dom, const Url& url, std::string_view charset) {
  std::string name;
  for (NodeId i = 0; i < dom.nodes().size(); ++i) {
    if (!dom[i].is_text() || dom[i].text.size() > kLineBytes) continue;
    if (!may_have_label(dom[i].text)) continue;
    std::string_view rest;
    const std::string line = collapse_space(dom[i].text);
    if (!behind_label(line, rest)) continue;
    if (std::string shown = shown_url(rest); !shown.empty()) return shown;
    std::string given = name_of(rest);
    // A name that stands behind the label ends the line; a link is looked for where there is none.
    const NodeId end = std::min<size_t>(dom.nodes().size(), size_t{i} + 1 + kNodesAhead);
    for (NodeId next = i + 1; next < end && given.empty(); ++next) {
      if (dom[next].is(GUMBO_TAG_A)) {
        const auto links = links_between(dom, url, next, dom[next].end - 1, charset);
        if (!links.empty() && links[0].url != url.href()) return links[0].url;
      }
      if (dom[next].is_text()) given = name_of(collapse_space(dom[next].text));
    }
    if (name.empty()) name = std::move(given);
  }
  return name;
}

}  // namespace winnow
