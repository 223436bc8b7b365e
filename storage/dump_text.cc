// The articles as plain text: the title, if any, on a line of its own, then one block a line, then
// an empty line. No other line is empty, so documents can be told apart.
#include "storage/dump.h"

namespace winnow {
namespace {

// The lines of `text` that are not empty.
void append_lines(std::string_view text, std::string& out) {
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    if (line.find_first_not_of(" \t\r") != line.npos) out.append(line) += '\n';
    if (end == text.npos) return;
    text.remove_prefix(end + 1);
  }
}

void write_article(const ArticleRecord& article, const DumpOptions&, std::string& out) {
  const bool titled = !article.blocks.empty() && article.blocks[0].text == article.metadata.title;
  if (!titled) append_lines(article.metadata.title, out);
  for (const Block& block : article.blocks) append_lines(block.text, out);
  out += '\n';
}

}  // namespace

const DumpFormat kTextDump = {"text", "text/plain; charset=utf-8",
                              "title and blocks, one a line; an empty line after each article",
                              write_article, nullptr};

}  // namespace winnow
