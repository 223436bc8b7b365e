#include "crawler/compressor.h"

#include <zstd.h>

#include <random>

#include "parser/gunzip.h"
#include "tests/catch.h"

namespace winnow {
namespace {

// All of `bytes`, in pieces of this many.
std::string compressed(const std::string& name, const std::string& bytes, size_t piece) {
  const auto compressor = (*compression(name))->make();
  std::string out;
  for (size_t at = 0; at < bytes.size(); at += piece) compressor->add(bytes.substr(at, piece), out);
  compressor->finish(out);
  return out;
}

std::string unzstd(const std::string& bytes) {
  std::string out(10'000'000, '\0');
  const size_t size = ZSTD_decompress(out.data(), out.size(), bytes.data(), bytes.size());
  REQUIRE_FALSE(ZSTD_isError(size));
  out.resize(size);
  return out;
}

std::string some_bytes(size_t size) {  // half of them noise
  std::mt19937 random(3);
  std::string bytes;
  while (bytes.size() < size)
    bytes += random() % 2 ? std::string(16, 'x') : std::to_string(random());
  return bytes.substr(0, size);
}

TEST_CASE("what is compressed comes back, whatever its size and pieces") {
  for (const size_t size : {0, 1, 1000, 65'536, 3'000'000}) {
    const std::string bytes = some_bytes(size);
    INFO(size);
    CHECK(compressed("none", bytes, 1000) == bytes);
    CHECK(*gunzip(compressed("gzip", bytes, 70'000), 10'000'000) == bytes);
    CHECK(unzstd(compressed("zstd", bytes, 70'000)) == bytes);
  }
}

TEST_CASE("the same bytes give the same stream, however they come") {
  const std::string bytes = some_bytes(300'000);
  for (const Compression& each : compressions()) {
    const std::string name(each.name);
    CHECK(compressed(name, bytes, 1) == compressed(name, bytes, bytes.size()));
    CHECK(compressed(name, bytes, 4'097) == compressed(name, bytes, bytes.size()));
  }
}

TEST_CASE("records are compressed each by itself, however their bytes come") {
  const RecordCompressor::RecordSize line = [](std::string_view bytes) -> std::optional<size_t> {
    const size_t end = bytes.find('\n');
    return end == bytes.npos ? std::nullopt : std::optional(end + 1);
  };
  const auto members = [&](const std::string& name, size_t piece) {
    RecordCompressor compressor(line, (*compression(name))->make);
    const std::string bytes = "one\ntwo\nthree";
    std::string out;
    for (size_t i = 0; i < bytes.size(); i += piece) compressor.add(bytes.substr(i, piece), out);
    compressor.finish(out);
    return out;
  };
  const std::string alone = compressed("gzip", "one\n", 9) + compressed("gzip", "two\n", 9) +
                            compressed("gzip", "three", 9);
  for (const size_t piece : {1, 4, 5, 99}) CHECK(members("gzip", piece) == alone);
  CHECK(members("none", 3) == "one\ntwo\nthree");
  CHECK(unzstd(members("zstd", 3)) == "one\ntwo\nthree");
}

TEST_CASE("a compression that is none is named") {
  CHECK(compression("xz").error() == "there is no compression xz, only none, gzip and zstd");
}

}  // namespace
}  // namespace winnow
