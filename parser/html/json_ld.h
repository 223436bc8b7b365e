#pragma once
#include <string>
#include <vector>

#include "parser/html/dom.h"

namespace winnow {

// What schema.org data in the page says of the article (JSON-LD 1.1 in script elements). Empty
// where it says nothing.
struct JsonLd {
  std::string headline;
  std::vector<std::string> authors;
  std::string date_published;  // as written
  std::string publisher;       // its name
  std::string site_name;       // of a WebSite
};

// Reads each script of type application/ld+json, up to 512 KiB in all and 32 levels deep. Line
// breaks inside of strings and trailing commas are forgiven; a script that is no JSON even so says
// nothing.
JsonLd json_ld_of(const Dom& dom);

}  // namespace winnow
