#include "parser/article/signature.h"

#include "tests/catch.h"

using namespace winnow;

TEST_CASE("a closing bracket with a signature goes, one of the sentence stays") {
  CHECK(without_signature("水压稳定。（记者 张三）", false) == "水压稳定。");
  CHECK(without_signature("（首发于某专栏，2016年8月18日）", false).empty());
  CHECK(without_signature("水压稳定。（张三 李四）", true) == "水压稳定。");
  CHECK(without_signature("水压稳定。（张三 李四）", false) == "水压稳定。（张三 李四）");
  CHECK(without_signature("票价五元（约合人民币三十元）", true) == "票价五元（约合人民币三十元）");
}

TEST_CASE("a mark of reference is a bracket of digits or a letter") {
  CHECK(is_reference_mark("[3]"));
  CHECK(is_reference_mark("[12-14]"));
  CHECK_FALSE(is_reference_mark("[视频]"));
  CHECK_FALSE(is_reference_mark("3]"));
}

TEST_CASE("a line of nothing but topics and names is hashtags") {
  CHECK(is_hashtags("#健康能量团# @大家健康"));
  CHECK(is_hashtags("#pier #harbour"));
  CHECK(is_hashtags("@harbour_news"));
  CHECK_FALSE(is_hashtags("#健康能量团# 今天开讲"));
  CHECK_FALSE(is_hashtags("# A heading of old"));
  CHECK_FALSE(is_hashtags("#"));
  CHECK_FALSE(is_hashtags(""));
}
