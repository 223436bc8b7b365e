#include "parser/text/redact.h"

#include "tests/catch.h"

using namespace winnow;

namespace {

std::array<uint64_t, 4> counts;

std::string redacted(std::string text, PersonalSet kinds = 15) {
  counts = {};
  redact(text, kinds, counts);
  return text;
}

}  // namespace

TEST_CASE("addresses of mail are redacted") {
  CHECK(redacted("write to ann.lee+mill@mail.example.org.") == "write to [email].");
  CHECK(redacted("请写信到wang_xm@163.com，我们会回") == "请写信到[email]，我们会回");
  CHECK(redacted("a@b") == "a@b");
  CHECK(redacted("a@b.1") == "a@b.1");
  CHECK(redacted("@home.example and me@ you") == "@home.example and me@ you");
  CHECK(redacted(std::string(65, 'x') + "@a.org") == std::string(65, 'x') + "@a.org");
  CHECK(redacted("a@a.org,b@b.cn", 1) == "[email],[email]");
  CHECK(counts[0] == 2);
}

TEST_CASE("Chinese mobile numbers are redacted, other numbers are not") {
  CHECK(redacted("电话13800138000。") == "电话[phone]。");
  CHECK(redacted("138 0013 8000 or 138-0013-8000") == "[phone] or [phone]");
  CHECK(redacted("86-13800138000, 8613800138000") == "[phone], [phone]");
  CHECK(redacted("12800138000") == "12800138000");
  CHECK(redacted("1380013800") == "1380013800");
  CHECK(redacted("138001380001") == "138001380001");
  CHECK(redacted("order 99913800138000") == "order 99913800138000");
}

TEST_CASE("numbers with an area code or a country code are redacted") {
  CHECK(redacted("致电010-62345678") == "致电[phone]");
  CHECK(redacted("0571-8765432") == "[phone]");
  CHECK(redacted("+86 138 0013 8000") == "[phone]");
  CHECK(redacted("call +1 (212) 555-0100 now") == "call [phone] now");
  CHECK(redacted("010-6234") == "010-6234");
  CHECK(redacted("2010-12345678") == "2010-12345678");
  CHECK(redacted("+3 degrees, +1234567") == "+3 degrees, +1234567");
}

TEST_CASE("an identity card is told by its date of birth and its check digit") {
  // 11010519491231002X is the example of GB 11643-1999: the sum is 167, 167 % 11 = 2, hence X.
  CHECK(redacted("身份证11010519491231002X号") == "身份证[idcard]号");
  CHECK(redacted("11010519491231002x") == "[idcard]");
  CHECK(redacted("110105194912310021") == "110105194912310021");
  CHECK(redacted("11010519491331002X") == "11010519491331002X");
  CHECK(redacted("11010519491231002X7") == "11010519491231002X7");
}

TEST_CASE("IP addresses are redacted, versions of five parts and times are not") {
  CHECK(redacted("from 192.168.1.254, twice") == "from [ip], twice");
  CHECK(redacted("2001:db8::1 and fe80::1.") == "[ip] and [ip].");
  CHECK(redacted("256.1.1.1 1.2.3 1.2.3.4.5") == "256.1.1.1 1.2.3 1.2.3.4.5");
  CHECK(redacted("at 12:30:59, 1::") == "at 12:30:59, 1::");
}

TEST_CASE("only what is asked for is redacted, and nothing else changes") {
  const std::string text = "a@a.org 13800138000 10.0.0.1";
  CHECK(redacted(text, bit_of(Personal::kIp)) == "a@a.org 13800138000 [ip]");
  CHECK(redacted(text, 0) == text);
  CHECK(redacted("").empty());
  std::string any;
  for (int i = 0; i < 256; ++i) any += static_cast<char>(i);
  CHECK(redacted(any) == any);
}
