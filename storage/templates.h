#pragma once
#include "storage/records.h"

namespace winnow {

// What extraction leaves in the articles of a host although no article says it: blocks that come
// again on page after page. They are learned as articles are stored and dropped as they are dumped,
// so that pages stored before a block was known as template lose it too.

// What is counted of an article that is new to its host: its first and last 32 blocks.
TemplateSample sample_of(const ArticleRecord& article);

// Counts a sample. Says nothing of one that is nearly a copy of a recent one (they share a MinHash
// band): reprints and versions of one article repeat its blocks, and those are not template.
// Returns false if nothing changed.
bool learn_template(HostTemplate& host, const TemplateSample& sample);

// The hashes of the blocks that are template, sorted: what a dump keeps of a host.
std::vector<uint64_t> template_blocks(const HostTemplate& host);

// Takes what is template out of the article, and counts it in `dropped` as "template". Lines of
// fewer than eight words go only at the edges of the article, where chrome stands: "Yes." may come
// in every chapter of a novel. A heading goes only with all that stands under it, code and formulas
// never. An article of nothing but template is left as it is.
void drop_template(const std::vector<uint64_t>& blocks, ArticleRecord& article);

}  // namespace winnow
