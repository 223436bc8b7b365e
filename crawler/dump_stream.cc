#include "crawler/dump_stream.h"

#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <chrono>

#include "crawler/dump_trailer.h"
#include "crawler/thread.h"

namespace winnow {
namespace {

constexpr size_t kChunk = 64 << 10;
constexpr std::chrono::seconds kStalled{60};  // a reader that takes nothing for so long is gone
constexpr int kCancelMillis = 200;            // how often a waiting send looks at cancelled_

std::string head(const std::string& content_type) {
  return "HTTP/1.1 200 OK\r\nContent-Type: " + content_type +
         "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
}

// The last chunk, and what the reader must know to see that the dump is whole.
std::string tail(const DumpResult& result) {
  std::string out = "0\r\n";
  for (const DumpTrailer& field : kDumpTrailers) {
    out.append(field.name).append(": ").append(std::to_string(result.*field.member)).append("\r\n");
  }
  for (const DumpCountsTrailer& field : kDumpCountsTrailers) {
    out.append(field.name).append(": ").append(counts_field(result.*field.member)).append("\r\n");
  }
  return out += "\r\n";
}

std::string refusal(const std::string& why) {
  return "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\n"
         "Content-Length: " +
         std::to_string(why.size() + 1) + "\r\nConnection: close\r\n\r\n" + why + "\n";
}

}  // namespace

DumpStream::~DumpStream() {
  cancelled_ = true;
  if (thread_.joinable()) thread_.join();
}

void DumpStream::start(int fd, DumpJob job) {
  assert(!busy_);
  if (thread_.joinable()) thread_.join();
  busy_ = true;
  thread_ = start_thread("dump", [this, fd, job = std::move(job)] {
    try {
      stream(fd, job);
    } catch (const std::exception& e) {
      spdlog::error("dump: {}", e.what());  // the reader sees a response without its end
    }
    busy_ = false;  // before the reader can see the end and ask for the next dump
    close(fd);
  });
}

// The head goes out with the first chunk: until then a dump can still turn out to be an error.
void DumpStream::stream(int fd, const DumpJob& job) {
  std::string buffer = head(job.content_type);
  size_t begun = buffer.size();  // the head, while it is still in the buffer
  bool open = true;
  const auto flush = [&] {
    const std::string_view all = buffer;
    open = open && send(fd, all.substr(0, begun)) && send_chunk(fd, all.substr(begun));
    buffer.clear();
    begun = 0;
  };
  const Result<DumpResult> result = job.run([&](std::string_view bytes) {
    buffer.append(bytes);
    if (buffer.size() >= kChunk) flush();
    return open;
  });
  if (!result) {
    if (begun > 0) send_end(fd, refusal(result.error()));
    return;
  }
  flush();
  if (open && result->complete) send_end(fd, tail(*result));
}

bool DumpStream::send_chunk(int fd, std::string_view bytes) const {
  if (bytes.empty()) return true;  // an empty chunk would be the last
  char size[20];
  const int length = std::snprintf(size, sizeof size, "%zx\r\n", bytes.size());
  return send(fd, {size, static_cast<size_t>(length)}) && send(fd, bytes) && send(fd, "\r\n");
}

// The next dump may start before the reader has the last byte, which is sent only when there is
// room for it, so that start() never waits for a slow reader.
void DumpStream::send_end(int fd, std::string_view bytes) {
  if (!send(fd, bytes.substr(0, bytes.size() - 1)) || !wait_writable(fd)) return;
  busy_ = false;
  send(fd, bytes.substr(bytes.size() - 1));
}

bool DumpStream::wait_writable(int fd) const {
  const auto deadline = std::chrono::steady_clock::now() + kStalled;
  pollfd writable{fd, POLLOUT, 0};
  while (!cancelled_ && std::chrono::steady_clock::now() < deadline) {
    if (poll(&writable, 1, kCancelMillis) > 0) return true;
  }
  return false;
}

bool DumpStream::send(int fd, std::string_view bytes) const {
  while (!bytes.empty()) {
    if (!wait_writable(fd)) return false;
    const ssize_t n = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (n > 0) bytes.remove_prefix(static_cast<size_t>(n));
    if (n < 0 && errno != EAGAIN && errno != EINTR) return false;
  }
  return true;
}

}  // namespace winnow
