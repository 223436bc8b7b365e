#pragma once
#include <atomic>
#include <string_view>
#include <thread>

#include "crawler/control_server.h"

namespace winnow {

// Streams one dump at a time to a socket from a thread of its own, so that neither the engine nor
// the other requests wait for a slow reader.
class DumpStream {
 public:
  DumpStream() = default;
  ~DumpStream();  // ends the running one

  bool busy() const { return busy_; }

  // Takes over `fd`, a connected non-blocking socket: writes the whole response and closes it.
  // Only if not busy().
  void start(int fd, DumpJob job);

 private:
  void stream(int fd, const DumpJob& job);
  void send_end(int fd, std::string_view bytes);
  bool wait_writable(int fd) const;  // false: cancelled, or the reader took nothing for too long
  bool send(int fd, std::string_view bytes) const;
  bool send_chunk(int fd, std::string_view bytes) const;

  std::atomic<bool> busy_{false}, cancelled_{false};
  std::thread thread_;
};

}  // namespace winnow
