#pragma once
#include <zlib.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace winnow {

// Puts up to `room` bytes at `to`, and says how many; 0: there are no more.
using ByteSource = std::function<size_t(char* to, size_t room)>;

// Unpacks a gzip file of many members (RFC 1952 2.2) piece by piece, and goes on behind damage at
// the next member. What is not gzip is given as it is. Memory: about 300 KiB.
//
// A damaged member may have swallowed those behind it, so the search goes back to its start, as far
// as 128 KiB of input are kept, and as long as no more is unpacked again than came in: the time is
// linear in the input and what it unpacks to.
class GzipMembers {
 public:
  explicit GzipMembers(ByteSource source);
  ~GzipMembers();
  GzipMembers(const GzipMembers&) = delete;
  GzipMembers& operator=(const GzipMembers&) = delete;

  enum class Event {
    kBytes,   // some were appended
    kMember,  // what comes next is the beginning of a member, or of what stands in its place
    kDamage,  // something is missing here
    kCut,     // the input ended within a member
    kEnd,
  };
  // Appends at most 64 KiB to `out`.
  Event next(std::string& out);

  friend uint64_t whole_members_size(ByteSource source);

 private:
  enum class State { kStart, kPlain, kBetween, kInside, kForeign, kSearch };
  Event between();
  Event inside(std::string& out);
  Event search();
  Event begin_member();
  Event give_up_member(Event why);
  bool read_more();
  std::string_view rest() const { return std::string_view(input_).substr(at_); }

  ByteSource source_;
  State state_ = State::kStart;
  z_stream stream_{};
  std::string input_;           // read, from some point at or before `member_`
  size_t at_ = 0;               // unpacked up to here
  size_t member_ = 0;           // where the current one began, or the first byte of it that is kept
  uint64_t read_ = 0;           // bytes that came in
  uint64_t rework_ = 0;         // bytes unpacked again
  uint64_t whole_members_ = 0;  // bytes up to the end of the last whole member
  bool at_end_ = false;         // the source has no more
};

// How many bytes at the beginning of `source` are whole gzip members.
uint64_t whole_members_size(ByteSource source);

}  // namespace winnow
