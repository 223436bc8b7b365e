#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "parser/html/links.h"

namespace winnow {
namespace {

constexpr unsigned kMaxPage = 999, kMaxBarePage = 20;

// Query parameters that count the pages of an article.
constexpr auto kPageParameters = std::to_array<std::string_view>(
    {"page", "p", "pg", "pn", "pageno", "pageNo", "page_no", "pagenum", "pageNum", "cp", "paged"});

// What stands between an article's address and the number of its page.
constexpr auto kPathMarks =
    std::to_array<std::string_view>({"/page/", "/page-", "/p", "_p", "-p", "_", "-", "/"});

struct Numbered {
  std::string stem;  // the address without its page number
  unsigned page;
};

std::optional<unsigned> page_number(std::string_view digits) {
  unsigned page = 0;
  const char* end = digits.data() + digits.size();
  if (digits.empty() || digits.size() > 3 || digits[0] == '0') return {};
  if (std::from_chars(digits.data(), end, page).ptr != end || page > kMaxPage) return {};
  return page;
}

// `body` without the number at its end, for each mark that could stand before it; `end` follows.
void by_last_number(std::string_view body, const std::string& end, std::vector<Numbered>& found) {
  size_t digits = body.size();
  while (digits > 0 && body[digits - 1] >= '0' && body[digits - 1] <= '9') --digits;
  const std::optional<unsigned> page = page_number(body.substr(digits));
  if (!page) return;
  for (std::string_view mark : kPathMarks) {
    const std::string_view before = body.substr(0, digits);
    if (!before.ends_with(mark)) continue;
    std::string stem(before.substr(0, before.size() - mark.size()));
    if (stem.empty()) continue;
    // A file or a high number of its own is an article's id rather than a page.
    if (mark == "/" && (end.starts_with('.') || *page > kMaxBarePage)) continue;
    // a/2/ and a/2 stand behind a/ and a; a/2.html behind a.html
    found.push_back({stem + end, *page});
    if (mark[0] == '/' && end.empty()) found.push_back({stem + "/", *page});
  }
}

// The path without its number before the extension, or, as forums number threads
// (thread-ID-PAGE-1.html), without the one before the last.
std::vector<Numbered> by_path(std::string_view path) {
  std::string end = path.ends_with('/') ? "/" : "";
  std::string_view body = path.substr(0, path.size() - end.size());
  if (const size_t dot = body.rfind('.'); end.empty() && dot != body.npos) {
    if (body.find('/', dot) == body.npos && body.size() - dot <= 6) {
      end = body.substr(dot);
      body = body.substr(0, dot);
    }
  }
  std::vector<Numbered> found;
  by_last_number(body, end, found);
  if (const size_t dash = body.rfind('-'); dash != body.npos && page_number(body.substr(dash + 1)))
    by_last_number(body.substr(0, dash), std::string(body.substr(dash)) + end, found);
  return found;
}

// The query without its page parameter; no value if it has none.
std::optional<Numbered> by_query(std::string_view query) {
  std::optional<Numbered> found;
  std::string rest;
  for (size_t begin = 0; begin <= query.size() && !query.empty();) {
    const size_t end = std::min(query.find('&', begin), query.size());
    const std::string_view pair = query.substr(begin, end - begin);
    const std::string_view name = pair.substr(0, pair.find('='));
    const bool counts =
        std::find(kPageParameters.begin(), kPageParameters.end(), name) != kPageParameters.end();
    const std::optional<unsigned> page = counts && name.size() < pair.size()
                                             ? page_number(pair.substr(name.size() + 1))
                                             : std::nullopt;
    if (page && !found) {
      found = Numbered{"", *page};
    } else {
      rest += rest.empty() ? "" : "&";
      rest += pair;
    }
    begin = end + 1;
  }
  if (found) found->stem = rest;
  return found;
}

}  // namespace

bool is_next_page(const Url& current, const Url& next) {
  if (current.origin() != next.origin()) return false;
  if (const auto to = by_query(next.query()); to && current.path() == next.path()) {
    const auto from = by_query(current.query());
    const unsigned page = from ? from->page : 1;
    const std::string_view stem = from ? std::string_view(from->stem) : current.query();
    return to->page == page + 1 && to->stem == stem;
  }
  if (current.query() != next.query()) return false;
  for (const Numbered& to : by_path(next.path())) {
    if (to.page == 2 && to.stem == current.path()) return true;
    for (const Numbered& from : by_path(current.path())) {
      if (to.stem == from.stem && to.page == from.page + 1) return true;
    }
  }
  return false;
}

}  // namespace winnow
