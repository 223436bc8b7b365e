// What open connections cost the network thread: connection_bench [SECONDS [CONNECTIONS...]].
// CurlTransport fetches pages of 30 KB from as many hosts as there are connections (256, 1,000 and
// 10,000), one request a host at a time, from a server on another processor that waits 200 ms
// before each answer; each host is an address of loopback. For SECONDS (5) each, after every host
// was asked once. Which of the two is at its limit is told by the share of their processors that
// they had: pages/s says little of a client that waits for its server, or of two that others keep
// from their processors.
#include <boost/asio/io_context.hpp>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "crawler/curl_transport.h"
#include "crawler/process_info.h"
#include "tests/bench/bench_web.h"
#include "tests/bench/clocks.h"

using namespace winnow;

namespace {

constexpr std::chrono::milliseconds kLatency{200};
constexpr uint64_t kPagesPerHost = 10;

Config config_for(const BenchWeb& web) {
  Config config;
  config.fetch.addresses = Addresses::kLoopback;
  config.fetch.max_connections = static_cast<uint32_t>(web.hosts());
  return config;
}

class Client {
 public:
  explicit Client(const BenchWeb& web)
      : web_(web),
        config_(config_for(web)),
        transport_(io_, config_, [this](FetchResponse response) { ended(std::move(response)); }) {}

  void run(double seconds) {
    const uint64_t resident_before = resident_bytes();
    for (uint64_t host = 0; host < web_.hosts(); ++host) ask(host);
    while (pages_ < web_.hosts()) io_.run_one();
    const auto start = std::chrono::steady_clock::now();
    const double cpu_before = thread_cpu(), server_before = web_.cpu_seconds();
    pages_ = 0;
    io_.restart();
    io_.run_for(std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::duration<double>(seconds)));
    const double took =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const auto pages = static_cast<double>(pages_);
    const double cpu = thread_cpu() - cpu_before;
    const double server = web_.cpu_seconds() - server_before;
    const double memory = static_cast<double>(resident_bytes() - resident_before) / 1024;
    std::printf("%11llu  %8.0f  %16.0f  %14.1f  %6.0f%%  %6.0f%%  %16.1f  %8llu\n",
                static_cast<unsigned long long>(web_.hosts()), pages / took, pages / cpu,
                cpu / pages * 1e6, cpu / took * 100, server / took * 100,
                memory / static_cast<double>(web_.hosts()),
                static_cast<unsigned long long>(failed_));
    std::fflush(stdout);
  }

 private:
  void ask(uint64_t host) {
    FetchRequest request;
    request.id = host;
    request.url = *Url::parse(web_.url(host, next_++ % kPagesPerHost));
    transport_.start(std::move(request));
  }

  void ended(FetchResponse response) {
    ++pages_;
    failed_ += response.outcome != Outcome::kOk;
    ask(response.id);
  }

  const BenchWeb& web_;
  const Config config_;
  boost::asio::io_context io_{1};
  CurlTransport transport_;
  uint64_t pages_ = 0, failed_ = 0, next_ = 0;
};

// Each in a process of its own, so that memory is its own.
void measure(uint64_t connections, double seconds) {
  const int cpus = static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN));
  const BenchWeb web(connections, kPagesPerHost, cpus - 1, kLatency, BenchWeb::Hosts::kAddresses);
  if (const pid_t child = fork(); child != 0) {
    int status = 0;
    waitpid(child, &status, 0);
    if (status != 0) std::exit(1);
    return;
  }
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  keep_on_cpus(0, 0);
  Client(web).run(seconds);
  _exit(0);
}

}  // namespace

int main(int argc, char** argv) {
  keep_freed_memory();  // as winnow does
  const double seconds = argc > 1 ? std::strtod(argv[1], nullptr) : 5;
  std::vector<uint64_t> sizes;
  for (int i = 2; i < argc; ++i) sizes.push_back(std::strtoull(argv[i], nullptr, 10));
  if (sizes.empty()) sizes = {256, 1000, 10'000};
  const uint64_t most = *std::max_element(sizes.begin(), sizes.end());
  if (raise_file_limit() < most + 100) {
    std::fprintf(stderr, "the limit of open files is too low for %llu connections\n",
                 static_cast<unsigned long long>(most));
    return 1;
  }
  std::puts(
      "connections   pages/s  pages/CPU-second  CPU us a page  client   server  KiB a connection   "
      " "
      "failed");
  std::fflush(stdout);
  for (const uint64_t connections : sizes) measure(connections, seconds);
}
