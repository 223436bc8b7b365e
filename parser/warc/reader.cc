#include "parser/warc/reader.h"

#include <algorithm>
#include <charconv>

#include "parser/ascii.h"
#include "parser/iso_time.h"

namespace winnow {
namespace {

using Event = GzipMembers::Event;

constexpr size_t kCompactAt = 1 << 20;  // taken bytes that are let go at once
constexpr std::string_view kMagic = "WARC/";

bool is_newline(char c) { return c == '\r' || c == '\n'; }

// The version of "WARC/1.1"; empty if it is no version line.
std::string_view version_of(std::string_view line) {
  if (!line.starts_with(kMagic)) return {};
  const std::string_view version = line.substr(kMagic.size());
  const bool good = version.size() >= 3 && version.size() <= 5 && is_digit(version[0]) &&
                    version[1] == '.' && version.find_first_not_of("0123456789.") == version.npos;
  return good ? version : std::string_view();
}

// Content-Length, of one field that holds digits alone.
std::optional<uint64_t> length_of(const Fields& fields) {
  const std::string text = fields.joined("Content-Length");
  uint64_t length = 0;
  const auto number = std::from_chars(text.data(), text.data() + text.size(), length);
  if (number.ec != std::errc() || number.ptr != text.data() + text.size()) return std::nullopt;
  return length;
}

// ISO 28500 5: the fields that every record has, besides its length.
bool has_mandatory_fields(const WarcRecord& record) {
  return !record.type().empty() && !record.fields.get("WARC-Record-ID").empty() &&
         parse_iso_time(record.fields.get("WARC-Date"));
}

}  // namespace

bool is_warc(std::string_view start) {
  GzipMembers input([&start](char* to, size_t room) {
    const size_t size = start.copy(to, room);
    start.remove_prefix(size);
    return size;
  });
  std::string bytes;
  while (bytes.size() < kMagic.size()) {
    const Event event = input.next(bytes);
    if (event != Event::kBytes && event != Event::kMember) return false;
  }
  return bytes.starts_with(kMagic);
}

WarcReader::WarcReader(ByteSource source, const WarcLimits& limits)
    : input_(std::move(source)), limits_(limits) {}

std::optional<WarcRecord> WarcReader::next() {
  while (skip_to_record()) {
    WarcRecord record;
    const Found found = read(record);
    // Behind damage a line that is no record's beginning is none that is lost.
    if (found == Found::kRecord || !searching_ || is_member_start(0)) count(found);
    if (found == Found::kRecord) {
      searching_ = false;
      return record;
    }
    searching_ = found != Found::kTooLarge;
    if (searching_) advance(1);
  }
  return std::nullopt;
}

void WarcReader::count(Found found) {
  switch (found) {
    case Found::kRecord:
      ++counts_.records;
      return;
    case Found::kDamaged:
      ++counts_.damaged;
      return;
    case Found::kTruncated:
      ++counts_.truncated;
      return;
    case Found::kTooLarge:
      ++counts_.too_large;
  }
}

bool WarcReader::fill() {
  if (at_ > kCompactAt) {  // all but one byte: was it a line's end?
    base_ += at_ - 1;
    buffer_.erase(0, at_ - 1);
    at_ = 1;
  }
  const Event event = input_.next(buffer_);
  const uint64_t end = base_ + buffer_.size();
  if (event == Event::kEnd) return false;
  if (event == Event::kMember) {
    mark_member(end);
  } else if (event != Event::kBytes) {
    break_.emplace(end, event);
  }
  return true;
}

// Of the members before the last one, only those matter that begin as a record does: so there is
// at most one for each five bytes.
void WarcReader::mark_member(uint64_t offset) {
  if (!members_.empty()) {
    const std::string_view bytes =
        std::string_view(buffer_).substr(members_.back() - base_, offset - members_.back());
    if (!bytes.starts_with(kMagic)) members_.pop_back();
  }
  members_.push_back(offset);
}

// What is there without a break.
std::string_view WarcReader::rest() const {
  const std::string_view all = std::string_view(buffer_).substr(at_);
  return break_ ? all.substr(0, break_->first - base_ - at_) : all;
}

// Are there so many bytes without a break?
bool WarcReader::have(size_t bytes) {
  while (rest().size() < bytes) {
    if (break_ || !fill()) return false;
  }
  return true;
}

void WarcReader::advance(size_t bytes) {
  at_ += bytes;
  while (!members_.empty() && members_.front() < base_ + at_) members_.pop_front();
}

bool WarcReader::is_member_start(size_t at) const {
  return std::ranges::binary_search(members_, base_ + at_ + at);
}

// Where the first member behind `at` begins.
std::optional<size_t> WarcReader::next_member(size_t at) const {
  const auto found = std::ranges::upper_bound(members_, base_ + at_ + at);
  if (found == members_.end()) return std::nullopt;
  return *found - base_ - at_;
}

// To where the next record should begin; false at the end.
bool WarcReader::skip_to_record() {
  while (true) {
    while (have(1) && is_newline(rest()[0])) advance(1);
    if (have(1)) {
      if (!searching_ || resynchronise()) return true;
    } else if (break_) {
      if (!searching_) count(cut_off());
      break_.reset();
      searching_ = true;
    } else {
      return false;
    }
  }
}

// To the next line that begins as a record does. False if there is none before a break or the end,
// to which it goes then.
bool WarcReader::resynchronise() {
  size_t from = 0;
  while (true) {
    const std::string_view bytes = rest();
    const size_t found = bytes.find(kMagic, from);
    if (found == bytes.npos) {
      advance(bytes.size() - std::min(bytes.size(), kMagic.size()));
      from = 0;
      if (have(rest().size() + 1)) continue;
      advance(rest().size());
      return false;
    }
    if (at_ + found == 0 || buffer_[at_ + found - 1] == '\n' || is_member_start(found)) {
      advance(found);
      return true;
    }
    from = found + 1;
  }
}

WarcReader::Found WarcReader::read(WarcRecord& record) {
  size_t head = 0;
  const Found found = read_head(record, head);
  if (found != Found::kRecord) return found;
  const auto length = length_of(record.fields);
  if (!length || record.type().empty()) return Found::kDamaged;
  if (searching_ && !has_mandatory_fields(record)) return Found::kDamaged;
  if (*length > limits_.block) {
    advance(head);
    return skip_block(*length);
  }
  const size_t size = head + *length;
  const bool whole = have(size);
  if (holds_another_record(std::min(size, rest().size()))) return Found::kTruncated;
  if (!whole) return cut_off();
  if (!ends_well(size)) return Found::kDamaged;
  record.block = rest().substr(head, *length);
  advance(size);
  return Found::kRecord;
}

// Stops at the first line that cannot be of a head: no byte is looked at twice by a search that
// begins with each line anew.
WarcReader::Found WarcReader::read_head(WarcRecord& record, size_t& size) {
  size_t line_start = 0;
  while (true) {
    const size_t end = rest().find('\n', line_start);
    if (end == std::string_view::npos) {
      if (rest().size() > limits_.head) return Found::kDamaged;
      if (!have(rest().size() + 1)) return line_start == 0 ? Found::kDamaged : cut_off();
      continue;
    }
    std::string_view line = rest().substr(line_start, end - line_start);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line_start == 0) {
      record.version = version_of(line);
      if (record.version.empty()) return Found::kDamaged;
    } else if (line.empty()) {
      break;
    } else if (line[0] != ' ' && line[0] != '\t' && line.find(':') == line.npos) {
      return Found::kDamaged;
    }
    line_start = end + 1;
    if (line_start > limits_.head) return Found::kDamaged;
  }
  size = rest().find('\n', line_start) + 1;
  std::string_view head = rest().substr(0, size);
  cut_line(head);
  record.fields = parse_fields(head).fields;
  return Found::kRecord;
}

// Why there are fewer bytes than there should be.
WarcReader::Found WarcReader::cut_off() const {
  return break_ && break_->second == Event::kDamage ? Found::kDamaged : Found::kTruncated;
}

// Does a member within these bytes begin with a record? Then the one before was cut off.
bool WarcReader::holds_another_record(size_t size) {
  for (auto start = next_member(0); start && *start < size; start = next_member(*start)) {
    have(*start + kMagic.size());
    if (rest().substr(*start).starts_with(kMagic)) return true;
  }
  return false;
}

// Two line ends come after a record (ISO 28500 4); some writers leave them out. Anything else says
// that its length was wrong. A break at its end says that its gzip member is damaged.
bool WarcReader::ends_well(size_t end) {
  for (size_t at = end; at <= end + 4; ++at) {
    const bool more = have(at + 1);
    if (is_member_start(at)) return true;
    if (!more) return !break_;
    if (!is_newline(rest()[at])) {
      const bool all = have(at + kMagic.size());
      const std::string_view next = rest().substr(at);
      return all ? next.starts_with(kMagic) : !break_ && kMagic.starts_with(next);
    }
  }
  return true;
}

// Passes over a block that is too large to be held.
WarcReader::Found WarcReader::skip_block(uint64_t left) {
  while (left > 0) {
    if (!have(1)) return Found::kTooLarge;
    size_t step = std::min<uint64_t>(left, rest().size());
    if (const auto member = next_member(0)) step = std::min(step, *member);
    advance(step);
    left -= step;
    if (is_member_start(0) && have(kMagic.size()) && rest().starts_with(kMagic)) break;
  }
  return Found::kTooLarge;
}

}  // namespace winnow
