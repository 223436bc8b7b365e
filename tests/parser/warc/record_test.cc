#include "parser/warc/record.h"

#include "parser/warc/digest.h"
#include "parser/warc/writer.h"
#include "tests/catch.h"

using namespace winnow;

TEST_CASE("the size of a record is told once all of it is there") {
  std::string record;
  append_warc_record("conversion", "<urn:x:1>", Time(Seconds(1)), {}, "one\r\n\r\ntwo", record);
  CHECK(warc_record_size(record) == record.size());
  CHECK(warc_record_size(record + record) == record.size());
  for (size_t size = 0; size < record.size(); ++size)
    CHECK_FALSE(warc_record_size(std::string_view(record).substr(0, size)));
  CHECK_FALSE(warc_record_size("WARC/1.1\r\n\r\n\r\n\r\n"));
  CHECK_FALSE(warc_record_size("WARC/1.1\r\nContent-Length: 18446744073709551615\r\n\r\n\r\n\r\n"));
}

// The digests of "abc" and of nothing, as FIPS 180-4 and RFC 1321 give them.
TEST_CASE("a digest is checked in each algorithm and spelling") {
  CHECK(warc_digest("abc") == "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5");
  for (const char* digest :
       {"sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", "SHA1:vgmt4nsha2awvor6evyxqugcnsonbwe5",
        "sha1:a9993e364706816aba3e25717850c26c9cd0d89d",
        "sha-1:A9993E364706816ABA3E25717850C26C9CD0D89D",
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "sha256:XJ4BNP4PAHH6UQKBIDPF3LRCEOYAGYNDSYLXVHFUCD7WD4QACWWQ====",
        "md5:900150983cd24fb0d6963f7d28e17f72"}) {
    INFO(digest);
    CHECK(matches_digest(digest, "abc") == true);
    CHECK(matches_digest(digest, "abd") == false);
  }
  CHECK(matches_digest("sha1:", "abc") == false);
  for (const char* digest : {"", "sha1", "crc32:1", ":"})
    CHECK(matches_digest(digest, "abc") == std::nullopt);
}

TEST_CASE("angle brackets around a target URI are taken off") {
  WarcRecord record;
  record.fields.add("WARC-Target-URI", "<http://a.example/>");
  CHECK(record.target_uri() == "http://a.example/");
  WarcRecord plain;
  plain.fields.add("warc-target-uri", "http://a.example/");
  CHECK(plain.target_uri() == "http://a.example/");
}
