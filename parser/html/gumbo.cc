#include "parser/html/gumbo.h"

#include <csetjmp>

namespace winnow {
namespace {

// What Gumbo allocates through. It checks no allocation for failure, so the only way to stop it is
// to leave it: it is C, has no state outside of its arena, and longjmp out of the allocator skips
// no destructor.
//
// Gumbo searches its stack of open elements for almost every token, so its time is the sum, over
// all tokens, of the stack's depth. Each token allocates; the depth is that of the node made last.
class Session {
 public:
  Session(Arena& arena, const DomLimits& limits) : arena_(arena), limits_(limits) {}

  static void* allocate(void* session, size_t size) {
    return static_cast<Session*>(session)->allocate(size);
  }
  static void deallocate(void*, void*) {}

  std::jmp_buf stopped;
  DomRefusal why = DomRefusal::kNone;

 private:
  // Nanoseconds of a usual machine for each allocation and what goes with it, and for each open
  // element that is passed in a search; measured.
  static constexpr uint64_t kAllocation = 100, kOpenElement = 1;
  static constexpr uint32_t kNodesBetweenLooks = 32;  // at the depth

  void* allocate(size_t size) {
    work_ += kAllocation + kOpenElement * depth_;
    if (work_ > limits_.work || arena_.bytes() + size > limits_.arena_bytes) {
      stop(DomRefusal::kBudgetSpent);
    }
    void* piece = arena_.allocate(size);
    if (size == sizeof(GumboNode)) note_node(static_cast<GumboNode*>(piece));
    return piece;
  }

  // Counts the ancestors of the node before this one, which has its parent by now.
  void note_node(GumboNode* node) {
    node->parent = nullptr;
    if (++nodes_ % kNodesBetweenLooks == 0) {
      depth_ = 0;
      // What is as large as a node need not be one: trust no pointer that leaves the arena.
      for (const GumboNode* n = last_; arena_.contains(n, sizeof *n); n = n->parent) {
        if (++depth_ > limits_.depth) stop(DomRefusal::kTooDeep);
      }
    }
    last_ = node;
  }

  [[noreturn]] void stop(DomRefusal refusal) {
    why = refusal;
    std::longjmp(stopped, 1);
  }

  Arena& arena_;
  const DomLimits& limits_;
  uint64_t work_ = 0;
  uint32_t nodes_ = 0;
  uint32_t depth_ = 0;
  const GumboNode* last_ = nullptr;
};

}  // namespace

GumboParse parse_with_gumbo(std::string_view html, Arena& arena, const DomLimits& limits) {
  Session session(arena, limits);
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = Session::allocate;
  options.deallocator = Session::deallocate;
  options.userdata = &session;
  options.max_errors = 0;  // each would copy the stack of open elements
  if (setjmp(session.stopped)) return {nullptr, session.why};
  return {gumbo_parse_with_options(&options, html.data(), html.size())};
}

}  // namespace winnow
