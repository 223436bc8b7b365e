// The parts of a site that are no articles: single pages, routes, the calendar, and what machines
// read (robots.txt, sitemaps, feeds).
#include <sstream>
#include <stdexcept>

#include "crawler/demo/encode.h"
#include "crawler/demo/mustache.h"
#include "crawler/demo/site.h"
#include "crawler/demo/theme.h"

namespace winnow::demo {
namespace json = boost::json;

// pages/*.html: fields (path, status, verdict, why_not...), then a template.
void Site::add_files() {
  const std::string prefix = folder_ + "/pages/";
  for (auto it = files_.lower_bound(prefix); it != files_.end(); ++it) {
    if (!it->first.starts_with(prefix)) break;
    const Document document = parse_document(it->second);
    const Fields& fields = document.fields;
    json::object context = site_context();
    for (const auto& [key, value] : fields) context[key] = value;
    json::array items;
    for (const Item& item : items_) items.push_back(item.context);
    context["items"] = items;
    DemoPage page;
    const std::string path = field(fields, "path");
    page.url = url(path);
    page.status = static_cast<unsigned>(std::stoul(field(fields, "status", "200")));
    page.verdict = field(fields, "verdict");
    page.why_not = field(fields, "why_not", page.verdict);
    page.title = field(fields, "title");
    Entry entry = html_entry(
        page,
        render(document.rest, context,
               [this](std::string_view part) { return file(std::string(part) + ".html"); }),
        fields);
    if (page.status != 200) entry.etag = entry.last_modified = "";
    if (path == "*") {
      not_found_ = std::move(entry);
    } else {
      put(path, std::move(entry));
    }
  }
}

// routes.txt: `STATUS PATH [LOCATION]` a line.
void Site::add_routes() {
  std::istringstream in{std::string(file("routes.txt"))};
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream parts(line);
    Entry entry;
    std::string path;
    if (!(parts >> entry.page.status >> path)) throw std::logic_error(folder_ + ": " + line);
    parts >> entry.location;
    entry.page.url = url(path);
    entry.page.why_not = entry.location.empty() ? "status" : "redirect";
    entry.content_type = "text/html; charset=utf-8";
    entry.body = "<html><head><title>" + std::to_string(entry.page.status) +
                 "</title></head><body><h1>" + std::to_string(entry.page.status) +
                 "</h1></body></html>\n";
    put(path, std::move(entry));
  }
}

// `calendar: /path`: a page a month, each linking to the next: the trap every events plug-in is.
// It has an end, for the demo must have one.
void Site::add_calendar() {
  const std::string base = setting("calendar");
  if (base.empty()) return;
  constexpr int kFirstYear = 2020, kMonths = 96;
  const auto path_of = [&](int month) {
    std::string number = std::to_string(month % 12 + 1);
    if (number.size() < 2) number.insert(0, "0");
    return base + "/" + std::to_string(kFirstYear + month / 12) + "-" + number;
  };
  for (int month = 0; month < kMonths; ++month) {
    json::object context = site_context();
    context["month"] = path_of(month).substr(base.size() + 1);
    if (month > 0) context["prev_page"] = path_of(month - 1);
    if (month + 1 < kMonths) context["next_page"] = path_of(month + 1);
    json::array days;
    for (int day = 1; day <= 28; ++day) days.push_back(day);
    context["days"] = days;
    DemoPage page;
    page.url = url(path_of(month));
    page.why_not = "calendar";
    put(path_of(month), html_entry(page, fill("calendar.html", context), {}));
  }
}

namespace {

Entry machine_entry(std::string url, std::string type, std::string body) {
  Entry entry;
  entry.page.url = std::move(url);
  entry.page.why_not = "machine";
  entry.content_type = std::move(type);
  entry.body = std::move(body);
  return entry;
}

constexpr std::string_view kUrlset =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{{#items}}  <url><loc>{{url}}</loc>{{#date_sitemap}}<lastmod>{{date_sitemap}}</lastmod>{{/date_sitemap}}</url>
{{/items}}</urlset>
)";
constexpr std::string_view kIndex =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <sitemap><loc>{{site.url}}/sitemap-articles.xml.gz</loc></sitemap>
</sitemapindex>
)";
constexpr std::string_view kRss =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel>
<title>{{site.name}}</title><link>{{site.url}}/</link><description>{{site.name}}</description>
{{#items}}<item><title>{{title}}</title><link>{{url}}?utm_source=rss&amp;utm_medium=feed</link><guid isPermaLink="true">{{url}}</guid><description>{{abstract}}</description></item>
{{/items}}</channel></rss>
)";
constexpr std::string_view kAtom =
    R"(<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>{{site.name}}</title><id>{{site.url}}/</id>
<updated>2024-04-02T03:20:00Z</updated>
{{#items}}<entry><title>{{title}}</title><id>{{url}}</id><link rel="alternate" href="{{url}}"/><updated>2024-04-02T03:20:00Z</updated><summary>{{abstract}}</summary></entry>
{{/items}}</feed>
)";

}  // namespace

void Site::add_machine_files() {
  if (!file("robots.txt").empty()) {
    put("/robots.txt",
        machine_entry(url("/robots.txt"), "text/plain", std::string(file("robots.txt"))));
  }
  json::object context = site_context();
  json::array items;
  for (const Item& item : items_) {
    if (field(item.article->fields, "unlisted").empty()) items.push_back(item.context);
    if (!field(item.article->fields, "sitemap_only").empty()) items.push_back(item.context);
  }
  context["items"] = items;
  const auto add = [&](std::string path, std::string_view type, std::string_view text, bool zip) {
    std::string body = render(text, context);
    put(path, machine_entry(url(path), std::string(type), zip ? gzip(body) : std::move(body)));
  };
  const std::string sitemap = setting("sitemap");
  if (sitemap == "plain") add("/sitemap.xml", "application/xml", kUrlset, false);
  if (sitemap == "index") {
    add("/sitemap.xml", "application/xml", kIndex, false);
    add("/sitemap-articles.xml.gz", "application/gzip", kUrlset, true);
  }
  if (!setting("rss").empty()) add(setting("rss"), "application/rss+xml", kRss, false);
  if (!setting("atom").empty()) add(setting("atom"), "application/atom+xml", kAtom, false);
}

}  // namespace winnow::demo
