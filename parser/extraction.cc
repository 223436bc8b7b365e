#include "parser/extraction.h"

namespace winnow {

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kArticle:
      return "article";
    case Verdict::kThread:
      return "thread";
    case Verdict::kListing:
      return "listing";
    case Verdict::kLogin:
      return "login";
    case Verdict::kErrorPage:
      return "error-page";
    case Verdict::kEmpty:
      return "empty";
    case Verdict::kNotHtml:
      return "not-html";
    case Verdict::kRefused:
      return "refused";
  }
  return "unknown";
}

std::string_view name_of(BlockKind kind) {
  switch (kind) {
    case BlockKind::kParagraph:
      return "paragraph";
    case BlockKind::kHeading:
      return "heading";
    case BlockKind::kListItem:
      return "list-item";
    case BlockKind::kQuote:
      return "quote";
    case BlockKind::kCode:
      return "code";
    case BlockKind::kTable:
      return "table";
    case BlockKind::kCaption:
      return "caption";
    case BlockKind::kFormula:
      return "formula";
    case BlockKind::kPost:
      return "post";
  }
  return "unknown";
}

std::string text_of(const Extraction& extraction) {
  std::string text;
  for (const Block& block : extraction.blocks) {
    if (!text.empty()) text += '\n';
    text += block.text;
  }
  return text;
}

}  // namespace winnow
