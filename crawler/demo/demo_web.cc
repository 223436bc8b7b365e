#include "crawler/demo/demo_web.h"

#include <algorithm>
#include <stdexcept>

#include "crawler/demo/encode.h"
#include "crawler/demo/site.h"

namespace winnow::demo {
namespace {

// The copied blocks with each `replace: A => B` carried out.
void copy_blocks(const Article& from, Article& to) {
  Article copy = from;
  std::string rules = field(to.fields, "replace");
  while (!rules.empty()) {
    const size_t end = std::min(rules.find('\n'), rules.size()), arrow = rules.find(" => ");
    if (arrow == rules.npos) throw std::logic_error("replace without =>");
    const std::string a = rules.substr(0, arrow), b = rules.substr(arrow + 4, end - arrow - 4);
    rules.erase(0, end + 1);
    for (SourceBlock& block : copy.pages[0][0].blocks) {
      for (std::string& line : block.lines) {
        for (size_t at = 0; (at = line.find(a, at)) != line.npos; at += b.size()) {
          line.replace(at, a.size(), b);
        }
      }
    }
  }
  std::vector<SourceBlock> blocks;
  for (const SourceBlock& block : copy.pages[0][0].blocks) {
    if (!block.chrome()) blocks.push_back(block);
  }
  std::vector<SourceBlock>& own = to.pages[0][0].blocks;  // its own blocks follow the copied ones
  own.insert(own.begin(), blocks.begin(), blocks.end());
}

// web/SITE/articles/NAME.txt, by SITE/NAME.
Library read_library(const Files& files) {
  constexpr std::string_view kFolder = "/articles/";
  Library library;
  for (const auto& [name, text] : files) {
    const size_t slash = name.find(kFolder);
    if (slash == name.npos) continue;
    const std::string key =
        name.substr(0, slash) + "/" +
        name.substr(slash + kFolder.size(), name.rfind('.') - slash - kFolder.size());
    try {
      library.emplace(key, parse_article(text));
    } catch (const std::logic_error& e) {
      throw std::logic_error(name + ": " + e.what());
    }
  }
  for (auto& [key, article] : library) {
    const std::string source = field(article.fields, "copy_of");
    if (source.empty()) continue;
    const auto found = library.find(source);
    if (found == library.end()) throw std::logic_error(key + ": no article " + source);
    copy_blocks(found->second, article);
  }
  return library;
}

std::string lower_host(std::string_view host) {
  std::string name(host.substr(0, host.find(':')));
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return name;
}

bool lists_etag(std::string_view header, const std::string& etag) {
  return header == "*" || header.find(etag) != header.npos;
}

bool not_modified(const Entry& entry, const RequestHeaders& headers) {
  const auto none_match = headers.find("if-none-match");  // RFC 9110 13.2.2: goes before the date
  if (none_match != headers.end()) {
    return !entry.etag.empty() && lists_etag(none_match->second, entry.etag);
  }
  const auto since = headers.find("if-modified-since");
  return since != headers.end() && !entry.last_modified.empty() &&
         since->second == entry.last_modified;
}

DemoResponse response_of(const Entry& entry, const RequestHeaders& headers) {
  DemoResponse response{entry.page.status, {}, {}};
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) response.headers.emplace_back(name, value);
  };
  add("ETag", entry.etag);
  add("Last-Modified", entry.last_modified);
  if (entry.page.status == 200 && not_modified(entry, headers)) {
    response.status = 304;
    return response;
  }
  add("Content-Type", entry.content_type);
  add("Location", entry.location);
  add("X-Robots-Tag", entry.x_robots_tag);
  response.body = entry.body;
  const auto accept = headers.find("accept-encoding");
  if (entry.gzip && accept != headers.end() && accept->second.find("gzip") != std::string::npos) {
    response.body = gzip(entry.body);
    add("Content-Encoding", "gzip");
    add("Vary", "Accept-Encoding");
  }
  return response;
}

}  // namespace

struct DemoWeb::Impl {
  struct Host {
    Entries entries;
    Entry not_found;
  };
  Library library;
  std::map<std::string, Host, std::less<>> hosts;
  std::vector<DemoPage> pages;
};

DemoWeb::DemoWeb(const Files& files) : impl_(std::make_unique<Impl>()) {
  impl_->library = read_library(files);
  for (const auto& [name, text] : files) {
    const size_t slash = name.find('/');
    if (slash == name.npos || name.substr(slash) != "/site.txt") continue;
    Site site(files, name.substr(0, slash), impl_->library);
    for (const auto& [path, entry] : site.entries()) impl_->pages.push_back(entry.page);
    impl_->hosts[site.host()] = {site.entries(), site.take_not_found()};
  }
}

DemoWeb::~DemoWeb() = default;
DemoWeb::DemoWeb(DemoWeb&&) noexcept = default;

std::vector<std::string> DemoWeb::sites() const {
  std::vector<std::string> hosts;
  for (const auto& [host, site] : impl_->hosts) hosts.push_back(host);
  return hosts;
}

std::vector<std::string> DemoWeb::seeds() const {
  std::vector<std::string> urls;
  for (const auto& [host, site] : impl_->hosts) urls.push_back("http://" + host + "/");
  return urls;
}

const std::vector<DemoPage>& DemoWeb::pages() const { return impl_->pages; }

const DemoPage* DemoWeb::page(std::string_view url) const {
  for (const DemoPage& page : impl_->pages) {
    if (page.url == url) return &page;
  }
  return nullptr;
}

DemoResponse DemoWeb::respond(std::string_view host, std::string_view target,
                              const RequestHeaders& headers) const {
  const auto site = impl_->hosts.find(lower_host(host));
  if (site == impl_->hosts.end()) {  // RFC 9110 15.5.20: misdirected request
    return {421, {{"Content-Type", "text/plain"}}, "no such site in the demo web\n"};
  }
  const Entries& entries = site->second.entries;
  auto found = entries.find(target);
  if (found == entries.end()) found = entries.find(target.substr(0, target.find('?')));
  if (found != entries.end()) return response_of(found->second, headers);
  Entry missing = site->second.not_found;
  if (missing.content_type.empty()) missing.content_type = "text/html; charset=utf-8";
  missing.page.status = 404;
  return response_of(missing, headers);
}

}  // namespace winnow::demo
