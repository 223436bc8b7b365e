// robots.txt files: the first line of the input is the path that is asked for.
#include <cstdlib>

#include "parser/robots.h"
#include "parser/robots_directives.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace winnow;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t end = std::min(input.find('\n'), input.size());
  const std::string_view path = input.substr(0, end), file = input.substr(end);
  const Robots robots = Robots::parse(file, "winnow");
  const Robots::Decision decision = robots.decide(path);
  if (decision.line == 0 && !decision.allowed) std::abort();  // only a rule forbids
  if (!robots.allows("/robots.txt")) std::abort();
  if (robots.sitemaps().size() > 1000) std::abort();
  // Evening out the escapes twice changes nothing.
  if (normalized_path(normalized_path(path)) != normalized_path(path)) std::abort();
  (void)parse_robots_directives(input, "winnow");
  return 0;
}
