// The tree by way of the skeleton is that of the page given to Gumbo whole; see dom.h for what
// counts as equal.
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "parser/html/input_stream.h"
#include "parser/html/markup.h"
#include "parser/html/parse.h"
#include "tests/parser/html/same_tree.h"

namespace {

// Has it a numeric character reference that overflows in Gumbo, or may: of eight digits or more?
bool has_long_number(std::string html) {
  // Controls go before a tree is made, so that digits meet.
  std::erase_if(html, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  for (size_t at = html.find("&#"); at != html.npos; at = html.find("&#", at + 2)) {
    size_t end = at + 2;
    if (end < html.size() && (html[end] | 0x20) == 'x') ++end;
    const size_t first = end;
    while (end < html.size() && std::isxdigit(static_cast<unsigned char>(html[end]))) ++end;
    if (end - first > 7) return true;
  }
  return false;
}

// Has it a tag that repeats an attribute? Gumbo glues it to the name of the next, and so takes
// equal formatting elements for different ones.
bool repeats_attributes(const std::string& html) {
  std::string storage;
  const std::string_view input = winnow::preprocess(html, storage);
  for (size_t lt = input.find('<'); lt != input.npos; lt = input.find('<', lt + 1)) {
    winnow::MarkupTag tag;
    if (winnow::scan_tag(input, lt + 1, tag) && winnow::repeats_an_attribute(tag)) return true;
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view html(reinterpret_cast<const char*>(data), size);
  if (has_long_number(std::string(html)) || repeats_attributes(std::string(html))) return 0;
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
