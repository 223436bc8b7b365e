#include "storage/codec.h"

#include <string>

#include "storage/fields.h"
#include "storage/keys.h"
#include "tests/catch.h"

using namespace winnow;
using namespace std::string_literals;
using Catch::Matchers::Contains;

namespace {

std::string hex(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    char pair[3];
    std::snprintf(pair, sizeof pair, "%02x", static_cast<uint8_t>(c));
    out += pair;
  }
  return out;
}

std::string unhex(std::string_view digits) {
  std::string bytes;
  for (size_t i = 0; i + 1 < digits.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
  return bytes;
}

Time ms(int64_t n) { return Time(Millis(n)); }

HostRecord host() {
  HostRecord r;
  r.authority = "www.a.example:81";
  r.seeded = true;
  r.next_allowed = ms(1'700'000'000'000);
  r.latency_ms = 300;
  r.errors_in_row = 1;
  r.breaker_opened = 2;
  r.breaker_until = ms(-1);
  r.pages = 128;
  r.articles = 5;
  r.queued = 6;
  r.barren = 200;
  r.samples = 3;
  r.false_lastmods = 3;
  return r;
}

QueueEntry entry() {
  QueueEntry r;
  r.url = "https://a.example/x?y";
  r.kind = FetchKind::kFeed;
  r.priority = 3;
  r.depth = 260;
  r.tries = 1;
  r.redirects = 2;
  r.revisit = true;
  r.by_lastmod = true;
  r.due = ms(1'700'000'000'000);
  r.sequence = 7;
  return r;
}

UrlRecord url() {
  UrlRecord r;
  r.url = "http://a.example/x";
  r.kind = FetchKind::kSitemap;
  r.outcome = 1;
  r.status = 200;
  r.depth = 2;
  r.fetched = ms(1000);
  r.changed = ms(900);
  r.next_due = ms(5000);
  r.revisit_interval = Millis(4000);
  r.etag = "\"e\"";
  r.last_modified = "now";
  r.signature = 1ULL << 63;
  r.location = "http://b.example/";
  r.article = 9;
  r.tombstone = 0;
  r.previous = "http://a.example/w";
  return r;
}

ArticleRecord article() {
  ArticleRecord r;
  r.sequence = 9;
  r.url = "http://a.example/x";
  r.fetched = ms(1000);
  r.verdict = Verdict::kThread;
  r.metadata = {"T", "A", "2020", "S", "http://a.example/c", "de"};
  r.language = {"zh-Hant", 0.5f};
  r.charset = "Big5";
  r.robots.noarchive = r.robots.noai = true;
  r.blocks = {{BlockKind::kHeading, 2, 0x0102030405060708, "H"}, {BlockKind::kPost, 0, 1, "p"}};
  r.fingerprint.exact = {0x1112131415161718, 2};
  for (size_t i = 0; i < r.fingerprint.bands.size(); ++i) r.fingerprint.bands[i] = i;
  r.duplicate_of = 3;
  r.revised = true;
  r.dropped = {{"ad", 300}};
  r.next_page = "http://a.example/y";
  r.previous = "http://a.example/w";
  r.quality.words = 300;
  r.quality.mean_word_length = 1.5f;
  r.quality.han = 0.5f;
  r.quality.bracketed = 0.25f;
  r.rights = {{"meta", "robots: noai", ms(1000)}};
  return r;
}

// Every value that a record can have goes through its bytes and back; compared by its bytes.
template <class R>
std::string round_trip(const std::string& key, const R& record) {
  const std::string bytes = encode(key, record);
  const Result<R> back = decode<R>(key, bytes);
  REQUIRE(back.ok());
  CHECK(hex(encode(key, *back)) == hex(bytes));
  return bytes;
}

const std::string kHostKey = keys::host("www.a.example:81");
const std::string kUrlKey = keys::url(*split_href("http://a.example/x"));
const std::string kQueueKey = keys::queue("a.example", entry());
const std::string kArticleKey = keys::article(9);

// article() without its version, as of version 4, and without its checksum.
// article() without its version, as of version 4, and without its checksum: before its bands, which
// are the numbers 0 to 13 of so many bytes, and from then on.
const std::string kBeforeBands =
    "0012687474703a2f2f612e6578616d706c652f78d00f01015401410432303230015312687474703a"
    "2f2f612e6578616d706c652f63026465077a682d48616e740000003f04426967350c020102080706"
    "0504030201014808000100000000000000017018171615141312110200000000000000";
const std::string kAfterBands =
    "030101026164ac0212687474703a2f2f612e6578616d706c652f7912687474703a2f2f612e657861"
    "6d706c652f7700ac020000000000000000000000c03f000000000000000000000000000000000000"
    "00000000000000000000000000000000000000000000000000000000000000000000000000000000"
    "00000000000000000000000000000000000000000000000000000000000000000000000000000000"
    "0000000000000000000000000000000000000000003f000000000000000000000000000000000000"
    "00000000803e01046d6574610c726f626f74733a206e6f6169";

std::string article_bytes(size_t bytes_a_band) {
  std::string bands;
  for (char i = 0; i < 14; ++i) bands += i + std::string(bytes_a_band - 1, '\0');
  return kBeforeBands + hex(bands) + kAfterBands;
}

}  // namespace

// A difference here is a change of the format: raise the version of the record and keep reading the
// old bytes (storage/README.md), do not change them here.
TEST_CASE("the keys have the bytes of FORMAT.md") {
  CHECK(hex(kHostKey) == hex("hexample,a,www:81\0"s));
  CHECK(hex(keys::robots("a.example", true)) == hex("rexample,a\0s"s));
  CHECK(hex(kUrlKey) == hex("uexample,a\0h/x"s));
  CHECK(hex(kQueueKey) == hex("qexample,a\0"s) + "01" + "8000018bcfe56800" + "0000000000000007");
  QueueEntry fresh = entry();
  fresh.due = {};
  CHECK(hex(keys::queue("a.example", fresh)) ==
        hex("qexample,a\0"s) + "00" + "03" + "0000000000000007");
  CHECK(hex(keys::template_sample("a.example", 9)) == hex("pexample,a\0"s) + "0000000000000009");
  CHECK(hex(kArticleKey) ==
        "61"
        "0000000000000009");
  CHECK(hex(keys::duplicate({1, 2}, true, 9)) ==
        "64"
        "0000000000000001"
        "0000000000000002"
        "01"
        "0000000000000009");
  CHECK(hex(keys::band_chunk({0x3456, 9})) == hex("bc") + "3456" + "0000000000000009");
  CHECK(hex(keys::band_changes(9)) == hex("bp") + "0000000000000009");
  CHECK(hex(keys::cluster_of(9)) == hex("ca") + "0000000000000009");
  CHECK(hex(keys::cluster(9)) == hex("cc") + "0000000000000009");
  CHECK(hex(keys::cluster_member(9, 10)) == hex("cm") + "0000000000000009" + "000000000000000a");
  CHECK(keys::counter("links") == "m+links");
  CHECK(keys::forget(ForgetRule::Scope::kUrl, "http://a.example/x") == "fuhttp://a.example/x");
  CHECK(keys::forget(ForgetRule::Scope::kHost, "a.example") == "fha.example");
  CHECK(keys::forget(ForgetRule::Scope::kDomain, "a.example") == "fda.example");
  CHECK(keys::of_host('q', "a.example", true) ==
        std::vector<std::string>{"qexample,a\0"s, "qexample,a:", "qexample,a,"});
}

TEST_CASE("the records have the bytes of FORMAT.md") {
  CHECK(hex(round_trip(kHostKey, host())) ==
        "03ff1f0180a0abfef962ac0201020180010506c801030302d4706c");
  CHECK(hex(round_trip(keys::robots("a.example", false),
                       RobotsRecord{RobotsRecord::State::kFetched, ms(1), ms(2), "x"})) ==
        "01010204017804933b40");
  CHECK(hex(round_trip(kQueueKey, entry())) == "0273042f783f797f02038402010201016105c296");
  CHECK(hex(round_trip(kUrlKey, url())) ==
        "02ffbf010101c80102d00f880e904ec03e03226522036e6f77808080808080808080011168747470"
        "3a2f2f622e6578616d706c652f0912687474703a2f2f612e6578616d706c652f7725e328f1");
  CHECK(hex(round_trip(kArticleKey, article())) == "06" + article_bytes(5) + "00" + "8e230261");
  CHECK(hex(round_trip(kArticleKey, Tombstone{9, "http://a.example/", ms(1), "gone"})) ==
        "010111687474703a2f2f612e6578616d706c652f0204676f6e6507e64470");
  CHECK(hex(round_trip(keys::host_template("a.example"),
                       HostTemplate{300, {{0x0405060708, 1, 300, 200}}, {7, 1u << 15}})) ==
        "03ac0201080706050401ac02c801020700008001600c88");
  CHECK(hex(round_trip(keys::template_sample("a.example", 9),
                       TemplateSample{9, {7, 1u << 15}, {0x0405060708}})) ==
        "0202070000800108070605048bc693ef");
  const ForgetRule forget{ForgetRule::Scope::kHost, "a.example", ms(1), "r", true, 300, 2, "q"};
  CHECK(hex(round_trip(keys::forget(forget.scope, forget.name), forget)) ==
        "010201720f01ac0202017107fab269");
  CHECK(hex(round_trip(keys::cluster(9), Cluster{300, 2, ms(1), "s"})) == "01ac0202020173b77a6a4b");
  CHECK(hex(round_trip(keys::band_changes(9), BandOwners{{{300, 2}, {1, 0}}})) ==
        "0102ac0202010027322873");
  CHECK(hex(round_trip(keys::cluster_of(9), ClusterOf{300})) == "01ac02655e5650");
  CHECK(hex(round_trip("ms", Sequences{300, 2, 1})) == "01ac0202018ffe452c");
  CHECK(hex(round_trip("m+links", Counter{7})) == "01073b2757f7");
  CHECK(hex(round_trip("mf", StoreFormat{1})) == "0101c7feff6c");
  CHECK(hex(round_trip("mc", Mark{})) == "0126e1f31a");
}

TEST_CASE("a host of version 2 has no samples") {
  const auto h =
      *decode<HostRecord>(kHostKey, unhex("02ff0f0180a0abfef962ac0201020180010506c8010322338eba"));
  CHECK(h.barren == 200);
  CHECK(h.samples == 0);
}

TEST_CASE("records of version 1 are read") {
  const auto h =
      *decode<HostRecord>(kHostKey, unhex("01ff030180a0abfef962ac02010201800105064c0068b6"));
  CHECK(h.queued == 6);
  CHECK(h.barren == 0);
  const auto q = *decode<QueueEntry>(kQueueKey, unhex("0173042f783f793f02038402010201b5ff7fc0"));
  CHECK(q.revisit);
  CHECK_FALSE(q.by_lastmod);
  const auto u = *decode<UrlRecord>(
      kUrlKey,
      unhex("01ff3f0101c80102d00f880e904ec03e03226522036e6f778080808080808080800111687474703a"
            "2f2f622e6578616d706c652f09555e9a70"));
  CHECK(u.location == url().location);
  const auto t =
      *decode<HostTemplate>(keys::host_template("a.example"),
                            unhex("01ac0201080706050403020101ac02c801020780808080081eb612b2"));
  CHECK(t.blocks.at(0).pages == 200);
  CHECK(t.recent == std::vector<uint16_t>{7, 0});
  const auto second =
      *decode<HostTemplate>(keys::host_template("a.example"),
                            unhex("02ac0201080706050403020101ac02c80102070000804eeb94b7"));
  CHECK(second.blocks.at(0).hash == 0x0405060708);
  CHECK(second.recent == std::vector<uint16_t>{7, 1u << 15});
  const auto sample = *decode<TemplateSample>(keys::template_sample("a.example", 9),
                                              unhex("010207000080010807060504030201b66471b3"));
  CHECK(sample.blocks == std::vector<uint64_t>{0x0405060708});
  CHECK(u.article == 9);
  CHECK(u.previous == "");
  const auto a = *decode<ArticleRecord>(
      kArticleKey,
      unhex("010012687474703a2f2f612e6578616d706c652f78d00f0101540141043230323001531268747470"
            "3a2f2f612e6578616d706c652f63026465077a682d48616e740000003f04426967350c0201020807"
            "06050403020101480800010000000000000001701817161514131211020000000000000000000000"
            "00000000010000000000000002000000000000000300000000000000040000000000000005000000"
            "0000000006000000000000000700000000000000080000000000000009000000000000000a000000"
            "000000000b000000000000000c000000000000000d00000000000000030101026164ac020727076b"));
  CHECK(a.dropped == article().dropped);
  CHECK(a.blocks.at(1).text == "p");
  CHECK(a.next_page == "");
  CHECK(a.previous == "");
}

TEST_CASE("articles of version 2 are read") {
  const auto a = *decode<ArticleRecord>(
      kArticleKey,
      unhex("020012687474703a2f2f612e6578616d706c652f78d00f0101540141043230323001531268747470"
            "3a2f2f612e6578616d706c652f63026465077a682d48616e740000003f04426967350c0201020807"
            "06050403020101480800010000000000000001701817161514131211020000000000000000000000"
            "00000000010000000000000002000000000000000300000000000000040000000000000005000000"
            "0000000006000000000000000700000000000000080000000000000009000000000000000a000000"
            "000000000b000000000000000c000000000000000d00000000000000030101026164ac0212687474"
            "703a2f2f612e6578616d706c652f7912687474703a2f2f612e6578616d706c652f77afb0c9fb"));
  CHECK(a.next_page == article().next_page);
  CHECK(a.previous == article().previous);
  CHECK(a.quality.words == 0);
  CHECK(a.quality.han == 0);
}

TEST_CASE("articles of version 3 are read") {
  const auto a = *decode<ArticleRecord>(
      kArticleKey,
      unhex("030012687474703a2f2f612e6578616d706c652f78d00f0101540141043230323001531268747470"
            "3a2f2f612e6578616d706c652f63026465077a682d48616e740000003f04426967350c0201020807"
            "06050403020101480800010000000000000001701817161514131211020000000000000000000000"
            "00000000010000000000000002000000000000000300000000000000040000000000000005000000"
            "0000000006000000000000000700000000000000080000000000000009000000000000000a000000"
            "000000000b000000000000000c000000000000000d00000000000000030101026164ac0212687474"
            "703a2f2f612e6578616d706c652f7912687474703a2f2f612e6578616d706c652f7700ac02000000"
            "0000000000000000c03f000000000000000000000000000000000000000000000000000000000000"
            "00000000000000000000000000000000000000000000000000000000000000000000000000000000"
            "00000000000000000000000000000000000000000000000000000000000000000000000000000000"
            "0000000000000000003f00000000000000000000000000000000000000000000803e"
            "20d1ad02"));
  CHECK(a.quality.words == 300);
  CHECK(a.quality.bracketed == 0.25f);
  CHECK(a.rights.empty());
}

TEST_CASE("articles of version 4 are read") {
  const auto a = *decode<ArticleRecord>(kArticleKey, unhex("04" + article_bytes(8) + "5ae42d83"));
  CHECK(a.rights.size() == 1);
  CHECK(a.metadata.source.empty());
}

TEST_CASE("articles of version 5 are read") {
  const auto a =
      *decode<ArticleRecord>(kArticleKey, unhex("05" + article_bytes(8) + "00" + "7f21529b"));
  CHECK(a.fingerprint.bands[13] == 13);
  CHECK(a.rights.size() == 1);
}

TEST_CASE("a record comes back with every field, those of the key too") {
  const auto h = *decode<HostRecord>(kHostKey, encode(kHostKey, host()));
  CHECK(h.authority == "www.a.example:81");
  CHECK(h.breaker_until == ms(-1));
  CHECK(h.queued == 6);
  const auto q = *decode<QueueEntry>(kQueueKey, encode(kQueueKey, entry()));
  CHECK(q.url == "https://a.example/x?y");
  CHECK(q.due == ms(1'700'000'000'000));
  CHECK(q.sequence == 7);
  CHECK(q.depth == 260);
  CHECK(q.revisit);
  const auto u = *decode<UrlRecord>(kUrlKey, encode(kUrlKey, url()));
  CHECK(u.url == "http://a.example/x");
  CHECK(u.signature == 1ULL << 63);
  CHECK(u.location == "http://b.example/");
  CHECK(u.article == 9);
  const auto a = *decode<ArticleRecord>(kArticleKey, encode(kArticleKey, article()));
  CHECK(a.sequence == 9);
  CHECK(a.language.confidence == 0.5f);
  CHECK(a.robots.noai);
  CHECK_FALSE(a.robots.noindex);
  CHECK(a.blocks.at(1).text == "p");
  CHECK(a.blocks.at(0).hash == 0x0102030405060708);
  CHECK(a.fingerprint.bands[13] == 13);
  CHECK(a.dropped.at(0).second == 300);
  CHECK(a.quality.words == 300);
  CHECK(a.quality.bracketed == 0.25f);
  CHECK(a.rights.at(0).source == "meta");
  CHECK(a.rights.at(0).says == "robots: noai");
  CHECK(a.rights.at(0).time == ms(1000));
  CHECK(is_tombstone(encode(kArticleKey, Tombstone{})));
  CHECK_FALSE(is_tombstone(encode(kArticleKey, article())));
}

TEST_CASE("a URL that was never fetched takes seven bytes beside its key") {
  UrlRecord fresh;
  fresh.depth = 3;
  CHECK(encode(kUrlKey, fresh).size() == 7);
}

TEST_CASE("a large article is stored packed, and comes back whole") {
  ArticleRecord large = article();
  for (int i = 0; i < 200; ++i)
    large.blocks.push_back(
        {BlockKind::kParagraph, 0, 0, "The same words, number " + std::to_string(i)});
  const std::string bytes = round_trip(kArticleKey, large);
  CHECK(bytes.substr(0, 1) == "\x86");
  CHECK(bytes.size() < 4000);
  CHECK(decode<ArticleRecord>(kArticleKey, bytes)->blocks.back().text ==
        "The same words, number 199");
  CHECK_FALSE(is_tombstone(bytes));
  const auto sealed = [](const std::string& value) {
    return value + checksum_bytes(kArticleKey, value);
  };
  for (const std::string& bad : {"\x84"s, "\x84\xff\xff\xff\xff\x0f"s, "\x84\5ab"s})
    CHECK(decode<ArticleRecord>(kArticleKey, sealed(bad)).error() == "is packed badly");
  CHECK(decode<ArticleRecord>(kArticleKey, sealed("\x87\1")).error() ==
        "was written by a newer winnow (record version 7, this one reads up to 6)");
}

TEST_CASE("any flipped bit, cut or byte more is found") {
  const std::string bytes = encode(kArticleKey, article());
  for (size_t i = 0; i < bytes.size(); ++i)
    for (int bit = 0; bit < 8; ++bit) {
      std::string bad = bytes;
      bad[i] = static_cast<char>(bad[i] ^ 1 << bit);
      REQUIRE_FALSE(decode<ArticleRecord>(kArticleKey, bad).ok());
    }
  for (size_t size = 0; size < bytes.size(); ++size)
    REQUIRE_FALSE(decode<ArticleRecord>(kArticleKey, bytes.substr(0, size)).ok());
  CHECK(decode<ArticleRecord>(kArticleKey, bytes + "x").error() == "does not match its checksum");
  CHECK(decode<ArticleRecord>(kArticleKey, "abc").error() == "is too short for a record");
  CHECK(decode<ArticleRecord>(keys::article(10), bytes).error() == "does not match its checksum");
}

TEST_CASE("a newer record, and bytes that no writer makes, give an error that says so") {
  const auto sealed = [](std::string_view key, const std::string& bytes) {
    return bytes + checksum_bytes(key, bytes);
  };
  CHECK(decode<Counter>("m+x", sealed("m+x", "\2\7")).error() ==
        "was written by a newer winnow (record version 2, this one reads up to 1)");
  CHECK(decode<Counter>("m+x", sealed("m+x", "\0\7"s)).error() == "has version 0, which never was");
  CHECK(decode<Counter>("m+x", sealed("m+x", "\1\7")).value().total == 7);
  CHECK(decode<Counter>("m+x", sealed("m+x", "\1")).error() == "ends in the middle of a field");
  CHECK(decode<Counter>("m+x", sealed("m+x", "\1\7\7")).error() == "has bytes after its end");
  CHECK(decode<Counter>("m+x", sealed("m+x", "\1\xff\xff\xff\xff\xff\xff\xff\xff\xff\2")).error() ==
        "has a number out of range");
  CHECK(decode<Counter>("m+x", sealed("m+x", "\1\xff\xff\xff\xff\xff\xff\xff\xff\xff\1"))
            .value()
            .total == UINT64_MAX);
  CHECK(decode<UrlRecord>(kUrlKey, sealed(kUrlKey, "\1\1\3")).error() ==
        "has a kind that is not known");
  CHECK(decode<UrlRecord>(kUrlKey, sealed(kUrlKey, "\2\x80\x80\2")).error() ==
        "has fields that are not known");
  CHECK(decode<UrlRecord>(kUrlKey, sealed(kUrlKey, "\1\4\xff\xff\7")).error() ==
        "has a number out of range");
  CHECK(decode<HostRecord>(kHostKey, sealed(kHostKey, "\1\1\2")).error() ==
        "has a number out of range");
  CHECK(decode<UrlRecord>("m+x", sealed("m+x", "\1\0"s)).error() ==
        "has a key that is none of its kind");
  CHECK(decode<QueueEntry>(kQueueKey, sealed(kQueueKey, "\1x\1/\0"s)).error() == "has no URL");
  CHECK(decode<ArticleRecord>(kArticleKey, encode(kArticleKey, Tombstone{})).error() ==
        "is of another kind");
  // A list that claims more than there are bytes.
  CHECK(decode<RobotsRecord>("r", sealed("r", "\1\1\0\0\xff\xff\xff\xff\7"s)).error() ==
        "ends in the middle of a field");
}
