#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/dump_output.h"
#include "crawler/sha256.h"
#include "storage/dump_manifest.h"

namespace winnow {

// Records of one kind in files of bounded size: NAME-00000.jsonl, NAME-00001.jsonl... Each appears
// when it is whole.
class ShardWriter {
 public:
  // `size`: bytes before compression; a shard has at least one record, whatever its size.
  ShardWriter(std::filesystem::path folder, std::string name, const Compression& compression,
              uint64_t size);

  void add(std::string_view line);  // with its end
  std::vector<DumpShard> finish();

 private:
  struct Open {
    Open(const std::filesystem::path& path, const Compression& compression)
        : file(path), compressor(compression.make()) {}
    OutputFile file;
    std::unique_ptr<Compressor> compressor;
    Sha256 sha256;
  };
  void open();
  void flush();
  void close();

  const std::filesystem::path folder_;
  const std::string name_;
  const Compression& compression_;
  const uint64_t size_;
  std::optional<Open> open_;
  std::string ready_;  // compressed and not written
  std::vector<DumpShard> shards_;
};

// A dump in jsonl as a folder: the articles in corpus-*, deletions in deleted-*,
// record.schema.json, the data card README.md and, last of all, manifest.json: without it the dump
// is not whole. The same dump gives the same bytes.
class DumpFolder final : public DumpOutput {
 public:
  // Makes the folder. Takes away what a dump that was broken off left in it; throws
  // std::runtime_error if a whole one is there.
  DumpFolder(const std::filesystem::path& folder, const DumpOptions& options,
             const Compression& compression, uint64_t shard_size);

  void write(std::string_view bytes) override;
  void finish(const DumpResult& result) override;

 private:
  void line(std::string_view line);
  void put(const char* name, const std::string& content) const;

  const std::filesystem::path folder_;
  DumpManifest manifest_;
  ShardWriter articles_, deletions_;
  std::string begun_;  // of a line whose end has not come
};

}  // namespace winnow
