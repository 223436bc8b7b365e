#pragma once
// What a page costs a bare loop, which does with it only what a crawler cannot do without: libcurl
// multi, plain gumbo_parse, links resolved by curl_url, LevelDB put of the page, in one thread (and
// LevelDB's, which is not counted). No link is looked up, and no text taken.
#include <curl/curl.h>
#include <gumbo.h>
#include <leveldb/db.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "tests/bench/bench_web.h"
#include "tests/bench/extract_stages.h"
#include "tests/crawler/support/temporary_folder.h"

namespace winnow {

// One connection of the yardstick: the pages of one host, one after the other.
struct YardstickFetch {
  CURL* easy = nullptr;
  uint64_t host = 0, page = 0;
  std::string body;
};

inline size_t append_body(char* data, size_t size, size_t count, void* fetch) {
  static_cast<YardstickFetch*>(fetch)->body.append(data, size * count);
  return size * count;
}

// Calls visit(href) for each link.
template <class Visit>
void for_each_link(const GumboOutput* output, Visit visit) {
  std::vector<const GumboNode*> stack = {output->root};
  while (!stack.empty()) {
    const GumboNode* node = stack.back();
    stack.pop_back();
    if (node->type != GUMBO_NODE_ELEMENT) continue;
    const GumboElement& element = node->v.element;
    if (element.tag == GUMBO_TAG_A)
      if (const auto* href = gumbo_get_attribute(&element.attributes, "href")) visit(href->value);
    for (unsigned i = 0; i < element.children.length; ++i)
      stack.push_back(static_cast<const GumboNode*>(element.children.data[i]));
  }
}

// The links of a page at `url`, absolute.
inline std::vector<std::string> links_of_page(const std::string& url, const GumboOutput* output) {
  std::vector<std::string> links;
  const std::unique_ptr<CURLU, void (*)(CURLU*)> base(curl_url(), curl_url_cleanup);
  curl_url_set(base.get(), CURLUPART_URL, url.c_str(), 0);
  for_each_link(output, [&](const char* href) {
    const std::unique_ptr<CURLU, void (*)(CURLU*)> link(curl_url_dup(base.get()), curl_url_cleanup);
    char* absolute = nullptr;
    if (curl_url_set(link.get(), CURLUPART_URL, href, 0) != CURLUE_OK ||
        curl_url_get(link.get(), CURLUPART_URL, &absolute, 0) != CURLUE_OK)
      return;
    links.emplace_back(absolute);
    curl_free(absolute);
  });
  return links;
}

// Crawls the first pages of each host, `pages` in all; returns pages a CPU-second.
inline double yardstick(const BenchWeb& web, uint64_t pages) {
  const uint64_t hosts = web.hosts();
  const TemporaryFolder folder;
  leveldb::DB* opened = nullptr;
  leveldb::Options options;
  options.create_if_missing = true;
  if (!leveldb::DB::Open(options, folder.path() / "db", &opened).ok()) std::exit(1);
  const std::unique_ptr<leveldb::DB> db(opened);
  const double cpu_before = cpu_us();
  CURLM* multi = curl_multi_init();
  curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(hosts) * 2);
  curl_slist* connect_to = curl_slist_append(nullptr, web.connect_to().c_str());
  std::vector<std::unique_ptr<YardstickFetch>> fetches;
  const auto start = [&](YardstickFetch& fetch) {
    fetch.body.clear();
    curl_easy_setopt(fetch.easy, CURLOPT_URL, web.url(fetch.host, fetch.page).c_str());
    curl_multi_add_handle(multi, fetch.easy);
  };
  for (uint64_t host = 0; host < hosts; ++host) {
    auto fetch = std::make_unique<YardstickFetch>(YardstickFetch{curl_easy_init(), host, 0, ""});
    curl_easy_setopt(fetch->easy, CURLOPT_PRIVATE, fetch.get());
    curl_easy_setopt(fetch->easy, CURLOPT_WRITEFUNCTION, append_body);
    curl_easy_setopt(fetch->easy, CURLOPT_WRITEDATA, fetch.get());
    curl_easy_setopt(fetch->easy, CURLOPT_CONNECT_TO, connect_to);
    start(*fetch);
    fetches.push_back(std::move(fetch));
  }
  uint64_t done = 0, links = 0;
  double links_us = 0;
  int running = 1;
  while (running > 0) {
    curl_multi_perform(multi, &running);
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
      YardstickFetch* fetch = nullptr;
      curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &fetch);
      curl_multi_remove_handle(multi, fetch->easy);
      GumboOutput* output =
          gumbo_parse_with_options(&kGumboDefaultOptions, fetch->body.data(), fetch->body.size());
      const double links_from = cpu_us();
      links += links_of_page(web.url(fetch->host, fetch->page), output).size();
      links_us += cpu_us() - links_from;
      gumbo_destroy_output(&kGumboDefaultOptions, output);
      db->Put({}, web.url(fetch->host, fetch->page), fetch->body);
      ++done;
      if (++fetch->page < pages / hosts) start(*fetch), running = 1;
    }
    curl_multi_poll(multi, nullptr, 0, 100, nullptr);
  }
  const double cpu = (cpu_us() - cpu_before) / 1e6;
  const auto pages_done = static_cast<double>(done);
  std::printf(
      "yardstick: %llu pages, %llu links: %.0f pages a CPU-second (%.0f without resolving links)\n",
      static_cast<unsigned long long>(done), static_cast<unsigned long long>(links),
      pages_done / cpu, pages_done / (cpu - links_us / 1e6));
  for (auto& fetch : fetches) curl_easy_cleanup(fetch->easy);
  curl_multi_cleanup(multi);
  curl_slist_free_all(connect_to);
  return pages_done / cpu;
}

}  // namespace winnow
