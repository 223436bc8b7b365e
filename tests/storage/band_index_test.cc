#include "storage/band_index.h"

#include <random>

#include "parser/text/fingerprint.h"
#include "tests/catch.h"
#include "tests/storage/support/store_builders.h"

using namespace winnow;
using namespace winnow::test;

namespace {

using Owners = std::map<BandKey, uint64_t>;

// An open store whose bands are changed past its articles.
struct Bands {
  explicit Bands(const MemEnv& mem) { store.open("/store", mem.options()); }
  BandIndex& index() { return *store.bands; }

  void commit(const Owners& changes) {
    leveldb::WriteBatch batch;
    for (const auto& [band, sequence] : changes) index().own(band, sequence);
    index().save(batch, ++number);
    store.write(batch, false);
  }

  Owners all() {
    Owners owners;
    index().each(
        [&](BandKey band, uint64_t sequence) { CHECK(owners.emplace(band, sequence).second); });
    return owners;
  }

  size_t keys_with(std::string_view prefix) {
    size_t count = 0;
    Store::Impl::Iterator it = store.iterate(false);
    store.each(it, prefix, [&](auto, auto) { return ++count; });
    return count;
  }

  Store::Impl store;
  static inline uint64_t number = 0;
};

constexpr size_t kAllInMemory = 1 << 20, kNoneInMemory = 0;

}  // namespace

TEST_CASE("a band is owned by whom it was given to last, in memory and in chunks") {
  MemEnv mem;
  Bands bands(mem);
  const BandKey band = band_key(13, 0x4455667788);
  CHECK(band == 0xD44'5566'7788);
  CHECK(bands.index().owner(band) == 0);
  for (const size_t most : {kAllInMemory, kNoneInMemory}) {
    for (const uint64_t owner : {7, 9, 0, 300}) {
      bands.commit({{band, owner}, {band + 1, 5}});
      bands.index().settle(1, most);
      CHECK(bands.index().owner(band) == owner);
    }
    CHECK(bands.index().owner(band - 1) == 0);
  }
}

TEST_CASE("the last bands are a record a commit until they are written in order") {
  MemEnv mem;
  Bands bands(mem);
  for (uint64_t i = 1; i <= 5; ++i) {
    bands.commit({{band_key(i, i), i}});
    bands.commit({});
    bands.index().settle(1, 4);
    CHECK(bands.keys_with(keys::kBandChanges) == (i < 5 ? i : 0));
    CHECK(bands.keys_with(keys::kBandChunks) == (i < 5 ? 0 : 5));
  }
}

TEST_CASE("a bucket of many chunks becomes one chunk, without what nobody owns any more") {
  MemEnv mem;
  Bands bands(mem);
  const auto put_together = [&] { bands.index().settle(1 << 14, kAllInMemory); };
  for (uint64_t i = 0; i < 3; ++i) {
    Owners some;
    for (uint64_t band = 0; band < 200; ++band) some[i * 150 + band] = i + 1;
    bands.commit(some);
    bands.index().settle(1, kNoneInMemory);
  }
  CHECK(bands.keys_with(keys::kBandChunks) == 3);
  put_together();
  CHECK(bands.keys_with(keys::kBandChunks) == 1);
  CHECK(bands.index().owner(149) == 1);
  CHECK(bands.index().owner(150) == 2);
  CHECK(bands.index().owner(499) == 3);
  const Owners before = bands.all();
  CHECK(before.size() == 500);
  Owners none;
  for (const auto& [band, sequence] : before) none[band] = 0;
  bands.commit(none);
  bands.index().settle(1, kNoneInMemory);
  CHECK(bands.all().empty());
  put_together();
  CHECK(bands.keys_with(keys::kBandChunks) == 0);
  CHECK(bands.index().owner(150) == 0);
}

TEST_CASE("the index of bands agrees with a map, whenever it is opened again") {
  std::mt19937_64 random(5);
  MemEnv mem;
  Owners model;
  for (int round = 0; round < 20; ++round) {
    Bands bands(mem);
    for (int commit = 0; commit < 60; ++commit) {
      Owners changes;
      for (int i = 0; i < 14; ++i) {
        // Few buckets, so that some are put together; a third of all is given up again.
        const BandKey band = band_key(random() % 14, random() % 3 << 30 | random() % 400);
        changes[band] = random() % 3 ? random() % 100'000 : 0;
      }
      bands.commit(changes);
      for (const auto& [band, sequence] : changes) model[band] = sequence;
      bands.index().settle(random() % 2'000, 500);
      const BandKey any = band_key(random() % 14, random() % 3 << 30 | random() % 400);
      REQUIRE(bands.index().owner(any) == (model.contains(any) ? model[any] : 0));
    }
    std::erase_if(model, [](const auto& each) { return each.second == 0; });
    REQUIRE(bands.all() == model);
  }
}

TEST_CASE("a snapshot's index of bands stays as it was") {
  MemEnv mem;
  Bands bands(mem);
  bands.commit({{1, 1}, {2, 2}});
  bands.index().settle(1, kNoneInMemory);
  bands.commit({{2, 3}});
  const SnapshotGuard snapshot(bands.store);
  bands.commit({{1, 9}, {2, 9}});
  bands.index().settle(1 << 14, kNoneInMemory);
  const BandIndex then(bands.store, snapshot.get());
  CHECK(then.owner(1) == 1);
  CHECK(then.owner(2) == 3);
  CHECK(then.owner(3) == 0);
}

TEST_CASE("a store with a key for each band is taken over") {
  MemEnv mem;
  Commit one = article_commit("http://a.example/", "one"),
         two = article_commit("http://b.example/", "two");
  one.article->fingerprint = fingerprint_of("one");
  two.article->fingerprint = fingerprint_of("two");
  mem.open()->apply({one, two}, false);
  Owners before;
  {
    Bands bands(mem);
    before = bands.all();
    CHECK(before.size() == 28);
    leveldb::WriteBatch batch;
    Store::Impl::Iterator it = bands.store.iterate(false);
    bands.store.each(it, "b", [&](std::string_view key, auto) {
      batch.Delete(slice(key));
      return true;
    });
    for (char number = 0; number < 14; ++number)
      batch.Put(std::string{'b', number, 1, 2, 3, 4}, "\1");
    bands.store.write(batch, false);
  }
  Bands bands(mem);
  CHECK(bands.all() == before);
  CHECK(bands.keys_with("b") == bands.keys_with(keys::kBandChanges));
}

TEST_CASE("damaged chunks of bands count as absent") {
  MemEnv mem;
  Bands bands(mem);
  bands.commit({{1, 1}});
  bands.index().settle(1, kNoneInMemory);
  leveldb::WriteBatch batch;
  batch.Put(keys::band_chunk({0, 99}), "?");
  batch.Put(keys::band_chunk({0xFFFF, 99}), "?");
  bands.store.write(batch, false);
  CHECK(bands.index().owner(1) == 1);
  CHECK(bands.all().size() == 1);
  CHECK(bands.store.damaged > 0);
}
