#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "config/time.h"

namespace winnow {

// Every setting, with its default. The TOML name of `fetch.max_body_bytes` is max_body_bytes in
// table [fetch]. Units, ranges and the line of the sample are in config/settings.cc; a test holds
// config/winnow.toml against these defaults. A Config is immutable once loaded.

struct IdentityConfig {
  std::string product_token =
      "winnow";         // RFC 9309 2.2.1: [A-Za-z_-]+; what robots.txt groups match
  std::string contact;  // an http(s) URL or a mail address; sent in User-Agent and From
};

struct SeedsConfig {
  std::vector<std::string> urls;
  std::vector<std::filesystem::path>
      files;                          // one URL a line, # comments; relative to the config file
  std::vector<std::string> sitemaps;  // sitemap or sitemap index, also .gz
  std::vector<std::string> feeds;     // RSS or Atom; asked again for as long as the crawl runs
  bool sitemaps_from_robots = true;   // follow the Sitemap: lines of seeded sites
};

enum class ScopeMode {
  kHost,    // the hosts of the seeds
  kDomain,  // the registrable domains of the seeds
  kAny,     // every host, within max_pages_per_host
};

struct ScopeConfig {
  ScopeMode mode = ScopeMode::kDomain;
  std::vector<std::string> include_hosts;  // in scope as well; "example.com" covers its subdomains
  std::vector<std::string> exclude_hosts;  // never; wins over everything else
  std::vector<std::string>
      include_paths;  // if any, a path must match one; RFC 9309 patterns (* and $)
  std::vector<std::string> exclude_paths;
  uint32_t max_depth = 20;          // links away from a seed, sitemap or feed entry
  uint64_t max_pages = 0;           // pages fetched by this store in all; 0: no limit
  uint64_t max_pages_per_host = 0;  // for hosts of seeds; 0: no limit
  uint64_t max_pages_per_discovered_host = 1000;
  uint32_t max_links_per_page = 1000;
  uint32_t max_hosts_per_domain = 1000;  // registrable domain; 0: no limit
};

enum class Addresses {
  kPublic,    // refuse loopback, private, link-local and other special-purpose addresses
  kLoopback,  // refuse everything else: for tests and the demo; no contact is demanded
  kAny,       // for intranets
};

struct FetchConfig {
  Addresses addresses = Addresses::kPublic;
  uint32_t max_connections = 256;  // pages in flight: also bounds memory
  Millis connect_timeout{10'000};
  Millis first_byte_timeout{30'000};
  Millis total_timeout{60'000};
  uint32_t low_speed_bytes_per_second = 200;
  Millis low_speed_time{20'000};
  uint64_t max_body_bytes = 5 << 20;      // decoded
  uint64_t max_sitemap_bytes = 50 << 20;  // decoded
  uint32_t max_redirects = 5;
  uint32_t max_retries = 3;
  Millis retry_delay{60'000};  // doubled for each further try
  Millis max_retry_delay{86'400'000};
  bool verify_tls = true;
  std::string proxy;  // as CURLOPT_PROXY; empty: none
  std::vector<std::string>
      connect_to;  // as CURLOPT_CONNECT_TO: HOST:PORT:CONNECT-HOST:CONNECT-PORT
};

struct PolitenessConfig {
  Millis delay{5'000};  // between the end of a request to a host and the next; floor
  Millis max_delay{
      60'000};  // what latency and errors may lengthen it to; Crawl-delay may exceed it
  // For all hosts of one IP address together; 0: no limit. Not with a proxy, which hides addresses.
  Millis address_delay{1'000};       // after a start and after an end, until the next start
  uint32_t address_connections = 4;  // requests under way
  double latency_factor = 5.0;  // delay is at least this many times the host's smoothed latency
  Millis max_retry_after{86'400'000};
  Millis robots_max_age{86'400'000};   // RFC 9309 2.4: at most 24 h
  Millis robots_error_age{3'600'000};  // how soon an unreachable robots.txt is asked again
  uint32_t breaker_errors = 5;         // failures in a row that open the host's circuit breaker
  Millis breaker_pause{3'600'000};     // doubled each time it opens again
  Millis max_breaker_pause{86'400'000};
};

struct RevisitConfig {
  bool enabled = true;
  Millis article{7 * 86'400'000LL};  // first revisit of an article
  Millis listing{6 * 3'600'000LL};   // first revisit of a listing page or home page
  Millis feed{3'600'000};            // first revisit of a feed or sitemap
  Millis min{15 * 60'000};
  Millis max{90 * 86'400'000LL};
  double unchanged_factor = 1.5;  // interval grows by this when a page did not change
  double changed_factor = 0.5;    // and shrinks by this when it did
};

struct ExtractConfig {
  uint32_t workers = 0;  // extraction threads; 0: one a core
  uint32_t min_article_chars =
      60;  // shorter bodies (in Han characters or Latin words) are no article
};

struct StorageConfig {
  std::filesystem::path path = "/var/lib/winnow/store";
  uint64_t cache_bytes = 64 << 20;
  uint64_t write_buffer_bytes = 32 << 20;
  uint64_t known_urls_bytes = 320 << 20;  // at most, of memory for 60 million known URLs
  Millis sync_interval{100};              // commits are made durable together, at most this late
  uint64_t min_free_bytes = 5ULL << 30;   // below it the crawl pauses; it goes on at 10 % more
};

// Every response as it came, in WARC files (storage/warc_files.h).
struct ArchiveConfig {
  bool enabled = false;
  std::filesystem::path folder = "/var/lib/winnow/archive";
  uint64_t max_file_bytes = 1ULL << 30;  // a file that has grown so large is closed
};

struct ControlConfig {
  std::filesystem::path socket = "/run/winnow/control.sock";
  uint16_t port = 0;  // also serve metrics and status on 127.0.0.1:port; 0: no
};

struct LogConfig {
  std::string level = "info";  // trace debug info warn error
};

// What [[site]] may say otherwise for a host and its subdomains; the longest match of `host` wins.
struct SiteConfig {
  std::string host;
  Millis delay{-1};        // -1: as in [politeness]
  int64_t max_pages = -1;  // -1: as in [scope]
  int64_t max_depth = -1;
  std::vector<std::string> include_paths;  // in place of those in [scope], if any
  std::vector<std::string> exclude_paths;  // added to those in [scope]
  bool verify_tls = true;                  // false: do not verify for this site
};

struct Config {
  IdentityConfig identity;
  SeedsConfig seeds;
  ScopeConfig scope;
  FetchConfig fetch;
  PolitenessConfig politeness;
  RevisitConfig revisit;
  ExtractConfig extract;
  StorageConfig storage;
  ArchiveConfig archive;
  ControlConfig control;
  LogConfig log;
  std::vector<SiteConfig> sites;
};

}  // namespace winnow
