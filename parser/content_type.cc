#include "parser/content_type.h"

#include <algorithm>
#include <array>
#include <string>

namespace winnow {
namespace {

struct Rule {
  std::string_view match, label;  // an empty label: HTML
};

// By the essence of the Content-Type, or its beginning.
constexpr auto kTypes = std::to_array<Rule>({
    {"text/html", ""},
    {"application/xhtml+xml", ""},
    {"application/pdf", "pdf"},
    {"image/", "image"},
    {"audio/", "audio"},
    {"video/", "video"},
    {"font/", "font"},
    {"application/font", "font"},
    {"application/json", "json"},
    {"application/ld+json", "json"},
    {"application/javascript", "script"},
    {"application/x-javascript", "script"},
    {"text/javascript", "script"},
    {"text/css", "style"},
    {"application/rss+xml", "xml"},
    {"application/atom+xml", "xml"},
    {"application/zip", "archive"},
    {"application/gzip", "archive"},
    {"application/x-gzip", "archive"},
    {"application/x-rar", "archive"},
    {"application/msword", "office"},
    {"application/vnd.", "office"},
    {"text/csv", "text"},
    {"text/calendar", "text"},
});

// By the first bytes.
constexpr auto kMagic = std::to_array<Rule>({
    {"%PDF-", "pdf"},
    {"\x89PNG\r\n", "image"},
    {"GIF87a", "image"},
    {"GIF89a", "image"},
    {"\xFF\xD8\xFF", "image"},
    {"BM\x36\x00", "image"},
    {"II*\0", "image"},
    {"PK\x03\x04", "archive"},
    {"Rar!\x1A\x07", "archive"},
    {"\x1F\x8B\x08", "archive"},
    {"BZh9", "archive"},
    {"7z\xBC\xAF\x27\x1C", "archive"},
    {"\xFD"
     "7zXZ",
     "archive"},
    {"\x28\xB5\x2F\xFD", "archive"},
    {"ID3", "audio"},
    {"OggS", "audio"},
    {"fLaC", "audio"},
    {"\x1A\x45\xDF\xA3", "video"},
    {"FLV\x01", "video"},
    {"wOFF", "font"},
    {"wOF2", "font"},
    {"\x7F"
     "ELF",
     "binary"},
    {"MZ\x90", "binary"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "office"},
    {"{\\rtf", "office"},
    {"%!PS-Adobe", "office"},
});

// How an HTML page may begin, lower case (MIME Sniffing Standard 7.1).
constexpr auto kHtmlBeginnings = std::to_array<std::string_view>(
    {"<!doctype html", "<html", "<head", "<body", "<script", "<iframe", "<h1", "<div", "<font",
     "<table", "<a", "<style", "<title", "<b", "<br", "<p", "<!--", "<meta", "<link"});

constexpr size_t kSniffedBytes = 1445;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c += 32;
  }
  return out;
}

// type/subtype, lower case, without parameters
std::string essence(std::string_view content_type) {
  content_type = content_type.substr(0, content_type.find_first_of(";,"));
  const size_t begin = content_type.find_first_not_of(" \t");
  if (begin == content_type.npos) return "";
  const size_t end = content_type.find_last_not_of(" \t");
  return lower(content_type.substr(begin, end - begin + 1));
}

std::string_view without_space(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n\f");
  return begin == text.npos ? std::string_view() : text.substr(begin);
}

bool begins_as_html(std::string_view head) {
  const std::string low = lower(without_space(head).substr(0, 20));
  return std::any_of(kHtmlBeginnings.begin(), kHtmlBeginnings.end(),
                     [&](auto beginning) { return low.starts_with(beginning); });
}

// Binary data bytes of the MIME Sniffing Standard (3), as UTF-16 has them for a reason.
bool looks_binary(std::string_view head) {
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return false;
  size_t binary = 0;
  for (unsigned char c : head) {
    binary += c <= 0x08 || c == 0x0B || (c >= 0x0E && c <= 0x1A) || (c >= 0x1C && c <= 0x1F);
  }
  const bool utf16 = head.find(std::string_view("\0<", 2)) != head.npos ||
                     head.find(std::string_view("<\0", 2)) != head.npos;
  return !utf16 && binary * 20 > head.size();
}

std::string_view sniff(std::string_view head) {
  for (const Rule& rule : kMagic) {
    if (head.starts_with(rule.match)) return rule.label;
  }
  if (head.size() > 11 && head.starts_with("RIFF")) {
    return head.substr(8, 4) == "WEBP" ? "image" : "audio";
  }
  if (head.size() > 11 && head.substr(4, 4) == "ftyp") return "video";
  if (looks_binary(head)) return "binary";
  const std::string_view text =
      without_space(head.starts_with("\xEF\xBB\xBF") ? head.substr(3) : head);
  const std::string low = lower(text.substr(0, 256));
  if (low.starts_with("<?xml")) {
    // XHTML is HTML; a feed, a sitemap or a drawing is not.
    for (std::string_view root :
         {"<rss", "<feed", "<urlset", "<sitemapindex", "<svg", "<rdf:rdf"}) {
      if (lower(text.substr(0, 1024)).find(root) != std::string::npos) return "xml";
    }
  }
  for (std::string_view root : {"<rss", "<feed", "<urlset", "<sitemapindex", "<svg"}) {
    if (low.starts_with(root)) return "xml";
  }
  const bool object = low.starts_with("{\"") || low.starts_with("[{") || low.starts_with("[\"");
  if (object && head.find('<') > 64) return "json";
  return "";
}

}  // namespace

std::string_view not_html(std::string_view bytes, std::string_view content_type) {
  const std::string_view head = bytes.substr(0, kSniffedBytes);
  const std::string type = essence(content_type);
  for (const Rule& rule : kTypes) {
    if (type.starts_with(rule.match)) return rule.label.empty() ? sniff(head) : rule.label;
  }
  const std::string_view sniffed = sniff(head);
  if (!sniffed.empty()) return sniffed;
  if (type == "text/plain") return begins_as_html(head) ? "" : "text";
  if (type.starts_with("text/") || type.empty() || begins_as_html(head)) return "";
  if (type.ends_with("/xml") || type.ends_with("+xml")) {
    return head.find("<html") != head.npos ? "" : "xml";
  }
  return "other";
}

}  // namespace winnow
