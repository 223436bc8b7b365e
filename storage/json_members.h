#pragma once
#include <charconv>
#include <cmath>
#include <concepts>
#include <string>
#include <string_view>

#include "storage/json_text.h"

namespace winnow {

// Writes one JSON object (RFC 8259 4) to the end of `out`, its members in the order of the calls;
// it is whole when this goes out of scope.
class JsonMembers {
 public:
  explicit JsonMembers(std::string& out) : out_(out) { out_ += '{'; }
  ~JsonMembers() { out_ += '}'; }

  void text(std::string_view name, std::string_view value) {
    key(name);
    append_json(value, out_);
  }
  void number(std::string_view name, std::integral auto value) {
    key(name);
    char digits[24];
    out_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  }
  void number(std::string_view name, float value) {
    key(name);
    if (!std::isfinite(value)) value = 0;  // JSON has no word for it
    char digits[32];
    const auto end =
        std::to_chars(digits, digits + sizeof digits, value, std::chars_format::general, 4).ptr;
    out_.append(digits, end);
    // Loaders that guess types take a column for whole numbers that begins with some.
    if (std::string_view(digits, end).find_first_of(".e") == std::string_view::npos) out_ += ".0";
  }
  void boolean(std::string_view name, bool value) {
    key(name);
    out_ += value ? "true" : "false";
  }
  // Calls write(JsonMembers&) to write the members of an object.
  template <class F>
  void object(std::string_view name, F write) {
    key(name);
    JsonMembers members(out_);
    write(members);
  }
  // Calls item(each) to write each as an object.
  template <class List, class F>
  void list(std::string_view name, const List& items, F item) {
    key(name);
    out_ += '[';
    bool first = true;
    for (const auto& each : items) {
      if (!first) out_ += ',';
      first = false;
      JsonMembers members(out_);
      item(members, each);
    }
    out_ += ']';
  }
  void texts(std::string_view name, const auto& values) {
    key(name);
    out_ += '[';
    bool first = true;
    for (const auto& each : values) {
      if (!first) out_ += ',';
      first = false;
      append_json(each, out_);
    }
    out_ += ']';
  }
  // The string that `write` appends, which needs no escape.
  template <class F>
  void plain(std::string_view name, F write) {
    key(name);
    out_ += '"';
    write(out_);
    out_ += '"';
  }

 private:
  void key(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    (out_ += '"').append(name) += "\":";
  }

  std::string& out_;
  bool first_ = true;
};

}  // namespace winnow
