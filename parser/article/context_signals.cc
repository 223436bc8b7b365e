#include <algorithm>
#include <cmath>

#include "parser/article/signal_sink.h"
#include "parser/article/signals.h"
#include "parser/text/counts.h"
#include "parser/text/hash.h"

namespace winnow {
namespace {

float probability(float score) { return 1.f / (1.f + std::exp(-score)); }

struct Opinion {
  const PageBlocks& page;
  std::span<const float> scores;
  std::vector<float> p;
  std::vector<float> kept_before;  // words times probability, summed
  std::vector<float> words_before;
  std::vector<std::pair<float, float>> by_node;  // kept words, words: of the subtree
  std::vector<size_t> last_strong, next_strong;  // per block: nearest sure prose before and after
  std::vector<uint32_t> shapes;  // per block: number of the tag and class of its element and parent
  std::vector<std::pair<float, float>> by_shape;  // kept words, words
};

template <class Sink>
void describe_opinion(const Opinion& o, const Dom& dom, size_t i, Sink& sink) {
  size_t n = o.p.size();
  const PageBlock& b = o.page.blocks[i];
  auto nodes = dom.nodes();
  sink("p", o.scores[i]);
  for (ptrdiff_t offset : {-4, -3, -2, -1, 1, 2, 3, 4}) {
    ptrdiff_t j = static_cast<ptrdiff_t>(i) + offset;
    sink("p near", j >= 0 && j < static_cast<ptrdiff_t>(n) ? o.p[static_cast<size_t>(j)] : -1.f);
  }
  auto window = [&](size_t from, size_t to) {  // mean probability by words, of [from, to)
    float words = o.words_before[to] - o.words_before[from];
    return words > 0 ? (o.kept_before[to] - o.kept_before[from]) / words : -1.f;
  };
  auto count = [](size_t v) { return v; };
  size_t low5 = count(i >= 5 ? i - 5 : 0), high5 = std::min(n, i + 6);
  size_t low15 = i >= 15 ? i - 15 : 0, high15 = std::min(n, i + 16);
  sink("p 5 before", window(low5, i));
  sink("p 5 after", window(i + 1, high5));
  sink("p 15 before", window(low15, i));
  sink("p 15 after", window(i + 1, high15));
  float total = o.kept_before[n];
  sink("kept before", total > 0 ? o.kept_before[i] / total : 0.f);
  sink("kept after", total > 0 ? (total - o.kept_before[i + 1]) / total : 0.f);
  sink("kept words after", total - o.kept_before[i + 1]);
  sink("kept words before", o.kept_before[i]);
  sink("kept", total);
  auto rest = [&](const std::pair<float, float>& sums) {  // the others' mean probability
    float words = sums.second - static_cast<float>(b.stats.words);
    float kept = sums.first - o.p[i] * static_cast<float>(b.stats.words);
    return words > 0.5f ? kept / words : -1.f;
  };
  sink("p shape", rest(o.by_shape[o.shapes[i]]));
  sink("shape share", total > 0 ? o.by_shape[o.shapes[i]].first / total : 0.f);
  size_t strong_before = o.last_strong[i], strong_after = o.next_strong[i];
  sink("to strong before", strong_before <= i ? as_float(i - strong_before) : 999.f);
  sink("to strong after", strong_after < n ? as_float(strong_after - i) : 999.f);
  NodeId id = b.node;
  for (int level = 0; level < 5; ++level) {
    float words = o.by_node[id].second - static_cast<float>(b.stats.words);
    float kept = o.by_node[id].first - o.p[i] * static_cast<float>(b.stats.words);
    sink("p box", words > 0.5f ? kept / words : -1.f);
    sink("p box share", total > 0 ? kept / total : 0.f);
    if (nodes[id].parent != kNoNode) id = nodes[id].parent;
  }
}

size_t shape_of(const Dom& dom, const PageBlock& b) {
  const Node& node = dom[b.node];
  size_t shape = hash_of(dom.attribute(node, "class")) * 31 + static_cast<size_t>(node.tag);
  if (node.parent != kNoNode) {
    const Node& parent = dom[node.parent];
    shape =
        shape * 31 + hash_of(dom.attribute(parent, "class")) * 31 + static_cast<size_t>(parent.tag);
  }
  return shape * 31 + b.inline_hints;
}

Opinion make_opinion(const PageBlocks& page, std::span<const float> scores, const Dom& dom) {
  Opinion o{page, scores, {}, {0}, {0}, {}, {}, {}, {}, {}};
  auto nodes = dom.nodes();
  size_t n = page.blocks.size();
  o.by_node.assign(nodes.size(), {0, 0});
  size_t strong = SIZE_MAX;
  Counts shapes;
  for (auto* all : {&o.p, &o.kept_before, &o.words_before}) all->reserve(n + 1);
  o.shapes.reserve(n);
  o.last_strong.reserve(n);
  for (size_t i = 0; i < n; ++i) {
    const PageBlock& b = page.blocks[i];
    auto words = static_cast<float>(b.stats.words);
    o.p.push_back(probability(scores[i]));
    o.kept_before.push_back(o.kept_before.back() + o.p.back() * words);
    o.words_before.push_back(o.words_before.back() + words);
    o.by_node[b.node].first += o.p.back() * words;
    o.by_node[b.node].second += words;
    o.shapes.push_back(shapes.add(shape_of(dom, b)));
    if (o.by_shape.size() <= o.shapes.back()) o.by_shape.resize(o.shapes.back() + 1);
    auto& group = o.by_shape[o.shapes.back()];
    group.first += o.p.back() * words;
    group.second += words;
    if (o.p.back() > 0.8f && is_prose(b)) strong = i;
    o.last_strong.push_back(strong);
  }
  o.next_strong.assign(n, n);
  for (size_t i = n; i-- > 0;) {
    bool here = o.last_strong[i] == i;
    o.next_strong[i] = here ? i : i + 1 < n ? o.next_strong[i + 1] : n;
  }
  for (size_t i = nodes.size(); i-- > 1;) {
    if (nodes[i].parent == kNoNode) continue;
    o.by_node[nodes[i].parent].first += o.by_node[i].first;
    o.by_node[nodes[i].parent].second += o.by_node[i].second;
  }
  return o;
}

// The row of a page of one block, which gives names and layout.
template <class Sink>
Sink sample() {
  const Dom dom = Dom::parse("<p>x");
  const PageBlocks blocks = cut_blocks(dom);
  const std::vector<float> scores(blocks.blocks.size());
  const Opinion opinion = make_opinion(blocks, scores, dom);
  Sink sink;
  describe_opinion(opinion, dom, 0, sink);
  return sink;
}

}  // namespace

SignalTable context_signals(const PageBlocks& page, const Outline&, std::span<const float> scores,
                            const Dom& dom) {
  static const SignalLayout layout = sample<SignalLayout>();
  SignalTable table(layout, page.blocks.size());
  Opinion opinion = make_opinion(page, scores, dom);
  for (size_t i = 0; i < page.blocks.size(); ++i) {
    Values sink(table, i);
    describe_opinion(opinion, dom, i, sink);
  }
  return table;
}

std::vector<std::string> context_signal_names() { return sample<Names>().out; }

}  // namespace winnow
