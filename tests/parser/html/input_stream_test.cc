#include "parser/html/input_stream.h"

#include <string>

#include "parser/text/utf8.h"
#include "tests/catch.h"

using winnow::preprocess;

namespace {
std::string cleaned(const std::string& bytes) {
  std::string storage;
  return std::string(preprocess(bytes, storage));
}
}  // namespace

TEST_CASE("clean input is handed on without a copy") {
  std::string storage;
  const std::string text = "a\tb\nc\fd 中文 é 😀 and some more bytes of ASCII";
  CHECK(preprocess(text, storage).data() == text.data());
  CHECK(preprocess("", storage).empty());
}

TEST_CASE("newlines become line feeds") {
  CHECK(cleaned("a\r\nb\rc\r\r\nd\r") == "a\nb\nc\n\nd\n");
  CHECK(cleaned("a line that is longer than a block\r\nand another one that is") ==
        "a line that is longer than a block\nand another one that is");
}

TEST_CASE("controls and noncharacters go, C1 is read as windows-1252") {
  CHECK(cleaned(std::string("a\0b\x01\x0B\x1F\x7F"
                            "c",
                            8)) == "abc");
  CHECK(cleaned("\xEF\xBB\xBF<p>") == "<p>");
  CHECK(cleaned("a\xEF\xBB\xBF"
                "b") ==
        "a\xEF\xBB\xBF"
        "b");
  CHECK(cleaned("\xC2\x93x\xC2\x94\xC2\x81") == "“x”");
  CHECK(cleaned("a\xEF\xBF\xBE\xEF\xB7\x90\xF4\x8F\xBF\xBF"
                "b") == "ab");
}

TEST_CASE("ill-formed sequences become U+FFFD") {
  CHECK(cleaned("中\xE4\xB8") == "中\xEF\xBF\xBD");
  CHECK(cleaned("\xFF<p>") == "\xEF\xBF\xBD<p>");
  CHECK(cleaned("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("whatever comes in, what goes out is clean") {
  uint32_t seed = 1;
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    for (int i = 0; i < 40; ++i) {
      seed = seed * 1664525 + 1013904223;
      bytes += static_cast<char>(seed >> 24 & (seed & 0x1000 ? 0xFF : 0x7F));
    }
    const std::string once = cleaned(bytes);
    CHECK(winnow::is_well_formed(once));
    CHECK(once.find_first_of(std::string("\0\r\x0B\x7F", 4)) == once.npos);
    CHECK(cleaned("x" + once).substr(1) == once);
  }
}
