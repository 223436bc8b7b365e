#pragma once
#include <string>
#include <string_view>

namespace winnow {

// The authority in SURT form (Sort-friendly URI Reordering Transform): "www.example.com:8080"
// becomes "com,example,www:8080". Hosts of one domain are neighbours in the store. IP addresses
// stay as they are.
std::string surt(std::string_view authority);

// The other way round.
std::string authority_of_surt(std::string_view surt);

}  // namespace winnow
