#include "parser/warc/reader.h"

#include "tests/catch.h"
#include "tests/parser/support/gzip.h"
#include "tests/parser/support/warc.h"

using namespace winnow;

namespace {

using Blocks = std::vector<std::string>;

const Blocks kBlocks = {"software: test\r\n", std::string("line\r\n\r\nWARC/1.1\r\n\0\xFF", 20),
                        "the last one"};
const Blocks kRecords = {warc_record("warcinfo", "", kBlocks[0]),
                         warc_response("http://a.example/1", kBlocks[1]),
                         warc_response("http://a.example/2", kBlocks[2])};

std::string joined(const Blocks& parts) {
  std::string all;
  for (const std::string& part : parts) all += part;
  return all;
}

Blocks each_packed() {
  Blocks members;
  for (const std::string& record : kRecords) members.push_back(gzip(record));
  return members;
}

std::string with(std::string text, std::string_view from, std::string_view to) {
  const size_t at = text.find(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE(
    "records are read plain, in a gzip member each, in one stream, and in members of any cut") {
  const std::string plain = joined(kRecords);
  Blocks cut;
  for (size_t at = 0; at < plain.size(); at += 100) cut.push_back(gzip(plain.substr(at, 100)));
  for (const std::string& file : {plain, joined(each_packed()), gzip(plain), joined(cut)}) {
    for (const size_t piece : {size_t{1}, size_t{7}, size_t{1} << 20}) {
      const WarcContent content = read_warc(file, piece);
      CHECK(content.blocks == kBlocks);
      CHECK(content.counts.records == 3);
      CHECK(content.counts.damaged + content.counts.truncated + content.counts.too_large == 0);
    }
  }
}

TEST_CASE("a record's version and fields are given; names have no case, values may be folded") {
  WarcReader reader(
      source_of("WARC/1.0\r\nwarc-type: resource\r\nX-Long: one\r\n two\r\n\tthree\r\n"
                "content-length:  3 \r\nWARC-Target-URI: <http://a.example/>\r\n\r\nabc"
                "\r\n\r\n"));
  const auto record = reader.next();
  REQUIRE(record);
  CHECK(record->version == "1.0");
  CHECK(record->type() == "resource");
  CHECK(record->fields.get("x-long") == "one two three");
  CHECK(record->target_uri() == "http://a.example/");
  CHECK(record->block == "abc");
  CHECK_FALSE(reader.next());
}

TEST_CASE("drafts, bare line feeds, missing or surplus line ends between records are read") {
  std::string bare;
  for (const std::string& record : kRecords) bare += with(record, "WARC/1.1", "WARC/0.18");
  CHECK(read_warc(bare).blocks == kBlocks);
  const std::string record = "WARC/1.0\nWARC-Type: metadata\nContent-Length: 1\n\nx";
  CHECK(read_warc(record + record + "\n" + record + "\r\n\r\n\r\n\n\n" + record).blocks ==
        Blocks(4, "x"));
  CHECK(read_warc(warc_record("metadata", "", "")).blocks == Blocks{""});
}

TEST_CASE("nothing holds no records, and neither does what is no WARC") {
  CHECK(read_warc("").counts.records == 0);
  CHECK(read_warc("").counts.damaged == 0);
  CHECK(read_warc("<html>").counts.damaged == 1);
  CHECK(read_warc(gzip("<html>")).counts.damaged == 1);
  CHECK(read_warc(std::string(100'000, '\n')).counts.damaged == 0);
}

TEST_CASE("a file cut anywhere gives the records before the cut") {
  const std::string plain = joined(kRecords);
  size_t end_of_first = kRecords[0].size(), end_of_second = end_of_first + kRecords[1].size();
  for (size_t size = 0; size < plain.size(); ++size) {
    const WarcContent content = read_warc(plain.substr(0, size));
    INFO(size);
    // A record is whole without the two line ends behind it.
    const size_t whole =
        (size + 4 >= end_of_first) + (size + 4 >= end_of_second) + (size + 4 >= plain.size());
    CHECK(content.blocks.size() == whole);
    CHECK(content.counts.truncated <= 1);
    CHECK(content.counts.truncated + content.counts.damaged <= 1);
  }
  CHECK(read_warc(plain.substr(0, end_of_second + 100)).counts.truncated == 1);

  const Blocks members = each_packed();
  end_of_first = members[0].size(), end_of_second = end_of_first + members[1].size();
  const std::string packed = joined(members);
  for (size_t size = 0; size < packed.size(); ++size) {
    const WarcContent content = read_warc(packed.substr(0, size));
    INFO(size);
    const size_t whole = (size >= end_of_first) + (size >= end_of_second);
    CHECK(content.blocks.size() == whole);
    const bool between = size == 0 || size == end_of_first || size == end_of_second;
    CHECK(content.counts.truncated + content.counts.damaged == (between ? 0 : 1));
  }
}

TEST_CASE("a byte that is wrong in one gzip member costs no other record") {
  const Blocks members = each_packed();
  for (size_t hurt = 0; hurt < members.size(); ++hurt) {
    for (size_t at = 0; at < members[hurt].size(); ++at) {
      for (const unsigned char flip : {0x01, 0x80, 0xFF}) {
        if (hurt == 0 && at < 3) continue;  // then it is no gzip file
        Blocks file = members;
        file[hurt][at] = static_cast<char>(file[hurt][at] ^ flip);
        const WarcContent content = read_warc(joined(file));
        INFO(hurt << " at " << at << " ^ " << int{flip});
        Blocks others = kBlocks;
        if (content.blocks != kBlocks) {  // some header bytes say nothing
          others.erase(others.begin() + static_cast<long>(hurt));
          CHECK(content.counts.damaged + content.counts.truncated == 1);
        }
        CHECK(content.blocks == others);
      }
    }
  }
}

TEST_CASE("a length that is wrong costs no other record") {
  for (const char* length : {"0", "1", "30", "1000", "16777216", "99999999999999999999", "-1", "x",
                             "", "12, 12", "0x12"}) {
    const std::string wrong =
        with(kRecords[1], "Content-Length: 20", "Content-Length: " + std::string(length));
    for (const bool packed : {false, true}) {
      const Blocks records = {kRecords[0], wrong, kRecords[2]};
      std::string file;
      for (const std::string& record : records) file += packed ? gzip(record) : record;
      const WarcContent content = read_warc(file);
      INFO(length << (packed ? " packed" : " plain"));
      CHECK(content.blocks == Blocks{kBlocks[0], kBlocks[2]});
      CHECK(content.counts.damaged + content.counts.truncated == 1);
    }
  }
}

TEST_CASE("a record without its type, its length or a colon is damaged") {
  for (const char* line : {"WARC-Type: response\r\n", "Content-Length: 20\r\n"}) {
    const WarcContent content = read_warc(kRecords[0] + with(kRecords[1], line, "") + kRecords[2]);
    CHECK(content.blocks == Blocks{kBlocks[0], kBlocks[2]});
    CHECK(content.counts.damaged == 1);
  }
  CHECK(read_warc(with(kRecords[0], "WARC-Date:", "WARC-Date") + kRecords[2]).blocks.size() == 2);
  CHECK(read_warc(with(kRecords[0], "WARC-Date:", "WARC Date at") + kRecords[2]).blocks.size() ==
        2);
  CHECK(read_warc(with(kRecords[0], "WARC-Type:", "WARC-Type") + kRecords[2]).blocks ==
        Blocks{kBlocks[2]});
}

TEST_CASE("other bytes between records are passed over and counted once") {
  const std::string noise = "<p>WARC/1.1 is a format\nWARC/1.1\nWARC/1.0\r\nnothing\n";
  WarcContent content = read_warc(kRecords[0] + noise + kRecords[1] + kRecords[2]);
  CHECK(content.blocks == Blocks{kBlocks[1], kBlocks[2]});  // the first has no end of its own
  CHECK(content.counts.damaged == 1);
  const Blocks members = each_packed();
  content = read_warc(members[0] + noise + members[1] + noise + members[2] + noise);
  CHECK(content.blocks == kBlocks);
  CHECK(content.counts.damaged == 3);
  CHECK(read_warc(members[0] + std::string(1000, '\0') + members[1]).counts.damaged == 0);
}

TEST_CASE("a record over the limit is counted and passed over") {
  const WarcLimits limits{1 << 10, 1 << 20};
  for (const bool packed : {false, true}) {
    const std::string large = warc_response("http://a.example/", std::string((1 << 20) + 1, 'x'));
    const std::string most = warc_response("http://a.example/", std::string(1 << 20, 'x'));
    std::string file;
    for (const std::string& record : {kRecords[0], large, most, kRecords[2]})
      file += packed ? gzip(record) : record;
    const WarcContent content = read_warc(file, 1 << 20, limits);
    CHECK(content.blocks.size() == 3);
    CHECK(content.counts.too_large == 1);
    CHECK(content.counts.damaged + content.counts.truncated == 0);
  }
  const std::string head = warc_record("metadata", "X: " + std::string(2000, 'x') + "\r\n", "");
  const WarcContent content = read_warc(head + kRecords[0], 1 << 20, limits);
  CHECK(content.blocks == Blocks{kBlocks[0]});
  CHECK(content.counts.damaged == 1);
}

TEST_CASE("a record in a record is part of its block") {
  const std::string outer = warc_record("resource", "", joined(kRecords));
  CHECK(read_warc(outer + outer).blocks == Blocks(2, joined(kRecords)));
}

TEST_CASE("input made to cost time is read in linear time") {
  std::string lines, fields, members, headers;
  for (int i = 0; i < 300'000; ++i) lines += "WARC/1.0\n";
  CHECK(read_warc(lines).counts.records == 0);
  for (int i = 0; i < 50'000; ++i)
    fields += "WARC/1.0\nA: b\nContent-Length: 9999999\nWARC-Type: x\n";
  CHECK(read_warc(fields).counts.records == 0);
  const std::string tiny = gzip("W"), magic = gzip("WARC/"), none = gzip("");
  for (int i = 0; i < 20'000; ++i) members += tiny + magic + none;
  CHECK(read_warc(gzip(warc_response("http://a.example/", "x").substr(0, 200)) + members)
            .counts.records == 0);
  // Each header begins a member that goes on to the end.
  for (int i = 0; i < 20'000; ++i) headers += std::string("\x1f\x8b\x08\0\0\0\0\0\0\3", 10);
  headers += gzip(std::string(1 << 20, 'x')).substr(10, 500);
  CHECK(read_warc(gzip(kRecords[0]) + headers + gzip(kRecords[2])).blocks.front() == kBlocks[0]);
}

TEST_CASE("a WARC file is known by its first bytes") {
  CHECK(is_warc("WARC/1.0\r\n"));
  CHECK(is_warc(gzip(kRecords[0])));
  CHECK(is_warc(gzip(joined(kRecords)).substr(0, 200)));
  for (const std::string& other : {std::string(), std::string("WARC"), std::string("<html>"),
                                   gzip("<html>"), std::string("\x1F\x8B\x08nonsense")}) {
    CHECK_FALSE(is_warc(other));
  }
}
