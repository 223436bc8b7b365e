#pragma once
// The stages of extract(), timed one by one, as extract_bench and crawl_bench print them.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parser/article/body.h"
#include "parser/article/labeller.h"
#include "parser/article/verdict.h"
#include "parser/extract.h"
#include "parser/html/dom_builder.h"
#include "parser/html/gumbo.h"
#include "parser/html/input_stream.h"
#include "parser/html/links.h"
#include "parser/html/metadata.h"
#include "parser/html/skeleton.h"
#include "parser/text/fingerprint.h"
#include "parser/text/language.h"
#include "parser/text/quality.h"
#include "tests/bench/clocks.h"

namespace winnow {

// CPU time of this thread so far, in microseconds.
inline double cpu_us() { return thread_cpu() * 1e6; }

// CPU time of each stage of one page, in the order in which the stages run.
class Stages {
 public:
  template <class Call>
  void time(const char* name, Call call) {
    const double start = cpu_us();
    call();
    us_.emplace_back(name, cpu_us() - start);
  }
  double operator[](std::string_view name) const {
    for (const auto& [stage, us] : us_) {
      if (stage == name) return us;
    }
    return 0;
  }
  // Per stage the lesser of both runs of one page: what else the machine did only adds.
  void take_lesser(const Stages& other) {
    if (us_.empty()) us_ = other.us_;
    for (size_t i = 0; i < other.us_.size(); ++i)
      us_[i].second = std::min(us_[i].second, other.us_[i].second);
  }
  void add(const Stages& other) {
    for (const auto& [stage, us] : other.us_) {
      const auto found =
          std::find_if(us_.begin(), us_.end(), [&](const auto& s) { return s.first == stage; });
      if (found == us_.end())
        us_.emplace_back(stage, us);
      else
        found->second += us;
    }
  }
  const std::vector<std::pair<std::string_view, double>>& all() const { return us_; }

 private:
  std::vector<std::pair<std::string_view, double>> us_;
};

// What Dom::parse does, but for writing the flat tree. What Gumbo is given: the page, if it has no
// skeleton.
struct TreeTimed {
  bool without_skeleton = false;
  size_t skeleton_bytes = 0;
};
inline TreeTimed time_tree(std::string_view text, Stages& stages) {
  std::string storage;
  std::string_view input;
  stages.time("preprocess", [&] { input = preprocess(text, storage); });
  Arena strings;
  Skeleton skeleton;
  SkeletonResult result{};
  stages.time("skeleton and guard", [&] { result = make_skeleton(input, {}, strings, skeleton); });
  static Arena arena;
  arena.reset(16 << 20);
  const bool none = result == SkeletonResult::kNone;
  stages.time("Gumbo on the skeleton",
              [&] { parse_with_gumbo(none ? input : skeleton.html, arena, {}); });
  return {none, skeleton.html.size()};
}

// What extract() does with the tree, one stage after the other. `url`: the page's, if it is known.
inline void time_extraction(const Dom& dom, std::string_view charset, std::optional<Url> url,
                            Stages& stages) {
  if (!url) {
    stages.time("declared URL", [&] {
      if (Result<Url> declared = Url::parse(declared_url(dom))) url = *declared;
    });
  }
  Metadata metadata;
  stages.time("metadata",
              [&] { metadata = metadata_of(dom, url ? url->path() : std::string_view()); });
  stages.time("links", [&] {
    if (url) links_of(dom, *url, 1000, charset);
  });
  Analysis analysis;
  const std::string_view title =
      page_title(dom).empty() ? std::string_view(metadata.title) : page_title(dom);
  stages.time("blocks", [&] { analysis.page = cut_blocks(dom); });
  stages.time("outline", [&] { analysis.outline = outline_of(dom, analysis.page, title); });
  stages.time("teasers",
              [&] { analysis.teasers = teasers_of(dom, analysis.page, analysis.outline); });
  std::vector<uint32_t> cues;
  stages.time("chrome rules", [&] {
    for (const PageBlock& b : analysis.page.blocks) {
      analysis.matches.push_back(match_rules(b.text, b.stats.words));
      cues.push_back(analysis.matches.back().cues);
    }
  });
  stages.time("signals", [&] {
    analysis.signals = local_signals(dom, analysis.page, analysis.outline, cues, analysis.teasers);
  });
  std::vector<float> labels;
  stages.time("labels", [&] { labels = label(trained_labeller(), dom, analysis); });
  Body body;
  stages.time("body", [&] { body = choose_body(dom, analysis, labels); });
  Verdict verdict{};
  stages.time("verdict", [&] { verdict = judge(dom, analysis, body, {}); });
  if (!has_text(verdict)) return;
  stages.time("block hashes, fingerprint", [&] {
    Fingerprinter fingerprinter;
    for (const std::string& block : body.texts) fingerprinter.add(block);
    fingerprinter.finish();
  });
  std::string text;
  for (const std::string& block : body.texts) text += block + '\n';
  stages.time("language", [&] { language_of(text, metadata.declared_language); });
  std::vector<Block> blocks;
  for (size_t i = 0; i < body.kept.size(); ++i)
    blocks.push_back({analysis.page.blocks[body.kept[i]].kind, 0, 0, body.texts[i]});
  stages.time("quality signals", [&] { quality_of(blocks); });
}

}  // namespace winnow
