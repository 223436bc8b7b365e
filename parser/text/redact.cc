#include "parser/text/redact.h"

#include <algorithm>
#include <cstddef>

#include "parser/ascii.h"
#include "parser/ip_address.h"

namespace winnow {
namespace {

constexpr size_t kMaxLocal = 64, kMaxDomain = 253;  // RFC 5321 4.5.3.1

bool is_atom(char c) {  // of addresses that are in use; RFC 5322 3.2.3 has a few more
  return is_alnum(c) || std::string_view("._%+-'").find(c) != std::string_view::npos;
}

// Each looks at `rest`, which begins behind no ASCII letter or digit, and gives how many bytes
// belong to it; 0: it is none.

// The end of a domain of two labels or more, the last of letters first; 0: there is none.
size_t domain_end(std::string_view text) {
  size_t found = 0;
  text = text.substr(0, kMaxDomain);
  for (size_t at = 0, labels = 1;; ++at, ++labels) {
    const size_t begin = at;
    while (at < text.size() && (is_alnum(text[at]) || text[at] == '-')) ++at;
    size_t end = at;
    while (end > begin && text[end - 1] == '-') --end;
    if (end == begin) return found;
    if (labels > 1 && end - begin > 1 && is_alpha(text[begin])) found = end;
    if (at == text.size() || text[at] != '.') return found;
  }
}

size_t email_at(std::string_view rest) {
  size_t local = 0;
  while (local < rest.size() && local <= kMaxLocal && is_atom(rest[local])) ++local;
  if (local == 0 || local > kMaxLocal || local == rest.size() || rest[local] != '@') return 0;
  const size_t domain = is_alnum(rest[local - 1]) ? domain_end(rest.substr(local + 1)) : 0;
  return domain > 0 ? local + 1 + domain : 0;
}

// GB 11643: the weighted sum of 17 digits, modulo 11, names the last character.
bool has_check_digit(std::string_view id) {
  constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  constexpr std::string_view kCheck = "10X98765432";
  int sum = 0;
  for (size_t i = 0; i < 17; ++i) sum += kWeights[i] * (id[i] - '0');
  const char last = id[17] == 'x' ? 'X' : id[17];
  return kCheck[static_cast<size_t>(sum % 11)] == last;
}

size_t idcard_at(std::string_view rest) {
  if (rest.size() < 18 || !std::all_of(rest.begin(), rest.begin() + 17, is_digit)) return 0;
  if (rest.size() > 18 && is_alnum(rest[18])) return 0;
  const std::string_view year = rest.substr(6, 4), month = rest.substr(10, 2),
                         day = rest.substr(12, 2);
  const bool born = year >= "1900" && year < "2100" && month >= "01" && month <= "12" &&
                    day >= "01" && day <= "31";
  return rest[0] != '0' && born && has_check_digit(rest) ? 18 : 0;
}

// Digits from `at` on, in groups that one or two of " -.()" may divide. Stops at `most`.
struct Digits {
  std::string digits;
  size_t end = 0;  // behind the last of them
};
Digits digits_at(std::string_view rest, size_t at, size_t most) {
  Digits found;
  int dividers = 0;  // in a row
  for (; at < rest.size(); ++at) {
    const char c = rest[at];
    if (is_digit(c)) {
      if (found.digits.size() == most) {
        if (dividers == 0) found.digits.clear();  // a longer number
        return found;
      }
      found.digits += c;
      found.end = at + 1;
      dividers = 0;
    } else if ((c == ' ' || c == '-' || c == '(' || c == ')' || c == '.') && dividers < 2) {
      ++dividers;
    } else {
      break;
    }
  }
  return found;
}

bool ends_number(std::string_view rest, size_t end) {
  return end >= rest.size() || !is_alnum(rest[end]);
}

// 13800138000, 138 0013 8000, 138-0013-8000
size_t mobile_at(std::string_view rest, size_t at) {
  const Digits number = digits_at(rest, at, 11);
  const bool sound =
      number.digits.size() == 11 && number.digits[0] == '1' && number.digits[1] >= '3';
  if (!sound || !ends_number(rest, number.end)) return 0;
  const size_t dividers = number.end - at - 11;
  return dividers == 0 || (dividers == 2 && !is_digit(rest[at + 3]) && !is_digit(rest[at + 8]))
             ? number.end
             : 0;
}

// 010-62345678, 0571-87654321
size_t landline_at(std::string_view rest) {
  const size_t dash = rest.substr(0, 5).find('-');
  if (rest[0] != '0' || dash == rest.npos || dash < 3 || rest[1] == '0') return 0;
  if (!std::all_of(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(dash), is_digit))
    return 0;
  size_t end = dash + 1;
  while (end < rest.size() && is_digit(rest[end])) ++end;
  const size_t number = end - dash - 1;
  const bool goes_on = end < rest.size() && (is_alpha(rest[end]) || rest[end] == '-');
  return (number == 7 || number == 8) && !goes_on ? end : 0;
}

// +86 138 0013 8000, +1 (212) 555-0100
size_t international_at(std::string_view rest) {
  if (rest.size() < 9 || rest[0] != '+' || rest[1] < '1' || rest[1] > '9') return 0;
  const Digits number = digits_at(rest, 1, 15);
  return number.digits.size() >= 8 && ends_number(rest, number.end) ? number.end : 0;
}

size_t phone_at(std::string_view rest) {
  if (rest[0] == '+') return international_at(rest);
  if (rest[0] == '0') return landline_at(rest);
  if (rest[0] != '1' && !rest.starts_with("86")) return 0;
  if (const size_t end = mobile_at(rest, 0)) return end;
  const size_t code = rest.starts_with("86-") || rest.starts_with("86 ") ? 3 : 2;
  return rest.starts_with("86") ? mobile_at(rest, code) : 0;
}

size_t ipv4_at(std::string_view rest) {
  size_t at = 0;
  for (int part = 0; part < 4; ++part) {
    if (part > 0 && (at >= rest.size() || rest[at++] != '.')) return 0;
    const size_t begin = at;
    int value = 0;
    while (at < rest.size() && at - begin < 4 && is_digit(rest[at]))
      value = value * 10 + rest[at++] - '0';
    const bool padded = at - begin > 1 && rest[begin] == '0';
    if (at == begin || at - begin > 3 || value > 255 || padded) return 0;
  }
  const bool goes_on =
      at < rest.size() &&
      (is_alnum(rest[at]) || (rest[at] == '.' && at + 1 < rest.size() && is_digit(rest[at + 1])));
  return goes_on ? 0 : at;
}

size_t ipv6_at(std::string_view rest) {
  constexpr size_t kLongest = 39;
  size_t end = 0, colons = 0;
  while (end < rest.size() && end <= kLongest &&
         (is_digit(rest[end]) || ((rest[end] | 32) >= 'a' && (rest[end] | 32) <= 'f') ||
          rest[end] == ':')) {
    colons += rest[end++] == ':';
  }
  if (end > 0 && rest[end - 1] == ':' && !rest.substr(0, end).ends_with("::")) --end, --colons;
  const bool goes_on = end < rest.size() && is_alnum(rest[end]);
  if (colons < 2 || end < 6 || end > kLongest || goes_on) return 0;
  return parse_ipv6(rest.substr(0, end)).failure ? 0 : end;
}

size_t ip_at(std::string_view rest) {
  const size_t four = is_digit(rest[0]) ? ipv4_at(rest) : 0;
  return four ? four : ipv6_at(rest);
}

struct Kind {
  Personal kind;
  size_t (*at)(std::string_view rest);
};
constexpr Kind kKinds[] = {{Personal::kEmail, email_at},
                           {Personal::kIdCard, idcard_at},
                           {Personal::kPhone, phone_at},
                           {Personal::kIp, ip_at}};

}  // namespace

void redact(std::string& text, PersonalSet kinds, std::array<uint64_t, 4>& counts) {
  std::string out;
  size_t done = 0;  // of the text that stands in `out`
  for (size_t i = 0; i < text.size();) {
    const char c = text[i];
    const bool begins = is_alnum(c) || c == '+' || c == ':';
    if (!begins ||
        (i > 0 && (is_alnum(text[i - 1]) || is_atom(text[i - 1])) && c != '+' && i != done)) {
      ++i;
      continue;
    }
    const std::string_view rest = std::string_view(text).substr(i);
    size_t length = 0;
    for (const Kind& each : kKinds) {
      if ((kinds & bit_of(each.kind)) == 0 || (length = each.at(rest)) == 0) continue;
      const auto index = static_cast<size_t>(each.kind);
      out.append(text, done, i - done).append("[").append(kPersonalNames[index]).append("]");
      ++counts[index];
      done = i + length;
      break;
    }
    i += std::max<size_t>(length, 1);
  }
  if (done > 0) text = out.append(text, done);
}

}  // namespace winnow
