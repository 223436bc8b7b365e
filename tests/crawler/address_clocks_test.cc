#include "crawler/address_clocks.h"

#include "crawler/frontier.h"
#include "tests/catch.h"

namespace winnow {
namespace {

Time at(int64_t ms) { return Time{Millis{ms}}; }
const auto kIp = boost::asio::ip::make_address("192.0.2.1");
const auto kOther = boost::asio::ip::make_address("2001:db8::1");

// `host` was once connected to at kIp, at time 0.
Host& known(Frontier& frontier, const char* name) {
  Host& host = frontier.get(name);
  Visit visit;
  frontier.addresses().enter(host, visit, kIp, at(0));
  frontier.addresses().leave(host, visit, at(0));
  return host;
}

TEST_CASE("hosts of one address wait for each other's start and end") {
  Frontier frontier({Millis(100), 4});
  Host &a = frontier.get("a"), &b = frontier.get("b");
  Visit of_a, of_b;
  CHECK(frontier.addresses().enter(a, of_a, kIp, at(0)));
  CHECK(frontier.addresses().enter(a, of_a, kIp, at(50)));  // the same request
  CHECK_FALSE(frontier.addresses().enter(b, of_b, kIp, at(99)));
  CHECK(frontier.addresses().enter(b, of_b, kIp, at(100)));
  frontier.addresses().leave(a, of_a, at(250));
  Visit again;
  CHECK_FALSE(frontier.addresses().enter(a, again, kIp, at(349)));
  CHECK(frontier.addresses().enter(a, again, kIp, at(350)));
}

TEST_CASE("an address takes so many requests at a time") {
  Frontier frontier({Millis(0), 2});
  Visit first, second, third;
  CHECK(frontier.addresses().enter(frontier.get("a"), first, kIp, at(0)));
  CHECK(frontier.addresses().enter(frontier.get("b"), second, kIp, at(0)));
  CHECK_FALSE(frontier.addresses().enter(frontier.get("c"), third, kIp, at(0)));
  CHECK(frontier.addresses().enter(frontier.get("c"), third, kOther, at(0)));
  frontier.addresses().leave(frontier.get("a"), first, at(1));
  CHECK(frontier.addresses().enter(frontier.get("c"), third, kIp, at(1)));
}

TEST_CASE("one host of an address has its turn a delay, the one that is ready for longest") {
  Frontier frontier({Millis(100), 1});
  for (const char* name : {"a", "b", "c"}) known(frontier, name);
  frontier.schedule(frontier.get("a"), at(30));
  frontier.schedule(frontier.get("b"), at(10));
  frontier.schedule(frontier.get("c"), at(20));
  frontier.schedule(frontier.get("elsewhere"), at(150));
  CHECK(frontier.next() == at(100));
  Host* host = frontier.pop_due(at(200));
  CHECK(*host->authority == "b");
  CHECK(*frontier.pop_due(at(200))->authority == "elsewhere");
  CHECK(frontier.pop_due(at(200)) == nullptr);
  CHECK(frontier.next() == Time::max());  // until b's request ends
  Visit visit;
  CHECK(frontier.addresses().enter(*host, visit, kIp, at(200)));
  frontier.addresses().leave(*host, visit, at(220));
  CHECK(frontier.next() == at(320));
  CHECK(*frontier.pop_due(at(320))->authority == "c");
}

TEST_CASE("a turn that comes to no request gives its place back") {
  Frontier frontier({Millis(100), 1});
  Host& a = known(frontier, "a");
  Host& b = known(frontier, "b");
  frontier.schedule(a, at(0));
  frontier.schedule(b, at(1));
  CHECK(frontier.pop_due(at(100)) == &a);
  frontier.schedule(a, at(500));
  CHECK(frontier.pop_due(at(100)) == &b);
  frontier.forget(b);
  CHECK(frontier.pop_due(at(500)) == &a);
  CHECK(frontier.scheduled_count() == 0);
}

TEST_CASE("a host that is refused at an address waits there") {
  Frontier frontier({Millis(100), 1});
  Visit visit, refused;
  CHECK(frontier.addresses().enter(frontier.get("a"), visit, kIp, at(0)));
  Host& b = frontier.get("b");
  CHECK_FALSE(frontier.addresses().enter(b, refused, kIp, at(10)));
  frontier.addresses().leave(b, refused, at(10));
  frontier.schedule(b, at(0));
  CHECK(frontier.pop_due(at(1000)) == nullptr);
  frontier.addresses().leave(frontier.get("a"), visit, at(1000));
  CHECK(frontier.next() == at(1100));
}

TEST_CASE("after a start every address is left alone for one delay") {
  Frontier frontier({Millis(100), 0});
  frontier.addresses().rest(at(1000));
  Visit visit;
  CHECK_FALSE(frontier.addresses().enter(frontier.get("a"), visit, kIp, at(1099)));
  CHECK(frontier.addresses().enter(frontier.get("a"), visit, kIp, at(1100)));
}

}  // namespace
}  // namespace winnow
