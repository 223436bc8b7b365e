#include "parser/xml_repair.h"

#include <algorithm>
#include <array>

#include "parser/ascii.h"
#include "parser/percent.h"
#include "parser/text/utf8.h"

namespace winnow {
namespace {

constexpr size_t kMaxReference = 12;

bool is_xml_char(uint32_t c) {  // XML 1.0 2.2
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xd800) ||
         (c >= 0xe000 && c < 0xfffe) || (c >= 0x10000 && c <= 0x10ffff);
}

// Is "#65" or "#x41" the number of a character?
bool is_character_number(std::string_view name) {
  const bool hex = name.starts_with("#x");
  name.remove_prefix(hex ? 2 : 1);
  uint32_t value = 0;
  for (char c : name) {
    const int digit = hex_value(c);
    if (digit < 0 || (!hex && digit > 9) || value > 0x10ffff) return false;
    value = value * (hex ? 16 : 10) + static_cast<uint32_t>(digit);
  }
  return !name.empty() && is_xml_char(value);
}

// Does `text`, which begins with &, begin with a reference that every XML parser knows?
bool is_reference(std::string_view text) {
  constexpr std::array<std::string_view, 5> kPredefined{"amp", "lt", "gt", "quot", "apos"};
  const size_t end = text.substr(0, kMaxReference).find(';');
  if (end == text.npos) return false;
  const std::string_view name = text.substr(1, end - 1);
  if (name.starts_with('#')) return is_character_number(name);
  return std::find(kPredefined.begin(), kPredefined.end(), name) != kPredefined.end();
}

bool is_forbidden(char c) {
  return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

// U+FFFE and U+FFFF, the only well-formed sequences that XML forbids.
bool is_noncharacter(std::string_view text) {
  return text.starts_with("\xef\xbf\xbe") || text.starts_with("\xef\xbf\xbf");
}

// Copies the text in stretches, from change to change.
class Repair {
 public:
  Repair(std::string_view text, std::string& out) : text_(text), out_(out) {}

  bool run() {
    const size_t limit = text_.size() + text_.size() / 2 + 1024;
    for (size_t i = 0; i < text_.size(); ++i) {
      if (out_.size() > limit) return true;
      const char c = text_[i];
      if (c == '<') {
        enter(i);
      } else if (c == '&' && i >= literal_end_ && !is_reference(text_.substr(i))) {
        change(i, 1, "&amp;");
      } else if (is_forbidden(c)) {
        change(i, 1, " ");
      } else if (c == '\xef' && is_noncharacter(text_.substr(i, 3))) {
        change(i, 3, " ");
      }
    }
    if (changed_) out_.append(text_, done_);
    return changed_;
  }

 private:
  // At a <: up to where is all text literal?
  void enter(size_t i) {
    if (i < literal_end_) return;
    constexpr std::array<std::array<std::string_view, 2>, 2> kLiterals{
        {{"<![CDATA[", "]]>"}, {"<!--", "-->"}}};
    for (const auto& [start, end] : kLiterals) {
      if (text_.substr(i, start.size()) == start)
        literal_end_ = std::min(text_.find(end, i + start.size()), text_.size());
    }
  }

  void change(size_t at, size_t length, std::string_view to) {
    out_.append(text_, done_, at - done_);
    out_ += to;
    done_ = at + length;
    changed_ = true;
  }

  std::string_view text_;
  std::string& out_;
  size_t done_ = 0, literal_end_ = 0;
  bool changed_ = false;
};

}  // namespace

bool repair_xml(std::string_view utf8, std::string& out) {
  out.clear();
  if (is_well_formed(utf8)) return Repair(utf8, out).run();
  std::string text = well_formed(utf8);
  if (!Repair(text, out).run()) out = std::move(text);
  return true;
}

}  // namespace winnow
