#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/time.h"
#include "parser/path_pattern.h"

namespace winnow {

// What one robots.txt says to one crawler (RFC 9309). Parsed once, asked often.
//
// Groups that name the product token are merged; only if there is none do those for * count
// (2.2.1). The longest matching rule decides, Allow wins a tie, no match is allowed (2.2.2). Common
// slips that crawlers accept are accepted: misspelt "disallow", a missing colon, any line ending, a
// byte order mark.
class Robots {
 public:
  static constexpr size_t kMaxBytes = 500 << 10;  // RFC 9309 2.5; what follows is not read

  // Any bytes are fine. `product_token` is compared without regard to case.
  static Robots parse(std::string_view bytes, std::string_view product_token);

  struct Decision {
    bool allowed = true;
    uint32_t line = 0;      // of the file, from 1; 0: no rule matched
    std::string_view text;  // that line, trimmed; a view into this object
  };
  // `path_and_query` as in a URL. /robots.txt itself is always allowed.
  Decision decide(std::string_view path_and_query) const;
  bool allows(std::string_view path_and_query) const { return decide(path_and_query).allowed; }

  // What the Content-Usage rules (draft-ietf-aipref-attach-04) and Content-Signal lines of our
  // groups say of the use of what lies there, as RightsStatement::says (parser/rights.h). Of each
  // of the two the rules with the longest matching path count; without a path it is "/".
  std::vector<std::string> usage(std::string_view path_and_query) const;

  // Crawl-delay of our groups, the longest of them; at most ten years. No standard, but widely
  // used.
  std::optional<Millis> crawl_delay() const { return crawl_delay_; }

  // The Sitemap lines of the whole file, as written, at most 1000.
  const std::vector<std::string>& sitemaps() const { return sitemaps_; }

 private:
  friend class RobotsParser;
  struct Rule {
    std::string pattern;  // normalised
    bool allow;
    uint32_t line;
    std::string text;
  };
  std::vector<Rule> rules_;  // the longest first, Allow before Disallow: the first match decides
  struct Usage {
    std::string pattern;  // normalised
    bool signal;          // Content-Signal, not Content-Usage
    std::vector<std::string> says;
  };
  std::vector<Usage> usage_;
  std::optional<Millis> crawl_delay_;
  std::vector<std::string> sitemaps_;
};

}  // namespace winnow
