#pragma once
#include <cstdint>
#include <string>

#include "parser/html/dom.h"

namespace winnow {

struct DataTable {
  std::string text;  // rows are lines, cells divided by tabs; empty rows are left out
  uint32_t link_words = 0;
  uint16_t links = 0;
};

// Whether a table holds data in rows and cells, and is no scaffold for the page's layout: at least
// two rows and columns, short cells, no table inside. Looks no further than the first table inside,
// so that all of a page's tables are judged in linear time.
bool is_data_table(const Dom& dom, NodeId table);

DataTable read_table(const Dom& dom, NodeId table);

}  // namespace winnow
