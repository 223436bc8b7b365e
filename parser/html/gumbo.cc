#include "parser/html/gumbo.h"

#include <csetjmp>

namespace winnow {
namespace {

// Gumbo checks no allocation for failure, so the only way to stop it is to leave it: it is C, has
// no state outside its arena, and longjmp out of the allocator skips no destructor.
struct Budget {
  Arena* arena;
  size_t bytes;
  std::jmp_buf spent;
};

void* allocate(void* userdata, size_t size) {
  Budget* budget = static_cast<Budget*>(userdata);
  if (budget->arena->bytes() + size > budget->bytes) std::longjmp(budget->spent, 1);
  return budget->arena->allocate(size);
}

void deallocate(void*, void*) {}

}  // namespace

const GumboOutput* parse_with_gumbo(std::string_view html, Arena& arena, size_t arena_bytes) {
  Budget budget{&arena, arena_bytes, {}};
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = allocate;
  options.deallocator = deallocate;
  options.userdata = &budget;
  options.max_errors = 0;  // each would copy the stack of open elements
  if (setjmp(budget.spent)) return nullptr;
  return gumbo_parse_with_options(&options, html.data(), html.size());
}

}  // namespace winnow
