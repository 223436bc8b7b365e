#include "tests/score/table.h"

#include <cstdio>

namespace winnow::score {
namespace {

template <class... Values>
void print(std::string& out, const char* format, Values... values) {
  char line[200];
  std::snprintf(line, sizeof line, format, values...);
  out += line;
}

// The truth knows only the day of some pages: then the day is what counts.
bool same_time(const std::string& truth, const std::string& output) {
  return output.substr(0, std::min<size_t>(truth.size(), 10)) == truth.substr(0, 10);
}

void add_exact(Exact& exact, const std::string& truth, bool same) {
  if (truth.empty()) return;
  ++exact.all;
  exact.right += same;
}

}  // namespace

Overlap compare_best(const TruthPage& truth, const std::string& text) {
  std::vector<uint64_t> tokens = tokens_of(text);
  Overlap best;
  double most = -1;
  for (const std::string& body : truth.bodies) {
    Overlap o = compare(tokens_of(body), tokens);
    double share = o.both / (1e-9 + o.both + o.only_output + o.only_truth);
    if (share > most) most = share, best = o;
  }
  return best;
}

void ScoreTable::add(const TruthPage& truth, const Output& output) {
  if (!truth.has_body) {
    snippets[truth.source].add(truth.with, truth.without, output.text);
    return;
  }
  bodies[truth.source].add(compare_best(truth, output.text));
  double share = leaked_share(truth.inner_chrome, output.text);
  if (share >= 0) leaked += share, ++chromed;
  if (truth.source != "zh-gold") return;
  add_exact(title, truth.title, squeezed(truth.title) == squeezed(output.title));
  add_exact(author, truth.author, squeezed(truth.author) == squeezed(output.author));
  add_exact(published, truth.published, same_time(truth.published, output.published));
}

double ScoreTable::f1(const std::string& source) const {
  if (auto found = bodies.find(source); found != bodies.end()) return found->second.f1();
  if (auto found = snippets.find(source); found != snippets.end()) return found->second.f1();
  return 0;
}

std::string ScoreTable::text() const {
  std::string out;
  print(out, "%-14s %5s %6s %6s %6s %6s\n", "source", "pages", "P", "R", "F1", "exact");
  for (const auto& [source, s] : bodies) {
    print(out, "%-14s %5d %6.3f %6.3f %6.3f %6.3f\n", source.c_str(), s.pages(), s.precision(),
          s.recall(), s.f1(), s.exact());
  }
  for (const auto& [source, s] : snippets) {
    print(out, "%-14s %5d %6.3f %6.3f %6.3f\n", source.c_str(), s.pages, s.precision(), s.recall(),
          s.f1());
  }
  print(out, "leaked %.3f of the chrome lines inside the body, mean over %d pages\n", leaked_mean(),
        chromed);
  if (title.all) {
    print(out, "exact by hand: title %.3f of %d, date %.3f of %d, author %.3f of %d\n",
          title.share(), title.all, published.share(), published.all, author.share(), author.all);
  }
  return out;
}

}  // namespace winnow::score
