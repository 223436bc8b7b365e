// Any bytes as a URL, the part after the first newline as its base: what is parsed is a fixed point
// of the parser and of the canonical form, and its parts make it up.
#include <algorithm>
#include <cstdlib>
#include <string>

#include "parser/canonical.h"
#include "parser/trap.h"

using namespace winnow;

namespace {

void require(bool fact) {
  if (!fact) std::abort();
}

void check(const Url& url) {
  const Result<Url> again = Url::parse(url.href());
  require(again.ok() && *again == url);
  require(again->host() == url.host() && again->port() == url.port() &&
          again->path_and_query() == url.path_and_query() && again->fragment() == url.fragment());
  require(url.href().size() <= Url::kMaxLength && url.path().starts_with('/') &&
          !url.host().empty());
  for (unsigned char c : url.href()) require(c > 0x20 && c < 0x7f);
  std::string whole(url.origin());
  whole += url.path_and_query();
  require(url.without_fragment() == whole);

  const Url canonical = canonicalize(url);
  require(canonicalize(canonical) == canonical);
  require(Url::parse(canonical.href()).value() == canonical);
  require(canonical.origin() == url.origin() && canonical.fragment().empty());
  trap_of(canonical.href());
  non_page_extension(canonical.href());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const size_t newline = std::min(text.find('\n'), text.size());
  const Result<Url> base = Url::parse(text.substr(std::min(newline + 1, text.size())));
  if (base) check(*base);
  const Result<Url> url = Url::parse(text.substr(0, newline), base ? &base.value() : nullptr);
  if (url) check(*url);
  return 0;
}
