#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "config/time.h"
#include "parser/http/fields.h"

namespace winnow {

// "<urn:uuid:…>": the bits as a UUID of version 4 (random) or 8 (of one's own making; RFC 9562).
std::string warc_record_id(std::array<uint64_t, 2> bits, unsigned version = 4);

// Appends one record of WARC 1.1: the fields that every record has (ISO 28500 5), `fields`, the
// digest of the block, the block. Line ends in values become blanks.
void append_warc_record(std::string_view type, std::string_view id, Time date, const Fields& fields,
                        std::string_view block, std::string& out);

// The block of a warcinfo record, application/warc-fields: what made the file, for whom.
std::string warcinfo_block(const Fields& about);

}  // namespace winnow
