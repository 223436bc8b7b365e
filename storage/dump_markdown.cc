// The articles as Markdown, each after a comment with its URL, so that documents can be told apart:
// no text of an article gives such a line, since its "<" would be escaped.
#include "parser/markdown.h"
#include "storage/dump.h"

namespace winnow {
namespace {

void write_article(const ArticleRecord& article, const DumpOptions&, std::string& out) {
  out += "<!-- " + article.url + " -->\n\n";  // a canonical href holds no ">"
  const bool titled = !article.blocks.empty() && article.blocks[0].text == article.metadata.title;
  if (!titled && !article.metadata.title.empty())
    out += "# " + markdown_text(article.metadata.title) + "\n\n";
  out += markdown_of(article.blocks) + '\n';
}

}  // namespace

const DumpFormat kMarkdownDump = {"markdown", "text/markdown; charset=utf-8",
                                  "CommonMark with tables; a comment with the URL before each",
                                  write_article, nullptr};

}  // namespace winnow
