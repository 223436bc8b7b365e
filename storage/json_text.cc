#include "storage/json_text.h"

#include <boost/json/serializer.hpp>
#include <boost/json/string_view.hpp>

#include "parser/text/utf8.h"

namespace winnow {

void append_json(std::string_view text, std::string& out) {
  std::string mended;
  if (!is_well_formed(text)) text = mended = well_formed(text);
  boost::json::serializer serializer;
  serializer.reset(boost::json::string_view(text.data(), text.size()));
  char buffer[8192];
  while (!serializer.done()) {
    const boost::json::string_view piece = serializer.read(buffer, sizeof buffer);
    out.append(piece.data(), piece.size());
  }
}

}  // namespace winnow
