// Trains the block labeller on the shared pages.
//
//   train [--folds N] [--predictions FILE] [--scores FILE] [--model FILE] [OPTION VALUE...]
//
// --folds N           measure by cross-validation over N groups of sites
// --predictions FILE  write what each page's own fold made of it (JSON lines of id and body)
// --scores FILE       keep its scores (with --folds), or try the kept ones with today's rules
// --model FILE        train on all pages, write labeller_model.cc, and score it on the same pages
// Options of the boosting: --forests, --trees, --rate, --smoothing, --signals, --seed, and
// --without (signals by the beginnings of their names, divided by commas). Their defaults are what
// the model has.
#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>

#include "parser/article/article.h"
#include "parser/article/body.h"
#include "parser/article/labeller.h"
#include "parser/article/verdict.h"
#include "parser/html/charset.h"
#include "tests/score/boosting.h"
#include "tests/score/labels.h"
#include "tests/score/pages.h"
#include "tests/score/table.h"

namespace winnow::score {
namespace {

struct Sample {
  TruthPage truth;
  std::string text;  // the tree's strings may point into it
  Dom dom;
  Analysis analysis;
  Labels labels;
  int group = 0;
};

constexpr int kInnerFolds = 3;  // for first scores that have not seen their page
constexpr float kSure = 8;      // twice the log-odds of a block that is surely content

std::vector<Sample> load(const std::string& shared) {
  std::vector<Sample> samples;
  std::vector<TruthPage> pages = load_truth(shared);
  for (TruthPage& fixture : load_fixtures(shared)) pages.push_back(std::move(fixture));
  for (TruthPage& truth : pages) {
    std::string bytes = read_bytes(truth.path);
    Decoded decoded = decode(bytes, "");
    Sample s{std::move(truth), std::string(decoded.text()), {}, {}, {}, 0};
    s.dom = Dom::parse(s.text);
    s.analysis = analyse(s.dom, page_title(s.dom));
    s.labels = label_blocks(s.analysis.page, s.truth);
    s.group = static_cast<int>(std::hash<std::string>()(s.truth.site + "x") % 60);
    samples.push_back(std::move(s));
  }
  return samples;
}

// Sources with few pages count for more, so that one of many does not drown them; readability's
// truth is its own output.
float source_weight(const std::string& source) {
  if (source == "mh-article" || source == "zh-gold" || source == "cwced") return 2.5f;
  if (source == "fixtures") return 3;  // few, and right to the letter
  if (source == "aeb" || source == "fundus" || source == "mh-forum") return 1.6f;
  if (source == "readability") return 0.3f;
  return 1;
}

void append_columns(const SignalTable& table, const std::vector<size_t>& rows, size_t at,
                    std::vector<std::vector<float>>& columns) {
  if (columns.size() < at + table.width()) columns.resize(at + table.width());
  for (size_t s = 0; s < table.width(); ++s)
    for (size_t row : rows) columns[at + s].push_back(table.at(row, s));
}

// `more`: what the second forest sees beside the first's signals, a table a sample; or empty.
// Not asked of: they tell pages and so sites apart, rather than blocks. On sites held out the score
// is better without them.
constexpr std::string_view kWithout = "page words,page blocks,page prose";

TrainingSet make_set(const std::vector<Sample>& samples, const std::vector<SignalTable>& more,
                     const std::function<bool(const Sample&)>& chosen) {
  TrainingSet set;
  double sum = 0;
  for (size_t i = 0; i < samples.size(); ++i) {
    if (!chosen(samples[i])) continue;
    const SignalTable& signals = samples[i].analysis.signals;
    const Labels& labels = samples[i].labels;
    std::vector<size_t> rows;
    for (size_t b = 0; b < labels.targets.size(); ++b) {
      if (labels.weights[b] <= 0) continue;
      rows.push_back(b);
      set.targets.push_back(labels.targets[b]);
      set.weights.push_back(labels.weights[b] * source_weight(samples[i].truth.source));
      sum += set.weights.back();
    }
    append_columns(signals, rows, 0, set.signals);
    if (!more.empty()) append_columns(more[i], rows, signals.width(), set.signals);
  }
  for (float& w : set.weights) w *= static_cast<float>(static_cast<double>(set.rows()) / sum);
  return set;
}

struct Trained {
  TrainedForest first, second;
};

// The second forest learns from first scores of forests that have not seen the page.
Trained train_both(const std::vector<Sample>& samples, const BoostingOptions& options,
                   const std::function<bool(const Sample&)>& chosen) {
  std::vector<SignalTable> tables(samples.size());
  for (int inner = 0; inner < kInnerFolds; ++inner) {
    auto in_fold = [&](const Sample& s) { return s.group / 7 % kInnerFolds == inner; };
    TrainedForest forest = train(
        make_set(samples, {}, [&](const Sample& s) { return chosen(s) && !in_fold(s); }), options);
    const ForestScorer scorer(forest.view());
    for (size_t i = 0; i < samples.size(); ++i) {
      if (!chosen(samples[i]) || !in_fold(samples[i])) continue;
      auto first = scorer.score(samples[i].analysis.signals);
      tables[i] = second_signals(samples[i].dom, samples[i].analysis, first);
    }
  }
  Trained t;
  t.first = train(make_set(samples, {}, chosen), options);
  t.second = train(make_set(samples, tables, chosen), options);
  return t;
}

// What extract_article would give with these scores.
std::string text_of_page(const Sample& s, std::span<const float> scores) {
  Body body = choose_body(s.dom, s.analysis, scores);
  std::string text;
  if (!has_text(judge(s.dom, s.analysis, body, {}))) return text;
  for (const std::string& t : body.texts) text += (text.empty() ? "" : "\n") + t;
  return text;
}

void print_scores(const std::vector<Sample>& samples, const std::vector<std::string>& outputs) {
  ScoreTable table;
  for (size_t i = 0; i < samples.size(); ++i) table.add(samples[i].truth, {outputs[i], {}, {}, {}});
  std::printf("%s", table.text().c_str());
}

void write_predictions(const std::string& path, const std::vector<Sample>& samples,
                       const std::vector<std::string>& outputs) {
  std::ofstream out(path);
  for (size_t i = 0; i < samples.size(); ++i) {
    boost::json::object row{{"id", samples[i].truth.id}, {"body", outputs[i]}};
    out << boost::json::serialize(row) << '\n';
  }
}

void print_gains(const Trained& t) {
  std::vector<std::string> names = local_signal_names();
  auto print = [&](const TrainedForest& f, const char* title) {
    std::vector<std::pair<double, std::string>> gains;
    for (size_t s = 0; s < f.gains.size(); ++s) gains.emplace_back(f.gains[s], names[s]);
    std::ranges::sort(gains, std::greater<>());
    std::printf("%s:", title);
    for (size_t k = 0; k < 40 && k < gains.size(); ++k) {
      std::printf(" %s %.0f;", gains[k].second.c_str(), gains[k].first);
    }
    std::printf("\n");
  };
  print(t.first, "first");
  for (std::string& name : context_signal_names()) names.push_back(name);
  print(t.second, "second");
}

void write_forest(std::ostream& out, const TrainedForest& f, const std::string& name) {
  out << "constexpr Tree k" << name << "[] = {\n";
  char number[48];
  for (size_t t = 0; t < f.trees.size(); ++t) {  // two trees a line
    const Tree& tree = f.trees[t];
    out << "{{";
    for (const Question& q : tree.questions) {
      std::snprintf(number, sizeof number, "{%d,%.6g},", q.signal,
                    static_cast<double>(q.threshold));
      std::string text = number;
      if (text.find_first_of(".e") == std::string::npos) text.insert(text.size() - 2, ".0");
      text.insert(text.size() - 2, "f");
      out << text;
    }
    out << "},{";
    for (int16_t leaf : tree.leaves) out << leaf << ',';
    out << (t % 2 && t + 1 < f.trees.size() ? "}},\n" : "}},");
  }
  out << "\n};\n";
}

void write_model(const std::string& path, const Trained& t) {
  std::ofstream out(path);
  out << "// Written by tests/score/train.cc from the shared pages; do not edit.\n"
         "// clang-format off\n"
         "#include \"parser/article/labeller.h\"\n\nnamespace winnow {\nnamespace {\n\n";
  write_forest(out, t.first, "First");
  write_forest(out, t.second, "Second");
  char text[400];
  std::snprintf(text, sizeof text,
                "\nconstexpr Forest kFirstForest = {kFirst, %.8ef, %.8ef};\n"
                "constexpr Forest kSecondForest = {kSecond, %.8ef, %.8ef};\n",
                static_cast<double>(t.first.scale), static_cast<double>(t.first.base),
                static_cast<double>(t.second.scale), static_cast<double>(t.second.base));
  out << text
      << "\n}  // namespace\n\nconst Labeller& trained_labeller() {\n"
         "  static const Labeller labeller{ForestScorer(kFirstForest), "
         "ForestScorer(kSecondForest)};\n"
         "  return labeller;\n}\n\n}  // namespace winnow\n";
}

// Out-of-fold scores, kept between runs to try other ways of choosing the body.
void write_scores(const std::string& path, const std::vector<std::vector<float>>& scores) {
  std::ofstream out(path, std::ios::binary);
  for (const auto& page : scores) {
    uint64_t n = page.size();
    out.write(reinterpret_cast<const char*>(&n), sizeof n);
    out.write(reinterpret_cast<const char*>(page.data()),
              static_cast<std::streamsize>(n * sizeof(float)));
  }
}

std::vector<std::vector<float>> read_scores(const std::string& path, size_t pages) {
  std::ifstream in(path, std::ios::binary);
  std::vector<std::vector<float>> scores(pages);
  for (auto& page : scores) {
    uint64_t n = 0;
    in.read(reinterpret_cast<char*>(&n), sizeof n);
    page.resize(n);
    in.read(reinterpret_cast<char*>(page.data()), static_cast<std::streamsize>(n * sizeof(float)));
  }
  return scores;
}

// Which signals, of both forests' rows, have a name that begins with one of `prefixes` (divided by
// commas).
std::vector<bool> signals_like(std::string_view prefixes) {
  std::vector<std::string> names = local_signal_names();
  for (std::string& name : context_signal_names()) names.push_back(std::move(name));
  std::vector<bool> chosen(names.size(), false);
  while (!prefixes.empty()) {
    size_t end = std::min(prefixes.find(','), prefixes.size());
    for (size_t s = 0; s < names.size(); ++s) {
      if (end > 0 && names[s].starts_with(prefixes.substr(0, end))) chosen[s] = true;
    }
    prefixes.remove_prefix(std::min(end + 1, prefixes.size()));
  }
  return chosen;
}

int run(int folds, const BoostingOptions& options, const std::string& predictions,
        const std::string& model, const std::string& kept_scores) {
  std::vector<Sample> samples = load(shared_directory());
  if (samples.empty()) {
    std::fprintf(stderr, "no shared pages: set WINNOW_SHARED\n");
    return 1;
  }
  size_t blocks = 0;
  for (const Sample& s : samples) blocks += s.labels.targets.size();
  std::printf("%zu pages, %zu blocks, %zu signals\n", samples.size(), blocks,
              samples.empty() ? 0 : samples[0].analysis.signals.width());
  std::vector<std::string> outputs(samples.size());
  // What labels could give at best.
  for (size_t i = 0; i < samples.size(); ++i) {
    std::vector<float> scores;
    for (float target : samples[i].labels.targets) scores.push_back(kSure * (target - 0.5f));
    outputs[i] = text_of_page(samples[i], scores);
  }
  std::printf("with perfect labels:\n");
  print_scores(samples, outputs);
  if (folds == 0 && !kept_scores.empty()) {
    auto scores = read_scores(kept_scores, samples.size());
    for (size_t i = 0; i < samples.size(); ++i) {
      const Sample& s = samples[i];
      if (scores[i].size() != s.analysis.page.blocks.size()) {
        std::fprintf(stderr, "scores of other blocks: %s\n", s.truth.id.c_str());
        scores[i].resize(s.analysis.page.blocks.size());
      }
      outputs[i] = text_of_page(s, scores[i]);
    }
    print_scores(samples, outputs);
    if (!predictions.empty()) write_predictions(predictions, samples, outputs);
  }
  if (folds > 1) {
    std::vector<std::vector<float>> all_scores(samples.size());
    std::vector<std::string> first_outputs(samples.size());
    for (int fold = 0; fold < folds; ++fold) {
      auto inside = [&](const Sample& s) { return s.group % folds == fold; };
      Trained t = train_both(samples, options, [&](const Sample& s) { return !inside(s); });
      if (fold == 0) print_gains(t);
      Labeller labeller{ForestScorer(t.first.view()), ForestScorer(t.second.view())};
      for (size_t i = 0; i < samples.size(); ++i) {
        if (!inside(samples[i])) continue;
        auto first = labeller.first.score(samples[i].analysis.signals);
        first_outputs[i] = text_of_page(samples[i], first);
        auto scores = label(labeller, samples[i].dom, samples[i].analysis);
        outputs[i] = text_of_page(samples[i], scores);
        all_scores[i] = std::move(scores);
      }
      std::fprintf(stderr, "fold %d done\n", fold);
    }
    std::printf("cross-validated, %d folds of sites, by the first forest alone:\n", folds);
    print_scores(samples, first_outputs);
    std::printf("by both:\n");
    print_scores(samples, outputs);
    if (!predictions.empty()) write_predictions(predictions, samples, outputs);
    if (!kept_scores.empty()) write_scores(kept_scores, all_scores);
  }
  if (!model.empty()) {
    const Trained t = train_both(samples, options, [](const Sample&) { return true; });
    write_model(model, t);
    const Labeller labeller{ForestScorer(t.first.view()), ForestScorer(t.second.view())};
    for (size_t i = 0; i < samples.size(); ++i) {
      outputs[i] = text_of_page(samples[i], label(labeller, samples[i].dom, samples[i].analysis));
    }
    std::printf("on the pages learned from:\n");
    print_scores(samples, outputs);
  }
  return 0;
}

}  // namespace
}  // namespace winnow::score

int main(int argc, char** argv) {
  int folds = 0;
  winnow::score::BoostingOptions options;
  using winnow::score::signals_like;
  options.without = signals_like(winnow::score::kWithout);
  std::string predictions, model, scores;
  for (int i = 1; i + 1 < argc; i += 2) {
    std::string name = argv[i];
    if (name == "--folds") folds = std::atoi(argv[i + 1]);
    if (name == "--rate") options.rate = std::strtof(argv[i + 1], nullptr);
    if (name == "--smoothing") options.smoothing = std::strtof(argv[i + 1], nullptr);
    if (name == "--signals") options.signals_a_tree = std::strtof(argv[i + 1], nullptr);
    if (name == "--seed") options.seed = std::strtoull(argv[i + 1], nullptr, 10);
    if (name == "--forests") options.forests = std::atoi(argv[i + 1]);
    if (name == "--trees") options.trees = std::atoi(argv[i + 1]);
    if (name == "--without") options.without = signals_like(argv[i + 1]);
    if (name == "--predictions") predictions = argv[i + 1];
    if (name == "--model") model = argv[i + 1];
    if (name == "--scores") scores = argv[i + 1];
  }
  return winnow::score::run(folds, options, predictions, model, scores);
}
