#include "storage/dump.h"

#include <algorithm>
#include <boost/json.hpp>
#include <limits>
#include <map>

#include "parser/warc/digest.h"
#include "tests/catch.h"
#include "tests/parser/support/gzip.h"
#include "tests/parser/support/warc.h"
#include "tests/parser/support/warc_rules.h"
#include "tests/storage/support/store_builders.h"

using namespace winnow;
using namespace winnow::test;

namespace {

struct Dumped {
  std::string bytes;
  DumpResult result;
};

Dumped dump_of(const Store& store, const DumpOptions& options = {}) {
  Dumped dumped;
  auto result = dump(store, options, [&](std::string_view bytes) {
    dumped.bytes += bytes;
    return true;
  });
  REQUIRE(result.ok());
  dumped.result = *result;
  return dumped;
}

DumpOptions options_of(std::string_view format, uint64_t since = 0) {
  auto options = dump_options({{"format", std::string(format)}, {"since", std::to_string(since)}});
  REQUIRE(options.ok());
  return *options;
}

// A Chinese article with all that a record has.
Commit full_article() {
  Commit commit = article_commit("https://news.example/a", "x", at(1'699'234'937));
  ArticleRecord& a = *commit.article;
  a.metadata = {"标题 \"一\"", "张三", "2023-11-06", "新闻网", "https://news.example/a", "zh"};
  a.language = {"zh-Hans", 0.98f};
  a.charset = "gb18030";
  a.blocks = {{BlockKind::kHeading, 2, 1, "小标题"},
              {BlockKind::kCode, 0, 2, "a\\b\n\n\tc"},
              {BlockKind::kParagraph, 0, 3, "正文。\x01"}};
  a.dropped = {{"copyright", 1}, {"recommended", 20}};
  a.rights = {{"meta", "robots: noai", a.fetched},
              {"header", "content-usage: search=y", a.fetched},
              {"link", "license: https://a.example/terms", a.fetched},
              {"link", "license: https://creativecommons.org/licenses/by/4.0/", a.fetched}};
  return commit;
}

}  // namespace

TEST_CASE("a JSON line has every field of the article") {
  MemEnv mem;
  auto store = mem.open();
  store->apply({full_article()}, false);
  const auto dumped = dump_of(*store);
  CHECK(
      dumped.bytes ==
      R"({"id":"f83f262048ccc7d167d920b5d476173c","url":"https://news.example/a","canonical":"https://news.example/a","source":"",)"
      R"("title":"标题 \"一\"","author":"张三","published":"2023-11-06","site_name":"新闻网",)"
      R"("language":"zh","script":"Hans","language_confidence":0.98,)"
      R"("fetched":"2023-11-06T01:42:17Z","charset":"gb18030","verdict":"article","sequence":1,)"
      R"("duplicate_of":0,"duplicate_cluster":0,"cluster_size":1,"first_seen":"2023-11-06T01:42:17Z","pages":[],"text":"小标题\na\\b\n\n\tc\n正文。\u0001",)"
      R"("rights":{"train":"denied","search":"allowed","research":"unsaid","archive":"unsaid",)"
      R"("license":"CC-BY-4.0","statements":[)"
      R"({"source":"meta","says":"robots: noai","time":"2023-11-06T01:42:17Z"},)"
      R"({"source":"header","says":"content-usage: search=y","time":"2023-11-06T01:42:17Z"},)"
      R"({"source":"link","says":"license: https://a.example/terms","time":"2023-11-06T01:42:17Z"},)"
      R"({"source":"link","says":"license: https://creativecommons.org/licenses/by/4.0/",)"
      R"("time":"2023-11-06T01:42:17Z"}]},)"
      R"("dropped":[{"rule":"copyright","count":1},{"rule":"recommended","count":20}]})"
      "\n");
  CHECK(dumped.result.articles == 1);
  CHECK(dumped.result.cursor == 1);
}

TEST_CASE("the blocks are added when asked for") {
  MemEnv mem;
  auto store = mem.open();
  store->apply({full_article()}, false);
  DumpOptions options;
  options.blocks = true;
  const auto blocks = boost::json::parse(dump_of(*store, options).bytes).at("blocks").as_array();
  REQUIRE(blocks.size() == 3);
  CHECK(blocks[0].at("kind") == "heading");
  CHECK(blocks[0].at("level") == 2);
  CHECK(blocks[1].at("text") == "a\\b\n\n\tc");
}

TEST_CASE("the quality signals are added when asked for") {
  MemEnv mem;
  auto store = mem.open();
  Commit stored = full_article();
  stored.article->quality.lines = 7;  // what is stored is given, not measured again
  stored.article->quality.han = 0.5f;
  Commit old = article_commit("http://b.example/", "one two three");  // has none
  store->apply({stored, old}, false);
  DumpOptions options;
  options.quality = true;
  const std::string bytes = dump_of(*store, options).bytes;
  const size_t end = bytes.find('\n');
  const auto first = boost::json::parse(bytes.substr(0, end)).at("quality");
  CHECK(first.at("lines") == 7);
  CHECK(first.at("han").to_number<double>() == 0.5);
  const auto second = boost::json::parse(bytes.substr(end + 1, bytes.size() - end - 2));
  CHECK(second.at("quality").at("words") == 3);
  CHECK(second.at("quality").at("lines") == 1);
}

TEST_CASE("an article over several pages is measured whole") {
  MemEnv mem;
  auto store = mem.open();
  Commit first = article_commit("http://a.example/1", "one two three");
  first.article->next_page = "http://a.example/2";
  first.article->quality.lines = first.article->quality.words = 9;
  first.links = {new_url("http://a.example/2")};
  store->apply({first, article_commit("http://a.example/2", "four five")}, false);
  DumpOptions options;
  options.quality = true;
  const auto quality = boost::json::parse(dump_of(*store, options).bytes).at("quality");
  CHECK(quality.at("words") == 5);
  CHECK(quality.at("lines") == 2);
}

TEST_CASE("whatever bytes are stored, each line is valid JSON") {
  MemEnv mem;
  auto store = mem.open();
  Commit commit = article_commit("http://a.example/", "x");
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  commit.article->blocks[0].text = bytes + "\xe4\xb8";
  commit.article->metadata.title = "\xff";
  commit.article->language.confidence = std::numeric_limits<float>::quiet_NaN();
  store->apply({commit}, false);
  const std::string line = dump_of(*store).bytes;
  CHECK(std::count(line.begin(), line.end(), '\n') == 1);
  const auto record = boost::json::parse(line).as_object();
  CHECK(record.at("title") == "\xef\xbf\xbd");
  const std::string_view text = record.at("text").as_string();
  CHECK(text.starts_with(std::string_view(bytes).substr(0, 128)));
  CHECK(text.ends_with("\xef\xbf\xbd"));
}

TEST_CASE("the text format has a title, a block a line and an empty line after each article") {
  MemEnv mem;
  auto store = mem.open();
  Commit untitled = article_commit("http://a.example/2", "Only a body.");
  untitled.article->metadata.title = "";
  store->apply({full_article(), untitled}, false);
  CHECK(dump_of(*store, options_of("text")).bytes ==
        "标题 \"一\"\n小标题\na\\b\n\tc\n正文。\x01\n\nOnly a body.\n\n");
}

TEST_CASE("the markdown format has the URL in a comment, the title, and each block in its form") {
  MemEnv mem;
  auto store = mem.open();
  store->apply({article_commit("http://a.example/2", "# one")}, false);
  CHECK(dump_of(*store, options_of("markdown")).bytes ==
        "<!-- http://a.example/2 -->\n\n# Title of # one\n\n\\# one\n\n");
}

TEST_CASE("the urls format has the URLs") {
  MemEnv mem;
  auto store = mem.open();
  store->apply({article_commit("http://a.example/1", "one"), full_article(),
                article_commit("http://b.example/1", "one")},
               false);
  CHECK(dump_of(*store, options_of("urls")).bytes ==
        "http://a.example/1\nhttps://news.example/a\n");
}

TEST_CASE("the warc format is a warcinfo record and a conversion record for each article") {
  MemEnv mem;
  auto store = mem.open();
  Commit untitled = article_commit("http://a.example/2", "Only a body.", at(1'700'000'000));
  untitled.article->metadata.title = "";
  store->apply({full_article(), untitled}, false);
  const auto dumped = dump_of(*store, options_of("warc"));
  std::string gzipped;  // a member a record, as the standard's rules ask
  std::string_view rest = dumped.bytes;
  while (const auto size = warc_record_size(rest)) {
    gzipped += gzip(std::string(rest.substr(0, *size)));
    rest.remove_prefix(*size);
  }
  CHECK(rest.empty());
  CHECK(warc_faults(gzipped) == "");
  WarcReader reader(source_of(dumped.bytes));
  const auto info = reader.next(), first = reader.next(), second = reader.next();
  REQUIRE((info && first && second));
  CHECK_FALSE(reader.next());
  CHECK(info->type() == "warcinfo");
  CHECK(info->fields.get("WARC-Date") == "2023-11-06T01:42:17Z");
  CHECK(info->block.find("dump-format: warc\r\n") != std::string::npos);
  CHECK(first->type() == "conversion");
  CHECK(first->target_uri() == "https://news.example/a");
  CHECK(first->fields.get("WARC-Date") == "2023-11-06T01:42:17Z");
  CHECK(first->fields.get("Content-Type") == "text/plain; charset=utf-8");
  CHECK(first->block == "标题 \"一\"\n小标题\na\\b\n\n\tc\n正文。\x01\n");
  CHECK(matches_digest(first->fields.get("WARC-Block-Digest"), first->block) == true);
  CHECK(second->block == "Only a body.\n");
  CHECK(first->fields.get("WARC-Record-ID") != second->fields.get("WARC-Record-ID"));
  CHECK(dump_of(*store, options_of("warc")).bytes == dumped.bytes);
  CHECK(dump_of(*store, options_of("warc", 2)).bytes == "");
}

TEST_CASE("exact duplicates are left out and counted, or kept when asked for") {
  MemEnv mem;
  auto store = mem.open();
  store->apply(
      {article_commit("http://a.example/", "same"), article_commit("http://b.example/", "same")},
      false);
  DumpOptions options = options_of("urls");
  const auto dumped = dump_of(*store, options);
  CHECK(dumped.bytes == "http://a.example/\n");
  CHECK(dumped.result.dropped == std::vector<std::pair<std::string, uint64_t>>{{"duplicate", 1}});
  options.dedupe = Dedupe::kNone;
  CHECK(dump_of(*store, options).bytes == "http://a.example/\nhttp://b.example/\n");
}

TEST_CASE(
    "a dump since a cursor has what came, changed and went, and full dumps have no tombstones") {
  MemEnv mem;
  auto store = mem.open();
  store->apply(
      {article_commit("http://a.example/", "one"), article_commit("http://b.example/", "two"),
       article_commit("http://c.example/", "three")},
      false);
  const uint64_t cursor = dump_of(*store).result.cursor;
  CHECK(dump_of(*store, options_of("jsonl", cursor)).bytes == "");
  store->apply(
      {article_commit("http://b.example/", "two!"), tombstone_commit("http://a.example/", "gone"),
       article_commit("http://d.example/", "four")},
      false);
  CHECK(dump_of(*store, options_of("urls", cursor)).bytes ==
        "http://b.example/\nhttp://d.example/\n");
  const auto dumped = dump_of(*store, options_of("jsonl", cursor));
  CHECK(dumped.result.deleted == 1);
  CHECK(dumped.result.cursor == 6);
  const size_t line = dumped.bytes.find('\n') + 1;
  const auto deleted =
      boost::json::parse(dumped.bytes.substr(line, dumped.bytes.find('\n', line) - line))
          .as_object();
  CHECK(deleted.at("deleted") == true);
  CHECK(deleted.at("url") == "http://a.example/");
  CHECK(deleted.at("reason") == "gone");
  CHECK(deleted.at("deleted_at") == "1970-01-01T00:33:20Z");
  CHECK(dump_of(*store).bytes.find("deleted") == std::string::npos);
}

// What a reader has who loads the dumps one after the other and goes by URL.
TEST_CASE("full and incremental dumps lead to the same corpus") {
  MemEnv mem;
  auto store = mem.open();
  std::map<std::string, std::string> corpus;
  uint64_t cursor = 0, state = 42;
  const auto random = [&](uint64_t below) {
    state = state * 6364136223846793005 + 1442695040888963407;
    return (state >> 33) % below;
  };
  const auto load = [](const std::string& lines, std::map<std::string, std::string>& into) {
    for (size_t at = 0, end; at < lines.size(); at = end + 1) {
      end = lines.find('\n', at);
      const auto record = boost::json::parse(lines.substr(at, end - at)).as_object();
      const std::string url(record.at("url").as_string());
      if (record.contains("deleted"))
        into.erase(url);
      else
        into[url] = record.at("text").as_string();
    }
  };
  for (int round = 0; round < 300; ++round) {
    const std::string url = "http://h" + std::to_string(random(12)) + ".example/";
    if (random(4) == 0)
      store->apply({tombstone_commit(url, "gone")}, false);
    else
      store->apply({article_commit(url, "text " + std::to_string(random(5)))}, false);
    if (random(3) != 0) continue;
    const auto dumped = dump_of(*store, options_of("jsonl", cursor));
    cursor = dumped.result.cursor;
    load(dumped.bytes, corpus);
    std::map<std::string, std::string> whole;
    load(dump_of(*store).bytes, whole);
    INFO("round " << round);
    REQUIRE(corpus == whole);
    REQUIRE(store->check().empty());
  }
}

TEST_CASE("a dump of a host covers its subdomains and nothing else") {
  MemEnv mem;
  auto store = mem.open();
  std::vector<Commit> commits;
  for (const std::string url :
       {"http://example.com/", "https://www.example.com/", "http://www.example.com:8080/",
        "http://badexample.com/", "http://example.com.org/", "http://org/example.com"})
    commits.push_back(article_commit(url, url));
  store->apply(commits, false);
  DumpOptions options = options_of("urls");
  options.host = "example.com";
  CHECK(dump_of(*store, options).bytes ==
        "http://example.com/\nhttps://www.example.com/\nhttp://www.example.com:8080/\n");
  options.host = "www.example.com:8080";
  CHECK(dump_of(*store, options).bytes == "http://www.example.com:8080/\n");
}

TEST_CASE("the same store gives the same bytes") {
  MemEnv mem;
  std::string first;
  {
    auto store = mem.open();
    for (int i = 0; i < 50; ++i)
      store->apply(
          {article_commit("http://a.example/" + std::to_string(i), std::to_string(i % 40))}, false);
    first = dump_of(*store).bytes;
    CHECK(dump_of(*store).bytes == first);
  }
  CHECK(dump_of(*mem.open()).bytes == first);
}

TEST_CASE("a sink that says stop gets no more, and the dump can be taken up there") {
  MemEnv mem;
  auto store = mem.open();
  for (int i = 0; i < 20; ++i)
    store->apply({article_commit("http://a.example/" + std::to_string(i),
                                 std::string(50'000, static_cast<char>('a' + i)))},
                 false);
  const std::string whole = dump_of(*store).bytes;
  std::string first;
  const auto stopped = dump(*store, {}, [&](std::string_view bytes) {
    REQUIRE(first.empty());
    first = bytes;
    return false;
  });
  REQUIRE(stopped.ok());
  CHECK_FALSE(stopped->complete);
  CHECK(stopped->cursor < 20);
  CHECK(first + dump_of(*store, options_of("jsonl", stopped->cursor)).bytes == whole);
}

TEST_CASE("a cursor of another store is an error") {
  MemEnv mem;
  auto store = mem.open();
  CHECK(dump(*store, options_of("jsonl", 7), [](std::string_view) { return true; }).error() ==
        "the cursor 7 is not of this store, whose last is 0");
}

TEST_CASE("what is to be redacted is put out of title and text, and counted") {
  MemEnv mem;
  auto store = mem.open();
  Commit commit = article_commit("http://a.example/13800138000", "write to a@a.org or 10.0.0.1");
  commit.article->metadata.title = "13800138000";
  store->apply({commit}, false);
  const auto options = dump_options({{"redact", "phone,email"}});
  REQUIRE(options.ok());
  CHECK(values_of(*options).back() == std::pair<std::string, std::string>("redact", "email,phone"));
  const Dumped dumped = dump_of(*store, *options);
  CHECK(dumped.bytes.find("\"title\":\"[phone]\"") != dumped.bytes.npos);
  CHECK(dumped.bytes.find("write to [email] or 10.0.0.1") != dumped.bytes.npos);
  CHECK(dumped.bytes.find("http://a.example/13800138000") != dumped.bytes.npos);
  using Counts = std::vector<std::pair<std::string, uint64_t>>;
  CHECK(dumped.result.redacted == Counts{{"email", 1}, {"phone", 1}});
  CHECK(dump_of(*store).result.redacted.empty());
  CHECK_FALSE(dump_options({{"redact", "names"}}).ok());
  CHECK_FALSE(dump_options({{"redact", "email,"}}).ok());
}
