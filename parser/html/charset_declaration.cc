#include "parser/html/charset_declaration.h"

#include <algorithm>
#include <string>

#include "parser/ascii.h"

namespace winnow {
namespace {

constexpr size_t kPrescanBytes = 4096;

bool is_ascii_whitespace(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

size_t find_ignoring_case(std::string_view text, std::string_view lower_case, size_t from) {
  if (from > text.size()) return text.npos;
  const auto found = std::search(text.begin() + from, text.end(), lower_case.begin(),
                                 lower_case.end(), [](char a, char b) { return to_lower(a) == b; });
  return found == text.end() ? text.npos : static_cast<size_t>(found - text.begin());
}

// Reads the first bytes of a page as the standard's prescan does.
class Prescan {
 public:
  explicit Prescan(std::string_view bytes) : bytes_(bytes.substr(0, kPrescanBytes)) {}

  const Encoding* run() {
    for (; more(); ++at_) {
      if (peek() != '<') continue;
      const std::string_view rest = bytes_.substr(at_);
      if (rest.starts_with("<!--")) {
        skip_behind("-->", at_ + 2);
      } else if (is_meta(rest)) {
        at_ += 5;
        if (const Encoding* found = meta()) return found;
      } else if (rest.size() > 2 && (is_alpha(rest[1]) || (rest[1] == '/' && is_alpha(rest[2])))) {
        while (more() && !is_ascii_whitespace(peek()) && peek() != '>') ++at_;
        while (attribute()) {
        }
      } else if (rest.size() > 1 && (rest[1] == '!' || rest[1] == '/' || rest[1] == '?')) {
        skip_behind(">", at_ + 1);
      }
    }
    return nullptr;
  }

 private:
  bool more() const { return at_ < bytes_.size(); }
  char peek() const { return bytes_[at_]; }

  static bool is_meta(std::string_view rest) {
    return rest.size() > 5 && find_ignoring_case(rest.substr(0, 5), "<meta", 0) == 0 &&
           (is_ascii_whitespace(rest[5]) || rest[5] == '/');
  }

  // To the last byte of `end`, or behind all bytes.
  void skip_behind(std::string_view end, size_t from) {
    const size_t found = bytes_.find(end, from);
    at_ = found == bytes_.npos ? bytes_.size() : found + end.size() - 1;
  }

  const Encoding* meta() {
    bool got_pragma = false, from_content = false;
    const Encoding* found = nullptr;
    std::string seen = " ";
    while (attribute()) {
      if (seen.find(' ' + name_ + ' ') != seen.npos) continue;
      seen += name_ + ' ';
      if (name_ == "http-equiv") {
        got_pragma = value_ == "content-type";
      } else if (name_ == "content" && found == nullptr) {
        found = encoding_of_content_type(value_);
        from_content = found != nullptr;
      } else if (name_ == "charset") {
        found = encoding_of_label(value_);
        from_content = false;
      }
    }
    if (found == nullptr || (from_content && !got_pragma)) return nullptr;
    // A page whose meta element could be read as ASCII is not in UTF-16.
    return found->name.starts_with("UTF-16") ? &encoding_named("UTF-8") : found;
  }

  // The next attribute of the tag into name_ and value_, in lower case; false at the tag's end.
  bool attribute() {
    name_.clear();
    value_.clear();
    while (more() && (is_ascii_whitespace(peek()) || peek() == '/')) ++at_;
    if (!more() || peek() == '>') return false;
    for (; more(); ++at_) {
      const char c = peek();
      if ((c == '=' && !name_.empty()) || is_ascii_whitespace(c)) break;
      if (c == '/' || c == '>') return true;
      name_ += to_lower(c);
    }
    while (more() && is_ascii_whitespace(peek())) ++at_;
    if (!more() || peek() != '=') return more();
    do ++at_;
    while (more() && is_ascii_whitespace(peek()));
    if (!more()) return false;
    read_value();
    return more();
  }

  void read_value() {
    const char quote = peek();
    if (quote == '"' || quote == '\'') {
      for (++at_; more() && peek() != quote; ++at_) value_ += to_lower(peek());
      if (more()) ++at_;
      return;
    }
    for (; more() && !is_ascii_whitespace(peek()) && peek() != '>'; ++at_)
      value_ += to_lower(peek());
  }

  std::string_view bytes_;
  size_t at_ = 0;
  std::string name_, value_;
};

}  // namespace

const Encoding* encoding_of_bom(std::string_view bytes, size_t& length) {
  static constexpr struct {
    std::string_view mark, name;
  } kMarks[] = {{"\xEF\xBB\xBF", "UTF-8"}, {"\xFE\xFF", "UTF-16BE"}, {"\xFF\xFE", "UTF-16LE"}};
  for (const auto& [mark, name] : kMarks) {
    if (!bytes.starts_with(mark)) continue;
    length = mark.size();
    return &encoding_named(name);
  }
  return nullptr;
}

const Encoding* encoding_of_content_type(std::string_view value) {
  static constexpr std::string_view kName = "charset";
  for (size_t at = find_ignoring_case(value, kName, 0); at != value.npos;
       at = find_ignoring_case(value, kName, at)) {
    at += kName.size();
    size_t equals = at;
    while (equals < value.size() && is_ascii_whitespace(value[equals])) ++equals;
    if (equals == value.size() || value[equals] != '=') continue;
    size_t begin = equals + 1;
    while (begin < value.size() && is_ascii_whitespace(value[begin])) ++begin;
    if (begin == value.size()) return nullptr;
    if (value[begin] == '"' || value[begin] == '\'') {
      const size_t end = value.find(value[begin], begin + 1);
      if (end == value.npos) return nullptr;
      return encoding_of_label(value.substr(begin + 1, end - begin - 1));
    }
    size_t end = begin;
    while (end < value.size() && !is_ascii_whitespace(value[end]) && value[end] != ';' &&
           value[end] != ',')
      ++end;
    return encoding_of_label(value.substr(begin, end - begin));
  }
  return nullptr;
}

const Encoding* encoding_of_meta(std::string_view bytes) { return Prescan(bytes).run(); }

const Encoding* encoding_of_xml_declaration(std::string_view bytes) {
  if (!bytes.starts_with("<?xml")) return nullptr;
  bytes = bytes.substr(0, std::min(bytes.find('>'), kPrescanBytes));
  const size_t name = bytes.find("encoding");
  if (name == bytes.npos) return nullptr;
  const size_t open = bytes.find_first_of("\"'", name);
  if (open == bytes.npos) return nullptr;
  const size_t close = bytes.find(bytes[open], open + 1);
  if (close == bytes.npos) return nullptr;
  const Encoding* found = encoding_of_label(bytes.substr(open + 1, close - open - 1));
  if (found != nullptr && found->name.starts_with("UTF-16")) return &encoding_named("UTF-8");
  return found;
}

}  // namespace winnow
