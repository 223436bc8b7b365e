#include "storage/templates.h"

#include <algorithm>
#include <bit>
#include <iterator>
#include <span>
#include <utility>

#include "parser/text/utf8.h"

namespace winnow {
namespace {

constexpr size_t kMostBlocks = 256;  // that one host's record holds
constexpr size_t kEdge = 32;         // blocks of an article that are counted, at each end
constexpr size_t kRecent = 16;       // articles whose bands the record holds
constexpr size_t kBands = std::tuple_size_v<decltype(Fingerprint::bands)>;

constexpr uint64_t kFewestPages = 3;
constexpr uint64_t kShare = 4;         // on one page in four, since it came up and until it went
constexpr uint64_t kEnoughPages = 40;  // and on one in four of so many, however large the host
constexpr size_t kLongWords = 8;

bool is_template(const HostTemplate::Block& block, uint64_t pages) {
  const uint64_t lifetime = block.last - block.first + 1;
  return block.pages >= kFewestPages && block.pages * kShare >= lifetime &&
         block.pages * kShare >= std::min(pages, kEnoughPages);
}

// Never learned nor dropped: lines of code and formulas come again with reason.
bool is_exempt(const Block& block) {
  return block.kind == BlockKind::kCode || block.kind == BlockKind::kFormula;
}

bool is_long(std::string_view text) {
  Words words(text);
  std::string_view word;
  size_t count = 0;
  while (count < kLongWords && words.next(word)) ++count;
  return count == kLongWords;
}

// The low bits of each band: enough to tell articles apart. Of those that differ one in 300 seems
// to resemble one of the last 16, and teaches nothing.
uint16_t low_bits(uint64_t band) { return static_cast<uint16_t>(band); }

bool resembles_recent(const HostTemplate& host, const TemplateSample& sample) {
  for (size_t i = 0; i < host.recent.size(); ++i)
    if (host.recent[i] == sample.bands[i % kBands]) return true;
  return false;
}

void remember(HostTemplate& host, const TemplateSample& sample) {
  if (host.recent.size() >= kRecent * kBands)
    host.recent.erase(host.recent.begin(), host.recent.begin() + kBands);
  host.recent.insert(host.recent.end(), sample.bands.begin(), sample.bands.end());
}

// Blocks that were met only once go first, then those that were not met for longest.
void forget_rare(HostTemplate& host) {
  if (host.blocks.size() <= kMostBlocks) return;
  std::ranges::stable_sort(host.blocks, [](const auto& a, const auto& b) {
    const bool once_a = a.pages == 1, once_b = b.pages == 1;
    if (once_a != once_b) return once_b;
    return a.last > b.last;
  });
  host.blocks.resize(kMostBlocks);
}

// The blocks of a record by their hashes: a table of open addresses, at most half of it used, for
// those of the record and the new ones of an article, which are few: kEdge twice.
class Places {
 public:
  explicit Places(std::vector<HostTemplate::Block>& blocks)
      : blocks_(blocks), table_(std::bit_ceil(2 * (blocks.size() + 2 * kEdge))) {
    for (size_t i = 0; i < blocks.size(); ++i) place_of(blocks[i].hash) = i + 1;
  }

  // The block with this hash; a new one if there is none.
  HostTemplate::Block& at(uint64_t hash, uint64_t first) {
    size_t& place = place_of(hash);
    if (place == 0) {
      blocks_.push_back({hash, first, 0, 0});
      place = blocks_.size();
    }
    return blocks_[place - 1];
  }

 private:
  size_t& place_of(uint64_t hash) {
    size_t slot = hash;
    do slot = (slot + 1) & (table_.size() - 1);
    while (table_[slot] != 0 && blocks_[table_[slot] - 1].hash != hash);
    return table_[slot];
  }

  std::vector<HostTemplate::Block>& blocks_;
  std::vector<size_t> table_;  // one more than the index of a block; 0: none
};

// Which blocks of one article go.
class Choice {
 public:
  Choice(const std::vector<uint64_t>& hashes, const std::vector<Block>& blocks)
      : blocks_(blocks), learned_(blocks.size()), goes_(blocks.size()) {
    for (size_t i = 0; i < blocks.size(); ++i)
      learned_[i] = !is_exempt(blocks[i]) &&
                    std::ranges::binary_search(hashes, template_hash(blocks[i].hash));
  }

  std::vector<bool> made() {
    for (size_t i = 0; i < blocks_.size() && learned_[i]; ++i) goes_[i] = true;
    for (size_t i = blocks_.size(); i-- > 0 && learned_[i];) goes_[i] = true;
    for (size_t i = 0; i < blocks_.size(); ++i)
      if (learned_[i] && is_long(blocks_[i].text)) goes_[i] = true;
    for (size_t i = blocks_.size(); i-- > 0;)
      if (blocks_[i].kind == BlockKind::kHeading) goes_[i] = learned_[i] && is_bare(i);
    return std::move(goes_);
  }

 private:
  // Does nothing stay under the heading?
  bool is_bare(size_t heading) const {
    size_t next = heading + 1;
    while (next < blocks_.size() && goes_[next]) ++next;
    return next == blocks_.size() || (blocks_[next].kind == BlockKind::kHeading &&
                                      blocks_[next].level <= blocks_[heading].level);
  }

  const std::vector<Block>& blocks_;
  std::vector<bool> learned_, goes_;
};

}  // namespace

TemplateSample sample_of(const ArticleRecord& article) {
  TemplateSample sample;
  sample.sequence = article.sequence;
  std::ranges::transform(article.fingerprint.bands, std::back_inserter(sample.bands), low_bits);
  const size_t size = article.blocks.size();
  for (size_t i = 0; i < size; ++i) {
    if (i == kEdge && size > 2 * kEdge) i = size - kEdge;
    if (!is_exempt(article.blocks[i]))
      sample.blocks.push_back(template_hash(article.blocks[i].hash));
  }
  std::ranges::sort(sample.blocks);
  sample.blocks.erase(std::unique(sample.blocks.begin(), sample.blocks.end()), sample.blocks.end());
  return sample;
}

bool learn_template(HostTemplate& host, const TemplateSample& sample) {
  if (sample.bands.size() != kBands || resembles_recent(host, sample)) return false;
  remember(host, sample);
  ++host.pages;
  Places places(host.blocks);
  for (const uint64_t hash :
       std::span(sample.blocks).first(std::min(sample.blocks.size(), 2 * kEdge))) {
    HostTemplate::Block& counted = places.at(hash, host.pages);
    counted.last = host.pages;
    ++counted.pages;
  }
  forget_rare(host);
  return true;
}

std::vector<uint64_t> template_blocks(const HostTemplate& host) {
  std::vector<uint64_t> hashes;
  for (const auto& each : host.blocks)
    if (is_template(each, host.pages)) hashes.push_back(each.hash);
  std::ranges::sort(hashes);
  return hashes;
}

void drop_template(const std::vector<uint64_t>& hashes, ArticleRecord& article) {
  if (hashes.empty()) return;
  const std::vector<bool> goes = Choice(hashes, article.blocks).made();
  const auto count = static_cast<uint32_t>(std::ranges::count(goes, true));
  if (count == 0 || count == goes.size()) return;
  size_t kept = 0;
  for (size_t i = 0; i < goes.size(); ++i) {
    if (goes[i]) continue;
    if (kept != i) article.blocks[kept] = std::move(article.blocks[i]);
    ++kept;
  }
  article.blocks.resize(kept);
  article.dropped.emplace_back("template", count);
}

}  // namespace winnow
