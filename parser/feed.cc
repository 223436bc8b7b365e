#include "parser/feed.h"

#include <unordered_set>

#include "parser/ascii.h"
#include "parser/xml.h"

namespace winnow {
namespace {

class FeedReader : public XmlHandler {
 public:
  explicit FeedReader(Feed& out) : out_(out) {}

  void open(std::string_view name, XmlAttributes attributes) override {
    ++depth_;
    if (depth_ == 1) known_root_ = name == "rss" || name == "rdf" || name == "feed";
    if (is_entry(name)) {
      entry_depth_ = depth_;
      entry_ = {};
      guid_.clear();
    } else if (in_entry() && name == "link") {
      read_link(attributes);
    } else if (in_entry() && name == "guid") {
      permalink_ = !equals_ignore_case(attribute(attributes, "isPermaLink"), "false");
    }
  }

  void close(std::string_view name, std::string_view text) override {
    if (in_entry()) {
      if (name == "link" && !text.empty() && entry_.url.empty()) entry_.url = text;  // RSS
      if (name == "guid" && permalink_) guid_ = text;
      if (name == "pubdate" || name == "published" || (name == "date" && entry_.published.empty()))
        entry_.published = text;
      if (name == "updated" && entry_.published.empty()) entry_.published = text;
    }
    if (entry_depth_ == depth_ && is_entry(name)) finish();
    --depth_;
  }

  bool known_root() const { return known_root_; }

 private:
  static bool is_entry(std::string_view name) { return name == "item" || name == "entry"; }
  bool in_entry() const { return entry_depth_ != 0 && depth_ == entry_depth_ + 1; }

  // Atom: the alternate link is the page; others are enclosures, comments, the entry itself.
  void read_link(XmlAttributes attributes) {
    const std::string_view href = attribute(attributes, "href"), rel = attribute(attributes, "rel");
    if (!href.empty() && (rel.empty() || rel == "alternate") && entry_.url.empty())
      entry_.url = trim(href);
  }

  void finish() {
    if (entry_.url.empty() && (guid_.starts_with("http://") || guid_.starts_with("https://")))
      entry_.url = guid_;
    const bool keep = !entry_.url.empty() && out_.entries.size() < kMaxFeedEntries &&
                      seen_.insert(entry_.url).second;
    if (keep) {
      out_.entries.push_back(entry_);
    } else {
      ++out_.skipped;
    }
    entry_depth_ = 0;
  }

  Feed& out_;
  FeedEntry entry_;
  std::string guid_;
  std::unordered_set<std::string> seen_;
  size_t depth_ = 0, entry_depth_ = 0;
  bool permalink_ = true, known_root_ = false;
};

}  // namespace

Feed read_feed(std::string_view bytes, std::string_view content_type) {
  Feed out;
  FeedReader reader(out);
  out.error = read_xml(bytes, content_type, reader);
  if (out.error.empty() && !reader.known_root()) out.error = "is no feed: none of rss, rdf, feed";
  return out;
}

}  // namespace winnow
