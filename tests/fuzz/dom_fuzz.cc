// The tree by way of the skeleton is that of the page given to Gumbo whole; see dom.h for what
// counts as equal.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "parser/html/parse.h"
#include "tests/parser/html/same_tree.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view html(reinterpret_cast<const char*>(data), size);
  const winnow::Dom dom = winnow::Dom::parse(html);
  const winnow::Dom whole = winnow::parse_without_skeleton(html, {});
  // Each way has limits of its own.
  if (dom.refusal() != winnow::DomRefusal::kNone) return 0;
  if (whole.refusal() != winnow::DomRefusal::kNone) return 0;
  const std::string found = winnow::difference(dom, whole);
  if (found.empty()) return 0;
  std::fprintf(stderr, "%s\n", found.c_str());
  std::abort();
}
