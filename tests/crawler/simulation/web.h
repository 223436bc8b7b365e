#pragma once
#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "crawler/transport.h"
#include "parser/robots.h"
#include "parser/url.h"

namespace winnow::simulation {

using namespace std::chrono_literals;

inline constexpr Time kStart{Millis{1'700'000'000'000}};

inline uint64_t mix(uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

// What a host does to a crawler; host number modulo kTempers.
enum Temper {
  kCalm,
  kSlow,          // three seconds a request
  kServerErrors,  // 503 for eight hours
  kHangs,         // answers nothing for three hours
  kRateLimits,    // 429 with Retry-After if asked faster than every 20 s, in its first six hours
  kCrawlDelay,    // 60 s
  kNoRobots,      // robots.txt is 404
  kRobotsDown,    // robots.txt is 500 for ten hours
  kRobotsAway,    // robots.txt redirects to the next host
  kRobotsChange,  // disallows more from the third day on; has an endless calendar
  kTempers,
};

// What three hosts in ten do all the time, whatever their temper.
enum class Trouble { kNone, kHang, kAbsent };

// A made-up web: what each host answers is a function of its number, the path and the time.
class Web {
 public:
  explicit Web(size_t hosts, Trouble trouble = Trouble::kNone) : hosts_(hosts), trouble_(trouble) {}

  size_t hosts() const { return hosts_; }
  static std::string name(size_t host) { return "h" + std::to_string(host) + ".example"; }
  static std::string home(size_t host) { return "http://" + name(host) + "/"; }
  // Eight hosts share an address; every third host is at two, and which one answers changes by the
  // minute.
  static boost::asio::ip::address address(size_t host, Time now) {
    const bool second = host % 3 == 0 && ((now - kStart) / 1min) % 2 == 1;
    const auto number = static_cast<uint32_t>(host / 8 + (second ? 1 : 0));
    return boost::asio::ip::address_v4(0x5db80000 + number);
  }
  static size_t pages(size_t host) { return 5 + mix(host) % 12; }
  static Temper temper(size_t host) { return static_cast<Temper>(host % kTempers); }
  static bool is_troubled(size_t host) { return host % 10 >= 7; }
  // Under endless URLs, each of which leads to the next.
  static bool has_soft_404s(size_t host) { return host % 30 == 0; }
  static size_t number(std::string_view authority) {
    return std::stoul(std::string(authority.substr(1)));
  }

  // The answer to a request that arrives at `now`, and how long it takes.
  struct Answer {
    FetchResponse response;
    Millis takes{100};
  };
  Answer serve(const Url& url, std::optional<Millis> since_last, Time now) const {
    const size_t host = number(url.authority());
    const std::string path(url.path_and_query());
    Answer answer;
    answer.takes = Millis{20 + mix(host * 31 + path.size()) % 200};
    if (trouble_ != Trouble::kNone && is_troubled(host)) {
      const bool hangs = trouble_ == Trouble::kHang;
      answer.takes = hangs ? 60s : 5ms;
      answer.response.outcome = hangs ? Outcome::kTimeout : Outcome::kDnsFailed;
      return answer;
    }
    if (temper(host) == kSlow) answer.takes = 3s;
    const auto age = now - kStart;
    if (temper(host) == kHangs && age > 2h && age < 5h) {
      answer.takes = 60s;
      answer.response.outcome = Outcome::kTimeout;
      return answer;
    }
    answer.response = respond(host, path, age, since_last);
    answer.response.latency = answer.takes;
    return answer;
  }

  // What the host's robots.txt says, whatever it takes to get it.
  static std::string robots(size_t host, Time now) {
    std::string text = "User-agent: *\nDisallow: /private/\n";
    if (temper(host) == kCrawlDelay) text += "Crawl-delay: 60\n";
    if (temper(host) == kRobotsChange && now - kStart > 72h) text += "Disallow: /p1\n";
    if (host % 3 == 0) text += "Sitemap: http://" + name(host) + "/map.xml\n";
    return text;
  }

  // Every page that must be fetched at the end.
  std::vector<std::string> expected() const {
    std::vector<std::string> all;
    for (size_t host = 0; host < hosts_; ++host) {
      all.push_back(home(host));
      for (size_t i = 0; i < pages(host); ++i) all.push_back(home(host) + "p" + std::to_string(i));
      if (host == 0) all.push_back(home(host) + "mapped");  // the sitemaps of seeded hosts only
      all.push_back(home(host) + "gone");
      all.push_back(home(host) + "noindex");
    }
    return all;
  }

 private:
  static FetchResponse status(uint16_t code, Outcome outcome) {
    FetchResponse response;
    response.status = code;
    response.outcome = outcome;
    return response;
  }
  static FetchResponse ok(std::string body) {
    FetchResponse response = status(200, Outcome::kOk);
    response.body = std::move(body);
    return response;
  }
  static FetchResponse redirect(std::string location) {
    FetchResponse response = status(302, Outcome::kRedirect);
    response.location = std::move(location);
    return response;
  }

  FetchResponse respond(size_t host, const std::string& path, Millis age,
                        std::optional<Millis> since_last) const {
    if (temper(host) == kServerErrors && age > 3h && age < 11h) {
      return status(503, Outcome::kServerError);
    }
    if (temper(host) == kRateLimits && age < 6h && since_last && *since_last < 20s) {
      FetchResponse response = status(429, Outcome::kRateLimited);
      response.retry_after = 15min;
      return response;
    }
    if (path == "/robots.txt") return respond_robots(host, age);
    if (path.starts_with("/robots-of-")) return ok(robots(number(path.substr(11)), kStart + age));
    return respond_page(host, path, age);
  }

  FetchResponse respond_robots(size_t host, Millis age) const {
    if (temper(host) == kNoRobots) return status(404, Outcome::kNotFound);
    if (temper(host) == kRobotsDown && age < 10h) return status(500, Outcome::kServerError);
    if (temper(host) == kRobotsAway) {
      return redirect(home((host + 1) % hosts_) + "robots-of-" + name(host));
    }
    return ok(robots(host, kStart + age));
  }

  // A body is lines of "link URL", "nofollow URL", "canonical URL", "noindex", "text WORDS".
  FetchResponse respond_page(size_t host, const std::string& path, Millis age) const {
    const std::string base = home(host);
    const auto link = [&](const std::string& to) { return "link " + base + to + "\n"; };
    if (path == "/") {
      std::string body = "listing\n" + link("p0") + link("private/a") + link("loop/a") +
                         link("r/1") + link("hop/0") + link("gone") + link("noindex") +
                         link("missing") + "nofollow " + base + "nf\n";
      body += "link " + home((host + 1) % hosts_) + "\n";
      body += "link http://elsewhere.invalid/\n";
      body += "link http://h" + std::to_string(host) + ".elsewhere.invalid/\n";
      if (temper(host) == kRobotsChange) body += link("calendar?d=0");
      if (has_soft_404s(host)) body += link("lost/0");
      return ok(body + "text news of " + std::to_string(age / 6h) + "\n");
    }
    if (path == "/map.xml") return ok(sitemap(base, age));
    if (path == "/mapped")
      return ok("text mapped of " + base + ", edition " + std::to_string(age / kEdition) + "\n");
    if (path == "/loop/a") return redirect("b");
    if (path == "/loop/b") return redirect("a");
    if (path == "/r/1") return redirect("/p1");
    if (path.starts_with("/hop/")) return redirect(std::to_string(std::stoi(path.substr(5)) + 1));
    if (path == "/gone" && age > 48h) return status(410, Outcome::kGone);
    if (path == "/gone") return ok("text soon gone from " + base + "\n");
    if (path == "/noindex") {
      return ok(std::string(age > 48h ? "noindex\n" : "") + "text retracted by " + base + "\n");
    }
    if (path.starts_with("/calendar?d=")) {
      const int day = std::stoi(path.substr(12));
      return ok(link("calendar?d=" + std::to_string(day + 1)) + "listing\n");
    }
    if (has_soft_404s(host) && path.starts_with("/lost/")) {
      return ok("text no such page\n" +
                link("lost/" + std::to_string(std::stoi(path.substr(6)) + 1)));
    }
    if (path.starts_with("/p")) return respond_article(host, path);
    return status(404, Outcome::kNotFound);
  }

  // True of one page; from the tenth day on every reading says that another was just modified.
  static std::string sitemap(const std::string& base, Millis age) {
    const auto modified = [](Millis at) {
      return "modified " + std::to_string((kStart + at).time_since_epoch().count()) + "\n";
    };
    std::string body = "page " + base + "mapped\n" + modified(age / kEdition * kEdition);
    if (age > 240h) body += "page " + base + "p0\n" + modified(age);
    return body;
  }

  FetchResponse respond_article(size_t host, const std::string& path) const {
    const bool variant = path.ends_with("?v=1");
    if (path.find_first_not_of("0123456789", 2) != (variant ? path.size() - 4 : path.npos)) {
      return status(404, Outcome::kNotFound);
    }
    const size_t i = std::stoul(path.substr(2));
    const std::string base = home(host);
    if (i >= pages(host)) return status(404, Outcome::kNotFound);
    std::string body = "text article " + std::to_string(i) + " of " + base + "\n";
    if (variant) return ok(body + "canonical " + base + "p" + std::to_string(i) + "\n");
    for (const size_t next : {2 * i + 1, 2 * i + 2}) {
      if (next < pages(host)) body += "link " + base + "p" + std::to_string(next) + "\n";
    }
    if (i % 5 == 4) body += "link " + base + "p" + std::to_string(i) + "?v=1\n";
    body += "link " + home((host * 7 + i) % hosts_) + "p0\n";
    return ok(std::move(body));
  }

  static constexpr Millis kEdition = 48h;

  size_t hosts_;
  Trouble trouble_;
};

}  // namespace winnow::simulation
