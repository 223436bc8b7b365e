#include "parser/html/skeleton.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "parser/ascii.h"
#include "parser/html/attributes.h"
#include "parser/html/char_refs.h"
#include "parser/html/foreign.h"
#include "parser/html/markup.h"
#include "parser/html/plain_elements.h"
#include "parser/html/tag_traits.h"

namespace winnow {
namespace {

// Of html and body start tags with attributes; each is compared with all before it.
constexpr uint32_t kMostMergedTags = 50;

// Of white space inside of pre, which goes to Gumbo as it stands.
constexpr size_t kMostSpace = 200 << 10;

// What Gumbo does for each start tag at the very least, in units of limits.work.
constexpr uint64_t kWorkOfTag = 1000;

// Start tags of a page: all stages behind this one take time for each.
constexpr size_t kMostTags = 50'000;

// Pieces, before plain elements go to Gumbo like all others.
constexpr size_t kMostPlain = kMaxPieces / 2;

constexpr std::string_view kComment = "<!---->";

const std::array<std::string_view, GUMBO_TAG_LAST>& tag_names() {
  static const auto names = [] {
    std::array<std::string_view, GUMBO_TAG_LAST> table;
    for (int tag = 0; tag < GUMBO_TAG_LAST; ++tag) {
      table[tag] = gumbo_normalized_tagname(static_cast<GumboTag>(tag));
    }
    table[GUMBO_TAG_UNKNOWN] = "x";  // Gumbo does not tell them apart either
    return table;
  }();
  return names;
}

class SkeletonMaker {
 public:
  SkeletonMaker(std::string_view input, const DomLimits& limits, Arena& strings, Skeleton& skeleton)
      : input_(input), limits_(limits), strings_(strings), skeleton_(skeleton) {}

  SkeletonResult run() {
    skeleton_.html.reserve(input_.size() / 16);
    skeleton_.attributes.reserve(input_.size() / 128);
    size_t at = 0;
    while (at < input_.size() && result_ == SkeletonResult::kMade) {
      const size_t markup = find_markup(input_, at);
      if (markup > at) text_run(input_.substr(at, markup - at));
      if (markup == input_.size()) break;
      at = markup_at(markup);
      check_size();
    }
    check_size();
    return result_;
  }

 private:
  enum class Last : uint8_t { kOther, kText, kPreformattedStart };

  size_t markup_at(size_t at) {
    const char second = input_[at + 1];
    if (is_alpha(second)) return start_tag(at);
    if (second == '/') {
      const char third = input_[at + 2];
      if (is_alpha(third)) return end_tag(at);
      if (third == '>') return at + 3;  // "</>" is nothing at all
    }
    const std::string_view rest = input_.substr(at);
    if (maybe_foreign_ && rest.starts_with("<![")) give_up(SkeletonResult::kNone);  // CDATA
    if (rest.starts_with("<!--")) {
      comment();
      return end_of_comment(input_, at + 4);
    }
    const size_t end = end_of_bogus_comment(input_, at + 2);
    if (rest.size() > 9 && equals_ignore_case(rest.substr(0, 9), "<!doctype")) {
      if (in_form_) restore_comment();
      skeleton_.html += input_.substr(at, end - at);
      last_ = Last::kOther;
    } else {
      comment();
    }
    return end;
  }

  // A comment is left out, except where tree construction would notice: inside a table it parts the
  // text that is put before the table from white space that stays, and behind <pre> it keeps a
  // line feed from being dropped; in a form it ends a text, see restore_comment().
  void comment() {
    if (last_ == Last::kPreformattedStart || (last_ == Last::kText && tables_ > 0) ||
        (last_ == Last::kOther && in_form_)) {
      skeleton_.html += kComment;
      last_ = Last::kOther;
    } else if (last_ == Last::kText) {
      comment_at_ = skeleton_.html.size();
    }
  }

  // Gumbo puts the text before </form> behind the form, but only back to a comment or an element;
  // tags that it ignores may lie between.
  void restore_comment() {
    if (last_ == Last::kText && comment_at_ != 0) skeleton_.html.insert(comment_at_, kComment);
  }

  void give_up(SkeletonResult why) {
    if (result_ == SkeletonResult::kMade) result_ = why;
  }

  void check_size() {
    if (skeleton_.html.size() > limits_.gumbo_bytes || skeleton_.tags.size() > kMostTags ||
        given_ > limits_.work / kWorkOfTag) {
      give_up(SkeletonResult::kTooLarge);
    }
  }

  void text_character_of(std::string_view text) {
    if (!text.empty()) character_of({text});
  }

  void character_of(Skeleton::Piece piece) {
    if (skeleton_.pieces.size() == kMaxPieces) return give_up(SkeletonResult::kTooLarge);
    append_piece_character(skeleton_.html, skeleton_.pieces.size());
    skeleton_.pieces.push_back(piece);
  }

  // The whole of a plain element. A text behind it is no part of it for Gumbo.
  void element_character_of(uint32_t tag, std::string_view content) {
    character_of({content, tag});
    last_ = Last::kText;
    comment_at_ = skeleton_.html.size();
  }

  bool keeps_white_space() const { return pre_ > 0 || listing_ > 0 || stays_preformatted_; }

  void white_space(std::string_view space) {
    if (!keeps_white_space()) space = space.substr(0, 1);
    skeleton_.html += space;
    space_ += space.size();
    if (space_ > kMostSpace) give_up(SkeletonResult::kTooLarge);
  }

  void text_run(std::string_view run) {
    last_ = Last::kText;
    while (!run.empty()) {
      size_t space = 0;
      while (space < run.size() && is_html_space(run[space])) ++space;
      if (space > 0) white_space(run.substr(0, space));
      run.remove_prefix(space);
      if (run.empty() || run[0] != '&') break;
      // White space may also be written as a reference, and have more behind it.
      const CharRef ref = read_char_ref(run, 0, CharRefContext::kText);
      if (!ref.unknown) break;
      skeleton_.html += run.substr(0, ref.length);
      run.remove_prefix(ref.length);
    }
    if (!run.empty()) text_with_references(run);
  }

  // Text that does not begin with white space.
  void text_with_references(std::string_view text) {
    if (text.find('&') == text.npos) return text_character_of(text);
    std::string resolved;
    if (resolve_char_refs(text, CharRefContext::kText, resolved)) {
      return text_character_of(strings_.copy(resolved));
    }
    size_t begin = 0;
    for (size_t amp = text.find('&'); amp != text.npos;) {
      const CharRef ref = read_char_ref(text, amp, CharRefContext::kText);
      if (ref.unknown) {
        resolve_piece(text.substr(begin, amp - begin));
        skeleton_.html += text.substr(amp, ref.length);
        begin = amp + ref.length;
        if (skeleton_.html.size() > limits_.gumbo_bytes) break;
      }
      amp = text.find('&', amp + ref.length);
    }
    resolve_piece(text.substr(begin));
  }

  void resolve_piece(std::string_view piece) {
    std::string resolved;
    resolve_char_refs(piece, CharRefContext::kText, resolved);
    text_character_of(strings_.copy(resolved));
  }

  size_t start_tag(size_t at) {
    if (!scan_tag(input_, at + 1, tag_)) return input_.size();
    const Tag tag = tag_.tag;
    const uint16_t traits = traits_of(tag);
    const size_t behind = tag_.end;
    // A template that begins with col ignores the rest.
    if ((traits & kGivesUp) != 0 || (in_select_ && must_not_be_in_select(tag)) ||
        (in_template_ && tag == GUMBO_TAG_COL))
      give_up(SkeletonResult::kNone);
    const bool usual = is_usual();
    if (maybe_foreign_) leave_foreign(tag, traits);
    if (const size_t end = stands_alone(tag, usual && behind > math_end_); end != input_.npos)
      return end;
    note_start(tag, traits);
    if (in_form_) restore_comment();
    const size_t begin = skeleton_.html.size();
    const uint32_t number = add_start_tag(tag);
    const bool may_be_plain = behind > math_end_ && plain_.start(tag, usual);
    emit_start_tag(tag, traits, number);
    if (may_be_plain) plain_.opened({tag, number, begin, skeleton_.html.size()});
    last_ = (traits & kPreformatted) != 0 ? Last::kPreformattedStart : Last::kOther;

    if ((tag == GUMBO_TAG_SVG || tag == GUMBO_TAG_MATH) && !tag_.self_closing)
      return foreign(tag, behind);
    if (tag == GUMBO_TAG_SCRIPT) return script(behind);
    if (tag == GUMBO_TAG_PLAINTEXT) return plaintext(behind);
    if ((traits & (kRcData | kRawText)) != 0) return raw_text(tag, traits, behind);
    return behind;
  }

  // Behind the element that begins with this tag, if it stands for itself; npos if not.
  size_t stands_alone(Tag tag, bool usual) {
    if (!plain_.stands_alone(tag, usual)) return input_.npos;
    size_t end = tag_.end;
    if (tag == GUMBO_TAG_SVG && !tag_.self_closing) {
      end = end_of_plain_foreign(input_, tag_.end, tag);
      if (end == input_.npos) return end;
    }
    element_character_of(add_start_tag(tag), {});
    return end;
  }

  // Behind an svg that is too odd to be dropped: its tags go through like HTML, until one that is
  // not foreign wherever it stands. Give up at what is read otherwise there than in HTML.
  void leave_foreign(Tag tag, uint16_t traits) {
    const bool leaves = leaves_foreign(tag_);
    if (leaves && tag != GUMBO_TAG_FONT) {
      maybe_foreign_ = false;
    } else if (leaves || (traits & (kRcData | kRawText)) != 0 || tag == GUMBO_TAG_SCRIPT ||
               tag == GUMBO_TAG_PLAINTEXT || tag == GUMBO_TAG_SELECT || tag == GUMBO_TAG_TEMPLATE ||
               tag == GUMBO_TAG_MATH || tag == GUMBO_TAG_DESC || tag == GUMBO_TAG_FOREIGNOBJECT) {
      give_up(SkeletonResult::kNone);
    }
  }

  // A select ignores most tags, and then their content is no raw text.
  static bool must_not_be_in_select(Tag tag) {
    return tag == GUMBO_TAG_SVG || tag == GUMBO_TAG_MATH || tag == GUMBO_TAG_TEMPLATE ||
           tag == GUMBO_TAG_TITLE || tag == GUMBO_TAG_PLAINTEXT || has_trait(tag, kRawText);
  }

  bool is_usual() const {
    return !in_select_ && !in_template_ && !maybe_foreign_ && skeleton_.pieces.size() < kMostPlain;
  }

  void note_start(Tag tag, uint16_t traits) {
    if (keeps_white_space() && (traits & kScopeMarker) != 0) stays_preformatted_ = true;
    if (tag == GUMBO_TAG_PRE) ++pre_;
    if (tag == GUMBO_TAG_LISTING) ++listing_;
    if (tag == GUMBO_TAG_TABLE) ++tables_;
    if (tag == GUMBO_TAG_SELECT) in_select_ = true;
    if (tag == GUMBO_TAG_TEMPLATE) in_template_ = true;
    if (tag == GUMBO_TAG_FORM) in_form_ = true;
  }

  void note_end(Tag tag) {
    if (tag == GUMBO_TAG_PRE && pre_ > 0) --pre_;
    if (tag == GUMBO_TAG_LISTING && listing_ > 0) --listing_;
    if (tag == GUMBO_TAG_SELECT) in_select_ = false;
  }

  // Its number.
  uint32_t add_start_tag(Tag tag) {
    const uint32_t first = static_cast<uint32_t>(skeleton_.attributes.size());
    if (tag_.attributes.size() > limits_.attributes) {
      give_up(SkeletonResult::kTooManyAttributes);
    } else if (!append_attributes(tag_.attributes, strings_, skeleton_.attributes)) {
      give_up(SkeletonResult::kNone);
    }
    const uint32_t count = static_cast<uint32_t>(skeleton_.attributes.size()) - first;
    const AttributeNames names = names_of({skeleton_.attributes.data() + first, count});
    skeleton_.tags.push_back({first, count, tag, names,
                              tag == GUMBO_TAG_UNKNOWN ? lower_name(tag_.name, strings_) : ""});
    return static_cast<uint32_t>(skeleton_.tags.size()) - 1;
  }

  void emit_start_tag(Tag tag, uint16_t traits, uint32_t index) {
    ++given_;
    const uint32_t first = skeleton_.tags[index].first_attribute,
                   count = skeleton_.tags[index].attributes;
    std::string& html = skeleton_.html;
    skeleton_.tag_at.resize(html.size() / 3 + 1);
    skeleton_.tag_at.back() = index;

    comment_at_ = 0;
    html += '<';
    html += name_of_tag();
    if (count > 0) {
      const Attribute* attributes = skeleton_.attributes.data() + first;
      if (tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_BODY) {
        html += ' ' + std::to_string(index);  // a second one is merged into the first
        merged_attributes_ += count;
        if (++merged_tags_ > kMostMergedTags || merged_attributes_ > limits_.attributes) {
          give_up(SkeletonResult::kTooManyAttributes);
        }
      } else if (tag == GUMBO_TAG_INPUT) {
        if (is_hidden_input(attributes, count)) html += " type=hidden";
      } else if ((traits & kFormatting) != 0 && tag != GUMBO_TAG_A) {
        // Equal ones must stay equal: of more than three, the first is forgotten.
        html += ' ' + std::to_string(formatting_class(attributes, count));
      }
    }
    if (tag_.self_closing &&
        (tag == GUMBO_TAG_SVG || tag == GUMBO_TAG_MATH || tag_.end < math_end_ || maybe_foreign_)) {
      html += '/';
    }
    html += '>';
  }

  static bool is_hidden_input(const Attribute* attributes, uint32_t count) {
    return std::any_of(attributes, attributes + count, [](const Attribute& a) {
      return a.name == "type" && equals_ignore_case(a.value, "hidden");
    });
  }

  size_t formatting_class(const Attribute* attributes, uint32_t count) {
    return formatting_.emplace(attribute_key(attributes, attributes + count), formatting_.size())
        .first->second;
  }

  size_t end_tag(size_t at) {
    if (!scan_tag(input_, at + 2, tag_)) return input_.size();
    if (close_plain(tag_.tag)) return tag_.end;
    if (in_form_ || tag_.tag == GUMBO_TAG_FORM) restore_comment();
    if (tag_.tag == GUMBO_TAG_FORM) in_form_ = false;
    if (tag_.end > math_end_) plain_.other_end(tag_.tag, is_usual());
    note_end(tag_.tag);
    emit_end_tag(name_of_tag());
    return tag_.end;
  }

  // Puts one character in the place of the element that the end tag closes. False if it is none of
  // PlainElements, or has something in it that is for Gumbo to judge.
  bool close_plain(Tag tag) {
    const auto element = plain_.end(tag);
    if (!element) return false;
    std::string& html = skeleton_.html;
    const std::string_view content = std::string_view(html).substr(element->content);
    if (content.find_first_of("<&") != content.npos) {
      plain_.opened(*element);
      return false;
    }
    const std::string_view kept = strings_.copy(content);
    html.resize(element->begin);
    element_character_of(element->start_tag, kept);
    return true;
  }

  // Elements that Gumbo does not know are all the same to it, outside of SVG.
  std::string_view name_of_tag() const {
    return maybe_foreign_ && tag_.tag == GUMBO_TAG_UNKNOWN ? tag_.name : tag_names()[tag_.tag];
  }

  void emit_end_tag(std::string_view name) {
    comment_at_ = 0;
    skeleton_.html += "</";
    skeleton_.html += name;
    skeleton_.html += '>';
    last_ = Last::kOther;
  }

  // What is inside of svg is dropped; what is inside of math goes through like HTML.
  size_t foreign(Tag tag, size_t behind) {
    if (behind < math_end_ || maybe_foreign_) return behind;  // already looked at
    const size_t end = end_of_plain_foreign(input_, behind, tag);
    if (end == input_.npos) {
      if (tag == GUMBO_TAG_MATH) give_up(SkeletonResult::kNone);
      maybe_foreign_ = true;
      return behind;
    }
    if (tag == GUMBO_TAG_MATH) {
      math_end_ = end;
      return behind;
    }
    emit_end_tag(tag_names()[tag]);
    return end;
  }

  size_t script(size_t behind) {
    const size_t end = end_of_script(input_, behind);
    text_character_of(input_.substr(behind, end - behind));
    return end;
  }

  size_t plaintext(size_t behind) {
    text_character_of(input_.substr(behind));
    return input_.size();
  }

  size_t raw_text(Tag tag, uint16_t traits, size_t behind) {
    const size_t end = end_of_raw_text(input_, behind, tag_names()[tag]);
    std::string_view content = input_.substr(behind, end - behind);
    if ((traits & kContentDropped) != 0) return end;
    if (tag == GUMBO_TAG_TEXTAREA && content.starts_with("\n")) {
      skeleton_.html += '\n';  // which Gumbo drops
      content.remove_prefix(1);
    }
    if ((traits & kRcData) != 0) {
      text_with_references(content);
    } else {
      text_character_of(content);
    }
    return end;
  }

  std::string_view input_;
  const DomLimits& limits_;
  Arena& strings_;
  Skeleton& skeleton_;
  SkeletonResult result_ = SkeletonResult::kMade;
  MarkupTag tag_;  // scratch
  std::unordered_map<std::string, size_t> formatting_;
  Last last_ = Last::kOther;
  PlainElements plain_;
  size_t comment_at_ = 0;  // where the last was left out since the last tag, behind text; 0: none
  uint64_t given_ = 0;     // start tags in the skeleton
  uint32_t tables_ = 0;    // seen so far
  uint32_t pre_ = 0, listing_ = 0;
  size_t space_ = 0;                 // bytes of white space that are in the skeleton
  bool stays_preformatted_ = false;  // a pre may or may not have been closed
  bool in_form_ = false, in_select_ = false;
  bool in_template_ = false;                          // or behind one
  uint32_t merged_tags_ = 0, merged_attributes_ = 0;  // of html and body
  bool maybe_foreign_ = false;                        // see leave_foreign()
  size_t math_end_ = 0;                               // of the math element that was begun last
};

}  // namespace

SkeletonResult make_skeleton(std::string_view input, const DomLimits& limits, Arena& strings,
                             Skeleton& skeleton) {
  return SkeletonMaker(input, limits, strings, skeleton).run();
}

}  // namespace winnow
