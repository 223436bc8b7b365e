#include "tests/crawler/support/small_web.h"

#include <cstdlib>
#include <fstream>

namespace winnow {
namespace {

// Sentences that no other page has.
std::string text_of_page(int host, int page) {
  const std::string name = "site " + std::to_string(host) + " and page " + std::to_string(page);
  std::string body;
  for (int i = 0; i < 6; ++i) {
    body += "<p>This is paragraph " + std::to_string(i) + " of the article on " + name +
            ", and it says at some length what happened there, who was present, what they said "
            "about it afterwards, and why it matters to the people who live nearby.</p>\n";
  }
  return body;
}

}  // namespace

SmallWeb::SmallWeb(int hosts, int pages_per_host, Millis latency)
    : hosts_(hosts),
      pages_per_host_(pages_per_host),
      latency_(latency),
      server_([this](const SeenRequest& request) { return answer(request); }) {}

Reply SmallWeb::answer(const SeenRequest& request) const {
  if (request.target == "/robots.txt") return whole(200, "text/plain", "User-agent: *\nAllow: /\n");
  if (hangs_) return {{}, Reply::Then::kHang};
  const int host = std::atoi(request.host.c_str() + 1),
            page = std::atoi(request.target.c_str() + 1);
  if (request.target != "/" + std::to_string(page) || page >= pages_per_host_) {
    return whole(404, "text/html", "not here");
  }
  std::string html = "<html><head><title>Page " + std::to_string(page) + " of site " +
                     std::to_string(host) + "</title></head><body><article><h1>Page " +
                     std::to_string(page) + "</h1>\n" + text_of_page(host, page) + "</article><ul>";
  for (int next = page + 1; next <= page + 5 && next < pages_per_host_; ++next) {
    html += "<li><a href=\"/" + std::to_string(next) + "\">next</a></li>";
  }
  html +=
      "<li><a href=\"http://h" + std::to_string((host + 1) % hosts_) + ".example/0\">x</a></li>";
  Reply reply = whole(200, "text/html; charset=utf-8", html + "</ul></body></html>");
  reply.pieces[0].pause = latency_;
  return reply;
}

std::string SmallWeb::config(const std::filesystem::path& folder, Millis delay,
                             const std::string& more, Millis address_delay) const {
  const std::filesystem::path file = folder / "winnow.toml";
  std::ofstream(file) << "[seeds]\nurls = [\"" << seed() << "\"]\n"
                      << "[scope]\nmode = \"any\"\nmax_depth = 1000\n"
                      << "[fetch]\naddresses = \"loopback\"\nconnect_to = [\"::127.0.0.1:"
                      << server_.port() << "\"]\n"
                      << "[politeness]\nlatency_factor = 0.0\ndelay = \"" << delay.count()
                      << "ms\"\n"
                      << "address_delay = \"" << address_delay.count() << "ms\"\n"
                      << "address_connections = " << (address_delay > Millis(0) ? 1 : 0) << "\n"
                      << "[revisit]\nenabled = false\n"
                      << "[storage]\nmin_free_bytes = \"1MiB\"\npath = \""
                      << (folder / "store").string() << "\"\n"
                      << "[control]\nsocket = \"" << (folder / "c.sock").string() << "\"\n"
                      << more;
  return file;
}

}  // namespace winnow
