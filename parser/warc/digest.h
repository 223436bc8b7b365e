#pragma once
#include <string>
#include <string_view>

namespace winnow {

// A WARC-Block-Digest or WARC-Payload-Digest value: "sha1:" and Base32 (RFC 4648 6), which is what
// other archives have, so that digests can be compared.
std::string warc_digest(std::string_view bytes);

}  // namespace winnow
