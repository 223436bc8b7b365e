#include "storage/domain_hosts.h"

#include "storage/forget_rules.h"
#include "tests/catch.h"
#include "tests/storage/support/store_builders.h"

using namespace winnow;
using namespace winnow::test;

namespace {

std::unique_ptr<Store> open(const MemEnv& mem, uint32_t limit) {
  StoreOptions options = mem.options();
  options.max_hosts_per_domain = limit;
  return Store::open("/store", options);
}

// Which of the links are queued, each as "host/path".
std::vector<std::string> queued(Store& store, const std::vector<std::string>& links) {
  Commit commit;
  for (const std::string& link : links) commit.links.push_back(new_url("http://" + link));
  std::vector<std::string> fresh;
  const Applied applied = store.apply({commit}, false)[0];
  for (const Fresh& each : applied.fresh) fresh.push_back(each.entry.url.substr(7));
  CHECK(store.check().empty());
  return fresh;
}

uint64_t refused(const Store& store) {
  for (const auto& [name, total] : store.counters())
    if (name == kLinksDomainFull) return total;
  return 0;
}

using Links = std::vector<std::string>;

}  // namespace

TEST_CASE("links to more hosts of a domain than it may have are refused and stay unknown") {
  const MemEnv mem;
  const auto store = open(mem, 2);
  CHECK(queued(*store, {"a.x.example/", "x.example/", "b.x.example/", "a.x.example/2"}) ==
        Links{"a.x.example/", "x.example/", "a.x.example/2"});
  CHECK(queued(*store, {"b.x.example/", "a.x.example/3", "other.example/"}) ==
        Links{"a.x.example/3", "other.example/"});
  CHECK(refused(*store) == 2);
  CHECK_FALSE(store->url("http://b.x.example/"));
  CHECK_FALSE(store->host("b.x.example"));
}

TEST_CASE("how many hosts a domain has is counted anew when the store is opened") {
  const MemEnv mem;
  CHECK(queued(*open(mem, 0), {"a.x.example/", "b.x.example/", "x.example:81/"}).size() == 3);
  CHECK(queued(*open(mem, 3), {"c.x.example/"}).empty());
  CHECK(queued(*open(mem, 4), {"c.x.example/", "d.x.example/"}) == Links{"c.x.example/"});
  CHECK(queued(*open(mem, 4), {"notx.example/", "x.example.com/"}).size() == 2);
}

TEST_CASE("the hosts of seeds are always in, and count") {
  const MemEnv mem;
  const auto store = open(mem, 2);
  const Commit many = seeds({"http://a.x.example/", "http://b.x.example/", "http://c.x.example/"});
  CHECK(store->apply({many}, false)[0].fresh.size() == 3);
  CHECK(queued(*store, {"d.x.example/", "c.x.example/2"}) == Links{"c.x.example/2"});
}

TEST_CASE("an address with all its ports is one domain, a public suffix is none") {
  const MemEnv mem;
  const auto store = open(mem, 1);
  CHECK(queued(*store, {"127.0.0.1:81/", "127.0.0.1:82/", "127.0.0.2/", "[::1]:81/"}) ==
        Links{"127.0.0.1:81/", "127.0.0.2/", "[::1]:81/"});
  CHECK(queued(*store, {"a.co.uk/", "b.co.uk/", "www.a.co.uk/", "co.uk/"}) ==
        Links{"a.co.uk/", "b.co.uk/", "co.uk/"});
}

TEST_CASE("hosts that are forgotten make room") {
  const MemEnv mem;
  const auto store = open(mem, 1);
  CHECK(queued(*store, {"a.x.example/", "b.x.example/"}).size() == 1);
  store->forget(*forget_rule(ForgetRule::Scope::kHost, "a.x.example", "", at(1)));
  while (store->forget_more().more) {
  }
  CHECK(queued(*store, {"b.x.example/"}).size() == 1);
}
