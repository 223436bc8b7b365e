#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "config/config.h"
#include "config/identity.h"

namespace winnow {

template <class T>
struct Range {
  T min, max;
};

inline constexpr uint64_t kMaxCount = 1ULL << 53;  // integers that every JSON reader keeps exact

inline constexpr Millis kDay{86'400'000};
inline constexpr Millis kYear = 365 * kDay;

inline constexpr std::array<std::string_view, 3> kScopeModes{"host", "domain", "any"};
inline constexpr std::array<std::string_view, 3> kAddressChoices{"public", "loopback", "any"};

inline bool is_log_level(std::string_view text) {
  for (std::string_view level : {"trace", "debug", "info", "warn", "error"}) {
    if (text == level) return true;
  }
  return false;
}

inline bool is_contact_or_empty(std::string_view text) { return text.empty() || is_contact(text); }
inline bool is_anything(std::string_view) { return true; }
inline bool is_not_empty(std::string_view text) { return !text.empty(); }
inline bool is_path_pattern(std::string_view text) {
  return text.starts_with('/') || text.starts_with('*');
}
inline bool is_connect_to(std::string_view text) {
  size_t colons = 0;
  for (char c : text) colons += c == ':';
  return colons >= 3;
}

// The one list of settings: each is named here once, with its range, and everything that goes over
// all of them (the loader, the test of the sample) is a visitor:
//
//   v.table("fetch");
//   v.duration("delay", value, {min, max});   v.size(…)   v.count(…)   v.factor(…)   v.flag(…)
//   v.text("contact", value, check)   check: bool(std::string_view), and what it demands in words
//   v.texts / v.path / v.paths / v.choice("mode", value, names)
//
// A new setting: a member in config/config.h, a line here, a passage in config/winnow.toml.
template <class Visitor>
void visit_settings(Config& c, Visitor& v) {
  v.table("identity");
  v.text("product_token", c.identity.product_token, is_product_token,
         "letters, - and _ only (RFC 9309 2.2.1)");
  v.text("contact", c.identity.contact, is_contact_or_empty, "an http(s) URL or a mail address");

  v.table("seeds");
  v.texts("urls", c.seeds.urls, is_not_empty, "not empty");
  v.paths("files", c.seeds.files);
  v.texts("sitemaps", c.seeds.sitemaps, is_not_empty, "not empty");
  v.texts("feeds", c.seeds.feeds, is_not_empty, "not empty");
  v.flag("sitemaps_from_robots", c.seeds.sitemaps_from_robots);

  v.table("scope");
  v.choice("mode", c.scope.mode, kScopeModes);
  v.texts("include_hosts", c.scope.include_hosts, is_not_empty, "not empty");
  v.texts("exclude_hosts", c.scope.exclude_hosts, is_not_empty, "not empty");
  v.texts("include_paths", c.scope.include_paths, is_path_pattern,
          "a path pattern that begins with / or *");
  v.texts("exclude_paths", c.scope.exclude_paths, is_path_pattern,
          "a path pattern that begins with / or *");
  v.count("max_depth", c.scope.max_depth, {0, 1000});
  v.count("max_pages", c.scope.max_pages, {0, kMaxCount});
  v.count("max_pages_per_host", c.scope.max_pages_per_host, {0, kMaxCount});
  v.count("max_pages_per_discovered_host", c.scope.max_pages_per_discovered_host, {0, kMaxCount});
  v.count("max_links_per_page", c.scope.max_links_per_page, {0, 100'000});
  v.count("max_hosts_per_domain", c.scope.max_hosts_per_domain, {0, 1'000'000'000});

  v.table("fetch");
  v.choice("addresses", c.fetch.addresses, kAddressChoices);
  v.count("max_connections", c.fetch.max_connections, {1, 50'000});
  v.duration("connect_timeout", c.fetch.connect_timeout, {Millis(1), kDay});
  v.duration("first_byte_timeout", c.fetch.first_byte_timeout, {Millis(1), kDay});
  v.duration("total_timeout", c.fetch.total_timeout, {Millis(1), kDay});
  v.size("low_speed_bytes_per_second", c.fetch.low_speed_bytes_per_second, {0, 1 << 30});
  v.duration("low_speed_time", c.fetch.low_speed_time, {Seconds(1), kDay});
  v.size("max_body_bytes", c.fetch.max_body_bytes, {1 << 10, 64 << 20});
  v.size("max_sitemap_bytes", c.fetch.max_sitemap_bytes, {1 << 10, 256 << 20});
  v.count("max_redirects", c.fetch.max_redirects, {0, 20});
  v.count("max_retries", c.fetch.max_retries, {0, 20});
  v.duration("retry_delay", c.fetch.retry_delay, {Millis(1), kYear});
  v.duration("max_retry_delay", c.fetch.max_retry_delay, {Millis(1), kYear});
  v.flag("verify_tls", c.fetch.verify_tls);
  v.text("proxy", c.fetch.proxy, is_anything, "");
  v.texts("connect_to", c.fetch.connect_to, is_connect_to, "HOST:PORT:CONNECT-HOST:CONNECT-PORT");

  v.table("politeness");
  v.duration("delay", c.politeness.delay, {Millis(0), kDay});
  v.duration("max_delay", c.politeness.max_delay, {Millis(0), kDay});
  v.factor("latency_factor", c.politeness.latency_factor, {0, 1000});
  v.duration("address_delay", c.politeness.address_delay, {Millis(0), kDay});
  v.count("address_connections", c.politeness.address_connections, {0, 10'000});
  v.duration("max_retry_after", c.politeness.max_retry_after, {Millis(0), kYear});
  v.duration("robots_max_age", c.politeness.robots_max_age, {Millis(1), kDay});
  v.duration("robots_error_age", c.politeness.robots_error_age, {Millis(1), kDay});
  v.count("breaker_errors", c.politeness.breaker_errors, {1, 1000});
  v.duration("breaker_pause", c.politeness.breaker_pause, {Millis(1), kYear});
  v.duration("max_breaker_pause", c.politeness.max_breaker_pause, {Millis(1), kYear});

  v.table("revisit");
  v.flag("enabled", c.revisit.enabled);
  v.duration("article", c.revisit.article, {Millis(1), 10 * kYear});
  v.duration("listing", c.revisit.listing, {Millis(1), 10 * kYear});
  v.duration("feed", c.revisit.feed, {Millis(1), 10 * kYear});
  v.duration("min", c.revisit.min, {Millis(1), 10 * kYear});
  v.duration("max", c.revisit.max, {Millis(1), 10 * kYear});
  v.factor("unchanged_factor", c.revisit.unchanged_factor, {1, 100});
  v.factor("changed_factor", c.revisit.changed_factor, {0.01, 1});

  v.table("extract");
  v.count("workers", c.extract.workers, {0, 1024});
  v.count("min_article_chars", c.extract.min_article_chars, {0, 100'000});

  v.table("storage");
  v.path("path", c.storage.path);
  v.size("cache_bytes", c.storage.cache_bytes, {1 << 20, 1ULL << 40});
  v.size("write_buffer_bytes", c.storage.write_buffer_bytes, {64 << 10, 1ULL << 30});
  v.size("known_urls_bytes", c.storage.known_urls_bytes, {5 << 20, 1ULL << 36});
  v.duration("sync_interval", c.storage.sync_interval, {Millis(0), Millis(60'000)});
  v.size("min_free_bytes", c.storage.min_free_bytes, {0, 1ULL << 50});

  v.table("archive");
  v.flag("enabled", c.archive.enabled);
  v.path("folder", c.archive.folder);
  v.size("max_file_bytes", c.archive.max_file_bytes, {1 << 10, 1ULL << 40});

  v.table("control");
  v.path("socket", c.control.socket);
  v.count("port", c.control.port, {0, 65535});

  v.table("log");
  v.text("level", c.log.level, is_log_level, "trace, debug, info, warn or error");
}

template <class Visitor>
void visit_site_settings(SiteConfig& site, Visitor& v) {
  v.text("host", site.host, is_not_empty, "not empty");
  v.duration("delay", site.delay, {Millis(0), kDay});
  v.count("max_pages", site.max_pages, {0, kMaxCount});
  v.count("max_depth", site.max_depth, {0, 1000});
  v.texts("include_paths", site.include_paths, is_path_pattern,
          "a path pattern that begins with / or *");
  v.texts("exclude_paths", site.exclude_paths, is_path_pattern,
          "a path pattern that begins with / or *");
  v.flag("verify_tls", site.verify_tls);
}

}  // namespace winnow
