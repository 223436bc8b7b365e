#pragma once
#include <string_view>

#include "parser/url.h"

namespace winnow {

// The crawler's canonical form of a URL: the one under which it is queued, fetched and stored. As
// parsed, but without
// - the fragment,
// - tracking parameters and session ids, in the query and in the path (parser/url_parameters.h;
//   ASP.NET's /(S(…))/ too),
// - a query that is empty then.
// All other bytes stay, and the order of the parameters. Idempotent.
Url canonicalize(Url url);

// Parses first; the error is that of Url::parse.
Result<Url> canonicalize(std::string_view input, const Url* base = nullptr);

}  // namespace winnow
