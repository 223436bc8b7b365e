#pragma once
#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace winnow {

// A parameter that names a visit, a visitor or a campaign, not a page: two URLs that differ in it
// alone are one page. The tables are in parser/url_parameters.cc; a new one is a row there.
struct DroppedParameter {
  std::string_view name;    // compared without regard to case; a * at the end stands for any rest
  std::string_view values;  // "" any value; "{id}" only what looks like a session id; else a list
                            // of values divided by |
  std::string_view example;
};

// One table. Asking it costs a look at the few rows with the parameter's first letter.
class ParameterTable {
 public:
  explicit ParameterTable(std::span<const DroppedParameter> rows);
  std::span<const DroppedParameter> rows() const { return rows_; }
  // Is `parameter` ("name=value" or "name", still percent-encoded) in the table?
  bool drops(std::string_view parameter) const;

 private:
  std::span<const DroppedParameter> rows_;
  std::array<std::vector<const DroppedParameter*>, 256> by_letter_;  // lower case
};

const ParameterTable& query_parameters();
const ParameterTable& path_parameters();  // those after ; in a path segment

}  // namespace winnow
