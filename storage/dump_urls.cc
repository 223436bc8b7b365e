// The URLs of the articles, one a line.
#include "storage/dump.h"

namespace winnow {
namespace {

void write_article(const ArticleRecord& article, const DumpOptions&, std::string& out) {
  out.append(article.url) += '\n';
}

}  // namespace

const DumpFormat kUrlsDump = {"urls", "text/plain; charset=utf-8",
                              "the URL of each article, one a line", write_article, nullptr};

}  // namespace winnow
