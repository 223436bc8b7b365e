#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parser/ascii.h"
#include "parser/html/dom.h"

namespace winnow {

// The page's meta elements that have a name, property or itemprop and a content, in document order.
class MetaTags {
 public:
  explicit MetaTags(const Dom& dom);

  // The content under the first of `names` (lower case) that has any, white space collapsed; empty
  // if none has.
  std::string first(std::span<const std::string_view> names) const;
  // All of them, in the order of `names`.
  std::vector<std::string> all(std::span<const std::string_view> names) const;

 private:
  struct Tag {
    std::string name;  // lower case
    std::string_view content;
  };
  std::vector<Tag> tags_;
};

// Whether one of the words (lower case, of two letters at least) stands in the text, whatever its
// ASCII case there.
bool contains_any(std::string_view text, std::span<const std::string_view> words);

}  // namespace winnow
