#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/result.h"
#include "storage/dump_options.h"
#include "storage/store.h"

namespace winnow {

// How articles are written. One file a format: storage/dump_NAME.cc; the table is in dump.cc.
struct DumpFormat {
  std::string_view name;
  std::string_view content_type;
  std::string_view summary;  // for --help
  void (*article)(const ArticleRecord&, const DumpOptions&, std::string& out);
  // What left the corpus, in a dump since a cursor. nullptr: the format cannot say so.
  void (*deleted)(const Tombstone&, std::string& out);
  // What a file begins with, before the first of its articles. nullptr: nothing.
  void (*begin)(const ArticleRecord& first, const DumpOptions&, std::string& out) = nullptr;
  // The size of the whole record that `bytes` begin with, if it is there: each is then compressed
  // by itself. nullptr: a compressed dump is one stream.
  std::optional<size_t> (*record_size)(std::string_view bytes) = nullptr;
};
std::span<const DumpFormat> dump_formats();  // the first is the default
extern const DumpFormat kJsonlDump, kTextDump, kMarkdownDump, kUrlsDump, kWarcDump;

// Takes the next bytes, whole lines; false: stop.
using DumpSink = std::function<bool(std::string_view bytes)>;

struct DumpResult {
  uint64_t cursor = 0;   // for the next dump's `since`
  bool complete = true;  // false: the sink said stop, and `cursor` is how far it had got
  uint64_t articles = 0, deleted = 0;
  uint64_t joined = 0;  // pages after the first, within their article
  // Articles left out, by the name of the filter that refused them (storage/dump_filters.h): each
  // filter that was asked, in its order.
  std::vector<std::pair<std::string, uint64_t>> dropped;
  // What was put out of titles and texts, by kPersonalNames: those that were asked for.
  std::vector<std::pair<std::string, uint64_t>> redacted{};
};

// Writes the articles of one snapshot of the store, in the order in which they came or changed: the
// same snapshot gives the same bytes. With `since`, what came or changed after that cursor, and
// what was deleted. Memory does not grow with the store. May run beside commits, on any thread.
// What a dump has given is durable: no later crash makes the store fall behind its cursor. An Error
// if `since` is ahead of the store, hence of another one. Throws StoreError.
Result<DumpResult> dump(const Store& store, const DumpOptions& options, const DumpSink& sink);

}  // namespace winnow
