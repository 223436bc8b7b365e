#pragma once
#include <cstdint>

#include "parser/html/dom.h"

namespace winnow {

// What a page declares itself to be, in schema.org types (microdata, JSON-LD) or by its generator.
// A set of bits.
inline constexpr int kDeclaredTypes = 8;
uint32_t declared_types(const Dom& dom);

// It says that it is a forum thread or a question.
bool declares_thread(const Dom& dom);

// It says that it is an article, a news article, a blog posting.
bool declares_article(const Dom& dom);

}  // namespace winnow
