#include "parser/html/end_tags.h"

#include <gumbo.h>

#include "parser/ascii.h"
#include "parser/html/markup.h"
#include "parser/html/tag_traits.h"

namespace winnow {
namespace {

// Behind the content of the start tag if that is text, else behind the tag.
size_t behind(std::string_view input, const MarkupTag& tag) {
  if (tag.tag == GUMBO_TAG_SCRIPT) return end_of_script(input, tag.end);
  if (has_trait(tag.tag, kRcData | kRawText))
    return end_of_raw_text(input, tag.end,
                           gumbo_normalized_tagname(static_cast<GumboTag>(tag.tag)));
  return tag.end;
}

}  // namespace

std::string_view bare_end_tags(std::string_view input, std::string& storage) {
  std::string bare;
  size_t copied = 0;
  bool foreign = false;
  MarkupTag tag;
  for (size_t at = find_markup(input, 0); at < input.size(); at = find_markup(input, at)) {
    const std::string_view rest = input.substr(at);
    if (rest.starts_with("<!--")) {
      at = end_of_comment(input, at + 4);
      continue;
    }
    const bool ends = rest[1] == '/';
    const size_t name = at + (ends ? 2 : 1);
    if (name >= input.size() || !is_alpha(input[name])) {
      at = rest[1] == '!' || rest[1] == '?' || ends ? end_of_bogus_comment(input, name) : at + 1;
      continue;
    }
    if (!scan_tag(input, name, tag)) break;
    at = tag.end;
    if (!ends) {
      foreign = foreign || tag.tag == GUMBO_TAG_SVG || tag.tag == GUMBO_TAG_MATH;
      at = behind(input, tag);
    } else if (const size_t name_end = name + tag.name.size(); foreign && name_end + 1 < tag.end) {
      bare.append(input, copied, name_end - copied);
      copied = tag.end - 1;
    }
  }
  if (copied == 0) return input;
  bare.append(input, copied);
  storage = std::move(bare);
  return storage;
}

}  // namespace winnow
