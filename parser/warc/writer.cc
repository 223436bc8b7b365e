#include "parser/warc/writer.h"

#include <cstdio>

#include "parser/iso_time.h"
#include "parser/warc/digest.h"

namespace winnow {
namespace {

void append_field(std::string_view name, std::string_view value, std::string& out) {
  out.append(name).append(": ");
  for (const char c : value) out += c == '\r' || c == '\n' ? ' ' : c;
  out += "\r\n";
}

}  // namespace

std::string warc_record_id(std::array<uint64_t, 2> bits, unsigned version) {
  const uint64_t high = (bits[0] & ~0xF000ULL) | uint64_t{version} << 12;
  const uint64_t low = (bits[1] & ~(3ULL << 62)) | 1ULL << 63;
  char text[64];
  std::snprintf(text, sizeof text, "<urn:uuid:%08llx-%04llx-%04llx-%04llx-%012llx>",
                static_cast<unsigned long long>(high >> 32),
                static_cast<unsigned long long>(high >> 16 & 0xFFFF),
                static_cast<unsigned long long>(high & 0xFFFF),
                static_cast<unsigned long long>(low >> 48),
                static_cast<unsigned long long>(low & 0xFFFFFFFFFFFF));
  return text;
}

void append_warc_record(std::string_view type, std::string_view id, Time date, const Fields& fields,
                        std::string_view block, std::string& out) {
  out += "WARC/1.1\r\n";
  append_field("WARC-Type", type, out);
  append_field("WARC-Record-ID", id, out);
  append_field("WARC-Date", iso_time(date), out);
  for (const auto& [name, value] : fields.all()) append_field(name, value, out);
  append_field("WARC-Block-Digest", warc_digest(block), out);
  append_field("Content-Length", std::to_string(block.size()), out);
  out.append("\r\n").append(block).append("\r\n\r\n");
}

std::string warcinfo_block(const Fields& about) {
  std::string block;
  for (const auto& [name, value] : about.all()) append_field(name, value, block);
  append_field("format", "WARC File Format 1.1", block);
  append_field("conformsTo",
               "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
               block);
  return block;
}

}  // namespace winnow
