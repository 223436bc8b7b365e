#include "storage/stitch.h"

#include <algorithm>

#include "parser/robots_directives.h"

namespace winnow {
namespace {

void add_page(ArticleRecord& whole, ArticleRecord&& page) {
  auto from = page.blocks.begin();
  // Each page has the title once more.
  if (from != page.blocks.end() && from->text == whole.metadata.title) ++from;
  std::move(from, page.blocks.end(), std::back_inserter(whole.blocks));
  whole.pages.push_back(page.url);
  for (RightsStatement& statement : page.rights) {  // what holds of a part holds of the whole
    const auto same = [&](const RightsStatement& known) {
      return known.source == statement.source && known.says == statement.says;
    };
    if (std::ranges::none_of(whole.rights, same)) whole.rights.push_back(std::move(statement));
  }
  whole.robots = combined(whole.robots, page.robots);
  whole.fetched = std::max(whole.fetched, page.fetched);
  whole.sequence = std::max(whole.sequence, page.sequence);
  for (auto& [rule, count] : page.dropped) {
    const auto same = std::ranges::find(whole.dropped, rule, [](const auto& d) { return d.first; });
    if (same == whole.dropped.end())
      whole.dropped.emplace_back(std::move(rule), count);
    else
      same->second += count;
  }
}

}  // namespace

std::optional<UrlRecord> Stitcher::url(const std::string& href) const {
  const auto parts = split_href(href);
  return parts ? store_.read<UrlRecord>(keys::url(*parts), snapshot_) : std::nullopt;
}

std::optional<ArticleRecord> Stitcher::article(const std::string& href) const {
  const auto record = url(href);
  if (!record || !record->article) return std::nullopt;
  return store_.read<ArticleRecord>(keys::article(record->article), snapshot_);
}

std::optional<ArticleRecord> Stitcher::first_page(ArticleRecord page) const {
  for (size_t i = 0; i < kMaxPages; ++i) {
    if (page.previous.empty()) return page;
    auto before = article(page.previous);
    if (!before || before->next_page != page.url) return std::nullopt;
    page = std::move(*before);
  }
  return std::nullopt;
}

std::optional<ArticleRecord> Stitcher::whole(ArticleRecord first, uint64_t at) const {
  std::string last = first.url, next = first.next_page;
  first.pages = {first.url};
  store_.refresh_duplicate(first, snapshot_);
  while (!next.empty() && first.pages.size() < kMaxPages) {
    const auto record = url(next);
    if (!record || record->previous != last) break;
    auto page = record->article
                    ? store_.read<ArticleRecord>(keys::article(record->article), snapshot_)
                    : std::nullopt;
    if (!page) {
      first.sequence = std::max(first.sequence, record->tombstone);
      break;
    }
    last = std::move(next);
    next = page->next_page;
    add_page(first, std::move(*page));
  }
  if (first.sequence != at) return std::nullopt;
  if (first.pages.size() == 1)
    first.pages.clear();
  else
    first.revised = true;  // its first page was an article before
  return first;
}

std::optional<ArticleRecord> Stitcher::whole_at(ArticleRecord page) const {
  const uint64_t at = page.sequence;
  auto first = first_page(std::move(page));
  return first ? whole(std::move(*first), at) : std::nullopt;
}

std::optional<ArticleRecord> Stitcher::whole_at(const Tombstone& gone) const {
  const auto record = url(gone.url);
  if (!record || record->previous.empty()) return std::nullopt;
  auto before = article(record->previous);
  if (!before || before->next_page != gone.url) return std::nullopt;
  auto first = first_page(std::move(*before));
  if (!first) return std::nullopt;
  first->revised = true;  // it was longer
  return whole(std::move(*first), gone.sequence);
}

}  // namespace winnow
