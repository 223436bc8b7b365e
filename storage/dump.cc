#include "storage/dump.h"

#include <array>
#include <charconv>

namespace winnow {
namespace {

constexpr size_t kChunk = 256 << 10;  // bytes handed to the sink at once, or one article more

// Is `url` of `host` or one of its subdomains? A host with a port must match the whole authority.
bool is_of_host(std::string_view url, std::string_view host) {
  std::string_view rest = url.substr(std::min(url.size(), url.find("//") + 2));
  rest = rest.substr(0, rest.find('/'));
  const bool with_port = host.find(':', host.rfind(']') + 1) != host.npos;
  if (!with_port) rest = rest.substr(0, rest.find(':', rest.rfind(']') + 1));
  if (!rest.ends_with(host)) return false;
  return rest.size() == host.size() || rest[rest.size() - host.size() - 1] == '.';
}

// One dump on its way.
class Dumper {
 public:
  Dumper(const DumpOptions& options, const DumpSink& sink) : options_(options), sink_(sink) {
    out_.reserve(2 * kChunk);
  }

  bool operator()(const DumpItem& item) {
    std::visit(
        [&](const auto& each) {
          if (options_.host.empty() || is_of_host(each.url, options_.host)) write(each);
        },
        item);
    return out_.size() < kChunk || flush();
  }

  bool flush() {
    if (!out_.empty() && !sink_(out_)) result_.complete = false;
    out_.clear();
    return result_.complete;
  }

  DumpResult& result() { return result_; }

 private:
  void write(const ArticleRecord& article) {
    if (article.duplicate_of && !options_.duplicates) {
      ++result_.duplicates;
      // Its older text may have been dumped, and must go.
      if (article.revised) write({article.sequence, article.url, article.fetched, "duplicate"});
      return;
    }
    // A page may have been dumped before it was known to be part of another's article.
    for (size_t i = 1; i < article.pages.size(); ++i)
      write({article.sequence, article.pages[i], article.fetched, "part of an article"});
    options_.format->article(article, options_, out_);
    ++result_.articles;
    if (!article.pages.empty()) result_.joined += article.pages.size() - 1;
  }

  void write(const Tombstone& tombstone) {
    if (options_.since == 0 || !options_.format->deleted) return;
    options_.format->deleted(tombstone, out_);
    ++result_.deleted;
  }

  const DumpOptions& options_;
  const DumpSink& sink_;
  std::string out_;
  DumpResult result_;
};

}  // namespace

std::span<const DumpFormat> dump_formats() {
  static const std::array formats = {kJsonlDump, kTextDump, kMarkdownDump, kUrlsDump};
  return formats;
}

Result<DumpOptions> dump_options(std::string_view format, std::string_view since,
                                 std::string_view host) {
  DumpOptions options;
  if (!format.empty()) {
    options.format = nullptr;
    for (const DumpFormat& each : dump_formats())
      if (each.name == format) options.format = &each;
    if (!options.format) return Error{"there is no dump format " + std::string(format)};
  }
  if (!since.empty()) {
    const auto [end, error] = std::from_chars(since.begin(), since.end(), options.since);
    if (error != std::errc{} || end != since.end())
      return Error{"the cursor " + std::string(since) + " is no number that a dump gave"};
  }
  for (const char c : host) options.host += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 32) : c;
  return options;
}

Result<DumpResult> dump(const Store& store, const DumpOptions& options, const DumpSink& sink) {
  const uint64_t last = store.last_sequence();
  if (options.since > last)
    return Error{"the cursor " + std::to_string(options.since) +
                 " is not of this store, whose last is " + std::to_string(last)};
  Dumper dumper(options, sink);
  const uint64_t cursor = store.scan_dump(
      options.since, [&](const DumpItem& item) { return dumper(item); },
      options.templates ? Templates::kKeep : Templates::kDrop);
  dumper.flush();
  DumpResult result = dumper.result();
  result.cursor = cursor;
  return result;
}

}  // namespace winnow
