#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace winnow {

// Named fields as HTTP messages (RFC 9112 5) and WARC records (ISO 28500 4) write them, in order.
// Names are compared without case.
class Fields {
 public:
  void add(std::string_view name, std::string_view value) { fields_.emplace_back(name, value); }

  // The value of the first field of that name; empty if there is none.
  std::string_view get(std::string_view name) const;

  // The values of all fields of that name, joined by ", " (RFC 9110 5.3).
  std::string joined(std::string_view name) const;

  const std::vector<std::pair<std::string, std::string>>& all() const { return fields_; }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

// The length of the head that `bytes` begin with: lines up to and with the first empty one. Lines
// end with CR LF or LF alone. Nothing if there is no empty line.
std::optional<size_t> head_length(std::string_view bytes);

// Cuts the first line off `head`, without its line end.
std::string_view cut_line(std::string_view& head);

// Field lines; a line that begins with a blank continues the one before. A line without a colon
// says nothing; they are counted.
struct ParsedFields {
  Fields fields;
  size_t bad_lines = 0;
};
ParsedFields parse_fields(std::string_view lines);

}  // namespace winnow
