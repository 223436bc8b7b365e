// What finding near duplicates gains and costs: dedupe_bench [ARTICLES]. ARTICLES (default 6,000)
// made by a fixed generator, half of them Chinese, go into a new store in a temporary folder, each
// twelfth with an edited twin of each kind. Prints what share of each kind is found, precision and
// recall, the time a page, and what the bands and clusters add to the compacted database.
#include <leveldb/db.h>
#include <leveldb/filter_policy.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <set>

#include "parser/text/fingerprint.h"
#include "storage/store.h"
#include "tests/bench/made_word.h"

using namespace winnow;
namespace fs = std::filesystem;

namespace {

using Text = std::vector<std::string>;  // words or characters

double now() {
  using Clock = std::chrono::steady_clock;
  return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
}

Text words(std::mt19937_64& random, bool chinese, size_t count) {
  Text text;
  for (size_t i = 0; i < count; ++i) text.push_back(made_word(random, chinese));
  return text;
}

std::string join(const Text& text) {
  std::string out;
  for (const std::string& each : text) out += each;
  return out;
}

double jaccard(const Text& a, const Text& b) {
  const auto shingles = [](const Text& text) {
    std::set<std::string> all;
    for (size_t i = 0; i + 5 <= text.size(); ++i) all.insert(join({&text[i], &text[i] + 5}));
    return all;
  };
  const auto of_a = shingles(a), of_b = shingles(b);
  size_t both = 0;
  for (const auto& each : of_a) both += of_b.contains(each);
  return static_cast<double>(both) / static_cast<double>(of_a.size() + of_b.size() - both);
}

struct Edit {
  const char* name;
  bool duplicate;
  Text (*make)(Text text, std::mt19937_64& random, bool chinese);
};

Text replaced(Text text, std::mt19937_64& random, bool chinese, size_t every) {
  for (size_t i = every / 2; i < text.size(); i += every)
    text[i] = made_word(random, chinese) + "z";
  return text;
}

const Edit kEdits[] = {
    {"other lead", true,
     [](Text t, std::mt19937_64& r, bool zh) {
       const Text lead = words(r, zh, 25);
       std::copy(lead.begin(), lead.end(), t.begin());
       return t;
     }},
    {"editor's lines", true,
     [](Text t, std::mt19937_64& r, bool zh) {
       const Text more = words(r, zh, 30);
       t.insert(t.end(), more.begin(), more.end());
       return t;
     }},
    {"cut tail", true,
     [](Text t, std::mt19937_64&, bool) {
       t.resize(t.size() * 17 / 20);
       return t;
     }},
    {"typos", true,
     [](Text t, std::mt19937_64& r, bool zh) { return replaced(std::move(t), r, zh, 100); }},
    {"paragraphs in other order", true,
     [](Text t, std::mt19937_64&, bool) {
       std::rotate(t.begin(), t.begin() + static_cast<long>(t.size() / 3), t.end());
       return t;
     }},
    {"half rewritten", false,
     [](Text t, std::mt19937_64& r, bool zh) {
       const Text half = words(r, zh, t.size() / 2);
       std::copy(half.begin(), half.end(), t.begin());
       return t;
     }},
    {"same template, other facts", false,
     [](Text t, std::mt19937_64& r, bool zh) { return replaced(std::move(t), r, zh, 10); }},
};

Commit commit_of(size_t number, const Text& text, double& fingerprinting) {
  Commit commit;
  ArticleRecord& article = commit.article.emplace();
  article.url =
      "https://site" + std::to_string(number % 500) + ".example/" + std::to_string(number);
  commit.url.emplace().url = article.url;
  commit.url->outcome = 1;
  article.blocks = {{BlockKind::kParagraph, 0, number, join(text)}};
  const double before = now();
  article.fingerprint = fingerprint_of(article.blocks[0].text);
  fingerprinting += now() - before;
  return commit;
}

// Bytes of the tables after compaction; without the index of near duplicates if `without`.
uint64_t table_bytes(const fs::path& folder, bool without) {
  const std::unique_ptr<const leveldb::FilterPolicy> filter(leveldb::NewBloomFilterPolicy(10));
  leveldb::Options options;
  options.filter_policy = filter.get();
  leveldb::DB* opened = nullptr;
  if (!leveldb::DB::Open(options, folder.string(), &opened).ok()) std::abort();
  const std::unique_ptr<leveldb::DB> db(opened);
  if (without) {
    const std::unique_ptr<leveldb::Iterator> it(db->NewIterator({}));
    for (it->Seek("b"); it->Valid() && it->key().ToString() < "d"; it->Next())
      db->Delete({}, it->key());
  }
  db->CompactRange(nullptr, nullptr);
  uint64_t bytes = 0;
  for (const auto& file : fs::directory_iterator(folder))
    if (file.path().extension() == ".ldb") bytes += file.file_size();
  return bytes;
}

}  // namespace

int main(int argc, char** argv) {
  const size_t count = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 6000;
  const fs::path folder = fs::temp_directory_path() / "winnow-dedupe-bench";
  fs::remove_all(folder);
  std::mt19937_64 random(1);
  double fingerprinting = 0, plain = 0, with_bands = 0, of_twins = 0;
  size_t stored = 0, bytes = 0, right = 0, wrong = 0, missed = 0, strangers = 0;
  size_t tried[std::size(kEdits)] = {}, found[std::size(kEdits)] = {};
  double similar[std::size(kEdits)] = {};
  {
    StoreOptions options;
    const auto store = Store::open(folder, options);
    const auto put = [&](const Text& text, double& took) {
      Commit commit = commit_of(stored++, text, fingerprinting);
      bytes += commit.article->blocks[0].text.size();
      const double before = now();
      store->apply({commit}, false);
      took += now() - before;
      return *store->article(commit.article->url);
    };
    for (size_t i = 0; i < count; ++i) {
      const bool chinese = i % 2;
      const Text text =
          words(random, chinese, chinese ? 1000 + random() % 1500 : 500 + random() % 900);
      const ArticleRecord original = put(text, with_bands);
      strangers += original.cluster_id != 0;
      if (i % 12 > 1) continue;
      for (size_t e = 0; e < std::size(kEdits); ++e) {
        const Text twin = kEdits[e].make(text, random, chinese);
        similar[e] += jaccard(text, twin);
        ++tried[e];
        const bool met = put(twin, of_twins).cluster_id != 0;
        found[e] += met;
        (kEdits[e].duplicate ? (met ? right : missed) : wrong) += kEdits[e].duplicate || met;
      }
    }
    const auto other = Store::open(folder.string() + "-plain", options);
    std::mt19937_64 again(2);
    double unused = 0;
    for (size_t i = 0; i < count; ++i) {
      Commit commit = commit_of(i, words(again, i % 2, i % 2 ? 1750 : 950), unused);
      commit.article->fingerprint.bands = {};
      const double before = now();
      other->apply({commit}, false);
      plain += now() - before;
    }
  }
  wrong += strangers;
  for (size_t e = 0; e < std::size(kEdits); ++e)
    std::printf("%-27s %s, Jaccard %.2f: %zu of %zu found\n", kEdits[e].name,
                kEdits[e].duplicate ? "duplicate" : "none", similar[e] / tried[e], found[e],
                tried[e]);
  std::printf("precision %.3f, recall %.3f; %zu of %zu unrelated articles in a cluster\n",
              double(right) / double(right + wrong), double(right) / double(right + missed),
              strangers, count);
  std::printf(
      "a page of %zu bytes: fingerprint %.1f us; commit %.1f us, of an edited twin %.1f us, "
      "without "
      "bands %.1f us\n",
      bytes / stored, fingerprinting / stored * 1e6, with_bands / count * 1e6,
      of_twins / (stored - count) * 1e6, plain / count * 1e6);
  const uint64_t whole = table_bytes(folder, false), rest = table_bytes(folder, true);
  std::printf("%zu articles: bands and clusters take %.0f bytes each\n", stored,
              double(whole - rest) / stored);
  fs::remove_all(folder);
  fs::remove_all(folder.string() + "-plain");
}
