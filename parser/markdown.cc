#include "parser/markdown.h"

#include <algorithm>
#include <cctype>

namespace winnow {
namespace {

bool is_alnum(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

// CommonMark 6.2: between two letters `_` is no delimiter.
bool is_inside_word(std::string_view text, size_t at) {
  return at > 0 && at + 1 < text.size() && is_alnum(text[at - 1]) && is_alnum(text[at + 1]);
}

// CommonMark 6.1, 6.6: "<" begins a tag or autolink, "&" a character reference, only before these.
bool begins_markup(std::string_view text, size_t at) {
  if (at + 1 >= text.size()) return false;
  const char next = text[at + 1];
  if (text[at] == '&') return is_alnum(next) || next == '#';
  return is_alnum(next) || next == '/' || next == '!' || next == '?';
}

bool needs_escape(std::string_view text, size_t at) {
  switch (text[at]) {
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
    case '$':
      return true;
    case '_':
      return !is_inside_word(text, at);
    case '~':  // GitHub: ~~struck~~; a fence at the start
      return at + 1 < text.size() && text[at + 1] == '~';
    case '<':
    case '&':
      return begins_markup(text, at);
    default:
      return false;
  }
}

// Where an escape keeps the line from beginning another kind of block (CommonMark 4 and 5.2), or
// npos. "1. " has it before the dot, the others at the start.
size_t marker_in(std::string_view line) {
  if (line.empty()) return line.npos;
  const auto ends_marker = [&](size_t at) { return at >= line.size() || line[at] == ' '; };
  switch (line[0]) {
    case '>':
    case '=':
      return 0;
    case '+':
      return ends_marker(1) ? 0 : line.npos;
    case '-':  // an item, a rule, or the underline of a heading
      return ends_marker(line.find_first_not_of('-') == line.npos ? line.size() : 1) ? 0
                                                                                     : line.npos;
    case '#':
      return ends_marker(std::min(line.find_first_not_of('#'), line.size())) ? 0 : line.npos;
    default:
      break;
  }
  const size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  const bool item = digits > 0 && digits <= 9 && digits < line.size() &&
                    (line[digits] == '.' || line[digits] == ')') && ends_marker(digits + 1);
  return item ? digits : line.npos;
}

using Links = std::span<const BlockLink>;

// The next link that the line has from `from` on, and where; `links` goes on behind it.
const BlockLink* next_link(std::string_view line, size_t from, Links& links, size_t& at) {
  for (size_t i = 0; i < links.size(); ++i) {
    at = line.find(links[i].text, from);
    if (at == line.npos) continue;  // cut off, or of a later line
    const BlockLink* found = &links[i];
    links = links.subspan(i + 1);
    return found;
  }
  return nullptr;
}

// `links` are those of the line and of what comes behind it.
void append_line(std::string_view line, Links& links, std::string& out) {
  const size_t marker = marker_in(line);
  size_t done = 0;
  const auto append_to = [&](size_t end) {
    for (; done < end; ++done) {
      if (done == marker || needs_escape(line, done)) out += '\\';
      out += line[done];
    }
  };
  size_t at = 0;
  while (const BlockLink* link = next_link(line, done, links, at)) {
    append_to(at);
    out += '[';
    append_to(at + link->text.size());
    // CommonMark 6.3: between angle brackets parentheses need not be balanced.
    ((out += "](<") += link->url) += ">)";
  }
  append_to(line.size());
}

// The lines of `text`, each after `prefix`, with a hard break between them.
void append_lines(std::string_view text, Links links, std::string_view prefix, std::string& out) {
  while (true) {
    const size_t end = text.find('\n');
    append_line(text.substr(0, end), links, out);
    if (end == text.npos) break;
    (out += "\\\n") += prefix;
    text.remove_prefix(end + 1);
  }
  out += '\n';
}

// On one line.
std::string inline_text(std::string_view text, Links links) {
  std::string line(text), out;
  std::replace(line.begin(), line.end(), '\n', ' ');
  // CommonMark 4.2: a heading's closing sequence.
  const size_t closing = line.find_last_not_of('#');
  if (closing != line.npos && closing + 1 < line.size() && line[closing] == ' ') {
    line.insert(closing + 1, 1, '\\');
    append_line(std::string_view(line).substr(0, closing + 1), links, out);
    return out += std::string_view(line).substr(closing + 1);
  }
  append_line(line, links, out);
  return out;
}

size_t longest_run(std::string_view text, char c) {
  size_t longest = 0, run = 0;
  for (char each : text) {
    run = each == c ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

// CommonMark 4.5: a fence longer than any inside.
void append_code(std::string_view text, std::string& out) {
  const std::string fence(std::max<size_t>(3, longest_run(text, '`') + 1), '`');
  (out += fence) += '\n';
  out += text;
  if (!text.ends_with('\n')) out += '\n';
  (out += fence) += '\n';
}

size_t columns_of(std::string_view rows) {
  size_t most = 1;
  while (!rows.empty()) {
    const std::string_view row = rows.substr(0, rows.find('\n'));
    most = std::max<size_t>(most, 1 + std::count(row.begin(), row.end(), '\t'));
    rows.remove_prefix(std::min(rows.size(), row.size() + 1));
  }
  return most;
}

void append_cell(std::string_view cell, std::string& out) {
  out += "| ";
  const std::string escaped = markdown_text(cell);
  for (char c : escaped) {
    if (c == '|') out += '\\';
    out += c;
  }
  out += ' ';
}

// The first row is the head and gets as many cells as the longest row has, since GitHub's tables
// drop what exceeds it. Shorter rows are left short, so the output is linear in the text.
void append_table(std::string_view rows, std::string& out) {
  const size_t columns = columns_of(rows);
  for (bool head = true; head || !rows.empty(); head = false) {
    std::string_view row = rows.substr(0, rows.find('\n'));
    rows.remove_prefix(std::min(rows.size(), row.size() + 1));
    size_t cells = columns;
    if (!head) cells = 1 + static_cast<size_t>(std::count(row.begin(), row.end(), '\t'));
    for (size_t i = 0; i < cells; ++i) {
      const std::string_view cell = row.substr(0, row.find('\t'));
      append_cell(cell, out);
      row.remove_prefix(std::min(row.size(), cell.size() + 1));
    }
    out += "|\n";
    if (!head) continue;
    for (size_t i = 0; i < columns; ++i) out += "| --- ";
    out += "|\n";
  }
}

// An item may stand one level deeper than the one before, or it would be code.
class Lists {
 public:
  // The item's indent; call it for each block in order.
  std::string indent_of(const Block& block) {
    const int level = std::max<int>(1, block.level);
    depth_ = block.kind == BlockKind::kListItem ? std::min(level, depth_ + 1) : 0;
    return std::string(2 * static_cast<size_t>(std::max(0, depth_ - 1)), ' ');
  }

 private:
  int depth_ = 0;
};

void append_block(const Block& block, const std::string& indent, std::string& out) {
  switch (block.kind) {
    case BlockKind::kHeading:
      out.append(std::clamp<size_t>(block.level, 1, 6), '#') += ' ';
      out += inline_text(block.text, block.links);
      out += '\n';
      break;
    case BlockKind::kListItem:
      out += indent + "- ";
      append_lines(block.text, block.links, indent + "  ", out);
      break;
    case BlockKind::kQuote:
      out += "> ";
      append_lines(block.text, block.links, "> ", out);
      break;
    case BlockKind::kCode:
      append_code(block.text, out);
      break;
    case BlockKind::kTable:
      append_table(block.text, out);
      break;
    case BlockKind::kCaption:
      out += '*' + inline_text(block.text, block.links) + "*\n";
      break;
    case BlockKind::kFormula:
      out += "$$\n" + block.text + "\n$$\n";
      break;
    case BlockKind::kParagraph:
    case BlockKind::kPost:
      append_lines(block.text, block.links, "", out);
      break;
  }
}

// What stands between two blocks.
std::string_view between(BlockKind before, BlockKind after) {
  if (before == after && after == BlockKind::kListItem) return "";
  if (before == after && after == BlockKind::kQuote) return ">\n";
  if (after == BlockKind::kPost) return "\n* * *\n\n";
  return "\n";
}

}  // namespace

std::string markdown_text(std::string_view text) { return inline_text(text, {}); }

std::string markdown_of(std::span<const Block> blocks) {
  std::string out;
  Lists lists;
  const Block* before = nullptr;
  for (const Block& block : blocks) {
    if (block.text.empty()) continue;
    if (before) out += between(before->kind, block.kind);
    append_block(block, lists.indent_of(block), out);
    before = &block;
  }
  return out;
}

}  // namespace winnow
