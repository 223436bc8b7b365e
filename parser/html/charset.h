#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace winnow {

// What told the encoding of a page.
enum class CharsetSource : uint8_t {
  kBom,
  kHeader,    // charset of Content-Type
  kMeta,      // the prescan of the first bytes
  kXml,       // the XML declaration
  kDetected,  // nothing was declared; the bytes told it
  kRepaired,  // something else was declared, which the bytes disprove
  kDefault    // nothing was declared, and all is ASCII or says nothing
};
std::string_view name_of(CharsetSource source);

// A page as UTF-8. Views into the bytes it was decoded from if those were UTF-8 as they stand, so
// these must outlive it.
class Decoded {
 public:
  Decoded(std::string_view bytes, std::string_view charset, CharsetSource source)
      : bytes_(bytes), charset_(charset), source_(source) {}
  Decoded(std::string text, std::string_view charset, CharsetSource source)
      : converted_(std::move(text)), is_converted_(true), charset_(charset), source_(source) {}

  // May hold ill-formed sequences if the page is UTF-8 with errors, never a byte order mark.
  std::string_view text() const { return is_converted_ ? std::string_view(converted_) : bytes_; }
  std::string_view charset() const { return charset_; }  // name in the Encoding Standard
  CharsetSource source() const { return source_; }

 private:
  std::string_view bytes_;
  std::string converted_;
  bool is_converted_ = false;
  std::string_view charset_;
  CharsetSource source_;
};

// Decodes a page: byte order mark, else the header's charset, else the meta element's, else the XML
// declaration's, else what the bytes look like. A declaration that the bytes disprove is repaired:
// valid UTF-8 is UTF-8 whatever was declared, and text that is nonsense in the declared encoding
// but plain Chinese, Japanese or Korean in another is decoded in that. `content_type` is the
// header's value, may be empty. Any bytes are fine; time is linear.
Decoded decode(std::string_view bytes, std::string_view content_type);

}  // namespace winnow
