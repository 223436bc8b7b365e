#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/records.h"

namespace winnow {

// A canonical href in three: "https://a.example:8443/x?y" is {true, "a.example:8443", "/x?y"}.
// Views into `href`; nothing if it is no absolute http(s) URL with a path.
struct HrefParts {
  bool https = false;
  std::string_view authority;
  std::string_view path_and_query;
};
std::optional<HrefParts> split_href(std::string_view href);
std::string_view authority_of_href(std::string_view href);  // "" if it is none
std::string join_href(const HrefParts& parts);

// The keys of the store; FORMAT.md has them byte by byte. The first byte says of what the record
// is. An authority is written in SURT form, escaped and closed by a zero byte, so all keys of one
// host are neighbours and no key of another host lies between them.
namespace keys {

inline constexpr char kArticle = 'a', kBand = 'b', kCluster = 'c', kDuplicate = 'd', kForget = 'f',
                      kGone = 'g', kHost = 'h', kMeta = 'm', kContinued = 'n', kSample = 'p',
                      kQueue = 'q', kRobots = 'r', kTemplate = 't', kUrl = 'u';

std::string host(std::string_view authority);
std::string robots(std::string_view authority, bool https);
std::string host_template(std::string_view authority);
std::string template_sample(std::string_view authority, uint64_t sequence);
std::string template_samples(std::string_view authority);  // prefix of all of a host

// Fresh entries before timed ones (`due` set); those by (priority, sequence), these by (due,
// sequence).
std::string queue(std::string_view authority, const QueueEntry& entry);
std::string queue_fresh(std::string_view authority);  // prefix of the host's fresh entries
std::string queue_timed(std::string_view authority);  // and of its timed ones
std::string queue_of(std::string_view authority);     // and of all

std::string url(const HrefParts& parts);
std::string urls_of(std::string_view authority);  // prefix of all URLs of a host
std::string continued(std::string_view url_key);  // mark of that URL (storage/continued_urls.h)

std::string article(uint64_t sequence);  // or the tombstone in its place: the dump order
std::string gone(uint64_t sequence);     // mark of one that is still on the shelf

// Articles with the same exact text: the first one, then its copies by sequence.
std::string duplicate(const std::array<uint64_t, 2>& exact, bool copy, uint64_t sequence);
std::string duplicates_of(const std::array<uint64_t, 2>& exact);             // prefix of all
std::string duplicates_of(const std::array<uint64_t, 2>& exact, bool copy);  // of one kind

// Near duplicates (storage/band_index.h, storage/near.h). A chunk of the bands of one bucket, the
// newest last; which bands a commit changed; which cluster an article is in; a cluster; who is in
// it.
struct BandChunkKey {
  size_t bucket = 0;    // two bytes
  uint64_t number = 0;  // higher than that of all chunks before it
};
std::string band_chunk(BandChunkKey chunk);
std::string band_chunks(size_t bucket);  // prefix
std::string band_changes(uint64_t number);
inline constexpr std::string_view kBandChunks = "bc", kBandChanges = "bp";  // prefixes
std::string cluster_of(uint64_t sequence);
std::string cluster(uint64_t id);
std::string cluster_members(uint64_t id);  // prefix
std::string cluster_member(uint64_t id, uint64_t sequence);
inline constexpr std::string_view kClusterOf = "ca", kClusters = "cc", kMembers = "cm";  // prefixes

std::string forget(ForgetRule::Scope scope, std::string_view name);

// Prefixes of all keys of a kind (host, robots, template, sample, queue, url) that belong to a host
// on any port and, with `subdomains`, to the names below it.
std::vector<std::string> of_host(char kind, std::string_view host, bool subdomains);

inline constexpr std::string_view kFormat = "mf", kClean = "mc", kSequences = "ms",
                                  kMarksContinued = "mn";
std::string counter(std::string_view name);
inline constexpr std::string_view kCounters = "m+";  // prefix

// And back. Nothing if `key` is no such key.
struct QueueKey {
  std::string authority;
  bool timed = false;
  uint8_t priority = 0;  // of a fresh entry
  Time due{};            // of a timed entry
  uint64_t sequence = 0;
};
struct DuplicateKey {
  std::array<uint64_t, 2> exact{};
  bool copy = false;
  uint64_t sequence = 0;
};
std::optional<std::string> authority_of(
    std::string_view key);  // of host, robots, template, sample, queue, url
std::optional<std::string> href_of(std::string_view url_key);
std::optional<QueueKey> parse_queue(std::string_view key);
std::optional<uint64_t> parse_template_sample(std::string_view key);
std::optional<uint64_t> parse_article(std::string_view key);
std::optional<uint64_t> parse_gone(std::string_view key);
std::optional<DuplicateKey> parse_duplicate(std::string_view key);
std::optional<BandChunkKey> parse_band_chunk(std::string_view key);
std::optional<uint64_t> parse_band_changes(std::string_view key);
bool is_single_band(std::string_view key);  // of format 1
struct MemberKey {
  uint64_t cluster = 0, sequence = 0;
};
std::optional<MemberKey> parse_cluster_member(std::string_view key);
std::optional<uint64_t> parse_cluster_of(std::string_view key);
std::optional<uint64_t> parse_cluster(std::string_view key);
struct ForgetKey {
  ForgetRule::Scope scope{};
  std::string_view name;
};
std::optional<ForgetKey> parse_forget(std::string_view key);  // a view into `key`

}  // namespace keys
}  // namespace winnow
