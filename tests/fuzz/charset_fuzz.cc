// Any bytes are decoded, and what was not UTF-8 becomes well-formed UTF-8. The first byte picks a
// Content-Type.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "parser/html/charset.h"
#include "parser/html/encoding.h"
#include "parser/text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const auto encodings = winnow::encodings();
  std::string type;
  if (data[0] < encodings.size()) {
    type = "text/html; charset=" + std::string(encodings[data[0]].name);
  }
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const winnow::Decoded decoded = winnow::decode(bytes, type);
  const bool is_view =
      decoded.text().data() >= bytes.data() && decoded.text().data() <= bytes.data() + bytes.size();
  if (!is_view && !winnow::is_well_formed(decoded.text())) std::abort();
  if (winnow::encoding_of_label(decoded.charset()) == nullptr) std::abort();
  return 0;
}
