#include "parser/http/fields.h"

#include "parser/ascii.h"

namespace winnow {

std::string_view Fields::get(std::string_view name) const {
  for (const auto& [n, value] : fields_) {
    if (equals_ignore_case(n, name)) return value;
  }
  return {};
}

std::string Fields::joined(std::string_view name) const {
  std::string values;
  for (const auto& [n, value] : fields_) {
    if (!equals_ignore_case(n, name)) continue;
    if (!values.empty()) values += ", ";
    values += value;
  }
  return values;
}

std::optional<size_t> head_length(std::string_view bytes) {
  for (size_t at = bytes.find('\n'); at != bytes.npos; at = bytes.find('\n', at + 1)) {
    const std::string_view rest = bytes.substr(at + 1);
    if (rest.starts_with('\n')) return at + 2;
    if (rest.starts_with("\r\n")) return at + 3;
  }
  return std::nullopt;
}

std::string_view cut_line(std::string_view& head) {
  const size_t end = head.find('\n');
  std::string_view line = head.substr(0, end);
  head.remove_prefix(end == head.npos ? head.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

ParsedFields parse_fields(std::string_view lines) {
  ParsedFields parsed;
  std::string name, value;
  const auto flush = [&] {
    if (!name.empty()) parsed.fields.add(name, value);
    name.clear();
  };
  while (!lines.empty()) {
    const std::string_view line = cut_line(lines);
    if (line.empty()) break;
    if (line[0] == ' ' || line[0] == '\t') {
      if (!name.empty()) (value += ' ') += trim(line);
      continue;
    }
    flush();
    const size_t colon = line.find(':');
    if (colon == line.npos || trim(line.substr(0, colon)).empty()) {
      ++parsed.bad_lines;
      continue;
    }
    name = trim(line.substr(0, colon));
    value = trim(line.substr(colon + 1));
  }
  flush();
  return parsed;
}

}  // namespace winnow
