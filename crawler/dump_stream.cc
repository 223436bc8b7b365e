#include "crawler/dump_stream.h"

#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <chrono>

#include "crawler/thread.h"

namespace winnow {
namespace {

constexpr size_t kChunk = 64 << 10;
constexpr std::chrono::seconds kStalled{60};  // a reader that takes nothing for so long is gone
constexpr int kCancelMillis = 200;            // how often a waiting send looks at cancelled_

std::string head(const std::string& content_type) {
  return "HTTP/1.1 200 OK\r\nContent-Type: " + content_type +
         "\r\nTransfer-Encoding: chunked\r\nTrailer: Winnow-Cursor\r\nConnection: close\r\n\r\n";
}

}  // namespace

DumpStream::~DumpStream() {
  cancelled_ = true;
  if (thread_.joinable()) thread_.join();
}

void DumpStream::start(int fd, std::string content_type, DumpRun run) {
  assert(!busy_);
  if (thread_.joinable()) thread_.join();
  busy_ = true;
  thread_ = start_thread("dump", [this, fd, type = std::move(content_type), run = std::move(run)] {
    try {
      stream(fd, type, run);
    } catch (const std::exception& e) {
      spdlog::error("dump: {}", e.what());  // the reader sees a response without its end
    }
    close(fd);
    busy_ = false;
  });
}

void DumpStream::stream(int fd, const std::string& content_type, const DumpRun& run) {
  if (!send(fd, head(content_type))) return;
  std::string buffer;
  bool open = true;
  const uint64_t cursor = run([&](std::string_view bytes) {
    buffer.append(bytes);
    if (buffer.size() < kChunk) return open;
    open = open && send_chunk(fd, buffer);
    buffer.clear();
    return open;
  });
  if (!open || (!buffer.empty() && !send_chunk(fd, buffer))) return;
  send(fd, "0\r\nWinnow-Cursor: " + std::to_string(cursor) + "\r\n\r\n");
}

bool DumpStream::send_chunk(int fd, std::string_view bytes) const {
  char size[20];
  const int length = std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
  return send(fd, {size, static_cast<size_t>(length)}) && send(fd, bytes) && send(fd, "\r\n");
}

bool DumpStream::send(int fd, std::string_view bytes) const {
  auto deadline = std::chrono::steady_clock::now() + kStalled;
  while (!bytes.empty()) {
    if (cancelled_) return false;
    const ssize_t n = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n > 0) {
      bytes.remove_prefix(static_cast<size_t>(n));
      deadline = std::chrono::steady_clock::now() + kStalled;
      continue;
    }
    if (n < 0 && errno != EAGAIN && errno != EINTR) return false;
    if (std::chrono::steady_clock::now() > deadline) return false;
    pollfd writable{fd, POLLOUT, 0};
    poll(&writable, 1, kCancelMillis);
  }
  return true;
}

}  // namespace winnow
