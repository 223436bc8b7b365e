#include "crawler/demo/article.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "crawler/demo/mustache.h"

namespace winnow::demo {
namespace {

std::string_view trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

// Takes the first line off `text`.
std::string_view next_line(std::string_view& text) {
  const size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  return line;
}

// `| a | b |` as its cells divided by tabs.
std::string table_row(std::string_view line) {
  std::string row;
  line.remove_prefix(1);
  while (!line.empty()) {
    const size_t bar = line.find('|');
    if (bar == line.npos) break;
    if (!row.empty()) row += '\t';
    row += trim(line.substr(0, bar));
    line.remove_prefix(bar + 1);
  }
  return row;
}

struct Marker {
  std::string_view prefix, kind;
  int level;
};
constexpr std::array kMarkers{Marker{"## ", "heading", 2}, Marker{"### ", "heading", 3},
                              Marker{"- ", "list", 0},     Marker{"# ", "olist", 0},
                              Marker{"> ", "quote", 0},    Marker{"^ ", "caption", 0},
                              Marker{"|", "table", 0}};

SourceBlock block_of(std::string_view line) {
  if (line.starts_with('@')) {
    const size_t space = std::min(line.find(' '), line.size());
    return {std::string(line.substr(1, space - 1)), 0, {std::string(trim(line.substr(space)))}};
  }
  for (const Marker& marker : kMarkers) {
    if (!line.starts_with(marker.prefix)) continue;
    if (marker.kind == "table") return {"table", 0, {table_row(line)}};
    return {std::string(marker.kind),
            marker.level,
            {std::string(trim(line.substr(marker.prefix.size())))}};
  }
  return {"paragraph", 0, {std::string(line)}};
}

bool joins(const SourceBlock& last, const SourceBlock& next) {
  return last.kind == next.kind &&
         (next.kind == "list" || next.kind == "olist" || next.kind == "table");
}

SourceBlock code_block(std::string_view& text) {
  std::string code;
  while (!text.empty()) {
    const std::string_view line = next_line(text);
    if (line == "```") {
      if (!code.empty()) code.pop_back();
      return {"code", 0, {code}};
    }
    code.append(line).push_back('\n');
  }
  throw std::logic_error("article: code block without end");
}

// What stands between `open` and `close` at `at`, or nothing; `at` moves behind it.
bool bracketed(std::string_view text, size_t& at, std::string_view open, std::string_view close,
               std::string_view& inside) {
  if (!text.substr(at).starts_with(open)) return false;
  const size_t begin = at + open.size(), end = text.find(close, begin);
  if (end == text.npos) return false;
  inside = text.substr(begin, end - begin);
  at = end + close.size();
  return true;
}

std::string render_inline(std::string_view text, bool html) {
  std::string out;
  const auto put = [&](std::string_view raw) { out += html ? escape_html(raw) : std::string(raw); };
  for (size_t at = 0; at < text.size();) {
    std::string_view inside, href;
    size_t link = at;
    if (bracketed(text, at, "`", "`", inside)) {
      if (html) out += "<code>";
      put(inside);
      if (html) out += "</code>";
    } else if (bracketed(text, at, "**", "**", inside)) {
      if (html) out += "<strong>";
      put(inside);
      if (html) out += "</strong>";
    } else if (bracketed(text, link, "[", "](", inside) &&
               bracketed(text, --link, "(", ")", href)) {
      at = link;
      if (html) out += "<a href=\"" + escape_html(href) + "\">";
      put(inside);
      if (html) out += "</a>";
    } else {
      put(text.substr(at++, 1));
    }
  }
  return out;
}

}  // namespace

Document parse_document(std::string_view text) {
  Document document;
  while (!text.empty()) {
    const std::string_view line = next_line(text);
    if (line == "---") break;
    if (trim(line).empty()) continue;
    const size_t colon = line.find(':');
    if (colon == line.npos) throw std::logic_error("no `key: value`: " + std::string(line));
    std::string& value = document.fields[std::string(trim(line.substr(0, colon)))];
    if (!value.empty()) value += '\n';
    value += trim(line.substr(colon + 1));
  }
  document.rest = text;
  return document;
}

std::string field(const Fields& fields, std::string_view key, std::string_view otherwise) {
  const auto found = fields.find(key);
  return found == fields.end() ? std::string(otherwise) : found->second;
}

bool SourceBlock::chrome() const {
  if (kind == "paragraph" || kind == "code") return false;
  return std::none_of(kMarkers.begin(), kMarkers.end(),
                      [this](const Marker& marker) { return marker.kind == kind; });
}

Article parse_article(std::string_view text) {
  auto [fields, rest] = parse_document(text);
  Article article{std::move(fields), {{Post{}}}};
  while (!rest.empty()) {
    const std::string_view line = trim(next_line(rest));
    if (line.empty()) continue;
    if (line == "===") {
      article.pages.push_back({Post{}});
      continue;
    }
    std::vector<Post>& page = article.pages.back();
    if (line.starts_with("== ")) {
      const size_t bar = line.find(" | ");
      if (bar == line.npos) throw std::logic_error("article: post without date");
      if (!page.back().author.empty()) page.emplace_back();
      page.back().author = trim(line.substr(3, bar - 3));
      page.back().date = trim(line.substr(bar + 3));
      continue;
    }
    std::vector<SourceBlock>& blocks = page.back().blocks;
    SourceBlock block = line.starts_with("```") ? code_block(rest) : block_of(line);
    if (!blocks.empty() && joins(blocks.back(), block)) {
      blocks.back().lines.push_back(block.lines[0]);
    } else {
      blocks.push_back(std::move(block));
    }
  }
  return article;
}

namespace {

// Runs of white space, U+3000 among it, as single spaces, since that is how a browser's reader and
// a corpus see them; the tabs that divide a table's cells stay.
std::string one_line(std::string_view text, bool table) {
  constexpr std::string_view kIdeographicSpace = "\u3000";
  std::string line;
  for (size_t at = 0; at < text.size();) {
    const bool wide = text.substr(at).starts_with(kIdeographicSpace);
    if (wide || text[at] == ' ' || (text[at] == '\t' && !table)) {
      if (!line.empty() && line.back() != ' ' && line.back() != '\t') line += ' ';
      at += wide ? kIdeographicSpace.size() : 1;
    } else {
      line += text[at++];
    }
  }
  while (line.ends_with(' ')) line.pop_back();
  return line;
}

}  // namespace

std::string truth_of(const std::vector<Post>& page) {
  std::string truth;
  for (const Post& post : page) {
    for (const SourceBlock& block : post.blocks) {
      if (block.chrome()) continue;
      for (const std::string& line : block.lines) {
        truth += block.kind == "code" ? line : one_line(inline_text(line), block.kind == "table");
        truth += '\n';
      }
    }
  }
  if (!truth.empty()) truth.pop_back();
  return truth;
}

std::string inline_html(std::string_view text) { return render_inline(text, true); }
std::string inline_text(std::string_view text) { return render_inline(text, false); }

}  // namespace winnow::demo
