#include "crawler/demo/demo_config.h"

#include <filesystem>

namespace winnow::demo {
namespace {

// A TOML basic string; paths may hold anything but control characters.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

}  // namespace

std::string demo_config(const DemoWeb& web, uint16_t port, const std::string& folder) {
  const std::filesystem::path in(folder);
  std::string seeds;
  for (const std::string& url : web.seeds()) seeds += "  " + quoted(url) + ",\n";
  return "# The demo web, as `winnow demo` serves it on 127.0.0.1:" + std::to_string(port) +
         ".\n[seeds]\nurls = [\n" + seeds +
         "]\n"
         "[scope]\nmode = \"host\"\nmax_depth = 8\n"
         "[fetch]\naddresses = \"loopback\"\nconnect_to = [" +
         quoted("::127.0.0.1:" + std::to_string(port)) +
         "]\n"
         "max_retries = 1\nretry_delay = \"200ms\"\n"
         "[politeness]\ndelay = \"20ms\"\nlatency_factor = 1.0\n"
         "address_delay = \"0s\"\naddress_connections = 0\n"
         "[revisit]\nenabled = false\n"
         "[storage]\nmin_free_bytes = \"64MiB\"\npath = " +
         quoted((in / "store").string()) +
         "\n[control]\nsocket = " + quoted((in / "control.sock").string()) + "\n";
}

}  // namespace winnow::demo
