#include "parser/percent.h"

namespace winnow {

void append_percent(std::string& out, unsigned char byte) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  out += '%';
  out += kDigits[byte >> 4];
  out += kDigits[byte & 15];
}

void append_encoded(std::string& out, std::string_view text, EncodeSet set) {
  size_t done = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!is_in(text[i], set)) continue;
    out.append(text, done, i - done);
    append_percent(out, text[i]);
    done = i + 1;
  }
  out.append(text, done);
}

std::string percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high < 0 ? -1 : hex_value(text[i + 2]);
    if (low < 0) {
      out += text[i];
    } else {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return out;
}

}  // namespace winnow
