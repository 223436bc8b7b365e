#pragma once
#include <cstddef>
#include <span>

#include "parser/article/labeller.h"
#include "parser/html/dom.h"

namespace winnow {

// Whether the kept blocks are a forum thread or a question with its answers: the page declares so,
// or they stand in several siblings of one shape that call themselves posts, answers or replies.
bool is_thread(const Dom& dom, const Analysis& analysis, std::span<const size_t> kept);

}  // namespace winnow
