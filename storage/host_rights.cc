#include "storage/host_rights.h"

#include <algorithm>

namespace winnow {
namespace {

constexpr size_t kMostOrigins = 1 << 16;  // whose rules a dump has in memory
constexpr size_t kMostBytes = 16 << 20;   // of their files; parsed, about three times as much

}  // namespace

const HostRights::Origin& HostRights::origin_of(std::string_view authority, bool https) {
  std::string name = (https ? "s" : "h") + std::string(authority);
  if (const auto known = origins_.find(name); known != origins_.end()) return known->second;
  if (origins_.size() == kMostOrigins || bytes_ > kMostBytes) {
    origins_.clear();
    bytes_ = 0;
  }
  const auto record = store_.read<RobotsRecord>(keys::robots(authority, https), snapshot_);
  Origin origin;
  if (record && !record->body.empty()) {
    origin = {Robots::parse(record->body, product_token_), record->fetched};
    bytes_ += record->body.size();
  }
  return origins_.emplace(std::move(name), std::move(origin)).first->second;
}

void HostRights::add_to(ArticleRecord& article) {
  auto& all = article.rights;
  // An article of before version 4 has the directive alone.
  const auto is_noai = [](const RightsStatement& s) { return s.says == "robots: noai"; };
  if (article.robots.noai && std::ranges::none_of(all, is_noai))
    all.push_back({"page", "robots: noai", article.fetched});
  const auto parts = split_href(article.url);
  if (!parts) return;
  const Origin& origin = origin_of(parts->authority, parts->https);
  for (std::string& says : origin.robots.usage(parts->path_and_query))
    all.push_back({"robots.txt", std::move(says), origin.fetched});
  if (!origin.robots.allows(parts->path_and_query))
    all.push_back({"robots.txt", "robots.txt: disallow", origin.fetched});
}

}  // namespace winnow
