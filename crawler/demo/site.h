#pragma once
#include <boost/json.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/demo/article.h"
#include "crawler/demo/demo_web.h"
#include "crawler/demo/files.h"

namespace winnow::demo {

// What the server sends for one target, before If-None-Match and Accept-Encoding are looked at.
struct Entry {
  DemoPage page;
  std::string content_type, body;
  std::string etag, last_modified, location, x_robots_tag;  // empty: not sent
  bool gzip = false;                                        // if the client accepts it
};
using Entries = std::map<std::string, Entry, std::less<>>;  // by target

// All articles by SITE/NAME, for `copy_of`.
using Library = std::map<std::string, Article, std::less<>>;

// One folder of web/: its settings, templates and articles, made into entries. README.md says what
// each file is for.
class Site {
 public:
  // Throws std::logic_error. `folder` has no slash; `library` holds every site's articles.
  Site(const Files& files, std::string folder, const Library& library);

  const std::string& host() const { return host_; }
  const Entries& entries() const { return entries_; }
  Entry take_not_found() { return std::move(not_found_); }

 private:
  struct Item {  // one article, as templates see it
    const Article* article = nullptr;
    boost::json::object context;
    std::string path;
  };

  std::string_view file(std::string_view name) const;
  std::string url(std::string_view path) const { return "http://" + host_ + std::string(path); }
  std::string setting(std::string_view key, std::string_view otherwise = {}) const {
    return field(settings_, key, otherwise);
  }
  boost::json::object site_context() const;
  std::string fill(std::string_view name, const boost::json::object& context) const;

  void load_items(const Library& library);
  void add_article(size_t index);
  void add_article_page(const Item& item, size_t number, boost::json::object context);
  void add_variants(const Item& item, const boost::json::object& context, const DemoPage& truth);
  void add_list(std::string_view path, const std::string& channel);
  void add_files();
  void add_routes();
  void add_calendar();
  void add_machine_files();

  Entry html_entry(const DemoPage& page, const std::string& html, const Fields& fields) const;
  void put(std::string path, Entry entry);

  const Files& files_;
  std::string folder_, host_;
  Fields settings_;
  std::vector<Item> items_;  // newest first
  Entries entries_;
  Entry not_found_;
};

}  // namespace winnow::demo
