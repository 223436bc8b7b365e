#include "storage/dump.h"

#include <array>

#include "parser/text/quality.h"
#include "storage/dump_filters.h"
#include "storage/forget_rules.h"

namespace winnow {
namespace {

constexpr size_t kChunk = 256 << 10;  // bytes handed to the sink at once, or one article more

// One dump on its way.
class Dumper {
 public:
  Dumper(const Store& store, const DumpOptions& options, const DumpSink& sink)
      : options_(options), sink_(sink), filters_(dump_filters(options)) {
    leave_out_forgotten(store);
    out_.reserve(2 * kChunk);
    for (const DumpFilter& filter : filters_) result_.dropped.emplace_back(filter.name, 0);
  }

  bool operator()(const DumpItem& item) {
    const auto* article = std::get_if<ArticleRecord>(&item);
    if (article && asks_quality() && needs_quality(*article)) {
      ArticleRecord measured = *article;
      measured.quality = quality_of(measured.blocks);
      take(measured);
    } else {
      std::visit([&](const auto& each) { take(each); }, item);
    }
    return out_.size() < kChunk || flush();
  }

  bool flush() {
    if (!out_.empty() && !sink_(out_)) result_.complete = false;
    out_.clear();
    return result_.complete;
  }

  DumpResult& result() {
    result_.redacted.clear();
    for (size_t i = 0; i < counts_.size(); ++i)
      if (options_.redact & bit_of(static_cast<Personal>(i)))
        result_.redacted.emplace_back(kPersonalNames[i], counts_[i]);
    return result_;
  }

 private:
  bool asks_quality() const { return options_.quality || !options_.profiles.empty(); }

  // Of several pages each has its own, and what was stored before there were signals has none.
  static bool needs_quality(const ArticleRecord& article) {
    return !article.pages.empty() || article.quality.lines == 0;
  }

  void take(const ArticleRecord& article) {
    for (size_t i = 0; i < filters_.size(); ++i) {
      const DumpFilter& filter = filters_[i];
      if (filter.keeps_url ? filter.keeps_url(article.url) : filter.keeps(article)) continue;
      ++result_.dropped[i].second;
      // Its older text may have passed, and must go.
      if (filter.keeps && article.revised) {
        erase(article, article.url, filter.name);
        erase_pages(article, filter.name);
      }
      return;
    }
    // A page may have been dumped before it was known to be part of another's article.
    erase_pages(article, "part of an article");
    if (result_.articles == 0 && options_.format->begin)
      options_.format->begin(article, options_, out_);
    if (options_.redact) {
      options_.format->article(redacted(article), options_, out_);
    } else {
      options_.format->article(article, options_, out_);
    }
    ++result_.articles;
    if (!article.pages.empty()) result_.joined += article.pages.size() - 1;
  }

  ArticleRecord redacted(ArticleRecord article) {
    redact(article.metadata.title, options_.redact, counts_);
    for (Block& block : article.blocks) redact(block.text, options_.redact, counts_);
    return article;
  }

  // What is to be forgotten and is not yet deleted.
  void leave_out_forgotten(const Store& store) {
    ForgetRules rules;
    bool unfinished = false;
    for (const ForgetRule& rule : store.forget_rules()) {
      if (rule.done) continue;
      rules.add(rule);
      unfinished = true;
    }
    if (!unfinished) return;
    filters_.insert(filters_.begin(), {"forgotten", {}, [rules](const ArticleRecord& article) {
                                         return !rules.covers(article.url);
                                       }});
  }

  void take(const Tombstone& tombstone) {
    for (const DumpFilter& filter : filters_)
      if (filter.keeps_url && !filter.keeps_url(tombstone.url)) return;
    write(tombstone);
  }

  void erase(const ArticleRecord& at, const std::string& url, const std::string& reason) {
    write({at.sequence, url, at.fetched, reason});
  }

  void erase_pages(const ArticleRecord& article, const std::string& reason) {
    for (size_t i = 1; i < article.pages.size(); ++i) erase(article, article.pages[i], reason);
  }

  void write(const Tombstone& tombstone) {
    if (options_.since == 0 || !options_.format->deleted) return;
    options_.format->deleted(tombstone, out_);
    ++result_.deleted;
  }

  const DumpOptions& options_;
  const DumpSink& sink_;
  std::vector<DumpFilter> filters_;
  std::string out_;
  DumpResult result_;
  std::array<uint64_t, kPersonalNames.size()> counts_{};  // redacted
};

}  // namespace

std::span<const DumpFormat> dump_formats() {
  static const std::array formats = {kJsonlDump, kTextDump, kMarkdownDump, kUrlsDump, kWarcDump};
  return formats;
}

Result<DumpResult> dump(const Store& store, const DumpOptions& options, const DumpSink& sink) {
  const uint64_t last = store.last_sequence();
  if (options.since > last)
    return Error{"the cursor " + std::to_string(options.since) +
                 " is not of this store, whose last is " + std::to_string(last)};
  Dumper dumper(store, options, sink);
  const uint64_t cursor = store.scan_dump(
      options.since, [&](const DumpItem& item) { return dumper(item); },
      options.templates ? Templates::kKeep : Templates::kDrop, options.product_token);
  dumper.flush();
  DumpResult result = dumper.result();
  result.cursor = cursor;
  return result;
}

}  // namespace winnow
