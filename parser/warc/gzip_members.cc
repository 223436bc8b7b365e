#include "parser/warc/gzip_members.h"

#include <algorithm>
#include <array>
#include <new>
#include <utility>

#include "parser/gunzip.h"

namespace winnow {
namespace {

constexpr size_t kPiece = 64 << 10;  // read or unpacked at once
constexpr size_t kKept = 128 << 10;  // of a member, to search it again
constexpr size_t kHeader = 10;       // bytes of a member's fixed header

// A member that a search may begin at: no reserved flag is set (RFC 1952 2.3.1.2).
bool is_likely_header(std::string_view bytes) {
  return bytes.size() >= kHeader && is_gzip(bytes) && (bytes[3] & 0xE0) == 0;
}

}  // namespace

GzipMembers::GzipMembers(ByteSource source) : source_(std::move(source)) {
  if (inflateInit2(&stream_, MAX_WBITS + 16) != Z_OK) throw std::bad_alloc();
}

GzipMembers::~GzipMembers() { inflateEnd(&stream_); }

bool GzipMembers::read_more() {
  if (at_end_) return false;
  const size_t keep =
      state_ == State::kInside ? std::max(member_, at_ - std::min(at_, kKept)) : at_;
  input_.erase(0, keep);
  at_ -= keep;
  member_ -= std::min(member_, keep);
  const size_t size = input_.size();
  input_.resize(size + kPiece);
  const size_t got = source_(input_.data() + size, kPiece);
  input_.resize(size + got);
  read_ += got;
  at_end_ = got == 0;
  return !at_end_;
}

GzipMembers::Event GzipMembers::next(std::string& out) {
  if (state_ == State::kStart) {
    while (rest().size() < kHeader && read_more()) {
    }
    state_ = is_gzip(rest()) ? State::kBetween : State::kPlain;
  }
  switch (state_) {
    case State::kPlain:
      if (rest().empty() && !read_more()) return Event::kEnd;
      out += rest();
      at_ = input_.size();
      return Event::kBytes;
    case State::kInside:
      return inside(out);
    case State::kForeign:
      state_ = State::kSearch;
      return Event::kDamage;
    case State::kSearch:
      return search();
    default:
      return between();
  }
}

// Some writers pad with zeros.
GzipMembers::Event GzipMembers::between() {
  while (true) {
    while (at_ < input_.size() && input_[at_] == '\0') ++at_;
    if (rest().size() >= kHeader || !read_more()) break;
  }
  if (rest().empty()) return Event::kEnd;
  if (is_gzip(rest())) return begin_member();
  state_ = State::kForeign;
  return Event::kMember;
}

GzipMembers::Event GzipMembers::begin_member() {
  if (inflateReset(&stream_) != Z_OK) throw std::bad_alloc();
  member_ = at_;
  state_ = State::kInside;
  return Event::kMember;
}

GzipMembers::Event GzipMembers::inside(std::string& out) {
  while (true) {
    if (rest().empty() && !read_more()) return give_up_member(Event::kCut);
    std::array<char, kPiece> buffer;
    stream_.next_in = reinterpret_cast<Bytef*>(input_.data() + at_);
    stream_.avail_in = static_cast<uInt>(rest().size());
    stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream_.avail_out = buffer.size();
    const int status = inflate(&stream_, Z_NO_FLUSH);
    at_ = input_.size() - stream_.avail_in;
    const size_t got = buffer.size() - stream_.avail_out;
    out.append(buffer.data(), got);
    if (status == Z_STREAM_END) {
      state_ = State::kBetween;
      whole_members_ = read_ - rest().size();
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      return give_up_member(Event::kDamage);
    } else if (got == 0) {
      continue;
    }
    return Event::kBytes;
  }
}

// The search goes on behind the member's first byte, or, when too much was unpacked twice already,
// where it broke off.
GzipMembers::Event GzipMembers::give_up_member(Event why) {
  const size_t again = at_ - std::min(at_, member_ + 1);
  if (rework_ + again <= read_) {
    rework_ += again;
    at_ -= again;
  }
  state_ = State::kSearch;
  return why;
}

GzipMembers::Event GzipMembers::search() {
  while (true) {
    const size_t found = rest().find("\x1f\x8b\x08");
    at_ = found == std::string_view::npos ? input_.size() - std::min<size_t>(rest().size(), 2)
                                          : at_ + found;
    if (rest().size() < kHeader) {
      if (read_more()) continue;
      at_ = input_.size();
      return Event::kEnd;
    }
    if (is_likely_header(rest())) return begin_member();
    if (found != std::string_view::npos) ++at_;
  }
}

uint64_t whole_members_size(ByteSource source) {
  GzipMembers input(std::move(source));
  std::string bytes;
  while (true) {
    bytes.clear();
    const GzipMembers::Event event = input.next(bytes);
    const bool on = event == GzipMembers::Event::kBytes || event == GzipMembers::Event::kMember;
    if (!on) return input.whole_members_;
    if (input.state_ == GzipMembers::State::kPlain) return 0;
  }
}

}  // namespace winnow
