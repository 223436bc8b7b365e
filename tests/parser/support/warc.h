#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "parser/warc/reader.h"

namespace winnow {

// A record as ISO 28500 writes it, with the fields that every one has and these lines.
inline std::string warc_record(std::string_view type, std::string_view lines,
                               std::string_view block) {
  return "WARC/1.1\r\nWARC-Type: " + std::string(type) +
         "\r\nWARC-Record-ID: <urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>\r\n"
         "WARC-Date: 2024-05-01T10:20:30Z\r\n" +
         std::string(lines) + "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n" +
         std::string(block) + "\r\n\r\n";
}

inline std::string warc_response(const std::string& uri, std::string_view block) {
  return warc_record(
      "response",
      "WARC-Target-URI: " + uri + "\r\nContent-Type: application/http; msgtype=response\r\n",
      block);
}

// Gives `bytes` in pieces of at most `piece`.
inline ByteSource source_of(std::string bytes, size_t piece = 1 << 20) {
  return [bytes = std::move(bytes), piece, at = size_t{0}](char* to, size_t room) mutable {
    const size_t size = bytes.copy(to, std::min(room, piece), at);
    at += size;
    return size;
  };
}

struct WarcContent {
  std::vector<std::string> blocks;
  WarcCounts counts;
};

inline WarcContent read_warc(const std::string& bytes, size_t piece = 1 << 20,
                             const WarcLimits& limits = {}) {
  WarcReader reader(source_of(bytes, piece), limits);
  WarcContent content;
  while (const auto record = reader.next()) content.blocks.push_back(record->block);
  content.counts = reader.counts();
  return content;
}

}  // namespace winnow
