#include "parser/url.h"

#include <array>
#include <charconv>
#include <cstring>

#include "parser/ascii.h"
#include "parser/percent.h"
#include "parser/url_host.h"

namespace winnow {
namespace {

// Inputs are cut off before parsing at this many bytes: dot segments, tabs and newlines may vanish,
// so an input may be longer than its href.
constexpr size_t kMaxInput = 4 * Url::kMaxLength;

bool is_slash(char c) { return c == '/' || c == '\\'; }

// What a byte means inside a path.
enum PathByte : uint8_t { kOrdinary = 0, kEncode = 1, kSlash = 2, kPathEnd = 4 };

constexpr std::array<uint8_t, 256> make_path_bytes() {
  std::array<uint8_t, 256> bytes{};
  for (int c = 0; c < 256; ++c) bytes[c] = is_in(c, EncodeSet::kPath) ? kEncode : kOrdinary;
  bytes['/'] = bytes['\\'] = kSlash;
  bytes['?'] = bytes['#'] = kPathEnd;
  return bytes;
}
constexpr auto kPathBytes = make_path_bytes();

// URL Standard 4.4 (basic URL parser, steps 1 and 3): C0 controls and spaces around the input.
std::string_view strip_ends(std::string_view input) {
  while (!input.empty() && static_cast<unsigned char>(input.front()) <= ' ') input.remove_prefix(1);
  while (!input.empty() && static_cast<unsigned char>(input.back()) <= ' ') input.remove_suffix(1);
  return input;
}

bool is_tab_or_newline(char c) { return c == '\t' || c == '\n' || c == '\r'; }

// Or another control character: eight at a time, as few links have one.
bool may_have_tab_or_newline(std::string_view input) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  uint64_t found = 0;
  size_t i = 0;
  for (uint64_t eight; i + 8 <= input.size(); i += 8) {
    std::memcpy(&eight, input.data() + i, 8);
    found |= (eight - 0x20 * kOnes) & ~eight & 0x80 * kOnes;
  }
  for (; i < input.size(); ++i) found |= is_tab_or_newline(input[i]);
  return found != 0;
}

// The length of the scheme if the input begins with one and a colon, else 0.
size_t scheme_length(std::string_view input) {
  if (input.empty() || !is_alpha(input[0])) return 0;
  size_t i = 1;
  while (i < input.size() &&
         (is_alnum(input[i]) || input[i] == '+' || input[i] == '-' || input[i] == '.')) {
    ++i;
  }
  return i < input.size() && input[i] == ':' ? i : 0;
}

// 1 for a single-dot, 2 for a double-dot URL path segment (%2e counts as a dot), else 0.
int dots_of(std::string_view segment) {
  if (segment.empty() || segment.size() > 6 || (segment[0] != '.' && segment[0] != '%')) return 0;
  int dots = 0;
  while (!segment.empty()) {
    const size_t length = segment[0] == '.' ? 1 : starts_with_ignore_case(segment, "%2e") ? 3 : 0;
    if (length == 0 || ++dots > 2) return 0;
    segment.remove_prefix(length);
  }
  return dots;
}

}  // namespace

// The states of the basic URL parser that http and https can reach. Each takes what is left of the
// input and appends to href_; the first failure's name, or nullptr, comes back.
class UrlParser {
 public:
  explicit UrlParser(const Url* base) : base_(base) {}

  Result<Url> parse(std::string_view input) {
    if (const char* failure = start(input)) return Error{failure};
    if (out_.size() > Url::kMaxLength) return Error{"too-long"};
    return std::move(url_);
  }

 private:
  const char* start(std::string_view input) {
    if (base_ && repeats_origin(input)) return relative(input.substr(base_->authority_end_));
    const size_t scheme = scheme_length(input);
    if (scheme == 0) {
      return base_ ? relative(input) : "missing-scheme-non-relative-URL";
    }
    const bool https = equals_ignore_case(input.substr(0, scheme), "https");
    if (!https && !equals_ignore_case(input.substr(0, scheme), "http")) return "not-http";
    input.remove_prefix(scheme + 1);
    if (base_ && base_->https() == https && !input.starts_with("//")) return relative(input);
    return authority(https, input);
  }

  // Does the input begin with the base's scheme and authority as they are written, as most links
  // do? Then the rest, of one slash, says the same without them.
  bool repeats_origin(std::string_view input) const {
    const std::string_view origin = base_->origin();
    return input.starts_with(origin) && input.size() > origin.size() &&
           input[origin.size()] == '/' &&
           (input.size() == origin.size() + 1 || !is_slash(input[origin.size() + 1]));
  }

  // The relative and the relative slash state.
  const char* relative(std::string_view input) {
    if (input.size() >= 2 && is_slash(input[0]) && is_slash(input[1])) {
      return authority(base_->https(), input);
    }
    size_t keep = base_->authority_end_;
    const bool has_path = !input.empty() && input[0] != '?' && input[0] != '#';
    if (input.empty() || input[0] == '#') {
      keep = base_->query_end_;
    } else if (input[0] == '?') {
      keep = base_->path_end_;
    } else if (!is_slash(input[0])) {
      keep = base_->href_.rfind('/', base_->path_end_ - 1);  // shorten the path
    }
    out_.reserve(keep + input.size() + 1);
    out_.append(base_->href_, 0, keep);
    url_.host_end_ = base_->host_end_;
    url_.authority_end_ = base_->authority_end_;
    if (has_path) return path(is_slash(input[0]) ? input.substr(1) : input);
    url_.path_end_ = base_->path_end_;
    if (!input.empty() && input[0] == '?') return query(input);
    url_.query_end_ = keep;
    return fragment(input);
  }

  // The authority, host and port states, any number of slashes before them.
  const char* authority(bool https, std::string_view input) {
    while (!input.empty() && is_slash(input[0])) input.remove_prefix(1);
    out_.reserve(input.size() + 9);
    out_ = https ? "https://" : "http://";
    size_t end = 0;
    while (end < input.size() && kPathBytes[static_cast<unsigned char>(input[end])] <= kEncode)
      ++end;
    std::string_view host = input.substr(0, end);
    std::string_view rest = input.substr(host.size());
    if (const size_t at = host.rfind('@'); at != host.npos) {
      if (at > 1 || (at == 1 && host[0] != ':')) return "invalid-credentials";
      host.remove_prefix(at + 1);
    }
    const size_t bracket = host.starts_with('[') ? host.find(']') : 0;
    const size_t colon = host.find(':', bracket);
    if (host.empty() || colon == 0) return "host-missing";
    if (bracket == host.npos) return "IPv6-unclosed";
    if (const char* failure = append_host(out_, host.substr(0, colon))) return failure;
    url_.host_end_ = static_cast<uint32_t>(out_.size());
    if (colon != host.npos) {
      if (const char* failure = port(https, host.substr(colon + 1))) return failure;
    }
    url_.authority_end_ = static_cast<uint32_t>(out_.size());
    if (!rest.empty() && is_slash(rest[0])) rest.remove_prefix(1);
    return path(rest);
  }

  const char* port(bool https, std::string_view digits) {
    uint32_t port = 0;
    for (char c : digits) {
      if (!is_digit(c)) return "port-invalid";
      port = port * 10 + (c - '0');
      if (port > 65535) return "port-out-of-range";
    }
    if (digits.empty() || port == (https ? 443u : 80u)) return nullptr;
    out_ += ':';
    out_ += std::to_string(port);
    return nullptr;
  }

  // The path state; `input` begins after the path's (or the shortened base path's) slash.
  const char* path(std::string_view input) {
    size_t i = 0;
    while (true) {
      const size_t start = i;
      uint8_t seen = 0;
      while (i < input.size()) {
        const uint8_t byte = kPathBytes[static_cast<unsigned char>(input[i])];
        if (byte > kEncode) break;
        seen |= byte;
        ++i;
      }
      const bool last = i == input.size() || input[i] == '?' || input[i] == '#';
      segment(input.substr(start, i - start), seen & kEncode, last);
      if (last) break;
      ++i;
    }
    url_.path_end_ = static_cast<uint32_t>(out_.size());
    return query(input.substr(i));
  }

  void segment(std::string_view text, bool encode, bool last) {
    const int dots = dots_of(text);
    if (dots == 2 && out_.size() > url_.authority_end_) out_.resize(out_.rfind('/'));
    if (dots == 0 || last) out_ += '/';
    if (dots > 0) return;
    if (encode) {
      append_encoded(out_, text, EncodeSet::kPath);
    } else {
      out_ += text;
    }
  }

  const char* query(std::string_view input) {
    const size_t hash = input.find('#');
    if (input.starts_with('?')) append_encoded(out_, input.substr(0, hash), EncodeSet::kQuery);
    url_.query_end_ = static_cast<uint32_t>(out_.size());
    return fragment(hash == input.npos ? std::string_view() : input.substr(hash));
  }

  const char* fragment(std::string_view input) {
    append_encoded(out_, input, EncodeSet::kFragment);
    return nullptr;
  }

  const Url* base_;
  Url url_;
  std::string& out_ = url_.href_;
};

Result<Url> Url::parse(std::string_view input, const Url* base) {
  input = strip_ends(input);
  if (input.size() > kMaxInput) return Error{"too-long"};
  if (!may_have_tab_or_newline(input)) return UrlParser(base).parse(input);
  std::string stripped(input);
  std::erase_if(stripped, is_tab_or_newline);
  return UrlParser(base).parse(stripped);
}

uint16_t Url::port() const {
  uint16_t port = https() ? 443 : 80;
  const std::string_view digits = part(host_end_, authority_end_);
  if (!digits.empty()) std::from_chars(digits.data() + 1, digits.data() + digits.size(), port);
  return port;
}

}  // namespace winnow
