#pragma once
#include <cstddef>
#include <span>

#include "parser/article/labeller.h"
#include "parser/html/dom.h"

namespace winnow {

// Whether the kept blocks are a forum thread or a question with its answers: the page declares so,
// or they stand in several siblings of one shape that call themselves posts, answers or replies.
bool is_thread(const Dom& dom, const Analysis& analysis, std::span<const size_t> kept);

// The post that the block stands in: the nearest ancestor that says so and has siblings of its
// shape; kNoNode if there is none.
NodeId post_of(const Dom& dom, const Analysis& analysis, const PageBlock& block);

// The block is in a section that calls itself comments, and in no post of that section: what
// readers wrote under an article, or a forum's posts that have no other name.
bool is_comment(const Dom& dom, const Analysis& analysis, const PageBlock& block);

}  // namespace winnow
