#pragma once
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "parser/warc/gzip_members.h"
#include "parser/warc/record.h"

namespace winnow {

struct WarcLimits {
  size_t head = 64 << 10;   // bytes of a record's version line and fields
  size_t block = 16 << 20;  // bytes of a record's block
};

// What a reader has met. A record is in one of these.
struct WarcCounts {
  uint64_t records = 0;    // whole, hence given
  uint64_t damaged = 0;    // fields or lengths that are wrong, damaged gzip data, other bytes
  uint64_t truncated = 0;  // broken off by the end of the file or of its gzip member
  uint64_t too_large = 0;  // more than the limits
};

// Do a file's first bytes say that it is a WARC file, perhaps packed by gzip? 4 KiB are enough.
bool is_warc(std::string_view start);

// Reads the records of a WARC file (ISO 28500: WARC 1.1, 1.0 and the drafts before) one after the
// other: plain, each in a gzip member of its own (Annex D), or any gzip stream over all. What is
// not a whole record is counted and passed over: the next one begins with the next gzip member, or
// with the next line that begins as a record does and has the four fields that every record has. A
// record in a damaged gzip member is not given, since its bytes cannot be trusted.
//
// Memory: the limits' sum and about 0.5 MiB. Time is linear in the bytes.
class WarcReader {
 public:
  explicit WarcReader(ByteSource source, const WarcLimits& limits = {});

  // The next whole record; nothing at the end.
  std::optional<WarcRecord> next();

  const WarcCounts& counts() const { return counts_; }

 private:
  enum class Found { kRecord, kDamaged, kTruncated, kTooLarge };

  bool fill();
  bool have(size_t bytes);
  std::string_view rest() const;
  void mark_member(uint64_t offset);
  bool is_member_start(size_t at) const;
  std::optional<size_t> next_member(size_t at) const;
  void advance(size_t bytes);

  bool skip_to_record();
  bool resynchronise();
  Found read(WarcRecord& record);
  Found read_head(WarcRecord& record, size_t& size);
  Found skip_block(uint64_t left);
  Found cut_off() const;
  bool holds_another_record(size_t size);
  bool ends_well(size_t end);
  void count(Found found);

  GzipMembers input_;
  const WarcLimits limits_;
  WarcCounts counts_;
  std::string buffer_;  // unpacked bytes
  size_t at_ = 0;       // taken up to here
  uint64_t base_ = 0;   // offset of the buffer's first byte
  // Offsets, not behind `at_`, at which members begin that may begin with a record.
  std::deque<uint64_t> members_;
  // Where the bytes break off, and why; nothing is read beyond it before it is passed.
  std::optional<std::pair<uint64_t, GzipMembers::Event>> break_;
  bool searching_ = false;  // behind damage: only what is surely a record counts
};

}  // namespace winnow
