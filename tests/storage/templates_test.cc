#include "storage/templates.h"

#include "parser/text/fingerprint.h"
#include "storage/dump.h"
#include "tests/catch.h"
#include "tests/storage/support/store_builders.h"

using namespace winnow;
using namespace winnow::test;

namespace {

Block block(const std::string& text, BlockKind kind = BlockKind::kParagraph) {
  return {kind, static_cast<uint8_t>(kind == BlockKind::kHeading ? 2 : 0), block_hash(text), text};
}

std::string href(int n) { return "http://site.test/" + std::to_string(n); }

// Thirty words that no other number has.
std::string prose(int n, int paragraph) {
  std::string text;
  for (int i = 0; i < 30; ++i)
    text +=
        "w" + std::to_string(n) + "x" + std::to_string(paragraph) + "x" + std::to_string(i) + " ";
  return text;
}

ArticleRecord article(const std::string& url, std::vector<Block> blocks) {
  ArticleRecord record = article_of(url, url);
  std::string text;
  for (const Block& each : blocks) text += each.text + "\n";
  record.blocks = std::move(blocks);
  record.fingerprint = fingerprint_of(text);
  return record;
}

Commit commit_of(ArticleRecord record) {
  Commit commit = article_commit(record.url, "");
  commit.article = std::move(record);
  return commit;
}

const std::string kAppeal =
    "This paper is free for all, because our readers pay for it: give what you can, today.";

// What extraction might give of page n: its own prose, and what the site puts at both ends and in
// the middle.
ArticleRecord leaking(int n) {
  return article(href(n), {block("Listen to this article"), block(prose(n, 1)), block(kAppeal),
                           block("Yes."), block(prose(n, 2)), block("Yes."), block(prose(n, 3)),
                           block("More from us", BlockKind::kHeading), block("The weekly letter")});
}

std::vector<std::string> own(int n) {
  return {prose(n, 1), "Yes.", prose(n, 2), "Yes.", prose(n, 3)};
}

std::vector<std::string> texts_of(const ArticleRecord& record) {
  std::vector<std::string> texts;
  for (const Block& each : record.blocks) texts.push_back(each.text);
  return texts;
}

bool learn(HostTemplate& host, const ArticleRecord& article) {
  return learn_template(host, sample_of(article));
}

HostTemplate learned_from(const std::vector<ArticleRecord>& articles) {
  HostTemplate host;
  for (const ArticleRecord& each : articles) learn(host, each);
  return host;
}

std::vector<std::string> dropped_from(const HostTemplate& host, ArticleRecord record) {
  drop_template(template_blocks(host), record);
  return texts_of(record);
}

// Of all articles of the store: the blocks that are not their own.
size_t leaks_of(const Store& store, Templates templates) {
  size_t leaks = 0;
  store.scan_dump(
      0,
      [&](const DumpItem& item) {
        const auto& record = std::get<ArticleRecord>(item);
        const int n = std::stoi(record.url.substr(record.url.rfind('/') + 1));
        const auto expected = own(n);
        for (const Block& each : record.blocks)
          leaks += std::ranges::find(expected, each.text) == expected.end();
        CHECK(record.blocks.size() >= expected.size());
        return true;
      },
      templates);
  return leaks;
}

}  // namespace

TEST_CASE("what a host repeats is dropped from its articles, from those stored before too") {
  MemEnv mem;
  auto store = mem.open();
  for (int n = 0; n < 40; ++n) store->apply({commit_of(leaking(n))}, false);
  CHECK(leaks_of(*store, Templates::kKeep) == 40 * 4);
  CHECK(leaks_of(*store, Templates::kDrop) == 0);
  CHECK(store->check().empty());
  store->scan_dump(
      0,
      [&](const DumpItem& item) {
        const auto& record = std::get<ArticleRecord>(item);
        CHECK(texts_of(record) == own(static_cast<int>(record.sequence) - 1));
        CHECK(record.dropped.back() == std::pair<std::string, uint32_t>("template", 4));
        return true;
      },
      Templates::kDrop);
}

TEST_CASE("a host's template is written for many articles at once") {
  MemEnv mem;
  auto store = mem.open();
  const auto dumped = [&] { return leaks_of(*store, Templates::kDrop); };
  uint32_t most = 0;
  for (int n = 0; n < 35; ++n) {
    store->apply({commit_of(leaking(n))}, false);
    most = std::max(most, store->host("site.test")->samples);
    if (n == 2 || n == 31 || n == 32) CHECK(dumped() == 0);
  }
  CHECK(most == 31);
  CHECK(store->host("site.test")->samples == 3);
  CHECK(store->check().empty());
  store = mem.open();
  CHECK(dumped() == 0);
}

TEST_CASE("a template is learned from the third article on, and not from two") {
  HostTemplate host;
  for (int n = 0; n < 2; ++n) CHECK(learn(host, leaking(n)));
  CHECK(dropped_from(host, leaking(0)).size() == 9);
  learn(host, leaking(2));
  CHECK(dropped_from(host, leaking(0)) == own(0));
}

TEST_CASE("versions and reprints of one article are no template of each other") {
  std::vector<ArticleRecord> versions;
  for (int n = 0; n < 10; ++n) {
    std::vector<Block> blocks;
    for (int i = 0; i < 20; ++i) blocks.push_back(block(prose(1, i)));
    blocks.push_back(block("Version " + std::to_string(n)));
    versions.push_back(article(href(n), blocks));
  }
  const HostTemplate host = learned_from(versions);
  CHECK(host.pages == 1);
  CHECK(dropped_from(host, versions[0]).size() == 21);
}

TEST_CASE("what comes on few pages of a host stays, and what is on all of one section goes") {
  HostTemplate host;
  for (int n = 0; n < 400; ++n) {
    std::vector<Block> blocks = {block(prose(n, 1)), block(prose(n, 2))};
    if (n % 20 == 0) blocks.push_back(block(kAppeal));
    if (n % 3 == 0)
      blocks.push_back(block("Our section's own letter, each Monday, by mail, free."));
    learn(host, article(href(n), blocks));
    CHECK(host.blocks.size() <= 256);
    CHECK(host.recent.size() <= 16 * 14);
  }
  CHECK(dropped_from(host, article(href(0), {block(prose(0, 1)), block(kAppeal)})).size() == 2);
  CHECK(dropped_from(host, article(href(0), {block(prose(0, 1)),
                                             block("Our section's own letter, each Monday, by "
                                                   "mail, free.")}))
            .size() == 1);
}

TEST_CASE("a template that a site gave up is still dropped from the articles that have it") {
  HostTemplate host;
  for (int n = 0; n < 30; ++n) learn(host, leaking(n));
  for (int n = 30; n < 130; ++n)
    learn(host, article(href(n), {block(prose(n, 1)), block("The new appeal")}));
  CHECK(dropped_from(host, leaking(5)) == own(5));
}

TEST_CASE("code, formulas and an article of nothing else stay") {
  HostTemplate host;
  std::vector<ArticleRecord> articles;
  for (int n = 0; n < 8; ++n)
    articles.push_back(article(
        href(n), {block("#include <vector>", BlockKind::kCode), block(prose(n, 1)),
                  block("E = mc^2", BlockKind::kFormula), block("Method", BlockKind::kHeading),
                  block(prose(n, 2)), block(kAppeal)}));
  for (const ArticleRecord& each : articles) learn(host, each);
  CHECK(dropped_from(host, articles[3]).size() == 5);
  CHECK(dropped_from(host, article(href(9), {block(kAppeal)})).size() == 1);
}

TEST_CASE("a dump leaves templates out unless told otherwise") {
  MemEnv mem;
  auto store = mem.open();
  for (int n = 0; n < 5; ++n) store->apply({commit_of(leaking(n))}, false);
  const auto dumped = [&](std::string_view query) {
    std::string bytes;
    const auto options = dump_options_of_query(query);
    REQUIRE(options.ok());
    CHECK(query_of(*options) == query);
    const auto result = dump(*store, *options, [&](std::string_view part) {
      bytes += part;
      return true;
    });
    REQUIRE(result.ok());
    return bytes;
  };
  CHECK(dumped("format=text").find(kAppeal) == std::string::npos);
  CHECK(dumped("format=text&keep-templates=1").find(kAppeal) != std::string::npos);
  CHECK(dumped("format=jsonl").find(R"({"rule":"template","count":4})") != std::string::npos);
}
