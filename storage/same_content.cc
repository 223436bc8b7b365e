#include "storage/same_content.h"

#include <algorithm>
#include <tuple>

namespace winnow {
namespace {

auto parts(const Metadata& m) {
  return std::tie(m.title, m.author, m.published, m.site_name, m.canonical, m.declared_language,
                  m.source);
}

auto parts(const RobotsDirectives& r) {
  return std::tie(r.noindex, r.nofollow, r.noarchive, r.noai, r.noimageai);
}

auto parts(const RightsStatement& s) { return std::tie(s.source, s.says); }

auto parts(const Block& b) { return std::tie(b.kind, b.level, b.text); }

}  // namespace

bool same_content(const ArticleRecord& a, const ArticleRecord& b) {
  return a.verdict == b.verdict && a.language.code == b.language.code &&
         a.fingerprint.exact == b.fingerprint.exact && parts(a.metadata) == parts(b.metadata) &&
         parts(a.robots) == parts(b.robots) && a.next_page == b.next_page &&
         a.previous == b.previous &&
         std::ranges::equal(a.rights, b.rights,
                            [](const auto& x, const auto& y) { return parts(x) == parts(y); }) &&
         std::ranges::equal(a.blocks, b.blocks,
                            [](const Block& x, const Block& y) { return parts(x) == parts(y); });
}

}  // namespace winnow
