#include "parser/structured_dictionary.h"

#include <algorithm>

#include "parser/ascii.h"

namespace winnow {
namespace {

constexpr size_t kMaxKeys = 256;

// RFC 9651 4.2, for what a dictionary of tokens needs; other values are only passed over.
class Parser {
 public:
  explicit Parser(std::string_view field) : rest_(field) {}

  using Dictionary = std::vector<std::pair<std::string, std::string>>;

  std::optional<Dictionary> dictionary() {  // 4.2.2
    Dictionary all;
    blanks();
    while (!rest_.empty()) {
      std::string name, value;
      if (!key(name)) return std::nullopt;
      if (take('=') && !member(value)) return std::nullopt;
      if (!parameters()) return std::nullopt;
      const auto known = std::ranges::find(all, name, &std::pair<std::string, std::string>::first);
      if (known != all.end()) all.erase(known);
      all.emplace_back(std::move(name), std::move(value));
      if (all.size() > kMaxKeys) return std::nullopt;
      blanks();
      if (rest_.empty()) break;
      if (!take(',')) return std::nullopt;
      blanks();
      if (rest_.empty()) return std::nullopt;  // a comma at the end
    }
    return all;
  }

 private:
  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void blanks() {
    while (take(' ') || take('\t')) {
    }
  }
  template <class Is>
  std::string_view run(Is is) {
    const auto end = std::ranges::find_if_not(rest_, is);
    const std::string_view all = rest_.substr(0, static_cast<size_t>(end - rest_.begin()));
    rest_.remove_prefix(all.size());
    return all;
  }

  bool key(std::string& out) {  // 4.2.3.3
    const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
    if (rest_.empty() || !(is_lower(rest_[0]) || rest_[0] == '*')) return false;
    out = run([&](char c) {
      return is_lower(c) || is_digit(c) || c == '_' || c == '-' || c == '.' || c == '*';
    });
    return true;
  }

  // An item or an inner list (4.2.1.1, 4.2.1.2).
  bool member(std::string& token) {
    if (!take('(')) return bare_item(token);
    while (true) {
      while (take(' ')) {
      }
      if (take(')')) return true;
      std::string passed;
      if (!bare_item(passed) || !parameters()) return false;
      if (!rest_.starts_with(' ') && !rest_.starts_with(')')) return false;
    }
  }

  bool parameters() {  // 4.2.3.2
    while (take(';')) {
      while (take(' ')) {
      }
      std::string name, passed;
      if (!key(name) || (take('=') && !bare_item(passed))) return false;
    }
    return true;
  }

  bool bare_item(std::string& token) {  // 4.2.3.1
    if (rest_.empty()) return false;
    const char c = rest_[0];
    if (is_alpha(c) || c == '*') {
      token = run([](char d) {
        return is_alnum(d) ||
               std::string_view("!#$%&'*+-.^_`|~:/").find(d) != std::string_view::npos;
      });
      return true;
    }
    if (is_digit(c) || c == '-') return number();
    if (take('"')) return string();
    if (take('?')) return take('0') || take('1');
    if (take(':')) {  // bytes in Base64
      run([](char d) { return is_alnum(d) || d == '+' || d == '/' || d == '='; });
      return take(':');
    }
    if (take('@')) return number();
    return take('%') && take('"') && string();
  }

  bool number() {  // 4.2.4
    take('-');
    const size_t digits = run(is_digit).size();
    if (digits == 0 || digits > 15) return false;
    if (!take('.')) return true;
    const size_t fraction = run(is_digit).size();
    return digits <= 12 && fraction >= 1 && fraction <= 3;
  }

  bool string() {  // 4.2.5
    while (!rest_.empty()) {
      const char c = rest_[0];
      rest_.remove_prefix(1);
      if (c == '"') return true;
      if (c == '\\' && !take('"') && !take('\\')) return false;
      if (c < 0x20 || c >= 0x7f) return false;
    }
    return false;
  }

  std::string_view rest_;
};

}  // namespace

std::optional<std::vector<std::pair<std::string, std::string>>> parse_structured_dictionary(
    std::string_view field) {
  return Parser(field).dictionary();
}

}  // namespace winnow
