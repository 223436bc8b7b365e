#include "parser/article/elements.h"

#include <array>
#include <initializer_list>

namespace winnow {
namespace {

using Table = std::array<ElementRole, GUMBO_TAG_LAST + 1>;

Table make_table() {
  Table table;
  table.fill(ElementRole::kInline);
  auto set = [&](ElementRole role, std::initializer_list<Tag> tags) {
    for (Tag tag : tags) table[static_cast<size_t>(tag)] = role;
  };
  set(ElementRole::kBlock,
      {GUMBO_TAG_HTML,     GUMBO_TAG_BODY,     GUMBO_TAG_ARTICLE, GUMBO_TAG_SECTION,
       GUMBO_TAG_NAV,      GUMBO_TAG_ASIDE,    GUMBO_TAG_HGROUP,  GUMBO_TAG_HEADER,
       GUMBO_TAG_FOOTER,   GUMBO_TAG_ADDRESS,  GUMBO_TAG_P,       GUMBO_TAG_OL,
       GUMBO_TAG_UL,       GUMBO_TAG_DL,       GUMBO_TAG_FIGURE,  GUMBO_TAG_MAIN,
       GUMBO_TAG_DIV,      GUMBO_TAG_TBODY,    GUMBO_TAG_THEAD,   GUMBO_TAG_TFOOT,
       GUMBO_TAG_TR,       GUMBO_TAG_TD,       GUMBO_TAG_TH,      GUMBO_TAG_FORM,
       GUMBO_TAG_FIELDSET, GUMBO_TAG_LEGEND,   GUMBO_TAG_DETAILS, GUMBO_TAG_SUMMARY,
       GUMBO_TAG_MENU,     GUMBO_TAG_CENTER,   GUMBO_TAG_DIR,     GUMBO_TAG_NOSCRIPT,
       GUMBO_TAG_BUTTON,   GUMBO_TAG_MENUITEM, GUMBO_TAG_MARQUEE, GUMBO_TAG_COL,
       GUMBO_TAG_COLGROUP});
  set(ElementRole::kHeading,
      {GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6});
  set(ElementRole::kListItem, {GUMBO_TAG_LI, GUMBO_TAG_DD, GUMBO_TAG_DT});
  set(ElementRole::kQuote, {GUMBO_TAG_BLOCKQUOTE});
  set(ElementRole::kCode, {GUMBO_TAG_PRE, GUMBO_TAG_LISTING, GUMBO_TAG_XMP, GUMBO_TAG_PLAINTEXT});
  set(ElementRole::kCaption, {GUMBO_TAG_FIGCAPTION, GUMBO_TAG_CAPTION});
  set(ElementRole::kTable, {GUMBO_TAG_TABLE});
  set(ElementRole::kBreak, {GUMBO_TAG_BR, GUMBO_TAG_HR});
  set(ElementRole::kFormula, {GUMBO_TAG_MATH});
  set(ElementRole::kSkip,
      {GUMBO_TAG_HEAD,     GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,   GUMBO_TAG_TITLE,
       GUMBO_TAG_SELECT,   GUMBO_TAG_TEXTAREA, GUMBO_TAG_IFRAME,  GUMBO_TAG_SVG,
       GUMBO_TAG_CANVAS,   GUMBO_TAG_VIDEO,    GUMBO_TAG_AUDIO,   GUMBO_TAG_RT,
       GUMBO_TAG_RP,       GUMBO_TAG_DATALIST, GUMBO_TAG_NOEMBED, GUMBO_TAG_NOFRAMES,
       GUMBO_TAG_TEMPLATE, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_OBJECT,  GUMBO_TAG_APPLET});
  return table;
}

}  // namespace

ElementRole role_of(Tag tag) {
  static const Table table = make_table();
  return table[static_cast<size_t>(tag)];
}

}  // namespace winnow
