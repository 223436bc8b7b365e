#include "parser/article/tables.h"

#include <algorithm>

#include "parser/article/elements.h"
#include "parser/article/text_stats.h"

namespace winnow {
namespace {

constexpr uint32_t kLongestCell = 80;     // words; one longer makes it layout
constexpr uint32_t kLongestAverage = 30;  // words a cell

bool is_cell(const Node& node) { return node.is(GUMBO_TAG_TD) || node.is(GUMBO_TAG_TH); }

}  // namespace

bool is_data_table(const Dom& dom, NodeId table) {
  auto nodes = dom.nodes();
  uint32_t rows = 0, cells = 0, in_row = 0, widest = 0, words = 0, cell_words = 0, inputs = 0;
  for (NodeId id = table + 1; id < nodes[table].end;) {
    const Node& node = nodes[id];
    if (node.is_text()) {
      uint32_t more = stats_of(node.text).words;
      words += more;
      cell_words += more;
      if (cell_words > kLongestCell) return false;
      ++id;
      continue;
    }
    if (node.tag == GUMBO_TAG_TABLE || node.tag == GUMBO_TAG_FORM || heading_level(node.tag) ||
        node.tag == GUMBO_TAG_ARTICLE) {
      return false;
    }
    if (role_of(node.tag) == ElementRole::kSkip) {
      id = node.end;
      continue;
    }
    if (node.tag == GUMBO_TAG_INPUT) ++inputs;
    if (node.tag == GUMBO_TAG_TR) ++rows, in_row = 0;
    if (is_cell(node)) ++cells, cell_words = 0, widest = std::max(widest, ++in_row);
    ++id;
  }
  return rows >= 2 && widest >= 2 && inputs < 3 && cells > 0 && words / cells < kLongestAverage;
}

DataTable read_table(const Dom& dom, NodeId table) {
  auto nodes = dom.nodes();
  DataTable result;
  std::string cell;
  bool in_row = false;
  NodeId link_end = 0;
  auto end_cell = [&] {
    std::string_view text = trimmed(cell);
    if (!text.empty()) {
      if (in_row) result.text += '\t';
      result.text += text;
      in_row = true;
    }
    cell.clear();
  };
  for (NodeId id = table + 1; id < nodes[table].end;) {
    const Node& node = nodes[id];
    if (node.is_text()) {
      append_collapsed(cell, node.text);
      if (id < link_end) result.link_words += stats_of(node.text).words;
      ++id;
      continue;
    }
    ElementRole role = role_of(node.tag);
    if (role == ElementRole::kSkip) {
      id = node.end;
      continue;
    }
    if (is_cell(node) || node.tag == GUMBO_TAG_TR || node.tag == GUMBO_TAG_CAPTION)
      end_cell();
    else if (is_block(role))
      append_collapsed(cell, " ");
    if (node.tag == GUMBO_TAG_TR && in_row) result.text += '\n', in_row = false;
    if (node.tag == GUMBO_TAG_A) {
      link_end = node.end;
      if (result.links < UINT16_MAX) ++result.links;
    }
    ++id;
  }
  end_cell();
  while (!result.text.empty() && result.text.back() == '\n') result.text.pop_back();
  return result;
}

}  // namespace winnow
