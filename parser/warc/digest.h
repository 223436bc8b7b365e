#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace winnow {

// A WARC-Block-Digest or WARC-Payload-Digest value: "sha1:" and Base32 (RFC 4648 6), which is what
// other archives have, so that digests can be compared.
std::string warc_digest(std::string_view bytes);

// Is `bytes` what a digest field says they are? Nothing if the field is none, or of an algorithm
// that is not known here: sha1, sha256, sha512 and md5 are, in Base32 or hexadecimal, in any case.
std::optional<bool> matches_digest(std::string_view field, std::string_view bytes);

}  // namespace winnow
