#include "parser/html/foreign.h"

#include <algorithm>
#include <vector>

#include "parser/ascii.h"
#include "parser/html/markup.h"
#include "parser/html/tag_traits.h"

namespace winnow {
namespace {

constexpr size_t kDepth = 100;

bool same_name(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (to_lower(a[i]) != to_lower(b[i])) return false;
  }
  return true;
}

class ForeignScan {
 public:
  ForeignScan(std::string_view input, Tag root) : input_(input), is_svg_(root == GUMBO_TAG_SVG) {
    open_.push_back(is_svg_ ? "svg" : "math");
  }

  size_t run(size_t at) {
    while (!open_.empty()) {
      at = find_markup(input_, at);
      if (at == input_.size()) return input_.npos;
      const std::string_view rest = input_.substr(at);
      if (is_alpha(rest[1])) {
        at = start_tag(at);
      } else if (rest[1] == '/' && is_alpha(rest[2])) {
        at = end_tag(at);
      } else if (rest.starts_with("<!--")) {
        at = end_of_comment(input_, at + 4);
      } else if (rest.starts_with("<![CDATA[")) {
        const size_t close = is_svg_ ? input_.find("]]>", at) : input_.npos;
        if (close == input_.npos) return close;
        at = close + 3;
      } else {
        at = end_of_bogus_comment(input_, at + 2);
      }
      if (at == input_.npos) return at;
    }
    return at;
  }

 private:
  size_t start_tag(size_t at) {
    if (!scan_tag(input_, at + 1, tag_) || open_.size() == kDepth) return input_.npos;
    if (is_svg_ && leaves_foreign(tag_)) {
      open_.clear();  // it closes all that is open
      return at;
    }
    const bool is_text_only =
        is_svg_ && (tag_.tag == GUMBO_TAG_TITLE || tag_.tag == GUMBO_TAG_DESC);
    if (is_svg_ ? tag_.tag == GUMBO_TAG_FOREIGNOBJECT : !has_trait(tag_.tag, kMathMl)) {
      return input_.npos;
    }
    if (tag_.self_closing) return tag_.end;
    open_.push_back(tag_.name);
    if (!is_text_only) return tag_.end;
    // HTML inside of SVG: nothing but text may stand there.
    at = find_markup(input_, tag_.end);
    return at < input_.size() && input_[at + 1] == '/' && is_alpha(input_[at + 2]) ? at
                                                                                   : input_.npos;
  }

  // Pops all open elements up to the one that is named.
  size_t end_tag(size_t at) {
    if (!scan_tag(input_, at + 2, tag_)) return input_.npos;
    while (!same_name(tag_.name, open_.back())) {
      // Gumbo takes all unknown elements for the same; that matters where there are svgs in svgs.
      if (!is_svg_ || open_.size() == 1 || same_name(open_.back(), "svg")) return input_.npos;
      open_.pop_back();
    }
    open_.pop_back();
    return tag_.end;
  }

  std::string_view input_;
  bool is_svg_;
  std::vector<std::string_view> open_;
  MarkupTag tag_;
};

}  // namespace

bool leaves_foreign(const MarkupTag& tag) {
  if (tag.tag != GUMBO_TAG_FONT) return has_trait(tag.tag, kBreakout);
  return std::any_of(tag.attributes.begin(), tag.attributes.end(), [](const Attribute& a) {
    return equals_ignore_case(a.name, "color") || equals_ignore_case(a.name, "face") ||
           equals_ignore_case(a.name, "size");
  });
}

size_t end_of_plain_foreign(std::string_view input, size_t at, Tag root) {
  return ForeignScan(input, root).run(at);
}

}  // namespace winnow
