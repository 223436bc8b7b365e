#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "storage/dump.h"
#include "storage/dump_statistics.h"

namespace winnow {

// A file of a dump in a folder.
struct DumpShard {
  std::string file;
  uint64_t records = 0;
  uint64_t bytes = 0;          // of the file
  uint64_t content_bytes = 0;  // before compression
  std::string sha256;          // of the file, in hexadecimal
};

// All that is to be said of a dump in a folder. Holds no time and no path: dumps of one snapshot
// with one set of options have the same manifest and the same card, byte for byte.
struct DumpManifest {
  std::vector<std::pair<std::string, std::string>> options;  // values_of() the DumpOptions
  std::string compression;                                   // its name
  std::string suffix;                                        // of the shards' names: .jsonl.zst
  uint64_t shard_size = 0;
  DumpResult result;
  DumpStatistics statistics;
  std::vector<DumpShard> shards;
};

// manifest.json: for programs.
std::string manifest_json(const DumpManifest& manifest);

// README.md: for people, with the metadata that the Hugging Face Hub reads from the head of a data
// card (https://huggingface.co/docs/hub/datasets-cards).
std::string data_card(const DumpManifest& manifest);

}  // namespace winnow
