#include "parser/explain.h"

#include <cstdio>

#include "parser/text/utf8.h"

namespace winnow {
namespace {

// The colours are those of a diff: green is kept, red is dropped. Dark if the reader wants it dark.
constexpr std::string_view kHead = R"(<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root { color-scheme: light dark; --kept: #2da44e; --dropped: #cf222e; --line: #8884; --soft: #8881; }
body { font: 15px/1.55 system-ui, "Noto Sans CJK SC", sans-serif; max-width: 72rem; margin: 2rem auto;
  padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.3rem; margin: 0 0 .2rem; }
.verdict { font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 1rem 0; }
dt, small, .path, .head { opacity: .65; }
dd { margin: 0; }
.block { display: grid; grid-template-columns: 5.5rem 3.5rem 5rem 10rem 1fr; gap: .8rem; padding: .35rem .6rem;
  border-left: .3rem solid var(--dropped); border-bottom: 1px solid var(--line); }
.block p { margin: 0; white-space: pre-wrap; }
.kept { border-color: var(--kept); border-bottom-color: var(--line); background: var(--soft); }
.dropped p { opacity: .6; }
.head { border-left-color: transparent; position: sticky; top: 0; background: Canvas; opacity: 1; }
.score { text-align: right; font-variant-numeric: tabular-nums; }
.path { display: block; font: .75rem/1.4 ui-monospace, monospace; }
.heading p { font-weight: 600; } .code p, .table p { font: .85rem/1.4 ui-monospace, monospace; }
summary { padding: .35rem .9rem; border-bottom: 1px solid var(--line); opacity: .65; cursor: pointer; }
@media (max-width: 48rem) { .block { grid-template-columns: 1fr 1fr 1fr 2fr; } .block div { grid-column: 1 / -1; } }
</style>
)";

constexpr size_t kMaxText = 2000;  // bytes of one block that are shown
constexpr size_t kFolded = 6;      // blocks dropped in a row for one reason

void append_escaped(std::string_view text, std::string& out) {
  for (char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\0':
        out += "\xef\xbf\xbd";
        break;
      default:
        out += c;
    }
  }
}

void append_element(std::string_view name, std::string_view attributes, std::string_view text,
                    std::string& out) {
  (((out += '<') += name) += attributes) += '>';
  append_escaped(text, out);
  ((out += "</") += name) += '>';
}

void append_fact(std::string_view name, std::string_view value, std::string& out) {
  if (value.empty()) return;
  append_element("dt", "", name, out);
  append_element("dd", "", value, out);
  out += '\n';
}

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%+.1f", value);
  return text;
}

// At most kMaxText bytes, well-formed and not cut within a code point.
std::string shown(std::string_view text) {
  if (text.size() <= kMaxText) return well_formed(text);
  size_t end = kMaxText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return well_formed(text.substr(0, end)) + "…";
}

std::string kind_of(const BlockTrace& block) {
  std::string kind(name_of(block.kind));
  if (block.kind == BlockKind::kHeading) kind += " " + std::to_string(block.level);
  return kind;
}

// What decided: the reason that dropped it, or else that its score was enough.
std::string decision_of(const BlockTrace& block) {
  if (!block.reason.empty()) return std::string(block.reason);
  if (!block.rule.empty()) return "kept, though like: " + std::string(block.rule);
  return block.score > 0 ? "likely" : "between likely blocks";
}

void append_block(const BlockTrace& block, std::string& out) {
  const bool kept = block.reason.empty();
  ((out += "<div class=\"block ") += kept ? "kept " : "dropped ") += name_of(block.kind);
  out += "\">";
  append_element("span", "", kind_of(block), out);
  append_element("span", " class=\"score\"", number(block.first_score), out);
  append_element("span", " class=\"score\"", number(block.score), out);
  append_element("span", "", decision_of(block), out);
  out += "<div>";
  append_element("p", "", shown(block.text), out);
  append_element("span", " class=\"path\"", shown(block.path), out);
  out += "</div></div>\n";
}

void append_facts(const Extraction& page, std::span<const BlockTrace> blocks, std::string& out) {
  size_t kept = 0;
  for (const BlockTrace& block : blocks) kept += block.reason.empty();
  out += "<dl>\n";
  append_fact("refusal", page.refusal, out);
  append_fact("author", page.metadata.author, out);
  append_fact("published", page.metadata.published, out);
  append_fact("site", page.metadata.site_name, out);
  append_fact("canonical", page.metadata.canonical, out);
  append_fact("next page", page.next_page, out);
  append_fact("language", page.language.code, out);
  append_fact("charset", page.charset, out);
  append_fact("blocks",
              std::to_string(kept) + " kept, " + std::to_string(blocks.size() - kept) + " dropped",
              out);
  for (const auto& [rule, count] : page.dropped)
    append_fact("· " + rule, std::to_string(count), out);
  out += "</dl>\n";
}

// Long runs of what one reason dropped (menus, mostly) are folded, so that the article is in sight.
void append_blocks(std::span<const BlockTrace> blocks, std::string& out) {
  for (size_t i = 0; i < blocks.size();) {
    const std::string_view reason = blocks[i].reason;
    size_t end = i + 1;
    while (end < blocks.size() && blocks[end].reason == reason) ++end;
    const bool fold = !reason.empty() && end - i >= kFolded;
    if (fold) {
      out += "<details>";
      append_element("summary", "",
                     std::to_string(end - i) + " blocks dropped: " + std::string(reason), out);
    }
    for (; i < end; ++i) append_block(blocks[i], out);
    if (fold) out += "</details>\n";
  }
}

}  // namespace

std::string explanation_of(std::string_view name, const Extraction& page,
                           std::span<const BlockTrace> blocks) {
  std::string out(kHead);
  const std::string title = shown(page.metadata.title.empty() ? name : page.metadata.title);
  append_element("title", "", "winnow: " + title, out);
  append_element("h1", "", title, out);
  append_element("small", "", shown(name), out);
  out += "<p class=\"verdict\">" + std::string(name_of(page.verdict));
  if (!has_text(page.verdict)) out += ": no text is kept of such a page";
  out += "</p>\n";
  append_facts(page, blocks, out);
  out +=
      "<div class=\"block head\"><span>kind</span><span class=\"score\">alone</span>"
      "<span class=\"score\">in context</span>"
      "<span>decided by</span><div>text, and where it stands</div></div>\n";
  append_blocks(blocks, out);
  return out;
}

}  // namespace winnow
