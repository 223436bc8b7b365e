#include "crawler/dump_output.h"

#include <stdexcept>

#include "tests/catch.h"

namespace winnow {
namespace {

struct Kept {
  std::string bytes;
  bool finished = false;
};

// Fails at a piece that is "bad".
class Keeper final : public DumpOutput {
 public:
  explicit Keeper(Kept& kept) : kept_(kept) {}
  void write(std::string_view bytes) override {
    if (bytes == "bad") throw std::runtime_error("the disk is full");
    kept_.bytes += bytes;
  }
  void finish(const DumpResult&) override { kept_.finished = true; }

 private:
  Kept& kept_;
};

TEST_CASE("what goes through a thread arrives whole and in order before the end") {
  Kept kept;
  std::string all;
  {
    ThreadedDumpOutput output(std::make_unique<Keeper>(kept));
    for (int i = 0; i < 1000; ++i) {
      output.write(std::to_string(i));
      all += std::to_string(i);
    }
    output.finish({});
  }
  CHECK(kept.bytes == all);
  CHECK(kept.finished);
}

TEST_CASE("a write that fails on the thread ends the dump, which is never finished") {
  Kept kept;
  ThreadedDumpOutput output(std::make_unique<Keeper>(kept));
  output.write("bad");
  CHECK_THROWS_WITH(
      [&] {
        for (int i = 0; i < 100; ++i) output.write("x");
        output.finish({});
      }(),
      "the disk is full");
  CHECK_FALSE(kept.finished);
}

}  // namespace
}  // namespace winnow
