// How commits become WriteBatches.
#include <algorithm>
#include <cassert>

#include "storage/applier.h"
#include "storage/band_index.h"
#include "storage/same_content.h"
#include "storage/stitch.h"
#include "storage/templates.h"

namespace winnow {
namespace {

constexpr uint32_t kSamples = 32;  // articles that a host's template counts at once

std::string key_of(const std::string& href) {
  const auto parts = split_href(href);
  assert(parts && "URLs in a commit are canonical hrefs");
  return keys::url(*parts);
}

// All links of `commits`, in order; which are known is found out in memory, and what memory cannot
// say in the database, in the order of the keys: neighbours share blocks.
std::vector<LookedUp> look_up(Store::Impl& store, const std::vector<Commit>& commits) {
  std::vector<LookedUp> links;
  for (const Commit& commit : commits)
    for (const NewUrl& link : commit.links) links.push_back({key_of(link.entry.url)});
  std::vector<LookedUp*> unsure;
  for (LookedUp& link : links) {
    link.hash = store.known->hash(link.key);
    store.known->prefetch(link.hash);
  }
  for (LookedUp& link : links) {
    const KnownKeys::Answer answer = store.known->find(link.key, link.hash);
    link.known = answer == KnownKeys::Answer::kKnown;
    if (answer == KnownKeys::Answer::kAskTheStore) unsure.push_back(&link);
  }
  std::sort(unsure.begin(), unsure.end(), [](auto* a, auto* b) { return a->key < b->key; });
  const LookedUp* last = nullptr;
  for (LookedUp* link : unsure) {
    link->known = last && last->key == link->key ? last->known : store.get(link->key).has_value();
    if (link->known) store.known->insert(link->hash);
    last = link;
  }
  return links;
}

// A count never goes below zero, even if a power cut took a commit between two others.
uint64_t changed(uint64_t count, int64_t change) {
  return change < 0 && count < static_cast<uint64_t>(-change) ? 0 : count + change;
}

}  // namespace

void Applier::count(std::string_view name, uint64_t more) {
  if (more == 0) return;
  auto total = store_.totals.find(name);
  if (total == store_.totals.end()) total = store_.totals.emplace(name, 0).first;
  total->second += more;
  put(keys::counter(name), Counter{total->second});
}

void Applier::queue() {
  if (commit_.taken) {
    const std::string authority(authority_of_href(commit_.taken->url));
    const std::string key = keys::queue(authority, *commit_.taken);
    const bool pending = !store_.forgotten.covers(commit_.taken->url) || store_.get(key);
    batch_.Delete(key);
    applied_.taken = pending;
    if (pending) --changes_[authority].queued;
  }
  if (commit_.requeue && !store_.forgotten.covers(commit_.requeue->url)) {
    QueueEntry entry = *commit_.requeue;
    entry.sequence = commit_.taken ? commit_.taken->sequence : ++store_.sequences.queue;
    const std::string authority(authority_of_href(entry.url));
    put(keys::queue(authority, entry), entry);
    ++changes_[authority].queued;
    applied_.requeued = std::move(entry);
  }
}

void Applier::url() {
  assert(commit_.url || (!commit_.article && !commit_.tombstone));
  assert(!commit_.article || commit_.article->url == commit_.url->url);
  assert(!commit_.article || !commit_.tombstone);
  if (!commit_.url) return;
  if (is_forgotten()) return forget_unfetched();
  const std::string key = key_of(commit_.url->url);
  const uint64_t hash = store_.known->hash(key);
  std::optional<std::string> value;
  const bool blank = is_first_fetch() && !store_.continued.may_have(hash);
  if (!blank && store_.known->find(key, hash) != KnownKeys::Answer::kNew) value = store_.get(key);
  UrlRecord old;
  if (value) old = store_.sound<UrlRecord>(key, *value).value_or(UrlRecord{});
  if (!blank && !value) {
    ++store_.sequences.urls;
    store_.known->insert(hash);
  }
  added_.insert(key);
  if (!commit_.requeue || commit_.requeue->revisit) store_.continued.remove(batch_, key, hash);
  UrlRecord record = *commit_.url;
  record.article = old.article;
  record.tombstone = old.tombstone;
  record.previous = old.previous;
  if (commit_.article)
    article(record, *commit_.article);
  else if (commit_.tombstone)
    tombstone(record, *commit_.tombstone);
  else if (record.article)
    index_again(record);
  put(key, record);
  judge_host();
}

bool Applier::is_first_fetch() const {
  return commit_.taken && commit_.taken->url == commit_.url->url && !commit_.taken->revisit &&
         commit_.taken->tries == 0;
}

void Applier::judge_host() {
  const bool new_text = applied_.article_changed && !applied_.duplicate && !repeats_;
  if (!new_text && commit_.barren == 0) return;
  HostChange& host = changes_[std::string(authority_of_href(commit_.url->url))];
  host.barren += new_text ? -int64_t{HostRecord::kArticleWorth} : int64_t{commit_.barren};
  if (!new_text) count(kPagesBarren);
}

// A visit that brought no new text: an article from before there were clusters joins them now. One
// that is lost (damaged; a power cut) comes back with the next visit, which is to be no 304.
void Applier::index_again(UrlRecord& record) {
  auto old = store_.read<ArticleRecord>(keys::article(record.article));
  if (old && !near_.knows(*old)) article(record, *old);
  if (old) return;
  record.etag.clear();
  record.last_modified.clear();
  record.signature = 0;
}

void Applier::article(UrlRecord& record, ArticleRecord& article) {
  article.previous = record.previous;
  std::optional<ArticleRecord> old;
  if (record.article) old = store_.read<ArticleRecord>(keys::article(record.article));
  const bool indexed = !old || near_.knows(*old), same = old && same_content(*old, article);
  if (same) article.fetched = old->fetched;
  if (same && indexed) {
    applied_.article_sequence = old->sequence;
    count(kArticlesUnchanged);
    return;
  }
  article.revised = record.article || record.tombstone;
  article.sequence = next_dump();
  const auto& exact = article.fingerprint.exact;
  const bool has_text = exact != std::array<uint64_t, 2>{};
  const bool same_text = old && old->fingerprint.exact == exact;
  const uint64_t first = has_text && knew_text(exact) ? store_.first_of(exact, nullptr) : 0;
  const bool copy = first && !(same_text && first == old->sequence);
  article.duplicate_of = copy ? first : 0;
  if (same_text) {
    batch_.Delete(keys::duplicate(exact, copy, old->sequence));
    if (indexed)
      near_.move(*old, article.sequence);
    else
      join(article);
  } else {
    if (old) leave(*old);
    join(article);
  }
  if (has_text) {
    const std::string mark = keys::duplicate(exact, copy, article.sequence);
    put(mark, Mark{});
  }
  drop_item_of(record);
  put_item(keys::article(article.sequence), article);
  count(record.article ? kArticlesChanged : kArticlesNew);
  if (copy && !record.article) count(kArticlesDuplicate);
  if (!record.article) {
    HostChange& host = changes_[std::string(authority_of_href(record.url))];
    ++host.articles;
    if (!copy && !article.revised) host.sample = sample_of(article);
  }
  record.article = article.sequence;
  record.tombstone = 0;
  applied_.article_sequence = article.sequence;
  applied_.article_changed = true;
  applied_.duplicate = copy;
}

void Applier::learn(HostRecord& host, const TemplateSample& sample) {
  if (++host.samples < kSamples)
    return put(keys::template_sample(host.authority, sample.sequence), sample);
  HostTemplate learned = store_.template_of(
      host.authority, nullptr, [&](std::string_view key) { batch_.Delete(slice(key)); });
  learn_template(learned, sample);
  put(keys::host_template(host.authority), learned);
  host.samples = 0;
}

void Applier::tombstone(UrlRecord& record, const std::string& reason) {
  if (!record.article) return;
  const Tombstone tombstone{next_dump(), record.url, record.fetched, reason};
  if (const auto old = store_.read<ArticleRecord>(keys::article(record.article))) leave(*old);
  drop_item_of(record);
  put_item(keys::article(tombstone.sequence), tombstone);
  count(kTombstones);
  --changes_[std::string(authority_of_href(record.url))].articles;
  record.article = 0;
  record.tombstone = tombstone.sequence;
}

// Each URL has at most one place in the dump order: the last one.
void Applier::drop_item_of(const UrlRecord& record) {
  if (record.article) drop_item(record.article);
  if (record.tombstone) drop_item(record.tombstone);
}

// Takes an article from those with its text. If it was the first of them, the next takes its place,
// with a new sequence: a dump that leaves out copies has not given that text under another URL.
void Applier::leave(const ArticleRecord& old) {
  const auto& exact = old.fingerprint.exact;
  if (exact == std::array<uint64_t, 2>{}) return;
  const bool first = store_.first_of(exact, nullptr) == old.sequence;
  batch_.Delete(keys::duplicate(exact, !first, old.sequence));
  if (first) promote_copy(exact);
  give_again(near_.leave(old));
}

// Which of its near duplicates a dump keeps can change thereby: it then gives both anew.
void Applier::join(const ArticleRecord& article) {
  const auto [before, now, repeats] = near_.join(article);
  repeats_ = repeats;
  give_again(before);
  if (now != article.sequence) give_again(now);
}

void Applier::give_again(uint64_t sequence) {
  if (sequence == 0) return;
  auto article = store_.read<ArticleRecord>(keys::article(sequence));
  const std::string url = article ? key_of(article->url) : std::string();
  if (!article || promoted_.contains(url)) return;  // it has a new sequence by this commit
  auto record = store_.read<UrlRecord>(url);
  if (!record || record->article != sequence) return;
  resequence(*article, *record);
  put(url, *record);
  promoted_.insert(url);
}

void Applier::promote_copy(const std::array<uint64_t, 2>& exact) {
  Store::Impl::Iterator it = store_.iterate(true);
  store_.each(it, keys::duplicates_of(exact, true), [&](std::string_view mark, std::string_view) {
    const auto parsed = keys::parse_duplicate(mark);
    auto article =
        parsed ? store_.read<ArticleRecord>(keys::article(parsed->sequence)) : std::nullopt;
    if (!article) return true;  // damaged: the next one
    const std::string url = key_of(article->url);
    auto record = store_.read<UrlRecord>(url);
    if (!record || record->article != article->sequence) return true;
    batch_.Delete(slice(mark));
    drop_item(article->sequence);
    renumber(*article, *record);
    article->duplicate_of = 0;
    put(keys::duplicate(exact, false, article->sequence), Mark{});
    put_item(keys::article(article->sequence), *article);
    put(url, *record);
    promoted_.insert(url);
    return false;
  });
}

void Applier::links(const LookedUp* links) {
  for (const NewUrl& link : commit_.links) {
    const LookedUp& known_link = *links++;
    if (store_.forgotten.covers(link.entry.url)) continue;
    if (link.seeded) changes_[link.authority].seeded = true;
    if (known_link.known && link.modified != Time{}) advance(link, known_link.key);
    if (known_link.known || added_.contains(known_link.key)) continue;
    if (!admits(link)) {
      count(kLinksDomainFull);
      continue;
    }
    added_.insert(known_link.key);
    store_.known->insert(known_link.hash);
    QueueEntry entry = link.entry;
    assert(authority_of_href(entry.url) == link.authority);
    entry.sequence = ++store_.sequences.queue;
    put(keys::queue(link.authority, entry), entry);
    UrlRecord record;
    record.kind = entry.kind;
    record.depth = entry.depth;
    if (commit_.article && entry.url == commit_.article->next_page) {
      record.previous = commit_.article->url;
      store_.continued.add(batch_, known_link.key, known_link.hash);
    }
    put(known_link.key, record);
    ++store_.sequences.urls;
    ++changes_[link.authority].queued;
    applied_.fresh.push_back({link.authority, std::move(entry)});
  }
  count(kLinksFresh, applied_.fresh.size());
}

bool Applier::admits(const NewUrl& link) {
  if (commit_.host && commit_.host->authority == link.authority) return true;
  const auto change = changes_.find(link.authority);
  if (change != changes_.end() && change->second.admitted) return true;
  if (!store_.domain_hosts.admit(store_, link.authority, link.seeded)) return false;
  changes_[link.authority].admitted = true;
  return true;
}

// Tells a known page that the article goes on there. One that was stored before that was known gets
// a new place in the dump order, since it is no article of its own any more.
void Applier::continuation() {
  if (!commit_.article || commit_.article->next_page.empty()) return;
  const std::string& url = commit_.article->url;
  const std::string key = key_of(commit_.article->next_page);
  auto record = promoted_.contains(key) ? std::nullopt : store_.read<UrlRecord>(key);
  if (!record || !record->previous.empty() || comes_before(commit_.article->next_page)) return;
  record->previous = url;
  if (record->outcome == 0) store_.continued.add(batch_, key, store_.known->hash(key));
  auto part =
      record->article ? store_.read<ArticleRecord>(keys::article(record->article)) : std::nullopt;
  if (part) {
    part->previous = url;
    resequence(*part, *record);
  }
  put(key, *record);
}

// Is the page one of those that led to this one? A last page often names the first as its next.
bool Applier::comes_before(const std::string& href) const {
  std::string url = commit_.article->url;
  for (size_t i = 0; i < kMaxPages && !url.empty(); ++i) {
    if (url == href) return true;
    const auto record = store_.read<UrlRecord>(key_of(url));
    url = record ? record->previous : std::string();
  }
  return !url.empty();
}

// Gives the article its next place in dumps, with all that names it by its sequence but its own key
// and mark.
void Applier::renumber(ArticleRecord& article, UrlRecord& record) {
  record.article = next_dump();
  near_.move(article, record.article);
  article.sequence = record.article;
}

void Applier::resequence(ArticleRecord& article, UrlRecord& record) {
  const auto& exact = article.fingerprint.exact;
  const bool has_text = exact != std::array<uint64_t, 2>{};
  const bool copy = article.duplicate_of != 0;
  drop_item(article.sequence);
  if (has_text) batch_.Delete(keys::duplicate(exact, copy, article.sequence));
  renumber(article, record);
  article.revised = true;
  if (has_text) put(keys::duplicate(exact, copy, article.sequence), Mark{});
  put_item(keys::article(article.sequence), article);
}

void Applier::hosts() {
  const std::string primary = commit_.host    ? commit_.host->authority
                              : commit_.taken ? std::string(authority_of_href(commit_.taken->url))
                                              : std::string();
  if (commit_.host) changes_[primary];
  for (const auto& [authority, change] : changes_) {
    const std::string key = keys::host(authority);
    if (store_.forgotten.covers_host(authority) && !store_.get(key)) continue;
    const HostRecord old = store_.stored_host(authority);
    HostRecord host = commit_.host && authority == primary ? *commit_.host : old;
    host.seeded = host.seeded || old.seeded || change.seeded;
    host.queued = changed(old.queued, change.queued);
    host.articles = changed(old.articles, change.articles);
    host.barren = static_cast<uint32_t>(
        std::min<uint64_t>(changed(old.barren, change.barren), HostRecord::kMaxBarren));
    host.samples = old.samples;
    if (change.sample) learn(host, *change.sample);
    put(key, host);
    store_.remember_host(host);
    if (authority != primary) continue;
    applied_.queued = host.queued;
    applied_.barren = host.barren;
  }
  for (const bool https : {false, true}) {
    if (!commit_.robots[https] || store_.forgotten.covers_host(primary)) continue;
    assert(commit_.host && "robots.txt is of a host");
    put(keys::robots(primary, https), *commit_.robots[https]);
  }
}

void Applier::totals() {
  for (const auto& [name, more] : commit_.counters) count(name, more);
  near_.finish();
  put(std::string(keys::kSequences), store_.sequences);
}

std::vector<Applied> Store::apply(std::vector<Commit> commits, bool sync) {
  assert(!impl_->closed && !impl_->read_only);
  if (impl_->failed)
    throw StoreError("the store " + impl_->path + " failed before; it must be opened again");
  impl_->failed = true;  // until all went well: what memory says may be ahead of the disk
  std::vector<Applied> applied;
  impl_->read_known();
  const std::vector<LookedUp> links = look_up(*impl_, commits);
  std::unordered_set<std::string> added;
  const LookedUp* next = links.data();
  for (Commit& commit : commits) {
    impl_->domain_hosts.between_commits();
    const LookedUp* own = std::exchange(next, next + commit.links.size());
    Applier applier(*impl_, std::move(commit), added);
    applied.push_back(applier.run(own));
    applier.write(sync && applied.size() == commits.size());
  }
  if (commits.empty() && sync) {
    leveldb::WriteBatch nothing;
    impl_->write(nothing, true);
  }
  impl_->bands->settle(commits.size(), impl_->most_recent_bands);
  impl_->take_over_items();
  if (sync) impl_->clear_gone();
  impl_->failed = false;
  return applied;
}

}  // namespace winnow
