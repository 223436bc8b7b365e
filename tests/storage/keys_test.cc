#include "storage/keys.h"

#include <algorithm>
#include <string>
#include <vector>

#include "tests/catch.h"

using namespace winnow;
using namespace std::string_literals;

namespace {

// Hosts that lie close together in any order of bytes, some of which no URL has.
const std::vector<std::string> kNasty = {
    "a",
    "a.b",
    "b.a",
    "a,b",
    "a-b.c",
    "a.b:80",
    "a.b:8",
    "a.b:8080",
    "a.b.c",
    "xn--a",
    "127.0.0.1",
    "127.0.0.11",
    "127.0.0.1:8",
    "[::1]",
    "[::1]:80",
    "[::11]",
    "com",
    "example.com",
    "www.example.com",
    "com,example",
    "com%2Cexample",
    "%2C",
    "a\0b"s,
    "a\0"s,
    "\0"s,
    "\1"s,
    "\1\1"s,
    "a\1b"s,
    "a\1"s,
    "\xff.b",
    "\xff",
    "",
    "a_b.c",
};

QueueEntry entry(uint8_t priority, int64_t due_ms, uint64_t sequence) {
  QueueEntry e;
  e.url = "http://a.b/";
  e.priority = priority;
  e.due = Time(Millis(due_ms));
  e.sequence = sequence;
  return e;
}

}  // namespace

TEST_CASE("an href splits into scheme, authority and the rest, and joins again") {
  const auto parts = split_href("https://a.example:8443/x?y=/z");
  REQUIRE(parts);
  CHECK(parts->https);
  CHECK(parts->authority == "a.example:8443");
  CHECK(parts->path_and_query == "/x?y=/z");
  CHECK(join_href(*parts) == "https://a.example:8443/x?y=/z");
  for (auto bad : {"", "a", "ftp://a/", "http://", "http://a", "http:///x", "https//a/"})
    CHECK_FALSE(split_href(bad));
}

TEST_CASE("an authority comes back from each of its keys") {
  for (const std::string& authority : kNasty) {
    if (authority.starts_with('[') && authority.find(']') == authority.npos) continue;
    CHECK(keys::authority_of(keys::host(authority)) == authority);
    CHECK(keys::authority_of(keys::robots(authority, true)) == authority);
    CHECK(keys::href_of(keys::url({true, authority, "/p?q"})) == "https://" + authority + "/p?q");
    const auto parsed = keys::parse_queue(keys::queue(authority, entry(7, 0, 99)));
    REQUIRE(parsed);
    CHECK(parsed->authority == authority);
  }
}

TEST_CASE("no key of one host lies within the keys of another") {
  for (const std::string& one : kNasty)
    for (const std::string& other : kNasty) {
      if (one == other) continue;
      INFO(one << " and " << other);
      CHECK(keys::host(one) != keys::host(other));
      CHECK_FALSE(keys::queue(other, entry(0, 0, 1)).starts_with(keys::queue_of(one)));
      CHECK_FALSE(keys::url({false, other, "/x"}).starts_with(keys::urls_of(one)));
    }
}

TEST_CASE("hosts sort alike under every prefix, and the hosts of a domain are neighbours") {
  std::vector<std::string> hosts = kNasty;
  std::ranges::sort(hosts, {}, [](const auto& a) { return keys::host(a); });
  for (auto key : {keys::queue_of, keys::urls_of}) {
    CHECK(std::ranges::is_sorted(hosts, {}, [&](const auto& a) { return key(a); }));
  }
  CHECK(keys::host("example.com") < keys::host("www.example.com"));
  CHECK(keys::host("www.example.com") < keys::host("example.com:80"));
  CHECK(keys::host("www.example.com") < keys::host("example-a.com"));
}

TEST_CASE("fresh entries come before timed ones; by priority, due time and sequence") {
  const std::vector<QueueEntry> ordered = {
      entry(0, 0, 1),
      entry(0, 0, 2),
      entry(0, 0, 256),
      entry(1, 0, 0),
      entry(255, 0, 0),
      entry(9, -1'000, 5),
      entry(0, 1, 300),
      entry(0, 255, 4),
      entry(5, 256, 1),
      entry(0, 256, 2),
      entry(0, 1'700'000'000'000, 1),
  };
  for (size_t i = 1; i < ordered.size(); ++i) {
    CHECK(keys::queue("a.b", ordered[i - 1]) < keys::queue("a.b", ordered[i]));
  }
  for (const QueueEntry& e : ordered) {
    const auto parsed = keys::parse_queue(keys::queue("a.b", e));
    REQUIRE(parsed);
    CHECK(parsed->timed == (e.due != Time{}));
    CHECK(parsed->due == e.due);
    CHECK(parsed->sequence == e.sequence);
    if (!parsed->timed) CHECK(parsed->priority == e.priority);
  }
}

TEST_CASE("articles sort by sequence") {
  CHECK(keys::article(1) < keys::article(2));
  CHECK(keys::article(255) < keys::article(256));
  CHECK(keys::parse_article(keys::article(1ULL << 40)) == 1ULL << 40);
}

TEST_CASE("the first article with a text sorts before its copies") {
  const std::array<uint64_t, 2> exact = {1, 2}, next = {1, 3};
  CHECK(keys::duplicate(exact, false, 9) < keys::duplicate(exact, true, 3));
  CHECK(keys::duplicate(exact, true, 3) < keys::duplicate(exact, true, 4));
  CHECK(keys::duplicate(exact, true, 4) < keys::duplicate(next, false, 0));
  const auto parsed = keys::parse_duplicate(keys::duplicate(exact, true, 3));
  REQUIRE(parsed);
  CHECK(parsed->exact == exact);
  CHECK(parsed->copy);
  CHECK(parsed->sequence == 3);
}

TEST_CASE("bytes that are no key are refused") {
  for (const std::string& bad : {""s, "q"s, "q\0"s, "qa"s, "qa\0"s, "qa\0\2"s, "qa\0\0"s, "q\1"s,
                                 "q\1x\0\0\0"s, "qa\0\1\0\0\0\0\0\0\0\0"s, "ua\0"s, "ua\0x"s, "a"s,
                                 "a1234567"s, "a123456789"s, "d"s, "u\1\3\0h/"s}) {
    CHECK_FALSE(keys::parse_queue(bad));
    CHECK_FALSE(keys::href_of(bad));
    CHECK_FALSE(keys::parse_article(bad));
    CHECK_FALSE(keys::parse_duplicate(bad));
  }
}
