#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace winnow {

// A start tag's attributes, as name and value in turn, ended by nullptr; valid during the call.
using XmlAttributes = const char* const*;

// What a streaming reader of sitemaps and feeds is told. Names come without their namespace prefix
// and in lower case: many files get prefixes and case wrong, and what is meant is never in doubt.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void open(std::string_view name, XmlAttributes attributes) = 0;
  virtual void close(std::string_view name,
                     std::string_view text) = 0;  // text directly inside, trimmed
  virtual bool done() const { return false; }     // true: enough, stop reading
};

// Reads XML of any encoding (a byte order mark, else `content_type`, else the XML declaration).
// Common slips are repaired first (parser/xml_repair.h). DTDs are skipped and entities other than
// the predefined ones are not expanded; nesting is limited to 100, an element's text to 64 KiB,
// expat's memory to 32 MiB. Returns "" or why the rest could not be read; what came before was
// told.
std::string read_xml(std::string_view bytes, std::string_view content_type, XmlHandler& handler);

// The value of the attribute, or "".
std::string_view attribute(XmlAttributes attributes, std::string_view name);

}  // namespace winnow
