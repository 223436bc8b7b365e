// How near duplicates are found by how similar they are: similarity_bench [FAMILIES]. Makes
// families (default 200) of an article and its edits, half of them Chinese: paragraphs dropped or
// added, sentences rewritten, another site's lead and tail; and reports of one template with other
// facts. The truth is the exact Jaccard similarity of all pairs. Prints, by similarity, how many
// pairs share a band beside 1-(1-s^8)^14 and how many are in one cluster of a store, then precision
// and recall of the clusters.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <random>
#include <set>
#include <unordered_map>

#include "parser/text/fingerprint.h"
#include "storage/store.h"
#include "tests/bench/made_word.h"

using namespace winnow;
namespace fs = std::filesystem;

namespace {

using Words = std::vector<std::string>;
using Article = std::vector<Words>;  // by paragraph

std::mt19937_64 random_bits(1);

std::string word(bool chinese) { return made_word(random_bits, chinese); }

Words words(bool chinese, size_t count) {
  Words made;
  while (made.size() < count) made.push_back(word(chinese));
  return made;
}

Article article(bool chinese) {
  Article made;
  for (size_t i = 0; i < 20; ++i) made.push_back(words(chinese, 25 + random_bits() % 50));
  return made;
}

Article paragraphs_dropped(Article a, bool, size_t some) {
  for (size_t i = 0; i < some; ++i)
    a.erase(a.begin() + static_cast<long>(random_bits() % a.size()));
  return a;
}

Article paragraphs_added(Article a, bool chinese, size_t some) {
  for (size_t i = 0; i < some; ++i)
    a.insert(a.begin() + static_cast<long>(random_bits() % a.size()), words(chinese, 45));
  return a;
}

// A sentence is a run of 12 words; each of those chosen changes every third.
Article sentences_rewritten(Article a, bool chinese, size_t some) {
  for (size_t i = 0; i < 2 * some; ++i) {
    Words& paragraph = a[random_bits() % a.size()];
    const size_t begin = random_bits() % (paragraph.size() - 12);
    for (size_t at = begin; at < begin + 12; at += 3) paragraph[at] = word(chinese);
  }
  return a;
}

Article other_lead_and_tail(Article a, bool chinese, size_t some) {
  a.insert(a.begin(), words(chinese, 22 * some));
  a.push_back(words(chinese, 22 * some));
  return a;
}

// Two templates of reports, a lot of the words of which are facts.
Article report(const Article& form, bool chinese, size_t every) {
  Article made = form;
  for (Words& paragraph : made)
    for (size_t i = random_bits() % every; i < paragraph.size(); i += every)
      paragraph[i] = word(chinese);
  return made;
}

struct Item {
  std::string text;
  std::set<std::string> shingles;
  Fingerprint fingerprint;
  uint64_t cluster = 0;
};

Item item(const Article& article) {
  Item made;
  Words all;
  for (const Words& paragraph : article) {
    for (const std::string& each : paragraph) made.text += each;
    made.text += '\n';
    all.insert(all.end(), paragraph.begin(), paragraph.end());
  }
  for (size_t i = 0; i + 5 <= all.size(); ++i)
    made.shingles.insert(all[i] + all[i + 1] + all[i + 2] + all[i + 3] + all[i + 4]);
  made.fingerprint = fingerprint_of(made.text);
  return made;
}

std::vector<Item> made_items(size_t families) {
  using Edit = Article (*)(Article, bool, size_t);
  constexpr Edit kEdits[] = {paragraphs_dropped, paragraphs_added, sentences_rewritten,
                             other_lead_and_tail};
  std::vector<Item> items;
  for (size_t family = 0; family < families; ++family) {
    const bool chinese = family % 2;
    const Article original = article(chinese);
    items.push_back(item(original));
    for (const Edit edit : kEdits)
      for (const size_t some : {1, 3, 6}) items.push_back(item(edit(original, chinese, some)));
    if (family % 20 > 1) continue;
    for (size_t i = 0; i < 10; ++i)
      items.push_back(item(report(original, chinese, 8 + family % 7)));
  }
  return items;
}

void store_all(std::vector<Item>& items) {
  const fs::path folder = fs::temp_directory_path() / "winnow-similarity-bench";
  fs::remove_all(folder);
  const auto store = Store::open(folder, StoreOptions{});
  const auto href = [](size_t i) {
    return "https://s" + std::to_string(i % 97) + ".example/" + std::to_string(i);
  };
  for (size_t i = 0; i < items.size(); ++i) {
    Commit commit;
    ArticleRecord& article = commit.article.emplace();
    article.url = href(i);
    article.blocks = {{BlockKind::kParagraph, 0, i, items[i].text}};
    article.fingerprint = items[i].fingerprint;
    commit.url.emplace().url = article.url;
    commit.url->outcome = 1;
    store->apply({commit}, false);
  }
  for (size_t i = 0; i < items.size(); ++i) items[i].cluster = store->article(href(i))->cluster_id;
  fs::remove_all(folder);
}

// The shingles that each pair has in common, for all pairs that have any.
std::unordered_map<uint64_t, size_t> in_common(const std::vector<Item>& items) {
  std::unordered_map<std::string_view, std::vector<size_t>> holders;
  for (size_t i = 0; i < items.size(); ++i)
    for (const std::string& shingle : items[i].shingles) holders[shingle].push_back(i);
  std::unordered_map<uint64_t, size_t> pairs;
  for (const auto& [shingle, who] : holders)
    for (size_t a = 0; a < who.size(); ++a)
      for (size_t b = a + 1; b < who.size(); ++b) ++pairs[who[a] << 32 | who[b]];
  return pairs;
}

struct Bucket {
  size_t pairs = 0, banded = 0, clustered = 0;
  double theory = 0;
};

}  // namespace

int main(int argc, char** argv) {
  std::vector<Item> items = made_items(argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 200);
  store_all(items);
  std::map<int, Bucket> buckets;         // by tenths, .9 to 1 by halves of them
  std::map<int, size_t> similar, found;  // pairs at least so similar, those of them in a cluster
  size_t clustered = 0;
  std::map<uint64_t, size_t> sizes;
  for (const Item& each : items) ++sizes[each.cluster];
  for (const auto& [cluster, size] : sizes)
    if (cluster) clustered += size * (size - 1) / 2;
  for (const auto& [pair, both] : in_common(items)) {
    const Item &a = items[pair >> 32], &b = items[pair & UINT32_MAX];
    const double s =
        double(both) / static_cast<double>(a.shingles.size() + b.shingles.size() - both);
    Bucket& bucket = buckets[static_cast<int>(s * 20)];
    ++bucket.pairs;
    bucket.theory += 1 - std::pow(1 - std::pow(s, 8), 14);
    bool banded = false;
    for (size_t i = 0; i < a.fingerprint.bands.size(); ++i)
      banded = banded || a.fingerprint.bands[i] == b.fingerprint.bands[i];
    const bool met = a.cluster && a.cluster == b.cluster;
    bucket.banded += banded;
    bucket.clustered += met;
    for (const int bound : {50, 60, 70, 80, 90}) {
      similar[bound] += s * 100 >= bound;
      found[bound] += s * 100 >= bound && met;
    }
  }
  std::printf("%zu articles\nJaccard      pairs  share a band  theory  in one cluster\n",
              items.size());
  for (const auto& [twentieth, b] : buckets) {
    if (twentieth < 4) continue;
    const auto share = [&](double n) { return n / static_cast<double>(b.pairs); };
    std::printf("%.2f-%.2f %9zu %13.3f %7.3f %15.3f\n", twentieth / 20.0, (twentieth + 1) / 20.0,
                b.pairs, share(double(b.banded)), share(b.theory), share(double(b.clustered)));
  }
  for (const auto& [bound, pairs] : similar)
    std::printf("duplicate from Jaccard %.2f: precision %.3f, recall %.3f of %zu pairs\n",
                bound / 100.0, double(found[bound]) / double(clustered),
                double(found[bound]) / double(pairs), pairs);
}
