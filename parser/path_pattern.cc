#include "parser/path_pattern.h"

#include "parser/ascii.h"
#include "parser/percent.h"

namespace winnow {
namespace {

bool is_unreserved(char c) {  // RFC 3986 2.3
  return is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

// Octets that no URI holds as they are (RFC 3986 2): % is one where it begins no escape.
bool is_escaped_always(char c) {
  return static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7f ||
         std::string_view("%\"<>\\^`{|}").find(c) != std::string_view::npos;
}

// Reserved octets that mean in a query the same with and without their escape (RFC 9309 2.2.2, the
// table's https://foo.bar); ' is what the URL Standard escapes there.
bool is_plain_in_query(char c) { return c == ':' || c == '/' || c == '\''; }

// `star` and `dollar`: are they wildcards here, hence left alone?
std::string normalized(std::string_view text, bool star, bool dollar) {
  std::string out;
  out.reserve(text.size());
  bool in_query = false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
        hex_value(text[i + 2]) >= 0) {
      const char byte = static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      const bool plain = is_unreserved(byte) || (in_query && is_plain_in_query(byte));
      plain ? void(out += byte) : append_percent(out, byte);
      i += 2;
    } else if (is_escaped_always(c) || (c == '*' && !star) ||
               (c == '$' && !(dollar && i + 1 == text.size()))) {
      append_percent(out, c);
    } else {
      in_query |= c == '?';
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
