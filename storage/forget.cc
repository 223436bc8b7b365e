// How what is forgotten leaves the store: one WriteBatch a URL, each with the rule's new position,
// so that a crash loses no step and repeats none.
#include <algorithm>
#include <cassert>

#include "storage/applier.h"
#include "storage/band_index.h"
#include "storage/stitch.h"

namespace winnow {
namespace {

constexpr size_t kMostDeleted = 256, kMostSeen = 8192;  // keys, in one part

// A part of the work of one rule.
class Forgetter {
 public:
  Forgetter(Store::Impl& store, ForgetRule& rule, Forgetting& part)
      : store_(store), rule_(rule), part_(part) {
    own_.add(rule);
  }

  void run() {
    const std::vector<std::string> prefixes = this->prefixes();
    const auto resumed = std::ranges::find_if(
        prefixes, [&](const auto& prefix) { return rule_.position.starts_with(prefix); });
    bool more = false;
    for (auto at = resumed == prefixes.end() ? prefixes.begin() : resumed;
         !more && at != prefixes.end(); ++at)
      more = !range(*at);
    if (!more) {
      rule_.done = true;
      rule_.position.clear();
    }
    applier_.emplace(store_, Commit{}, added_).finish(rule_);
    applier_->write(rule_.done);
  }

 private:
  // Where the rule's keys are, in the order in which they go: each URL's entry with its record, so
  // that none is left without the other; the host itself last.
  std::vector<std::string> prefixes() const {
    if (of_url()) {
      HrefParts parts = *split_href(rule_.name);
      std::vector<std::string> urls = {keys::queue_of(parts.authority)};
      for (parts.https = false; urls.size() < 3; parts.https = true)
        urls.push_back(keys::url(parts));
      return urls;
    }
    std::vector<std::string> all;
    const bool domain = rule_.scope == ForgetRule::Scope::kDomain;
    for (const char kind :
         {keys::kQueue, keys::kUrl, keys::kTemplate, keys::kSample, keys::kRobots, keys::kHost})
      for (std::string& prefix : keys::of_host(kind, rule_.name, domain))
        all.push_back(std::move(prefix));
    return all;
  }

  // False: the part is full.
  bool range(const std::string& prefix) {
    Store::Impl::Iterator it = store_.iterate(false);
    it->Seek(rule_.position.starts_with(prefix) ? rule_.position + '\0' : prefix);
    for (; it->Valid() && view(it->key()).starts_with(prefix); it->Next()) {
      if (of_url() && prefix[0] == keys::kUrl && view(it->key()) != prefix) break;
      if (deleted_ >= kMostDeleted || seen_ >= kMostSeen) return false;
      ++seen_;
      rule_.position = it->key().ToString();
      visit(view(it->value()));
    }
    store_.end_of_scan(it->status());
    return true;
  }

  // What is at rule_.position.
  void visit(std::string_view value) {
    const std::string& key = rule_.position;
    Applier& applier = applier_.emplace(store_, Commit{}, added_);
    if (key[0] == keys::kQueue) {
      const auto entry = store_.sound<QueueEntry>(key, value);
      if (!entry || (of_url() && !own_.covers(entry->url))) return;
      applier.forget_entry(key, *entry);
      applier.forget_url(entry->url, rule_);
      ++part_.queued;
    } else if (key[0] == keys::kUrl) {
      const auto href = keys::href_of(key);
      if (!href || (of_url() && !own_.covers(*href))) return;
      applier.forget_url(*href, rule_);
    } else {
      applier.batch().Delete(key);
      if (const auto host = keys::authority_of(key); host && key[0] == keys::kHost)
        store_.recent_hosts.erase(*host);
    }
    applier.finish(rule_);
    applier.write(false);
    ++deleted_;
  }

  bool of_url() const { return rule_.scope == ForgetRule::Scope::kUrl; }

  Store::Impl& store_;
  ForgetRule& rule_;
  Forgetting& part_;
  ForgetRules own_;
  std::unordered_set<std::string> added_;
  std::optional<Applier> applier_;
  size_t deleted_ = 0, seen_ = 0;
};

}  // namespace

void Applier::forget_entry(std::string_view key, const QueueEntry& entry) {
  batch_.Delete(slice(key));
  --changes_[std::string(split_href(entry.url)->authority)].queued;
}

void Applier::forget_url(const std::string& href, ForgetRule& rule) {
  const std::string key = keys::url(*split_href(href));
  const auto value = store_.get(key);
  if (!value) return;
  const UrlRecord old = store_.sound<UrlRecord>(key, *value).value_or(UrlRecord{});
  store_.continued.remove(batch_, key, store_.known->hash(key));
  if (!old.article && !old.tombstone) {
    batch_.Delete(key);
    --store_.sequences.urls;
    ++rule.urls;
    return;
  }
  if (old.article) {
    ++rule.urls;
    ++rule.articles;
  }
  UrlRecord rest;  // what the tombstone needs
  rest.url = href;
  rest.outcome = old.outcome;
  rest.fetched = rule.at;
  rest.article = old.article;
  rest.tombstone = old.tombstone;
  rest.previous = old.previous;
  tombstone(rest, rule.reason.empty() ? "forgotten" : "forgotten: " + rule.reason);
  put(key, rest);
}

void Applier::finish(const ForgetRule& rule) {
  hosts();
  totals();
  put(keys::forget(rule.scope, rule.name), rule);
}

// In a commit: of what has an article the rule takes care.
void Applier::forget_unfetched() {
  const std::string key = keys::url(*split_href(commit_.url->url));
  const auto old = store_.read<UrlRecord>(key);
  if (!old || old->outcome) return;
  store_.continued.remove(batch_, key, store_.known->hash(key));
  batch_.Delete(key);
  --store_.sequences.urls;
}

void Store::Impl::load_rules() {
  Iterator it = iterate(true);
  each(it, {&keys::kForget, 1}, [&](std::string_view key, std::string_view value) {
    if (auto rule = sound<ForgetRule>(key, value)) {
      forgotten.add(*rule);
      if (!rule->done) unfinished.push_back(std::move(*rule));
    }
    return true;
  });
}

std::vector<ForgetRule> Store::forget_rules() const {
  std::vector<ForgetRule> rules;
  Impl::Iterator it = impl_->iterate(true);
  impl_->each(it, {&keys::kForget, 1}, [&](std::string_view key, std::string_view value) {
    if (auto rule = impl_->sound<ForgetRule>(key, value)) rules.push_back(std::move(*rule));
    return true;
  });
  return rules;
}

std::vector<ForgetRule> Store::forget(const ForgetRule& rule) {
  assert(!impl_->closed && !impl_->read_only);
  std::vector<ForgetRule> rules = {rule};
  std::string next = rule.scope == ForgetRule::Scope::kUrl ? rule.name : std::string();
  while (!next.empty() && rules.size() < kMaxPages) {
    const auto page = article(next);
    next = page ? page->next_page : std::string();
    const auto following = next.empty() ? std::nullopt : url(next);
    if (!following || following->previous != page->url) break;
    rules.push_back(rule);
    rules.back().name = next;
  }
  impl_->remember(rules);
  return rules;
}

// A rule that is there is gone through again, and what it did is still counted.
void Store::Impl::remember(std::vector<ForgetRule>& rules) {
  if (failed) throw StoreError("the store " + path + " failed before; it must be opened again");
  failed = true;
  leveldb::WriteBatch batch;
  for (ForgetRule& rule : rules) {
    const std::string key = keys::forget(rule.scope, rule.name);
    if (const auto stored = read<ForgetRule>(key)) {
      rule.at = stored->at;
      rule.urls = stored->urls;
      rule.articles = stored->articles;
      if (rule.reason.empty()) rule.reason = stored->reason;
    }
    batch.Put(key, encode(key, rule));
    forgotten.add(rule);
    std::erase_if(unfinished, [&](const ForgetRule& each) {
      return each.scope == rule.scope && each.name == rule.name;
    });
    unfinished.push_back(rule);
  }
  write(batch, true);
  failed = false;
}

Forgetting Store::forget_more() {
  assert(!impl_->closed && !impl_->read_only);
  if (impl_->failed)
    throw StoreError("the store " + impl_->path + " failed before; it must be opened again");
  Forgetting part;
  if (impl_->unfinished.empty()) return part;
  impl_->failed = true;
  ForgetRule& rule = impl_->unfinished.front();
  Forgetter(*impl_, rule, part).run();
  if (rule.done) {
    impl_->unfinished.erase(impl_->unfinished.begin());
    impl_->clear_gone();
  }
  impl_->domain_hosts.recount();
  part.more = !impl_->unfinished.empty();
  impl_->bands->settle(1, impl_->most_recent_bands);
  impl_->failed = false;
  return part;
}

}  // namespace winnow
