// What says rights. The first line of the input is the path that is asked for.
#include <algorithm>
#include <cstdlib>

#include "parser/rights.h"
#include "parser/rights_fields.h"
#include "parser/robots.h"

namespace {

void demand_bounds(const winnow::Says& all) {
  if (all.size() > winnow::kMaxStatements) std::abort();
  for (const std::string& says : all)
    if (says.size() > winnow::kMaxSays) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace winnow;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t end = std::min(input.find('\n'), input.size());
  const std::string_view path = input.substr(0, end), file = input.substr(end);
  for (const char* name : {"content-usage", "content-signal", "tdm-reservation", "tdm-policy"})
    demand_bounds(rights_field(name, input));
  demand_bounds(tdmrep_file(file, path));
  demand_bounds(ai_txt_file(file, path, "winnow"));
  demand_bounds(Robots::parse(file, "winnow").usage(path));
  (void)licence_of(input);
  return 0;
}
