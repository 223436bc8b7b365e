#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "storage/dump.h"

namespace winnow {

struct ControlReply {
  unsigned status = 0;             // HTTP
  std::string body;                // of a stream: only what came with an error status
  std::optional<DumpResult> dump;  // of a dump that came whole
};

// Does a daemon listen on its control socket?
bool is_daemon_running(const std::filesystem::path& socket);

// Ask the daemon, and wait. Throw std::runtime_error if nobody listens, if the answer does not come
// within 30 s (or stops coming for as long), or if it breaks off.
ControlReply control_get(const std::filesystem::path& socket, const std::string& target);
ControlReply control_post(const std::filesystem::path& socket, const std::string& target,
                          std::string body);

// Hands the body on piece by piece as it comes. Nothing but `dump` says that all came.
ControlReply control_stream(const std::filesystem::path& socket, const std::string& target,
                            const std::function<void(std::string_view)>& write);

}  // namespace winnow
