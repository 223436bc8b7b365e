#include "parser/xml.h"

#include <expat.h>

#include <memory>

#include "parser/ascii.h"
#include "parser/html/charset.h"
#include "parser/xml_memory.h"
#include "parser/xml_repair.h"

namespace winnow {
namespace {

constexpr size_t kMaxDepth = 100;
constexpr size_t kMaxText = 64 << 10;
constexpr size_t kMaxMemory = 32 << 20;  // of expat

struct Reading {
  XmlHandler& handler;
  XML_Parser parser;
  struct Open {
    std::string name, text;
  };
  std::vector<Open> open;
  std::string fault;

  void stop(std::string why) {
    fault = std::move(why);
    XML_StopParser(parser, XML_FALSE);
  }
};

std::string local_name(const char* name) {
  const std::string_view full = name;
  return to_lower(full.substr(full.rfind(':') + 1));
}

void on_start(void* data, const char* name, const char** attributes) {
  Reading& reading = *static_cast<Reading*>(data);
  if (reading.open.size() == kMaxDepth) return reading.stop("is nested more than 100 deep");
  reading.open.push_back({local_name(name), {}});
  reading.handler.open(reading.open.back().name, attributes);
}

void on_end(void* data, const char*) {
  Reading& reading = *static_cast<Reading*>(data);
  if (reading.open.empty()) return;
  reading.handler.close(reading.open.back().name, trim(reading.open.back().text));
  reading.open.pop_back();
  if (reading.handler.done()) XML_StopParser(reading.parser, XML_FALSE);
}

void on_text(void* data, const char* text, int length) {
  Reading& reading = *static_cast<Reading*>(data);
  if (reading.open.empty()) return;
  std::string& into = reading.open.back().text;
  into.append(text, std::min<size_t>(length, kMaxText - std::min(kMaxText, into.size())));
}

// An internal entity could multiply the text; the files that we read have no need of any.
void on_entity(void* data, const char*, int is_parameter, const char* value, int, const char*,
               const char*, const char*, const char*) {
  if (value && !is_parameter) static_cast<Reading*>(data)->stop("declares entities");
}

// The XML declaration's encoding no longer holds once the text is UTF-8, so blanks before it are
// all that can still break it: many files begin with an empty line.
std::string_view without_leading_blanks(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
}

}  // namespace

std::string read_xml(std::string_view bytes, std::string_view content_type, XmlHandler& handler) {
  const Decoded decoded = decode(bytes, content_type);
  std::string repaired;
  const bool changed = repair_xml(decoded.text(), repaired);
  const std::string_view text =
      without_leading_blanks(changed ? std::string_view(repaired) : decoded.text());
  const XmlMemory memory(kMaxMemory);
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
      XML_ParserCreate_MM("UTF-8", &XmlMemory::suite(), nullptr), XML_ParserFree);
  if (!parser) throw std::bad_alloc();
  Reading reading{handler, parser.get(), {}, {}};
  XML_SetUserData(parser.get(), &reading);
  XML_SetElementHandler(parser.get(), on_start, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetEntityDeclHandler(parser.get(), on_entity);
  // In pieces, since expat counts lengths as int and a handler may stop it.
  constexpr size_t kPiece = 1 << 20;
  for (size_t at = 0; at == 0 || at < text.size(); at += kPiece) {
    const std::string_view piece = text.substr(at, kPiece);
    const bool last = at + piece.size() >= text.size();
    if (XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), last) !=
        XML_STATUS_OK)
      break;
  }
  if (handler.done()) return "";
  if (!reading.fault.empty()) return reading.fault;
  const XML_Error error = XML_GetErrorCode(parser.get());
  if (error == XML_ERROR_NONE) return "";
  return "line " + std::to_string(XML_GetCurrentLineNumber(parser.get())) + ": " +
         XML_ErrorString(error);
}

std::string_view attribute(XmlAttributes attributes, std::string_view name) {
  for (size_t i = 0; attributes && attributes[i]; i += 2) {
    const std::string_view full = attributes[i];
    if (equals_ignore_case(full.substr(full.rfind(':') + 1), name)) return attributes[i + 1];
  }
  return {};
}

}  // namespace winnow
