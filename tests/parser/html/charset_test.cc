#include "parser/html/charset.h"

#include <string>

#include "parser/html/charset_convert.h"
#include "parser/html/charset_declaration.h"
#include "parser/html/charset_score.h"
#include "tests/catch.h"

using winnow::CharsetSource;
using winnow::decode;
using winnow::Decoded;

namespace {

// "中文" and a common sentence in each encoding, by hand: 我们的新闻
const std::string kGbkZhongwen = "\xD6\xD0\xCE\xC4";
const std::string kBig5Zhongwen = "\xA4\xA4\xA4\xE5";
const std::string kGbkNews = "\xCE\xD2\xC3\xC7\xB5\xC4\xD0\xC2\xCE\xC5";    // 我们的新闻
const std::string kBig5News = "\xA7\xDA\xAD\xCC\xAA\xBA\xB7\x73\xBB\x44";   // 我們的新聞
const std::string kSjisText = "\x82\xB1\x82\xEA\x82\xCD\x93\xFA\x96\x7B";   // これは日本
const std::string kEucJpText = "\xA4\xB3\xA4\xEC\xA4\xCF\xC6\xFC\xCB\xDC";  // これは日本
const std::string kEucKrText = "\xC7\xD1\xB1\xB9\xBE\xEE\xB4\xC2\xC0\xCC\xB4\xD9";  // 한국어는이다

std::string times(const std::string& text, int n) {
  std::string all;
  while (n-- > 0) all += text;
  return all;
}

struct Told {
  std::string text, charset;
  CharsetSource source;
};
Told told(const std::string& bytes, const std::string& content_type = "") {
  const Decoded decoded = decode(bytes, content_type);
  return {std::string(decoded.text()), std::string(decoded.charset()), decoded.source()};
}

}  // namespace

TEST_CASE("a byte order mark outweighs every declaration") {
  const Told utf8 = told("\xEF\xBB\xBF<meta charset=gbk>\xE4\xB8\xAD", "text/html; charset=big5");
  CHECK(utf8.text == "<meta charset=gbk>中");
  CHECK(utf8.charset == "UTF-8");
  CHECK(utf8.source == CharsetSource::kBom);
  CHECK(told(std::string("\xFF\xFE\x2D\x4E\x87\x65", 6)).text == "中文");
  CHECK(told(std::string("\xFE\xFF\x4E\x2D\x65\x87", 6)).charset == "UTF-16BE");
}

TEST_CASE("the header outweighs the meta element") {
  const Told t = told("<meta charset=big5>" + kGbkNews, "text/html; Charset=\"GB2312\"");
  CHECK(t.text == "<meta charset=big5>我们的新闻");
  CHECK(t.charset == "GBK");
  CHECK(t.source == CharsetSource::kHeader);
}

TEST_CASE("the meta element names the encoding in both of its forms") {
  const Told plain = told("<html><META Charset = 'big5'>" + kBig5Zhongwen);
  CHECK(plain.text == "<html><META Charset = 'big5'>中文");
  CHECK(plain.source == CharsetSource::kMeta);
  const Told pragma = told(
      "<meta name=a content='x'><meta http-equiv=Content-Type content='text/html; "
      "charset=gb2312'>" +
      kGbkZhongwen);
  CHECK(pragma.charset == "GBK");
  CHECK(pragma.text.ends_with("中文"));
}

TEST_CASE("the prescan reads as the standard says") {
  const auto name = [](const std::string& bytes) {
    const auto* encoding = winnow::encoding_of_meta(bytes);
    return encoding == nullptr ? "" : std::string(encoding->name);
  };
  CHECK(name("<!-- <meta charset=big5> --><meta charset=gbk>") == "GBK");
  CHECK(name("<a title='<meta charset=big5>'><meta charset=gbk>") == "GBK");
  CHECK(name("<meta content='text/html;charset=gbk'>") == "");  // no pragma
  CHECK(name("<meta charset=utf-16>") == "UTF-8");
  CHECK(name("<meta charset=nonsense><meta charset=koi8-r>") == "KOI8-R");
  CHECK(name("<meta charset=gbk charset=big5>") == "GBK");
  CHECK(name("<metacharset=gbk>") == "");
  CHECK(name("<?x <meta charset=big5>") == "");
  CHECK(name("<!--" + std::string(3000, '-') + "--><meta charset=gbk>") == "GBK");
  CHECK(name("<!--" + std::string(5000, 'x') + "--><meta charset=gbk>") == "");
  for (const char* cut : {"<meta", "<meta ", "<meta charset", "<meta charset=", "<meta charset='",
                          "<meta charset='gbk", "<", "</", "<!--", "<a b="}) {
    CHECK(name(cut) == "");
  }
}

TEST_CASE("the XML declaration is the last that is asked") {
  const Told t = told("<?xml version='1.0' encoding='gbk'?>" + kGbkZhongwen);
  CHECK(t.charset == "GBK");
  CHECK(t.source == CharsetSource::kXml);
}

TEST_CASE("labels mean what the Encoding Standard says, not what they are called") {
  const auto name = [](std::string_view label) {
    const auto* encoding = winnow::encoding_of_label(label);
    return encoding == nullptr ? "" : std::string(encoding->name);
  };
  CHECK(name("gb2312") == "GBK");
  CHECK(name(" GB_2312-80\n") == "GBK");
  CHECK(name("ISO-8859-1") == "windows-1252");
  CHECK(name("us-ascii") == "windows-1252");
  CHECK(name("iso-8859-9") == "windows-1254");
  CHECK(name("ks_c_5601-1987") == "EUC-KR");
  CHECK(name("x-sjis") == "Shift_JIS");
  CHECK(name("unicode") == "UTF-16LE");
  CHECK(name("gb") == "");
  CHECK(name("gbk gb2312") == "");
  CHECK(name("") == "");
  for (const auto& encoding : winnow::encodings()) {
    CHECK(winnow::convert(encoding, "a").errors == 0);  // ICU has each converter
  }
}

TEST_CASE("the extensions of each encoding are read") {
  using winnow::convert;
  using winnow::encoding_named;
  CHECK(convert(encoding_named("GBK"), "\x81\x30\x81\x30\x80\x84").text.substr(0, 2) == "\xC2\x80");
  CHECK(convert(encoding_named("GBK"), "\xE9\x46").text == "镕");             // not in GB 2312
  CHECK(convert(encoding_named("GBK"), "\x95\x32\x82\x36").text == "𠀀");     // four bytes
  CHECK(convert(encoding_named("Big5"), "\xFA\x56").text != "\xEF\xBF\xBD");  // HKSCS
  CHECK(convert(encoding_named("windows-1252"), "\x80\x93").text == "€“");
  CHECK(convert(encoding_named("Shift_JIS"), "\x87\x40\x81\x60").text == "①～");
  CHECK(convert(encoding_named("EUC-KR"), "\x81\x41").text == "갂");
}

TEST_CASE("an error becomes one replacement character, a character cut off at the end none") {
  using winnow::convert;
  using winnow::encoding_named;
  const auto broken = convert(encoding_named("GBK"), kGbkZhongwen + "\xFF<p>");
  CHECK(broken.text == "中文\xEF\xBF\xBD<p>");
  CHECK(broken.errors == 1);
  CHECK(convert(encoding_named("GBK"), "\xC4<a").text == "\xEF\xBF\xBD<a");
  const auto single = convert(encoding_named("Shift_JIS"), "\xA0z");
  CHECK(single.text == "\xEF\xBF\xBDz");
  const auto cut = convert(encoding_named("GBK"), kGbkZhongwen + "\xD6");
  CHECK(cut.text == "中文");
  CHECK(cut.errors == 0);
}

TEST_CASE("a surrogate pair survives the edges of the converter's buffer") {
  for (size_t lead : {4094, 4095, 4096, 4097}) {
    std::string utf16;
    for (size_t i = 0; i < lead; ++i) utf16 += std::string("a\0", 2);
    utf16 += std::string("\x3D\xD8\x00\xDE", 4);  // U+1F600
    const auto whole = winnow::convert(winnow::encoding_named("UTF-16LE"), utf16);
    CHECK(whole.text == std::string(lead, 'a') + "\xF0\x9F\x98\x80");
  }
}

TEST_CASE("the survey of UTF-8 counts sequences and errors") {
  using winnow::survey_utf8;
  CHECK(survey_utf8("plain text of ASCII").ascii());
  CHECK(survey_utf8("中文é😀").sequences == 4);
  CHECK(survey_utf8("中文é😀").errors == 0);
  CHECK(survey_utf8("a\xFF\x80g").errors == 2);
  CHECK(survey_utf8("\xED\xA0\x80").errors == 3);  // a surrogate
  for (const char* cut : {"中\xE4", "中\xE4\xB8", "中\xF0\x9F\x98"}) {
    CHECK(survey_utf8(cut).errors == 0);
    CHECK(survey_utf8(cut).truncated);
  }
  CHECK(survey_utf8("中\x80").errors == 1);
}

TEST_CASE("UTF-8 is handed on without a copy") {
  const std::string bytes = "<p>中文</p>";
  const Decoded decoded = decode(bytes, "text/html; charset=utf-8");
  CHECK(decoded.text().data() == bytes.data());
  const Decoded ascii = decode("<p>a", "");
  CHECK(ascii.source() == CharsetSource::kDefault);
  CHECK(ascii.charset() == "UTF-8");
}

TEST_CASE("UTF-8 that is declared as something else is UTF-8") {
  for (const char* label : {"gb2312", "gbk", "big5", "iso-8859-1", "euc-jp", "windows-1251"}) {
    const Told t = told(std::string("<meta charset=") + label + ">这是一篇新闻");
    INFO(label);
    CHECK(t.text.ends_with("这是一篇新闻"));
    CHECK(t.charset == "UTF-8");
    CHECK(t.source == CharsetSource::kRepaired);
  }
}

TEST_CASE("a few bytes that are UTF-8 by accident stay what was declared") {
  // 目录 in GBK is C4 BF C2 BC, two well-formed sequences of UTF-8.
  const Told t = told("<meta charset=gb2312>\xC4\xBF\xC2\xBC");
  CHECK(t.charset == "GBK");
  CHECK(t.text.ends_with("目录"));
}

TEST_CASE("what is declared as UTF-8 and is not is told by its bytes") {
  const auto repaired = [](const std::string& text) {
    return told("<meta charset=utf-8>" + times(text, 3));
  };
  CHECK(repaired(kGbkNews).charset == "GBK");
  CHECK(repaired(kGbkNews).source == CharsetSource::kRepaired);
  CHECK(repaired(kBig5News).charset == "Big5");
  CHECK(repaired(kSjisText).charset == "Shift_JIS");
  CHECK(repaired(kEucJpText).charset == "EUC-JP");
  CHECK(repaired(kEucKrText).charset == "EUC-KR");
  CHECK(repaired(kEucKrText).text.ends_with("한국어는이다"));
  CHECK(repaired("caf\xE9 au lait, ").charset == "windows-1252");
}

TEST_CASE("Chinese that is declared as Latin or as the other Chinese is told by its bytes") {
  CHECK(told(times(kGbkNews, 4), "text/html; charset=ISO-8859-1").charset == "GBK");
  CHECK(told(times(kBig5News, 4), "text/html; charset=gb2312").charset == "Big5");
  CHECK(told(times(kGbkNews, 4), "text/html; charset=big5").charset == "GBK");
}

TEST_CASE("undeclared bytes are told by what they look like") {
  CHECK(told(times(kGbkNews, 4)).source == CharsetSource::kDetected);
  CHECK(told(times(kBig5News, 4)).text == times("我們的新聞", 4));
  CHECK(told(times("\xF0\xD2\xC9\xD7\xC5\xD4, \xCB\xC1\xCB \xC4\xC5\xCC\xC1 \xD3\xC5\xC7\xCF\xC4"
                   "\xCE\xD1? \xFC\xD4\xCF \xCE\xCF\xD7\xCF\xD3\xD4\xC9. ",
                   6))
            .charset == "KOI8-R");
  CHECK(told("d\xE9j\xE0 vu, \xE9t\xE9, na\xEFve caf\xE9").charset == "windows-1252");
  CHECK(told(std::string("<\0p\0>\0-N", 8)).text == "<p>中");
  CHECK(told("\x1B$B\x46\x7C\x4B\x5C\x1B(B").text == "日本");
}

TEST_CASE("one bad byte does not make UTF-8 another encoding") {
  const Told t = told(times("这是一篇新闻", 5) + "\xFF", "text/html; charset=utf-8");
  CHECK(t.charset == "UTF-8");
  CHECK(t.source == CharsetSource::kHeader);
  CHECK(told(times("这是一篇新闻", 5) + "\xE4\xB8").charset == "UTF-8");
}

TEST_CASE("ASCII that is declared as UTF-16 is not") {
  CHECK(told("<p>abc", "text/html; charset=utf-16").text == "<p>abc");
}

TEST_CASE("bytes of any kind are decoded") {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  for (const char* label : {"utf-8", "gbk", "big5", "utf-16le", "iso-2022-jp", "nonsense", ""}) {
    const std::string type = std::string("text/html; charset=") + label;
    CHECK_NOTHROW(told(all, type));
    CHECK_NOTHROW(told("", type));
  }
}
