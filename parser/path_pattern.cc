#include "parser/path_pattern.h"

#include "parser/ascii.h"

namespace winnow {
namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char l = to_lower(c);
  return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

bool is_unreserved(char c) {  // RFC 3986 2.3
  return is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

void append_escape(std::string& out, unsigned char c) {
  out += '%';
  out += kHex[c >> 4];
  out += kHex[c & 15];
}

// `star` and `dollar`: are they wildcards here, hence left alone?
std::string normalized(std::string_view text, bool star, bool dollar) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
        hex_value(text[i + 2]) >= 0) {
      const char byte = static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      is_unreserved(byte) ? void(out += byte) : append_escape(out, byte);
      i += 2;
    } else if (c == '%' || static_cast<unsigned char>(c) <= 0x20 ||
               static_cast<unsigned char>(c) >= 0x7f || (c == '*' && !star) ||
               (c == '$' && !(dollar && i + 1 == text.size()))) {
      append_escape(out, c);
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string normalized_pattern(std::string_view pattern) { return normalized(pattern, true, true); }
std::string normalized_path(std::string_view path) { return normalized(path, false, false); }

bool matches_normalized(std::string_view pattern, std::string_view path) {
  const bool anchored = pattern.ends_with('$');
  if (anchored) pattern.remove_suffix(1);
  // The pieces between stars are taken leftmost, one after the other: no choice ever needs undoing.
  size_t at = 0;
  bool first = true;
  while (true) {
    const size_t star = pattern.find('*');
    const std::string_view piece = pattern.substr(0, star);
    const bool last = star == pattern.npos;
    if (last && anchored) {
      if (first) return path == piece;
      return path.size() - at >= piece.size() && path.ends_with(piece);
    }
    if (first) {
      if (!path.starts_with(piece)) return false;
      at = piece.size();
    } else {
      const size_t found = path.find(piece, at);
      if (found == path.npos) return false;
      at = found + piece.size();
    }
    if (last) return true;
    pattern.remove_prefix(star + 1);
    first = false;
  }
}

bool matches_pattern(std::string_view pattern, std::string_view path) {
  return matches_normalized(normalized_pattern(pattern), normalized_path(path));
}

}  // namespace winnow
