#include "parser/warc/exchange.h"

#include "parser/gunzip.h"
#include "parser/warc/digest.h"
#include "parser/warc/writer.h"
#include "tests/catch.h"
#include "tests/parser/support/warc.h"
#include "tests/parser/support/warc_rules.h"

using namespace winnow;

namespace {

HttpExchange exchange(const std::string& url, const std::string& body,
                      const std::string& fields = "", const std::string& status = "200 OK") {
  HttpExchange e;
  e.url = url;
  e.began = Time(Millis(1'714'558'830'999));
  e.address = "127.0.0.1";
  e.request_head = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";
  e.response_head = "HTTP/1.1 " + status + "\r\nContent-Type: text/html\r\n" + fields + "\r\n";
  e.body = body;
  return e;
}

struct Maker {
  uint64_t last = 0;
  ExchangeRecords records{[this] { return ++last; }};
  std::string file = records.begin_file("a.warc.gz", Time{}, "software: test\r\n");
  void add(const HttpExchange& e) { file += records.members_of(e); }
};

std::vector<WarcRecord> records_of(const std::string& file) {
  WarcReader reader(source_of(file));
  std::vector<WarcRecord> records;
  while (auto record = reader.next()) records.push_back(std::move(*record));
  CHECK(reader.counts().damaged + reader.counts().truncated == 0);
  return records;
}

}  // namespace

TEST_CASE("a digest is SHA-1 in Base32") {
  CHECK(warc_digest("") == "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ");
  CHECK(warc_digest("abc") == "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5");
}

TEST_CASE("a record id is a UUID of the version asked for") {
  CHECK(warc_record_id({0, 0}) == "<urn:uuid:00000000-0000-4000-8000-000000000000>");
  CHECK(warc_record_id({0x0123456789ABCDEF, ~0ULL}, 8) ==
        "<urn:uuid:01234567-89ab-8def-bfff-ffffffffffff>");
}

TEST_CASE("an exchange is a response and its request, as the standard has them") {
  Maker maker;
  maker.add(exchange("http://a.example/?q=%20", "<p>One"));
  CHECK(warc_faults(maker.file) == "");
  const auto records = records_of(maker.file);
  REQUIRE(records.size() == 3);
  CHECK(records[0].type() == "warcinfo");
  CHECK(records[0].block == "software: test\r\n");
  CHECK(records[0].fields.get("WARC-Filename") == "a.warc.gz");
  const Fields& response = records[1].fields;
  CHECK(records[1].type() == "response");
  CHECK(records[1].block ==
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<p>One");
  CHECK(response.get("WARC-Date") == "2024-05-01T10:20:30Z");
  CHECK(response.get("WARC-Target-URI") == "http://a.example/?q=%20");
  CHECK(response.get("WARC-IP-Address") == "127.0.0.1");
  CHECK(response.get("WARC-Payload-Digest") == warc_digest("<p>One"));
  CHECK(response.get("WARC-Warcinfo-ID") == records[0].fields.get("WARC-Record-ID"));
  CHECK(records[2].type() == "request");
  CHECK(records[2].block == "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
  CHECK(records[2].fields.get("WARC-Concurrent-To") == response.get("WARC-Record-ID"));
}

TEST_CASE("fields that spoke of a coded body keep their values under other names") {
  const auto head = [](const std::string& fields, const std::string& body) {
    return archived_head("HTTP/1.1 200 OK\r\n" + fields + "\r\n", body);
  };
  CHECK(head("Content-Length: 3\r\n", "abc") == "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");
  CHECK(head("content-length: 99\r\nContent-Encoding: gzip\r\n", "abc") ==
        "HTTP/1.1 200 OK\r\nX-Crawl-content-length: 99\r\nX-Crawl-Content-Encoding: gzip\r\n"
        "Content-Length: 3\r\n\r\n");
  CHECK(head("Transfer-Encoding: chunked\r\nX: y\r\n", "") ==
        "HTTP/1.1 200 OK\r\nX-Crawl-Transfer-Encoding: chunked\r\nX: y\r\nContent-Length: "
        "0\r\n\r\n");
  const std::string unchanged = "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n";
  CHECK(archived_head(unchanged, "") == unchanged);
}

TEST_CASE("304 and a body that came before are revisits") {
  Maker maker;
  maker.add(exchange("http://a.example/1", "same"));
  maker.add(exchange("http://a.example/2", "same"));
  maker.add(exchange("http://a.example/3", "", "", "304 Not Modified"));
  maker.add(exchange("http://a.example/4", "", "", "404 Not Found"));
  maker.add(exchange("http://a.example/5", "", "", "404 Not Found"));
  CHECK(warc_faults(maker.file) == "");
  const auto records = records_of(maker.file);
  REQUIRE(records.size() == 11);
  const Fields& same = records[3].fields;
  CHECK(records[3].type() == "revisit");
  CHECK(same.get("WARC-Profile").ends_with("identical-payload-digest"));
  CHECK(same.get("WARC-Refers-To") == records[1].fields.get("WARC-Record-ID"));
  CHECK(same.get("WARC-Refers-To-Target-URI") == "http://a.example/1");
  CHECK(same.get("WARC-Refers-To-Date") == "2024-05-01T10:20:30Z");
  CHECK(same.get("WARC-Payload-Digest") == warc_digest("same"));
  CHECK(records[3].block.ends_with("Content-Length: 4\r\n\r\n"));
  CHECK(records[5].type() == "revisit");
  CHECK(records[5].fields.get("WARC-Profile").ends_with("server-not-modified"));
  CHECK(records[5].fields.get("WARC-Refers-To-Target-URI") == "http://a.example/3");
  CHECK(records[7].type() == "response");
  CHECK(records[9].type() == "response");  // an empty body is no body that came before
}

TEST_CASE("a body that was cut, odd heads and line ends in values keep the rules") {
  Maker maker;
  HttpExchange cut = exchange("http://a.example/robots.txt", std::string(600'000, 'x'));
  cut.truncated = "length";
  maker.add(cut);
  HttpExchange odd = exchange("http://a.example/", std::string("\0\r\n\r\nWARC/1.1\r\n", 15));
  odd.address = "";
  odd.response_head = "HTTP/1.1 200 OK\nno colon\nX: 1\n folded\n\n";
  maker.add(odd);
  CHECK(warc_faults(maker.file) == "");
  const auto records = records_of(maker.file);
  CHECK(records[1].fields.get("WARC-Truncated") == "length");
  CHECK(records[3].block.substr(records[3].block.size() - 15) == odd.body);
  std::string record;
  Fields fields;
  fields.add("X", "a\r\nWARC-Type: b");
  append_warc_record("metadata", "<urn:x>", Time{}, fields, "", record);
  CHECK(record.find("X: a  WARC-Type: b\r\n") != record.npos);
}

TEST_CASE("the rules that files are judged by find what breaks them") {
  Maker maker;
  maker.add(exchange("http://a.example/", "<p>"));
  const std::string plain = *gunzip(maker.file, 1 << 20);
  CHECK(warc_faults(plain).find("no whole gzip member") != std::string::npos);
  CHECK(warc_faults(maker.file.substr(0, maker.file.size() - 1)) != "");
  CHECK(warc_faults(maker.file + maker.file).find("there before") != std::string::npos);
  Maker other;
  other.add(exchange("no uri", "<p>"));
  CHECK(warc_faults(other.file).find("WARC-Target-URI has the value no uri") != std::string::npos);
}
