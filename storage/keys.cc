#include "storage/keys.h"

#include "storage/surt.h"

namespace winnow {

std::optional<HrefParts> split_href(std::string_view href) {
  HrefParts parts;
  if (href.starts_with("https://")) {
    parts.https = true;
    href.remove_prefix(8);
  } else if (href.starts_with("http://")) {
    href.remove_prefix(7);
  } else {
    return std::nullopt;
  }
  const size_t slash = href.find('/');
  if (slash == 0 || slash == href.npos) return std::nullopt;
  parts.authority = href.substr(0, slash);
  parts.path_and_query = href.substr(slash);
  return parts;
}

std::string_view authority_of_href(std::string_view href) {
  const auto parts = split_href(href);
  return parts ? parts->authority : std::string_view();
}

std::string join_href(const HrefParts& parts) {
  std::string href = parts.https ? "https://" : "http://";
  href.reserve(href.size() + parts.authority.size() + parts.path_and_query.size());
  return href.append(parts.authority).append(parts.path_and_query);
}

namespace keys {
namespace {

constexpr char kEnd = '\0', kEscape = '\1';
constexpr std::string_view kEscaped("\0\1", 2);
constexpr char kFresh = '\0', kTimed = '\1';
constexpr char kFirst = '\0', kCopy = '\1';
constexpr char kHttp = 'h', kHttps = 's';
constexpr std::string_view kForgetScopes = "uhd";  // by ForgetRule::Scope

// 00 ends an authority, so 00 within one becomes 01 01, and 01 becomes 01 02. Neither is in any
// host of the URL Standard, so this costs nothing; it only has to be right.
std::string of_authority(char prefix, std::string_view authority) {
  const std::string reversed = surt(authority);
  std::string key(1, prefix);
  key.reserve(reversed.size() + 32);
  if (reversed.find_first_of(kEscaped) == reversed.npos) return key.append(reversed) += kEnd;
  for (const char c : reversed) {
    if (c == kEnd || c == kEscape) key += kEscape;
    key += c == kEnd ? '\1' : c == kEscape ? '\2' : c;
  }
  return key += kEnd;
}

void append_u64(std::string& key, uint64_t value) {  // big-endian, so bytes sort as numbers
  for (int shift = 56; shift >= 0; shift -= 8) key += static_cast<char>(value >> shift);
}

std::optional<uint64_t> take_u64(std::string_view& rest) {
  if (rest.size() < 8) return std::nullopt;
  uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value = value << 8 | static_cast<uint8_t>(rest[i]);
  rest.remove_prefix(8);
  return value;
}

// Signed milliseconds as a number that sorts alike.
uint64_t biased(Time time) {
  return static_cast<uint64_t>(time.time_since_epoch().count()) ^ (1ULL << 63);
}

// Takes prefix and authority off `rest`.
std::optional<std::string> take_authority(std::string_view& rest) {
  std::string reversed;
  for (size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] == kEnd) {
      rest.remove_prefix(i + 1);
      return authority_of_surt(reversed);
    }
    if (rest[i] != kEscape) {
      reversed += rest[i];
    } else if (++i < rest.size() && (rest[i] == '\1' || rest[i] == '\2')) {
      reversed += static_cast<char>(rest[i] - 1);
    } else {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

std::string numbered(std::string_view prefix, uint64_t number) {
  std::string key(prefix);
  append_u64(key, number);
  return key;
}

std::optional<uint64_t> number_after(std::string_view prefix, std::string_view key) {
  if (!key.starts_with(prefix) || key.size() != prefix.size() + 8) return std::nullopt;
  key.remove_prefix(prefix.size());
  return take_u64(key);
}

}  // namespace

std::string host(std::string_view authority) { return of_authority(kHost, authority); }

std::string robots(std::string_view authority, bool https) {
  return of_authority(kRobots, authority) + (https ? kHttps : kHttp);
}

std::string host_template(std::string_view authority) { return of_authority(kTemplate, authority); }

std::string template_samples(std::string_view authority) {
  return of_authority(kSample, authority);
}
std::string template_sample(std::string_view authority, uint64_t sequence) {
  return numbered(template_samples(authority), sequence);
}

std::string queue_of(std::string_view authority) { return of_authority(kQueue, authority); }
std::string queue_fresh(std::string_view authority) { return queue_of(authority) + kFresh; }
std::string queue_timed(std::string_view authority) { return queue_of(authority) + kTimed; }

std::string queue(std::string_view authority, const QueueEntry& entry) {
  std::string key = queue_of(authority);
  if (entry.due == Time{}) {
    key += kFresh;
    key += static_cast<char>(entry.priority);
  } else {
    key += kTimed;
    append_u64(key, biased(entry.due));
  }
  append_u64(key, entry.sequence);
  return key;
}

std::string urls_of(std::string_view authority) { return of_authority(kUrl, authority); }

std::string url(const HrefParts& parts) {
  std::string key = urls_of(parts.authority);
  key += parts.https ? kHttps : kHttp;
  return key += parts.path_and_query;
}

std::string continued(std::string_view url_key) {
  return kContinued + std::string(url_key.substr(1));
}

std::string article(uint64_t sequence) { return numbered({&kArticle, 1}, sequence); }

std::string gone(uint64_t sequence) { return numbered({&kGone, 1}, sequence); }

std::string duplicates_of(const std::array<uint64_t, 2>& exact) {
  std::string key(1, kDuplicate);
  append_u64(key, exact[0]);
  append_u64(key, exact[1]);
  return key;
}

std::string duplicates_of(const std::array<uint64_t, 2>& exact, bool copy) {
  return duplicates_of(exact) + (copy ? kCopy : kFirst);
}

std::string duplicate(const std::array<uint64_t, 2>& exact, bool copy, uint64_t sequence) {
  std::string key = duplicates_of(exact, copy);
  append_u64(key, sequence);
  return key;
}

std::string band_chunks(size_t bucket) {
  std::string key(kBandChunks);
  key += static_cast<char>(bucket >> 8);
  return key += static_cast<char>(bucket);
}

std::string band_chunk(BandChunkKey chunk) {
  return numbered(band_chunks(chunk.bucket), chunk.number);
}

std::string band_changes(uint64_t number) { return numbered(kBandChanges, number); }

std::string cluster_of(uint64_t sequence) { return numbered(kClusterOf, sequence); }
std::string cluster(uint64_t id) { return numbered(kClusters, id); }
std::string cluster_members(uint64_t id) { return numbered(kMembers, id); }

std::string cluster_member(uint64_t id, uint64_t sequence) {
  std::string key = cluster_members(id);
  append_u64(key, sequence);
  return key;
}

std::string forget(ForgetRule::Scope scope, std::string_view name) {
  return std::string{kForget, kForgetScopes[static_cast<size_t>(scope)]}.append(name);
}

std::vector<std::string> of_host(char kind, std::string_view host, bool subdomains) {
  std::string name = of_authority(kind, host);
  name.pop_back();
  std::vector<std::string> prefixes = {name + kEnd, name + ':'};
  if (subdomains) prefixes.push_back(name + ',');
  return prefixes;
}

std::string counter(std::string_view name) { return std::string(kCounters).append(name); }

std::optional<std::string> authority_of(std::string_view key) {
  if (key.empty()) return std::nullopt;
  return take_authority(key);
}

std::optional<std::string> href_of(std::string_view key) {
  if (!key.starts_with(kUrl)) return std::nullopt;
  const auto authority = take_authority(key);
  if (!authority || key.size() < 2 || (key[0] != kHttp && key[0] != kHttps)) return std::nullopt;
  return join_href({key[0] == kHttps, *authority, key.substr(1)});
}

std::optional<QueueKey> parse_queue(std::string_view key) {
  if (!key.starts_with(kQueue)) return std::nullopt;
  auto authority = take_authority(key);
  if (!authority || key.size() < 2 || (key[0] != kFresh && key[0] != kTimed)) return std::nullopt;
  QueueKey parsed{std::move(*authority), key[0] == kTimed, 0, Time{}, 0};
  key.remove_prefix(1);
  if (parsed.timed) {
    const auto due = take_u64(key);
    if (!due) return std::nullopt;
    parsed.due = Time(Millis(static_cast<int64_t>(*due ^ (1ULL << 63))));
  } else {
    parsed.priority = static_cast<uint8_t>(key[0]);
    key.remove_prefix(1);
  }
  const auto sequence = take_u64(key);
  if (!sequence || !key.empty()) return std::nullopt;
  parsed.sequence = *sequence;
  return parsed;
}

std::optional<uint64_t> parse_template_sample(std::string_view key) {
  if (!key.starts_with(kSample) || !take_authority(key)) return std::nullopt;
  return number_after({}, key);
}

std::optional<uint64_t> parse_article(std::string_view key) {
  return number_after({&kArticle, 1}, key);
}

std::optional<uint64_t> parse_gone(std::string_view key) { return number_after({&kGone, 1}, key); }

std::optional<DuplicateKey> parse_duplicate(std::string_view key) {
  if (!key.starts_with(kDuplicate) || key.size() != 26) return std::nullopt;
  key.remove_prefix(1);
  DuplicateKey parsed;
  parsed.exact[0] = *take_u64(key);
  parsed.exact[1] = *take_u64(key);
  if (key[0] != kFirst && key[0] != kCopy) return std::nullopt;
  parsed.copy = key[0] == kCopy;
  key.remove_prefix(1);
  parsed.sequence = *take_u64(key);
  return parsed;
}

std::optional<BandChunkKey> parse_band_chunk(std::string_view key) {
  const std::string_view bucket = key.substr(0, kBandChunks.size() + 2);
  const auto number = number_after(bucket, key);
  if (!key.starts_with(kBandChunks) || !number) return std::nullopt;
  const auto high = static_cast<uint8_t>(bucket[2]), low = static_cast<uint8_t>(bucket[3]);
  return BandChunkKey{size_t{high} << 8 | low, *number};
}

std::optional<uint64_t> parse_band_changes(std::string_view key) {
  return number_after(kBandChanges, key);
}

bool is_single_band(std::string_view key) {
  return key.size() == 6 && key[0] == kBand && key[1] >= 0 && key[1] < 14;
}

std::optional<uint64_t> parse_cluster_of(std::string_view key) {
  return number_after(kClusterOf, key);
}

std::optional<uint64_t> parse_cluster(std::string_view key) { return number_after(kClusters, key); }

std::optional<MemberKey> parse_cluster_member(std::string_view key) {
  if (!key.starts_with(kMembers) || key.size() != kMembers.size() + 16) return std::nullopt;
  key.remove_prefix(kMembers.size());
  MemberKey parsed;
  parsed.cluster = *take_u64(key);
  parsed.sequence = *take_u64(key);
  return parsed;
}

std::optional<ForgetKey> parse_forget(std::string_view key) {
  if (key.size() < 3 || !key.starts_with(kForget)) return std::nullopt;
  const size_t scope = kForgetScopes.find(key[1]);
  if (scope == kForgetScopes.npos) return std::nullopt;
  return ForgetKey{static_cast<ForgetRule::Scope>(scope), key.substr(2)};
}

}  // namespace keys
}  // namespace winnow
