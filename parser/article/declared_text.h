#pragma once
#include <cstdint>
#include <string_view>

#include "parser/html/dom.h"
#include "parser/text/counts.h"

namespace winnow {

// What the page says for machines of its own text: the description (meta elements, og:description)
// and the articleBody of JSON-LD. Kept as runs of three words.
class DeclaredText {
 public:
  explicit DeclaredText(const Dom& dom);

  // Share of the first runs of `text` (at most 12) that are in the description, or in the body; -1
  // if the page declares none.
  float in_description(std::string_view text) const { return share(description_, text); }
  float in_body(std::string_view text) const { return share(body_, text); }

 private:
  using Runs = Counts;
  static float share(const Runs& runs, std::string_view text);

  Runs description_, body_;
};

}  // namespace winnow
