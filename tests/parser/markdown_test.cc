#include "parser/markdown.h"

#include "tests/catch.h"

using namespace winnow;

namespace {

std::string md(std::vector<Block> blocks) { return markdown_of(blocks); }
Block block(BlockKind kind, std::string text, uint8_t level = 0) { return {kind, level, 0, text}; }

}  // namespace

TEST_CASE("paragraphs and headings are divided by an empty line") {
  CHECK(md({}) == "");
  CHECK(md({block(BlockKind::kHeading, "第一章", 2), block(BlockKind::kParagraph, "a"),
            block(BlockKind::kParagraph, "b")}) == "## 第一章\n\na\n\nb\n");
  CHECK(md({block(BlockKind::kHeading, "deep", 9)}) == "###### deep\n");
  CHECK(md({block(BlockKind::kHeading, "C #", 1)}) == "# C \\#\n");
}

TEST_CASE("lists are tight, nested by two spaces, and never skip a level") {
  CHECK(md({block(BlockKind::kListItem, "a", 1), block(BlockKind::kListItem, "b", 2),
            block(BlockKind::kListItem, "c", 1), block(BlockKind::kParagraph, "d")}) ==
        "- a\n  - b\n- c\n\nd\n");
  CHECK(md({block(BlockKind::kListItem, "a", 4), block(BlockKind::kListItem, "b", 4)}) ==
        "- a\n  - b\n");
}

TEST_CASE("quotes keep together, code has a fence longer than any inside") {
  CHECK(md({block(BlockKind::kQuote, "a"), block(BlockKind::kQuote, "b")}) == "> a\n>\n> b\n");
  CHECK(md({block(BlockKind::kCode, "int a;\n```\n")}) == "````\nint a;\n```\n````\n");
  CHECK(md({block(BlockKind::kCode, "x*y")}) == "```\nx*y\n```\n");
}

TEST_CASE("tables have a head, a row a line, and escaped bars") {
  CHECK(md({block(BlockKind::kTable, "a\tb\nc|d\n1\t2\t3")}) ==
        "| a | b |  |\n| --- | --- | --- |\n| c\\|d |\n| 1 | 2 | 3 |\n");
}

TEST_CASE("captions, formulas and posts have a form of their own") {
  CHECK(md({block(BlockKind::kCaption, "a_b (图)")}) == "*a_b (图)*\n");
  CHECK(md({block(BlockKind::kFormula, "x_1^2")}) == "$$\nx_1^2\n$$\n");
  CHECK(md({block(BlockKind::kPost, "a"), block(BlockKind::kParagraph, "more"),
            block(BlockKind::kPost, "b")}) == "a\n\nmore\n\n* * *\n\nb\n");
}

TEST_CASE("what means something in Markdown is escaped, and nothing else") {
  CHECK(markdown_text("2 * 3 and a_b but _c_ [d] `e` \\") ==
        "2 \\* 3 and a_b but \\_c\\_ \\[d\\] \\`e\\` \\\\");
  CHECK(markdown_text("a < b && c, <b> &amp; &#20;") == "a < b && c, \\<b> \\&amp; \\&#20;");
  CHECK(markdown_text("5$ or ~~6~~ ~7") == "5\\$ or \\~~6\\~~ ~7");
}

TEST_CASE("a line does not begin another kind of block by accident") {
  CHECK(markdown_text("# no heading") == "\\# no heading");
  CHECK(markdown_text("#tag") == "#tag");
  CHECK(markdown_text("- no item") == "\\- no item");
  CHECK(markdown_text("-5 degrees") == "-5 degrees");
  CHECK(markdown_text("---") == "\\---");
  CHECK(markdown_text("> no quote") == "\\> no quote");
  CHECK(markdown_text("1. no item") == "1\\. no item");
  CHECK(markdown_text("1.5 metres") == "1.5 metres");
  CHECK(markdown_text("2024) no item") == "2024\\) no item");
  CHECK(markdown_text("+ no item") == "\\+ no item");
  CHECK(markdown_text("=== no underline") == "\\=== no underline");
}

TEST_CASE("line feeds in a post are hard breaks") {
  CHECK(md({block(BlockKind::kPost, "a\n- b")}) == "a\\\n\\- b\n");
}

TEST_CASE("a table's Markdown is linear in its text, however uneven its rows") {
  Block table;
  table.kind = BlockKind::kTable;
  table.text = "a\nb\tc\td\ne\tf";
  CHECK(markdown_of(std::vector{table}) ==
        "| a |  |  |\n| --- | --- | --- |\n| b | c | d |\n| e | f |\n");
  table.text = std::string(20000, '\t');
  for (int i = 0; i < 20000; ++i) table.text += "\nx";
  CHECK(markdown_of(std::vector{table}).size() < 10 * table.text.size());
}

TEST_CASE("links that a block has stand in its text, those that were cut off do not") {
  Block b = block(BlockKind::kParagraph, "1. see the mill_ [old] and the mill");
  b.links = {{"gone", "http://a.test/0"},
             {"the mill_ [old]", "http://a.test/1_(x)"},
             {"the mill", "http://a.test/2"}};
  CHECK(md({b}) ==
        "1\\. see [the mill\\_ \\[old\\]](<http://a.test/1_(x)>) and [the "
        "mill](<http://a.test/2>)\n");
  b = block(BlockKind::kHeading, "a b", 2);
  b.links = {{"b", "http://a.test/"}};
  CHECK(md({b}) == "## a [b](<http://a.test/>)\n");
}
