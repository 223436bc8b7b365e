#include "crawler/article.h"

#include <utility>

#include "crawler/href.h"

namespace winnow {

std::string_view withheld_by(const RobotsDirectives& robots) {
  if (robots.noindex) return "noindex";
  return robots.noarchive ? "noarchive" : "";
}

bool goes_on(const Extraction& page, std::string_view url) {
  return !page.next_page.empty() && page.next_page != url &&
         parts_of(page.next_page).authority == parts_of(url).authority;
}

ArticleRecord article_of(Extraction page, std::string url, Time fetched) {
  ArticleRecord article;
  if (goes_on(page, url)) article.next_page = std::move(page.next_page);
  article.url = std::move(url);
  article.fetched = fetched;
  article.verdict = page.verdict;
  article.metadata = std::move(page.metadata);
  article.language = std::move(page.language);
  article.charset = std::move(page.charset);
  article.robots = page.robots;
  article.rights = std::move(page.rights);
  for (RightsStatement& statement : article.rights) statement.time = fetched;
  article.blocks = std::move(page.blocks);
  article.fingerprint = page.fingerprint;
  article.quality = page.quality;
  article.dropped = std::move(page.dropped);
  return article;
}

}  // namespace winnow
