#pragma once
#include <concepts>
#include <type_traits>

#include "parser/text/quality.h"
#include "storage/codec.h"
#include "storage/wire.h"

namespace winnow {

// What each record's fields are, in the order of their bytes: one list that both writes and reads,
// so the two cannot differ. A new field goes to the end of its record, as
//   if (io.version() >= 2) io(r.new_field);
// and kVersion of that record grows; storage/README.md says the rest.

template <class T, class R>
concept Is = std::same_as<std::remove_const_t<T>, R>;

template <class R>
inline constexpr uint8_t kVersion = 1;
template <>
inline constexpr uint8_t kVersion<HostRecord> = 3;
template <>
inline constexpr uint8_t kVersion<QueueEntry> = 2;
template <>
inline constexpr uint8_t kVersion<UrlRecord> = 2;
template <>
inline constexpr uint8_t kVersion<ArticleRecord> = 6;
template <>
inline constexpr uint8_t kVersion<HostTemplate> = 3;
template <>
inline constexpr uint8_t kVersion<TemplateSample> = 2;

// Articles and tombstones share their keys: this byte tells them apart.
inline constexpr uint8_t kArticleItem = 0, kTombstoneItem = 1;

template <class Io>
void fields(Io& io, Is<HostRecord> auto& r) {
  io.sparse(r.seeded, r.next_allowed, r.latency_ms, r.errors_in_row, r.breaker_opened,
            r.breaker_until, r.pages, r.articles, r.queued, r.barren, r.false_lastmods,
            r.samples);  // from `barren` on: version 2; `samples`: version 3
}

template <class Io>
void fields(Io& io, Is<RobotsRecord> auto& r) {
  io(r.state);
  io(r.fetched);
  io(r.retry_after);
  io(r.body);
}

// The URL's host, the sequence and the due time are in the key.
template <class Io>
void fields(Io& io, Is<QueueEntry> auto& r) {
  io.href_tail(r.url);
  io.sparse(r.kind, r.priority, r.depth, r.tries, r.redirects, r.revisit,
            r.by_lastmod);  // `by_lastmod`: version 2
}

template <class Io>
void fields(Io& io, Is<UrlRecord> auto& r) {
  io.sparse(r.kind, r.outcome, r.status, r.depth, r.fetched, r.changed, r.next_due,
            r.revisit_interval, r.etag, r.last_modified, r.signature, r.location, r.article,
            r.tombstone, r.previous);  // `previous` came with version 2
}

template <class Io>
void fields(Io& io, Is<Metadata> auto& r) {
  io(r.title);
  io(r.author);
  io(r.published);
  io(r.site_name);
  io(r.canonical);
  io(r.declared_language);
}

template <class Io>
void fields(Io& io, Is<Block> auto& r) {
  io(r.kind);
  io(r.level);
  io.fixed(r.hash);
  io(r.text);
}

// Of 64 bits before version 6.
template <class Io>
void band_field(Io& io, auto& band) {
  io.fixed(band, io.version() >= 6 ? 5 : 8);
  if constexpr (!std::is_const_v<std::remove_reference_t<decltype(band)>>)
    band &= Fingerprint::kBandMask;
}

template <class Io>
void fields(Io& io, Is<ArticleRecord> auto& r) {
  io.exactly(kArticleItem);
  io(r.url);
  io(r.fetched);
  io(r.verdict);
  fields(io, r.metadata);
  io(r.language.code);
  io(r.language.confidence);
  io(r.charset);
  io.flags(r.robots.noindex, r.robots.nofollow, r.robots.noarchive, r.robots.noai,
           r.robots.noimageai);
  io.list(r.blocks, [](Io& inner, auto& block) { fields(inner, block); });
  for (auto& half : r.fingerprint.exact) io.fixed(half);
  for (auto& band : r.fingerprint.bands) band_field(io, band);
  io(r.duplicate_of);
  io(r.revised);
  io.list(r.dropped, [](Io& inner, auto& rule) {
    inner(rule.first);
    inner(rule.second);
  });
  if (io.version() >= 2) io(r.next_page);
  if (io.version() >= 2) io(r.previous);
  if (io.version() >= 3) for_each_signal(r.quality, [&](auto, auto& signal) { io(signal); });
  if (io.version() >= 4)
    io.list(r.rights, [&](Io& inner, auto& statement) {
      inner(statement.source);
      inner(statement.says);
      if constexpr (!std::is_const_v<std::remove_reference_t<decltype(statement)>>)
        statement.time = r.fetched;
    });
  if (io.version() >= 5) io(r.metadata.source);
}

// Of 32 bits each in version 1.
template <class Io>
void recent_field(Io& io, auto& recent) {
  if (io.version() >= 2) return io.fixed(recent);
  io.list(recent, [](Io& inner, auto& band) {
    uint32_t wide = band;
    inner(wide);
    if constexpr (!std::is_const_v<std::remove_reference_t<decltype(band)>>)
      band = static_cast<uint16_t>(wide);
  });
}

// Of 64 bits in an `old` record.
template <class Io>
void template_hash_field(Io& io, auto& hash, bool old) {
  io.fixed(hash, old ? 8 : HostTemplate::kHashBytes);
  if constexpr (!std::is_const_v<std::remove_reference_t<decltype(hash)>>)
    hash = template_hash(hash);
}

template <class Io>
void fields(Io& io, Is<HostTemplate> auto& r) {
  io(r.pages);
  io.list(r.blocks, [](Io& inner, auto& block) {
    template_hash_field(inner, block.hash, inner.version() < 3);
    inner(block.first);
    inner(block.last);
    inner(block.pages);
  });
  recent_field(io, r.recent);
}

template <class Io>
void fields(Io& io, Is<TemplateSample> auto& r) {
  io.fixed(r.bands);
  io.list(r.blocks,
          [](Io& inner, auto& hash) { template_hash_field(inner, hash, inner.version() < 2); });
}

template <class Io>
void fields(Io& io, Is<Tombstone> auto& r) {
  io.exactly(kTombstoneItem);
  io(r.url);
  io(r.at);
  io(r.reason);
}

template <class Io>
void fields(Io& io, Is<BandOwners> auto& r) {
  io.list(r.steps, [](Io& inner, auto& step) {
    inner(step.distance);
    inner(step.sequence);
  });
}

template <class Io>
void fields(Io& io, Is<ForgetRule> auto& r) {
  io(r.at);
  io(r.reason);
  io.sparse(r.done, r.urls, r.articles, r.position);
}

template <class Io>
void fields(Io& io, Is<Cluster> auto& r) {
  io(r.first);
  io(r.size);
  io(r.first_seen);
  io(r.source);
}

template <class Io>
void fields(Io& io, Is<ClusterOf> auto& r) {
  io(r.cluster);
}

template <class Io>
void fields(Io& io, Is<Sequences> auto& r) {
  io(r.queue);
  io(r.dump);
  io(r.urls);
}

template <class Io>
void fields(Io& io, Is<Counter> auto& r) {
  io(r.total);
}

template <class Io>
void fields(Io& io, Is<StoreFormat> auto& r) {
  io(r.format);
}

template <class Io>
void fields(Io&, Is<Mark> auto&) {}

}  // namespace winnow
