#include "crawler/demo/site.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "crawler/demo/encode.h"
#include "crawler/demo/mustache.h"
#include "crawler/demo/theme.h"

namespace winnow::demo {
namespace json = boost::json;
namespace {

constexpr std::string_view kModified = "Tue, 02 Apr 2024 03:20:00 GMT";
constexpr size_t kNeighbours = 6;  // recommended and hot articles beside each article

std::vector<std::string> words(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> found;
  for (std::string word; in >> word;) found.push_back(word);
  return found;
}

std::vector<std::string> lines(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> found;
  for (std::string line; std::getline(in, line);) found.push_back(line);
  return found;
}

// FNV-1a: the entity tag needs no more than to differ when the body does.
std::string etag_of(std::string_view body) {
  uint64_t hash = 14695981039346656037ULL;
  for (const char c : body) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  std::ostringstream out;
  out << '"' << std::hex << hash << '"';
  return out.str();
}

// The first `length` characters of the first two paragraphs: what lists show under a title.
std::string excerpt_of(const Article& article, size_t length) {
  std::string text;
  int count = 0;
  for (const SourceBlock& block : article.pages[0][0].blocks) {
    if (block.kind != "paragraph") continue;
    if (count > 0) text += ' ';
    text += inline_text(block.lines[0]);
    if (++count == 2) break;
  }
  const auto begins_character = [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  };
  size_t seen = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (begins_character(text[i]) && seen++ == length) return text.substr(0, i) + "…";
  }
  return text;
}

// "/a/12.html" -> "/a/12_3.html"
std::string numbered(const std::string& path, size_t number) {
  if (number == 1) return path;
  const size_t dot = std::min(path.rfind('.'), path.size());
  return path.substr(0, dot) + "_" + std::to_string(number) + path.substr(dot);
}

}  // namespace

Site::Site(const Files& files, std::string folder, const Library& library)
    : files_(files), folder_(std::move(folder)) {
  settings_ = parse_document(file("site.txt")).fields;
  host_ = setting("host");
  load_items(library);
  for (size_t i = 0; i < items_.size(); ++i) add_article(i);
  add_list("/", "");
  for (const std::string& line : lines(setting("channel"))) {
    const std::vector<std::string> parts = words(line);
    add_list(parts.at(1), parts.at(0));
  }
  add_files();
  add_routes();
  add_calendar();
  add_machine_files();
}

std::string_view Site::file(std::string_view name) const {
  const auto found = files_.find(folder_ + "/" + std::string(name));
  return found == files_.end() ? std::string_view() : found->second;
}

json::object Site::site_context() const {
  json::object site;
  for (const auto& [key, value] : settings_) site[key] = value;
  json::array channels;
  for (const std::string& line : lines(setting("channel"))) {
    const std::vector<std::string> parts = words(line);
    channels.push_back({{"name", parts.at(0)}, {"path", parts.at(1)}});
  }
  site["channels"] = channels;
  site["url"] = url("");
  return {{"site", site}};
}

std::string Site::fill(std::string_view name, const json::object& context) const {
  const std::string_view text = file(name);
  if (text.empty()) throw std::logic_error(folder_ + ": no " + std::string(name));
  return render(text, context,
                [this](std::string_view part) { return file(std::string(part) + ".html"); });
}

void Site::load_items(const Library& library) {
  const std::string prefix = folder_ + "/";
  for (auto it = library.lower_bound(prefix); it != library.end(); ++it) {
    if (!it->first.starts_with(prefix)) break;
    Item item{&it->second, {}, field(it->second.fields, "path")};
    for (const auto& [key, value] : it->second.fields) item.context[key] = value;
    for (const auto& [key, value] : settings_) {
      if (!key.starts_with("date_")) continue;
      item.context[key] = format_date(field(it->second.fields, "date"), value);
    }
    json::array tags;
    for (const std::string& tag : words(field(it->second.fields, "tags"))) {
      tags.push_back(json::string(tag));
    }
    item.context["tags"] = tags;
    item.context["url"] = url(item.path);
    item.context["abstract"] = excerpt_of(it->second, std::stoul(setting("excerpt", "120")));
    item.context["replies"] = it->second.pages[0].size() - 1;
    items_.push_back(std::move(item));
  }
  std::stable_sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) {
    return field(a.article->fields, "date") > field(b.article->fields, "date");
  });
}

void Site::add_article(size_t index) {
  const Item& item = items_[index];
  json::object context = site_context();
  for (const auto& [key, value] : item.context) context[key] = value;
  json::array neighbours;
  for (size_t i = 1; i < items_.size() && neighbours.size() < kNeighbours; ++i) {
    const Item& other = items_[(index + i) % items_.size()];
    if (field(other.article->fields, "unlisted").empty()) neighbours.push_back(other.context);
  }
  context["recommend"] = neighbours;
  std::reverse(neighbours.begin(), neighbours.end());
  context["hot"] = neighbours;
  if (index > 0) context["next"] = items_[index - 1].context;
  if (index + 1 < items_.size()) context["prev"] = items_[index + 1].context;
  for (size_t page = 1; page <= item.article->pages.size(); ++page) {
    add_article_page(item, page, context);
  }
}

void Site::add_article_page(const Item& item, size_t number, json::object context) {
  const Fields& fields = item.article->fields;
  const std::vector<std::string> named = words(field(fields, "pages"));
  const auto path_of = [&](size_t n) {
    return n >= 2 && n - 2 < named.size() ? named[n - 2] : numbered(item.path, n);
  };
  const size_t count = item.article->pages.size();
  const std::vector<Post>& posts = item.article->pages[number - 1];
  const Fields defaults = parse_document(files_.at("blocks.txt")).fields;
  json::array rendered;
  size_t floor = 0;
  for (size_t i = 0; i + 1 < number; ++i) floor += item.article->pages[i].size();
  for (const Post& post : posts) {
    ++floor;
    rendered.push_back({{"author", post.author},
                        {"date", post.date},
                        {"date_text", format_date(post.date, setting("date_text"))},
                        {"date_iso", format_date(post.date, setting("date_iso"))},
                        {"floor", floor},
                        {"id", 310000 + floor * 13},
                        {"likes", floor * 7 % 23},
                        {"first", floor == 1},
                        {"body", html_of(post.blocks, settings_, defaults, context)}});
  }
  context["posts"] = rendered;
  context["answers"] = json::array(rendered.begin() + (number == 1 ? 1 : 0), rendered.end());
  context["body"] = rendered[0].as_object().at("body");
  context["path"] = path_of(number);
  if (count > 1) {
    json::array pages;
    for (size_t n = 1; n <= count; ++n) {
      pages.push_back({{"number", n}, {"path", path_of(n)}, {"current", n == number}});
    }
    context["pages"] = pages;
    context["page_count"] = count;
    if (number < count) context["next_page"] = path_of(number + 1);
    if (number > 1) context["prev_page"] = path_of(number - 1);
    if (number > 1) context["page_number"] = number;
  }

  DemoPage page;
  page.url = url(path_of(number));
  page.verdict = field(fields, "verdict", setting("verdict", "article"));
  page.title = field(fields, "title");
  page.author = field(fields, "author");
  page.published = format_date(field(fields, "date"), setting("date_iso"));
  page.site_name = setting("name");
  page.language = field(fields, "language", setting("language"));
  page.canonical = field(fields, "canonical");
  if (page.canonical.empty() && !setting("canonical").empty()) page.canonical = page.url;
  context["canonical"] = page.canonical;
  if (number > 1 &&
      !posts[0].author.empty()) {  // a later page of a thread begins with its own post
    page.author = posts[0].author;
    page.published = format_date(posts[0].date, setting("date_iso"));
  }
  page.body = truth_of(posts);
  page.why_not = field(fields, "why_not");
  page.in_corpus = page.why_not.empty();
  put(path_of(number),
      html_entry(page, fill(field(fields, "template", "article.html"), context), fields));
  if (number == 1) add_variants(item, context, page);
}

// `variant: /print print.html robots`: each article again under a prefix, with another template.
void Site::add_variants(const Item& item, const json::object& context, const DemoPage& truth) {
  for (const std::string& line : lines(setting("variant"))) {
    const std::vector<std::string> parts = words(line);
    DemoPage page = truth;
    page.url = url(parts.at(0) + item.path);
    page.canonical = truth.url;
    page.in_corpus = false;
    page.why_not = parts.at(2);
    json::object again = context;
    again["canonical"] = page.canonical;
    put(parts[0] + item.path, html_entry(page, fill(parts.at(1), again), item.article->fields));
  }
}

void Site::add_list(std::string_view path, const std::string& channel) {
  std::vector<const Item*> chosen;
  for (const Item& item : items_) {
    const bool listed = field(item.article->fields, "unlisted").empty();
    if (listed && (channel.empty() || field(item.article->fields, "channel") == channel)) {
      chosen.push_back(&item);
    }
  }
  const size_t size = channel.empty() ? 60 : std::stoul(setting("list_size", "5"));
  const size_t count = std::max<size_t>(1, (chosen.size() + size - 1) / size);
  const auto path_of = [&](size_t n) {
    if (n == 1) return std::string(path);
    return std::string(path) + "list_" + std::to_string(n) + ".html";
  };
  for (size_t number = 1; number <= count; ++number) {
    json::object context = site_context();
    json::array items;
    for (size_t i = (number - 1) * size; i < std::min(chosen.size(), number * size); ++i) {
      items.push_back(chosen[i]->context);
    }
    context["items"] = items;
    context["channel"] = channel;
    context["path"] = path_of(number);
    context["url"] = url(path_of(number));
    if (number < count) context["next_page"] = path_of(number + 1);
    if (number > 1) context["prev_page"] = path_of(number - 1);
    DemoPage page;
    page.url = url(path_of(number));
    page.verdict = "listing";
    page.why_not = "listing";
    put(path_of(number), html_entry(page, fill("list.html", context), {}));
  }
}

// An entry for HTML in the site's charset; the article's or page's own fields go before the site's.
Entry Site::html_entry(const DemoPage& page, const std::string& html, const Fields& fields) const {
  const auto choose = [&](std::string_view key, std::string_view otherwise) {
    return field(fields, key, setting(key, otherwise));
  };
  Entry entry;
  entry.page = page;
  entry.body = encode(html, choose("charset", "utf-8"));
  entry.content_type = choose("content_type", "text/html; charset=utf-8");
  entry.x_robots_tag = field(fields, "x_robots_tag");
  entry.gzip = setting("gzip") == "yes";
  const std::string validators = setting("validators");
  if (validators.find("etag") != validators.npos) entry.etag = etag_of(entry.body);
  if (validators.find("last-modified") != validators.npos) entry.last_modified = kModified;
  return entry;
}

void Site::put(std::string path, Entry entry) {
  if (path.empty() || path[0] != '/') throw std::logic_error(folder_ + ": bad path " + path);
  const auto [at, fresh] = entries_.emplace(std::move(path), std::move(entry));
  if (!fresh) throw std::logic_error(folder_ + ": two pages at " + at->first);
}

}  // namespace winnow::demo
