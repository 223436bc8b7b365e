#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "config/time.h"
#include "parser/http/fields.h"

namespace winnow {

// One record of a WARC file (ISO 28500:2017, WARC 1.1).
struct WarcRecord {
  std::string version;  // "1.1"
  Fields fields;
  std::string block;

  std::string_view type() const { return fields.get("WARC-Type"); }

  // WARC-Target-URI, without the angle brackets that some writers of WARC 1.0 put around it.
  std::string_view target_uri() const;
};

// The bytes of the whole record that `bytes` begin with, fields, block and end, if it is there; as
// append_warc_record() (parser/warc/writer.h) writes it. WarcReader reads anybody's.
std::optional<size_t> warc_record_size(std::string_view bytes);

}  // namespace winnow
