#include "parser/trap.h"

#include <algorithm>
#include <array>

#include "parser/ascii.h"

namespace winnow {
namespace {

constexpr size_t kMaxSegments = 20;
constexpr size_t kMaxSegmentRepeats = 3;  // this many of one segment are a loop
constexpr size_t kMaxParameters = 16;
constexpr size_t kMaxPageDigits = 4;  // page 10000 of a list is nobody's reading

using Segments = std::array<std::string_view, kMaxSegments + 1>;

// The segments of a path, at most one more than allowed.
size_t split(std::string_view path, Segments& segments) {
  size_t count = 0;
  while (!path.empty() && count < segments.size()) {
    path.remove_prefix(1);
    const size_t end = std::min(path.find('/'), path.size());
    segments[count++] = path.substr(0, end);
    path.remove_prefix(end);
  }
  return count;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

// Calls visit(name, value) for each parameter; true as soon as one call is.
template <class Visit>
bool any_parameter(std::string_view query, Visit visit) {
  while (!query.empty()) {
    const size_t end = std::min(query.find('&'), query.size());
    const std::string_view parameter = query.substr(0, end);
    const size_t equals = std::min(parameter.find('='), parameter.size());
    if (visit(parameter.substr(0, equals),
              parameter.substr(std::min(equals + 1, parameter.size())))) {
      return true;
    }
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return false;
}

template <size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view n) { return equals_ignore_case(n, name); });
}

bool is_deep(std::string_view path, std::string_view) {
  Segments segments;
  return split(path, segments) > kMaxSegments;
}

// /a/b/a/b/a/b, /x/x/x: relative links that grow. Numbers and single letters repeat in dates and
// hashed directories.
bool repeats_segment(std::string_view path, std::string_view) {
  Segments segments;
  const auto end = segments.begin() + split(path, segments);
  for (auto it = segments.begin(); it != end; ++it) {
    if (it->size() < 2 || all_digits(*it)) continue;
    if (static_cast<size_t>(std::count(it, end, *it)) >= kMaxSegmentRepeats) return true;
  }
  return false;
}

bool has_many_parameters(std::string_view, std::string_view query) {
  return static_cast<size_t>(std::count(query.begin(), query.end(), '&')) >= kMaxParameters;
}

// A % escaped three times: a return address inside a return address inside a return address.
bool nests_escapes(std::string_view path, std::string_view query) {
  return path.find("%2525") != path.npos || query.find("%2525") != query.npos;
}

// /calendar/2031/05, ?year=2031&month=5, and what calendar plug-ins ask for.
bool is_calendar(std::string_view path, std::string_view query) {
  constexpr std::array<std::string_view, 3> kFolders{"calendar", "calendrier", "kalender"};
  constexpr std::array<std::string_view, 4> kPlugins{"tribe-bar-date", "ical", "outlook-ical",
                                                     "tribe_event_display"};
  Segments segments;
  const size_t count = split(path, segments);
  for (size_t i = 0; i + 1 < count; ++i) {
    const std::string_view next = segments[i + 1];
    if (is_one_of(kFolders, segments[i]) && next.size() >= 4 && all_digits(next.substr(0, 4))) {
      return true;
    }
  }
  bool year = false, month = false;
  return any_parameter(query, [&](std::string_view name, std::string_view) {
    year |= equals_ignore_case(name, "year");
    month |= equals_ignore_case(name, "month");
    return (year && month) || is_one_of(kPlugins, name);
  });
}

bool is_far_page(std::string_view path, std::string_view query) {
  constexpr std::array<std::string_view, 6> kNames{"page",    "paged", "pageno",
                                                   "pagenum", "pn",    "page_num"};
  const auto is_far = [](std::string_view number) {
    return number.size() > kMaxPageDigits && all_digits(number);
  };
  Segments segments;
  const size_t count = split(path, segments);
  for (size_t i = 0; i + 1 < count; ++i) {
    if (equals_ignore_case(segments[i], "page") && is_far(segments[i + 1])) return true;
  }
  return any_parameter(query, [&](std::string_view name, std::string_view value) {
    return is_far(value) && is_one_of(kNames, name);
  });
}

constexpr auto kRules = std::to_array<TrapRule>({
    {"too-deep", is_deep, "http://a.example/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21"},
    {"repeated-segment", repeats_segment, "http://a.example/news/img/news/img/news/"},
    {"many-parameters", has_many_parameters,
     "http://a.example/"
     "s?a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8&i=9&j=10&k=11&l=12&m=13&n=14&o=15&p=16&q="},
    {"nested-escapes", nests_escapes,
     "http://a.example/login?back=%252Flogin%253Fback%253D%25252F"},
    {"calendar", is_calendar, "http://a.example/events?year=2031&month=5"},
    {"far-page", is_far_page, "http://a.example/list?page=10000"},
});

// What a browser shows or saves without it being an HTML page.
constexpr auto kExtensions = std::to_array<std::string_view>({
    "3gp",  "7z",  "aac",  "aab",  "ai",          "apk",  "asf",     "atom", "avi",  "avif",
    "bat",  "bin", "bmp",  "bz2",  "cab",         "cbr",  "css",     "csv",  "deb",  "dll",
    "dmg",  "doc", "docx", "dwg",  "eot",         "eps",  "epub",    "exe",  "f4v",  "flac",
    "flv",  "gif", "gz",   "heic", "ico",         "ics",  "img",     "ipa",  "iso",  "jar",
    "jfif", "jpe", "jpeg", "jpg",  "js",          "json", "lzh",     "m3u8", "m4a",  "m4v",
    "mjs",  "mkv", "mobi", "mov",  "mp3",         "mp4",  "mpeg",    "mpg",  "msi",  "odp",
    "ods",  "odt", "oga",  "ogg",  "ogv",         "otf",  "pdf",     "pkg",  "png",  "ppt",
    "pptx", "ps",  "psd",  "ram",  "rar",         "rm",   "rmvb",    "rpm",  "rss",  "rtf",
    "svg",  "swf", "tar",  "tgz",  "tif",         "tiff", "torrent", "ts",   "ttf",  "txt",
    "vcf",  "vsd", "wav",  "webm", "webmanifest", "webp", "wma",     "wmv",  "woff", "woff2",
    "wps",  "xls", "xlsx", "xz",   "zip",
});

struct Parts {
  std::string_view path, query;
};

Parts parts_of(std::string_view href) {
  href = href.substr(0, href.find('#'));
  const size_t authority = href.find("://");
  if (authority == href.npos) return {};
  const size_t path = std::min(href.find_first_of("/?", authority + 3), href.size());
  const size_t question = std::min(href.find('?', path), href.size());
  return {href.substr(path, question - path), href.substr(std::min(question + 1, href.size()))};
}

}  // namespace

std::span<const TrapRule> trap_rules() { return kRules; }

std::string_view trap_of(std::string_view href) {
  const Parts parts = parts_of(href);
  for (const TrapRule& rule : kRules) {
    if (rule.matches(parts.path, parts.query)) return rule.name;
  }
  return {};
}

std::string_view non_page_extension(std::string_view href) {
  const std::string_view path = parts_of(href).path;
  const std::string_view file = path.substr(path.rfind('/') + 1);
  const size_t dot = file.rfind('.');
  if (dot == file.npos) return {};
  for (std::string_view extension : kExtensions) {
    if (equals_ignore_case(extension, file.substr(dot + 1))) return extension;
  }
  return {};
}

}  // namespace winnow
