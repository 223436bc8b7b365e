#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "crawler/ordered_pool.h"
#include "crawler/warc_page.h"
#include "parser/warc/reader.h"

namespace winnow {

// What was found in WARC files, over all of them.
struct WarcExtractCounts {
  WarcCounts records;
  uint64_t pages = 0, articles = 0;
  std::map<std::string_view, uint64_t> left_out;  // pages without article, by why
};
std::string to_string(const WarcExtractCounts& counts);  // lines for a person

// The articles of WARC files, file after file, each record extracted on one of several threads and
// given in the order of the records; `sequence` numbers them from 1. Memory does not grow with the
// files.
class WarcExtractor {
 public:
  using Sink = std::function<void(const ArticleRecord&)>;

  // `threads` = 0: one a core.
  WarcExtractor(size_t threads, const ExtractOptions& options, Sink sink);

  // To the end of one file. An InputError of the source comes out when all before it is given.
  void read(ByteSource source);

  const WarcExtractCounts& counts() const { return counts_; }

 private:
  void give(WarcPage page);

  Sink sink_;
  WarcExtractCounts counts_;
  OrderedPool<WarcRecord, WarcPage> pool_;
};

}  // namespace winnow
