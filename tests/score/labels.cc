#include "tests/score/labels.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

#include "tests/score/score.h"

namespace winnow::score {
namespace {

uint64_t mix(uint64_t hash, uint64_t token) {
  hash = (hash ^ token) * 0x9E3779B97F4A7C15u;
  return hash ^ (hash >> 29);
}

uint64_t hash_run(const std::vector<uint64_t>& tokens, size_t from, size_t n) {
  uint64_t hash = n;
  for (size_t k = 0; k < n; ++k) hash = mix(hash, tokens[from + k]);
  return hash;
}

constexpr size_t kRun = 4;

// All runs of 1 to 4 tokens of the truth, and its lines.
struct TruthIndex {
  std::unordered_map<uint64_t, int> runs;
  std::unordered_set<uint64_t> lines;
  size_t tokens = 0;

  explicit TruthIndex(const std::string& body) {
    std::vector<uint64_t> all = tokens_of(body);
    tokens = all.size();
    for (size_t n = 1; n <= kRun; ++n) {
      for (size_t i = 0; i + n <= all.size(); ++i) ++runs[hash_run(all, i, n)];
    }
    for (size_t at = 0; at <= body.size();) {
      size_t end = std::min(body.find('\n', at), body.size());
      std::vector<uint64_t> line = tokens_of(std::string_view(body).substr(at, end - at));
      if (!line.empty()) lines.insert(hash_run(line, 0, line.size()));
      at = end + 1;
    }
  }
};

Labels label_by_body(const PageBlocks& page, const std::string& body) {
  TruthIndex truth(body);
  size_t n = page.blocks.size();
  std::vector<std::vector<uint64_t>> tokens(n);
  Labels labels{std::vector<float>(n), std::vector<float>(n)};
  for (size_t i = 0; i < n; ++i) {
    tokens[i] = tokens_of(page.blocks[i].text);
    if (tokens[i].size() < kRun) continue;
    size_t hits = 0, all = tokens[i].size() - kRun + 1;
    for (size_t k = 0; k < all; ++k) hits += truth.runs.contains(hash_run(tokens[i], k, kRun));
    labels.targets[i] = static_cast<float>(hits) / static_cast<float>(all);
    if (labels.targets[i] < 0.15f) labels.targets[i] = 0;
    if (labels.targets[i] > 0.85f) labels.targets[i] = 1;
  }
  // Short blocks: content if joined to a long neighbour that is, they make a run of the truth.
  auto joined = [&](size_t i) {
    const auto& own = tokens[i];
    if (own.empty()) return false;
    for (int side = 0; side < 2; ++side) {
      std::vector<uint64_t> run;
      for (size_t step = 1; step <= 12; ++step) {
        size_t j = side == 0 ? i - step : i + step;
        if (side == 0 ? step > i : j >= n) break;
        if (tokens[j].size() < kRun || labels.targets[j] < 0.5f) continue;
        const auto& other = tokens[j];
        size_t want = kRun - own.size();
        if (side == 0) {
          run.assign(other.end() - static_cast<ptrdiff_t>(want), other.end());
          run.insert(run.end(), own.begin(), own.end());
        } else {
          run = own;
          run.insert(run.end(), other.begin(), other.begin() + static_cast<ptrdiff_t>(want));
        }
        if (truth.runs.contains(hash_run(run, 0, kRun))) return true;
        break;
      }
    }
    return truth.lines.contains(hash_run(own, 0, own.size()));
  };
  for (size_t i = 0; i < n; ++i) {
    if (tokens[i].size() < kRun && joined(i)) labels.targets[i] = 1;
  }
  // Of several copies of a text, as many are content as the truth has: those amid content.
  std::vector<float> around(n + 1, 0);
  for (size_t i = 0; i < n; ++i) {
    around[i + 1] = around[i] + labels.targets[i] * static_cast<float>(tokens[i].size());
  }
  std::unordered_map<uint64_t, std::vector<size_t>> copies;
  for (size_t i = 0; i < n; ++i) {
    if (labels.targets[i] > 0.5f) copies[hash_run(tokens[i], 0, tokens[i].size())].push_back(i);
  }
  for (auto& [hash, places] : copies) {
    if (places.size() < 2) continue;
    const auto& text = tokens[places[0]];
    auto found = truth.runs.find(hash_run(text, 0, std::min(text.size(), kRun)));
    size_t allowed = found == truth.runs.end() ? 1 : static_cast<size_t>(found->second);
    if (places.size() <= allowed) continue;
    std::ranges::stable_sort(places, [&](size_t a, size_t b) {
      auto near = [&](size_t i) { return around[std::min(n, i + 9)] - around[i >= 8 ? i - 8 : 0]; };
      return near(a) > near(b);
    });
    for (size_t k = allowed; k < places.size(); ++k) labels.targets[places[k]] = 0;
  }
  auto all = static_cast<float>(std::max<size_t>(truth.tokens, 20));
  for (size_t i = 0; i < n; ++i) {
    labels.weights[i] = std::min(1.f, static_cast<float>(tokens[i].size()) / all) + 0.002f;
  }
  return labels;
}

Labels label_by_snippets(const PageBlocks& page, const TruthPage& truth) {
  size_t n = page.blocks.size();
  Labels labels{std::vector<float>(n), std::vector<float>(n)};
  for (size_t i = 0; i < n; ++i) {
    std::string text = squeezed(page.blocks[i].text);
    auto has = [&](const std::vector<std::string>& snippets) {
      return std::ranges::any_of(snippets, [&](const std::string& s) {
        std::string snippet = squeezed(s);
        return text.find(snippet) != std::string::npos;
      });
    };
    bool with = has(truth.with), without = has(truth.without);
    if (with == without) continue;
    labels.targets[i] = with ? 1.f : 0.f;
    labels.weights[i] = 0.06f;
  }
  return labels;
}

}  // namespace

Labels label_blocks(const PageBlocks& page, const TruthPage& truth) {
  if (!truth.has_body) return label_by_snippets(page, truth);
  Labels best;
  float most = -1;
  for (const std::string& body : truth.bodies) {
    Labels labels = label_by_body(page, body);
    float sum = 0;
    for (size_t i = 0; i < labels.targets.size(); ++i) sum += labels.targets[i] * labels.weights[i];
    if (sum > most) most = sum, best = std::move(labels);
  }
  return best;
}

}  // namespace winnow::score
