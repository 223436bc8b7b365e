#include "crawler/warc_extract.h"

#include <utility>

#include "crawler/input_file.h"

namespace winnow {
namespace {

void add(WarcCounts& sum, const WarcCounts& counts) {
  sum.records += counts.records;
  sum.damaged += counts.damaged;
  sum.truncated += counts.truncated;
  sum.too_large += counts.too_large;
}

}  // namespace

std::string to_string(const WarcExtractCounts& counts) {
  const WarcCounts& records = counts.records;
  std::string text =
      std::to_string(records.records) + " records; not read: " + std::to_string(records.damaged) +
      " damaged, " + std::to_string(records.truncated) + " truncated, " +
      std::to_string(records.too_large) + " too large\n" + std::to_string(counts.pages) +
      " pages, " + std::to_string(counts.articles) + " articles";
  std::string_view before = "; left out: ";
  for (const auto& [why, n] : counts.left_out) {
    text.append(before).append(why).append(" ").append(std::to_string(n));
    before = ", ";
  }
  return text += '\n';
}

WarcExtractor::WarcExtractor(size_t threads, const ExtractOptions& options, Sink sink)
    : sink_(std::move(sink)),
      pool_(
          threads, [options](WarcRecord record) { return page_of(record, options); },
          [this](WarcPage page) { give(std::move(page)); }) {}

void WarcExtractor::read(ByteSource source) {
  WarcReader reader(std::move(source));
  const auto end = [&] {
    pool_.finish();
    add(counts_.records, reader.counts());
  };
  try {
    while (std::optional<WarcRecord> record = reader.next()) {
      if (!is_page(*record)) continue;
      ++counts_.pages;
      pool_.submit(std::move(*record));
    }
  } catch (const InputError&) {  // what came before it counts
    end();
    throw;
  }
  end();
}

void WarcExtractor::give(WarcPage page) {
  if (!page.article) {
    ++counts_.left_out[page.left_out];
    return;
  }
  page.article->sequence = ++counts_.articles;
  sink_(*page.article);
}

}  // namespace winnow
