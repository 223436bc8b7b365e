// What finding near duplicates gains and costs: dedupe_bench [ARTICLES [ROUNDS]]. ARTICLES (default
// 24,000) made by a fixed generator, half of them Chinese, go into a new store in a temporary
// folder, each twelfth with an edited twin of each kind. Prints what share of each kind is found,
// precision and recall; the CPU time a page, LevelDB's own thread included, beside that of a store
// whose articles have no bands, each time by turns, of ROUNDS (default 5) the medians and the
// range; and what bands and clusters add to the compacted database; both with and without twins. A
// host's template is learned of one article without bands, so what is counted has the cost of
// learning too.
#include <leveldb/db.h>
#include <leveldb/filter_policy.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <set>

#include "parser/text/fingerprint.h"
#include "storage/store.h"
#include "tests/bench/clocks.h"
#include "tests/bench/made_word.h"

using namespace winnow;
namespace fs = std::filesystem;

namespace {

using Text = std::vector<std::string>;  // words or characters

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

struct Made {
  Commit commit;
  size_t original = 0;         // of a twin, its place
  const Edit* edit = nullptr;  // of a twin
};

Made made_of(size_t number, const Text& text) {
  Made made;
  ArticleRecord& article = made.commit.article.emplace();
  article.url =
      "https://site" + std::to_string(number % 500) + ".example/" + std::to_string(number);
  made.commit.url.emplace().url = article.url;
  made.commit.url->outcome = 1;
  article.blocks = {{BlockKind::kParagraph, 0, number, join(text)}};
  return made;
}

struct Similar {
  double jaccard = 0;
  size_t tried = 0, found = 0;
};

// `twins`: after each twelfth article one of each edit.
std::vector<Made> make(size_t count, bool twins, std::map<const Edit*, Similar>& similar) {
  std::mt19937_64 random(1);
  std::vector<Made> all;
  for (size_t i = 0; i < count; ++i) {
    const bool chinese = i % 2;
    const Text text =
        words(random, chinese, chinese ? 1000 + random() % 1500 : 500 + random() % 900);
    const size_t original = all.size();
    all.push_back(made_of(original, text));
    if (!twins || i % 12 > 1) continue;
    for (const Edit& edit : kEdits) {
      const Text twin = edit.make(text, random, chinese);
      if (i < 1200) similar[&edit].jaccard += jaccard(text, twin) / 200;
      all.push_back(made_of(all.size(), twin));
      all.back().original = original;
      all.back().edit = &edit;
    }
  }
  return all;
}

std::unique_ptr<Store> store_all(const fs::path& folder, const std::vector<Made>& all) {
  fs::remove_all(folder);
  auto store = Store::open(folder, {});
  for (const Made& made : all) store->apply({made.commit}, false);
  return store;
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

void print_found(const Store& store, const std::vector<Made>& all,
                 std::map<const Edit*, Similar>& similar) {
  const auto cluster = [&](size_t i) { return store.article(all[i].commit.url->url)->cluster_id; };
  std::set<uint64_t> of_twins;
  for (const Made& made : all)
    if (made.edit) of_twins.insert(cluster(made.original));
  size_t right = 0, wrong = 0, missed = 0, alone = 0;
  for (size_t i = 0; i < all.size(); ++i) {
    const uint64_t own = cluster(i);
    if (!all[i].edit) {
      wrong += own != 0 && !of_twins.contains(own);
      ++alone;
      continue;
    }
    const bool met = own != 0 && own == cluster(all[i].original);
    ++similar[all[i].edit].tried;
    similar[all[i].edit].found += met;
    (all[i].edit->duplicate ? (met ? right : missed) : wrong) += all[i].edit->duplicate || met;
  }
  for (const Edit& edit : kEdits)
    std::printf("%-27s %s, Jaccard %.2f: %zu of %zu found\n", edit.name,
                edit.duplicate ? "duplicate" : "none", similar[&edit].jaccard, similar[&edit].found,
                similar[&edit].tried);
  std::printf("precision %.3f, recall %.3f of %zu articles and %zu twins\n",
              double(right) / double(right + wrong), double(right) / double(right + missed), alone,
              all.size() - alone);
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

// CPU time in microseconds a page, a round each.
struct Costs {
  std::vector<double> fingerprint, plain, with_bands, all;
};

// Leaves the store with bands.
Costs measure(const fs::path& folder, std::vector<Made>& made, size_t rounds) {
  Costs costs;
  const auto timed = [&](std::vector<double>& times, auto what) {
    const double began = cpu();
    what();
    times.push_back((cpu() - began) / double(made.size()) * 1e6);
  };
  for (size_t round = 0; round < rounds; ++round) {
    for (Made& each : made) each.commit.article->fingerprint.bands = {};
    std::unique_ptr<Store> store;
    timed(costs.plain, [&] { store = store_all(folder, made); });
    store.reset();
    timed(costs.fingerprint, [&] {
      for (Made& each : made)
        each.commit.article->fingerprint = fingerprint_of(each.commit.article->blocks[0].text);
    });
    timed(costs.with_bands, [&] { store = store_all(folder, made); });
    costs.all.push_back(costs.fingerprint.back() + costs.with_bands.back() - costs.plain.back());
  }
  return costs;
}

void print_costs(const fs::path& folder, std::vector<Made>& made, size_t rounds, const char* with) {
  const Costs costs = measure(folder, made, rounds);
  size_t bytes = 0;
  for (const Made& each : made) bytes += each.commit.article->blocks[0].text.size();
  const auto [least, most] = std::ranges::minmax(costs.all);
  std::printf(
      "%s: a page of %zu bytes: fingerprint %.1f us; commit %.1f us, without bands %.1f us; so "
      "near "
      "duplicates cost %.1f us (%.1f to %.1f in %zu rounds)\n",
      with, bytes / made.size(), median(costs.fingerprint), median(costs.with_bands),
      median(costs.plain), median(costs.all), least, most, rounds);
}

void print_size(const fs::path& folder, size_t articles, const char* with) {
  const uint64_t whole = table_bytes(folder, false), rest = table_bytes(folder, true);
  const size_t in_record = std::tuple_size_v<decltype(Fingerprint::bands)> * 5;
  std::printf("%s: bands and clusters take %.0f bytes an article, its own bands %zu more\n", with,
              double(whole - rest) / double(articles), in_record);
}

}  // namespace

int main(int argc, char** argv) {
  const size_t count = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 24'000;
  const size_t rounds = argc > 2 ? std::max(std::strtoul(argv[2], nullptr, 10), 1ul) : 5;
  const fs::path folder = fs::temp_directory_path() / "winnow-dedupe-bench";
  std::map<const Edit*, Similar> similar;
  for (const bool twins : {true, false}) {
    const char* const with = twins ? "with twins" : "without twins";
    std::vector<Made> all = make(count, twins, similar);
    print_costs(folder, all, rounds, with);
    if (twins) print_found(*Store::open(folder, {}), all, similar);
    print_size(folder, all.size(), with);
  }
  fs::remove_all(folder);
}
