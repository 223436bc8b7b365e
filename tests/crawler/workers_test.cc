#include "crawler/workers.h"

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <set>
#include <stdexcept>
#include <thread>

#include "tests/catch.h"

namespace winnow {
namespace {

using namespace std::chrono_literals;

ExtractJob job(uint64_t id) {
  ExtractJob j;
  j.id = id;
  return j;
}

TEST_CASE("each job comes back once, to the io_context's thread") {
  boost::asio::io_context io;
  const auto main_thread = std::this_thread::get_id();
  std::set<uint64_t> done;
  std::atomic<int> elsewhere{0};
  Workers workers(
      io, 3,
      [&](const ExtractJob& j) {
        if (std::this_thread::get_id() != main_thread) ++elsewhere;
        ExtractDone d;
        d.id = j.id;
        return d;
      },
      [&](ExtractDone d) {
        CHECK(std::this_thread::get_id() == main_thread);
        CHECK(done.insert(d.id).second);
      });
  for (uint64_t id = 1; id <= 1000; ++id) workers.submit(job(id));
  const auto work = boost::asio::make_work_guard(io);
  const auto deadline = std::chrono::steady_clock::now() + 30s;
  while (done.size() < 1000 && std::chrono::steady_clock::now() < deadline) io.run_one_for(100ms);
  CHECK(done.size() == 1000);
  CHECK(elsewhere == 1000);
  CHECK(workers.submitted() == workers.answered());
}

TEST_CASE("what a worker throws comes out of the io_context") {
  boost::asio::io_context io;
  Workers workers(
      io, 1, [](const ExtractJob&) -> ExtractDone { throw std::runtime_error("no memory"); },
      [](ExtractDone) { FAIL("no answer"); });
  workers.submit(job(1));
  const auto work = boost::asio::make_work_guard(io);
  CHECK_THROWS_WITH(io.run_for(30s), "no memory");
}

TEST_CASE("workers end with jobs queued, and their answers die with them") {
  boost::asio::io_context io;
  {
    Workers workers(
        io, 2,
        [](const ExtractJob&) {
          std::this_thread::sleep_for(1ms);
          return ExtractDone();
        },
        [](ExtractDone) { FAIL("no answer"); });
    for (uint64_t id = 0; id < 1000; ++id) workers.submit(job(id));
    std::this_thread::sleep_for(20ms);
  }
  io.run();
}

}  // namespace
}  // namespace winnow
