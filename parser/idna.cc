#include <unicode/uidna.h>

#include <array>

#include "parser/ascii.h"
#include "parser/url_host.h"

namespace winnow {
namespace {

// Opened once and never closed: ICU's object is immutable and shared by all threads.
const UIDNA* uts46() {
  static const UIDNA* const idna = [] {
    UErrorCode error = U_ZERO_ERROR;
    return uidna_openUTS46(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII,
                           &error);
  }();
  return idna;
}

// beStrict is false: no CheckHyphens, no VerifyDnsLength.
constexpr uint32_t kTolerated = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

// UTS 46 section 4, validity criteria since revision 33: an xn-- label that decodes to nothing, or
// to ASCII only, is an error. Such a label ends with the delimiter.
bool has_vain_punycode(std::string_view ascii) {
  while (!ascii.empty()) {
    const size_t dot = ascii.find('.');
    const std::string_view label = ascii.substr(0, dot);
    if (label.starts_with("xn--") && label.ends_with('-')) return true;
    ascii.remove_prefix(dot == ascii.npos ? ascii.size() : dot + 1);
  }
  return false;
}

}  // namespace

bool domain_to_ascii(std::string_view domain, std::string& out) {
  constexpr size_t kMaxBytes = 1024;  // four times the longest name that DNS can carry
  if (domain.size() > kMaxBytes || !uts46()) return false;
  std::array<char, 8 * kMaxBytes> buffer;
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  UErrorCode error = U_ZERO_ERROR;
  const int32_t length =
      uidna_nameToASCII_UTF8(uts46(), domain.data(), static_cast<int32_t>(domain.size()),
                             buffer.data(), buffer.size(), &info, &error);
  if (U_FAILURE(error) || (info.errors & ~kTolerated) != 0) return false;
  out.assign(buffer.data(), length);
  return !has_vain_punycode(out);
}

}  // namespace winnow
