#pragma once
// URLs and pages of as many hosts as one likes, each made of its numbers.
#include <algorithm>
#include <random>
#include <string>

#include "storage/store.h"

namespace winnow::scale_web {

inline constexpr uint64_t kUrlsPerHost = 1000, kLinks = 40;

inline std::string host_of(uint64_t host) {
  return "www.site-" + std::to_string(host) + ".example";
}

// One of 4096 made words, of four to six letters.
inline std::string word(uint64_t n) {
  static constexpr const char* kSyllables[] = {"ba", "con", "di", "fer", "gu", "hal", "in", "ker",
                                               "lo", "mar", "ne", "por", "ri", "sen", "ta", "vol"};
  return std::string(kSyllables[n % 16]) + kSyllables[n / 16 % 16] + kSyllables[n / 256 % 16];
}

// URL number `n` of a host.
inline std::string url_of(uint64_t host, uint64_t n) {
  const uint64_t mixed = (host * 1'000'003 + n) * 0x9e3779b97f4a7c15;
  return "https://" + host_of(host) + "/2023/" + std::to_string(n % 12 + 1) + "/" +
         word(mixed >> 16) + "-" + word(mixed >> 28) + "-" + word(mixed >> 40) + "-" +
         std::to_string(n) + ".html";
}

inline NewUrl link_to(uint64_t host, uint64_t n) {
  NewUrl link;
  link.authority = host_of(host);
  link.entry.url = url_of(host, n);
  link.entry.priority = 1;
  link.entry.depth = 1;
  return link;
}

// All URLs of a host, as new ones.
inline Commit all_of(uint64_t host) {
  Commit commit;
  for (uint64_t n = 0; n < kUrlsPerHost; ++n) commit.links.push_back(link_to(host, n));
  return commit;
}

// About 3 KB in 12 paragraphs, unlike every other.
inline ArticleRecord article_of(std::string url, std::mt19937_64& random) {
  ArticleRecord article;
  article.url = std::move(url);
  article.metadata = {"About " + word(random()), "", "2023-11-06", "Site", "", "en"};
  article.language = {"en", 0.97f};
  article.charset = "UTF-8";
  for (int i = 0; i < 12; ++i) {
    std::string text;
    while (text.size() < 250) text += word(random() % 4096) + " ";
    article.blocks.push_back({BlockKind::kParagraph, 0, random(), std::move(text)});
  }
  article.fingerprint.exact = {random(), random()};
  for (uint64_t& band : article.fingerprint.bands) band = random() & Fingerprint::kBandMask;
  return article;
}

// A page as the daemon commits it: the entry leaves the queue and comes back as a revisit, the page
// has an article and links to known URLs of `hosts` hosts, most of them of its own.
inline Commit page_of(uint64_t host, const QueueEntry& taken, uint64_t hosts,
                      std::mt19937_64& random) {
  const Time now{Seconds{1'700'000'000}};
  Commit commit;
  commit.host.emplace().authority = host_of(host);
  commit.host->next_allowed = now;
  commit.taken = taken;
  commit.requeue = taken;
  commit.requeue->revisit = true;
  commit.requeue->due = now + Seconds{7 * 86'400};
  UrlRecord& url = commit.url.emplace();
  url.url = taken.url;
  url.outcome = 1;
  url.status = 200;
  url.fetched = url.changed = now;
  url.next_due = commit.requeue->due;
  url.revisit_interval = Seconds{7 * 86'400};
  url.signature = random();
  url.etag = "\"" + std::to_string(random() % 1'000'000'000) + "\"";
  commit.barren = HostRecord::kPageWorth;
  commit.article = article_of(taken.url, random);
  for (uint64_t i = 0; i < kLinks; ++i)
    commit.links.push_back(link_to(i % 8 == 0 ? random() % hosts : host, random() % kUrlsPerHost));
  commit.counters = {{"outcome.ok", 1}, {"bytes", 30'000}};
  return commit;
}

}  // namespace winnow::scale_web
