// The real transport against a TLS server whose certificate nobody has signed.
#include <regex>
#include <thread>

#include "tests/catch.h"
#include "tests/crawler/support/fetcher.h"
#include "tests/crawler/support/process.h"
#include "tests/crawler/support/temporary_folder.h"

namespace winnow {
namespace {

// `openssl s_server -www` on a port of the system's choice: answers every GET with a page.
class TlsServer {
 public:
  TlsServer() {
    const std::string key = folder_.path() / "key.pem", certificate = folder_.path() / "cert.pem";
    const Ran made = run_command(
        {"/usr/bin/env", "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
         "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate});
    INFO(made.err);
    REQUIRE(made.exit == 0);
    log_ = folder_.path() / "log";
    process_.emplace(
        std::vector<std::string>{"/usr/bin/env", "openssl", "s_server", "-www", "-accept",
                                 "127.0.0.1:0", "-key", key, "-cert", certificate},
        log_);
    wait_for_port();
  }

  std::string url() const { return "https://127.0.0.1:" + port_ + "/"; }

 private:
  void wait_for_port() {
    std::smatch found;
    for (int i = 0; i < 3000; ++i) {
      const std::string log = read_whole_file(log_);
      if (std::regex_search(log, found, std::regex("ACCEPT 127\\.0\\.0\\.1:([0-9]+)\n"))) {
        port_ = found[1];
        return;
      }
      if (process_->wait(Millis(10))) break;
    }
    FAIL("s_server does not start: " << read_whole_file(log_));
  }

  TemporaryFolder folder_;
  std::string log_, port_;
  std::optional<Process> process_;
};

TEST_CASE("a certificate that nobody has signed is tls-failed, and passes without verification") {
  if (run_command({"/usr/bin/env", "openssl", "version"}).exit != 0) {
    WARN("SKIPPED: there is no openssl command");
    return;
  }
  const TlsServer server;
  Fetcher fetcher;
  FetchRequest strict = fetcher.request(server.url());
  REQUIRE(strict.verify_tls);
  const FetchResponse refused = fetcher.get(std::move(strict));
  CHECK(refused.outcome == Outcome::kTlsFailed);
  CHECK(refused.body.empty());
  CHECK(refused.detail.find("certificate") != std::string::npos);

  FetchRequest lax = fetcher.request(server.url());
  lax.verify_tls = false;
  const FetchResponse page = fetcher.get(std::move(lax));
  CHECK(page.outcome == Outcome::kOk);
  CHECK(page.status == 200);
  CHECK(page.body.find("<HTML>") != std::string::npos);

  // A connection that was made without verification is not used for a request that wants it.
  CHECK(fetcher.get(fetcher.request(server.url())).outcome == Outcome::kTlsFailed);
}

}  // namespace
}  // namespace winnow
