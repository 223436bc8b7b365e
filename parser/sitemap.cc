#include "parser/sitemap.h"

#include <algorithm>

#include "parser/ascii.h"
#include "parser/gunzip.h"
#include "parser/iso_time.h"
#include "parser/xml.h"

namespace winnow {
namespace {

class SitemapReader : public XmlHandler {
 public:
  explicit SitemapReader(Sitemap& out) : out_(out) {}

  void open(std::string_view name, XmlAttributes) override {
    ++depth_;
    if (depth_ == 1) known_root_ = name == "urlset" || name == "sitemapindex";
    if (depth_ == 2) entry_ = {};
  }

  void close(std::string_view name, std::string_view text) override {
    // Only direct children of an entry: image:loc and video:loc lie deeper.
    if (depth_ == 3 && name == "loc") entry_.url = text;
    if (depth_ == 3 && name == "lastmod") entry_.lastmod = text;
    if (depth_ == 2 && name == "url") add(out_.pages);
    if (depth_ == 2 && name == "sitemap") add(out_.sitemaps);
    --depth_;
  }

  bool known_root() const { return known_root_; }

 private:
  void add(std::vector<SitemapEntry>& list) {
    if (entry_.url.empty() || list.size() == kMaxSitemapEntries) {
      ++out_.skipped;
    } else {
      list.push_back(std::move(entry_));
    }
    entry_ = {};
  }

  Sitemap& out_;
  SitemapEntry entry_;
  size_t depth_ = 0;
  bool known_root_ = false;
};

void read_lines(std::string_view text, Sitemap& out) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    const bool is_url =
        starts_with_ignore_case(line, "http://") || starts_with_ignore_case(line, "https://");
    if (is_url && out.pages.size() < kMaxSitemapEntries) {
      out.pages.push_back({std::string(line), {}});
    } else {
      ++out.skipped;
    }
  }
  if (out.pages.empty() && out.skipped > 0) out.error = "is neither XML nor a list of URLs";
}

bool looks_like_url_list(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  return starts_with_ignore_case(trim(bytes.substr(0, 256)), "http");
}

}  // namespace

Sitemap read_sitemap(std::string_view bytes, std::string_view content_type, size_t max_bytes) {
  Sitemap out;
  std::string unpacked;
  if (is_gzip(bytes)) {
    Result<std::string> result = gunzip(bytes, max_bytes);
    if (!result) {
      out.error = result.error();
      return out;
    }
    unpacked = std::move(result).value();
    bytes = unpacked;
  }
  if (looks_like_url_list(bytes)) {
    read_lines(bytes, out);
    return out;
  }
  SitemapReader reader(out);
  out.error = read_xml(bytes, content_type, reader);
  if (out.error.empty() && !reader.known_root())
    out.error = "is no sitemap: neither urlset nor sitemapindex";
  return out;
}

std::optional<Time> latest_of_lastmod(std::string_view lastmod) {
  constexpr size_t kDay = std::string_view("2023-11-06").size();
  std::string text(trim(lastmod));
  if (text.size() < kDay) return std::nullopt;
  if (text.size() == kDay) {
    const auto day = parse_iso_time(text);
    return day ? std::optional(*day + std::chrono::days(1)) : std::nullopt;
  }
  std::string offset = "+00:00";
  if (const size_t sign = text.find_first_of("+-", kDay); sign != text.npos) {
    offset = text.substr(sign);
    text.resize(sign);
  }
  if (!text.ends_with('Z')) text += 'Z';
  const bool east = offset[0] == '+';
  const auto time = parse_iso_time(text),
             shift = parse_iso_time("1970-01-01T" + offset.substr(1) + "Z");
  if (!time || !shift) return std::nullopt;
  return east ? *time - shift->time_since_epoch() : *time + shift->time_since_epoch();
}

}  // namespace winnow
