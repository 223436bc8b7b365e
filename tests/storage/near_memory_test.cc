#include "storage/near_memory.h"

#include "tests/catch.h"

using namespace winnow;

TEST_CASE("articles and clusters are known until they are forgotten or another takes their place") {
  NearMemory memory;
  CHECK_FALSE(memory.article(0));
  CHECK_FALSE(memory.cluster(0));
  memory.remember({7, Time(Millis(1)), "http://a.example/", 0});
  REQUIRE(memory.article(7));
  CHECK(memory.article(7)->source == "http://a.example/");
  CHECK_FALSE(memory.article(8));
  memory.set_cluster_of(7, 3);
  memory.set_cluster_of(8, 4);  // not known: nothing to set
  CHECK(memory.article(7)->cluster == 3);
  CHECK_FALSE(memory.article(8));
  memory.forget(7 + (1 << 20));  // not what has this place
  CHECK(memory.article(7));
  memory.forget(7);
  CHECK_FALSE(memory.article(7));

  memory.remember(3, Cluster{7, 2, {}, ""});
  REQUIRE(memory.cluster(3));
  CHECK(memory.cluster(3)->size == 2);
  memory.forget_cluster(3 + (1 << 20));
  CHECK(memory.cluster(3));
  memory.remember(3 + (1 << 20), Cluster{9, 4, {}, ""});
  CHECK_FALSE(memory.cluster(3));
  memory.forget_cluster(3 + (1 << 20));
  CHECK_FALSE(memory.cluster(3 + (1 << 20)));
}
