#include "crawler/dump_folder.h"

#include <array>
#include <cstdio>
#include <stdexcept>

#include "storage/record_schema.h"

namespace winnow {
namespace {

namespace fs = std::filesystem;

constexpr const char *kArticles = "corpus", *kDeletions = "deleted", *kManifest = "manifest.json",
                     *kCard = "README.md", *kSchema = "record.schema.json";
constexpr size_t kFlush = 1 << 20;  // bytes written at once

// Is this a file that a dump writes, or one of its temporary files ("NAME.XXXXXX")?
bool is_ours(const std::string& name) {
  for (const char* whole : {kCard, kSchema, kManifest})
    if (name == whole || (name.starts_with(whole) && name[std::string(whole).size()] == '.'))
      return true;
  for (const std::string start : {kArticles, kDeletions}) {
    if (!name.starts_with(start + "-")) continue;
    const size_t digits = name.find_first_not_of("0123456789", start.size() + 1);
    if (digits >= start.size() + 6 && name.compare(digits, 6, ".jsonl") == 0) return true;
  }
  return false;
}

void prepare(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw std::runtime_error("cannot make " + folder.string() + ": " + error.message());
  if (fs::exists(folder / kManifest))
    throw std::runtime_error(folder.string() + " has a whole dump already; name another folder");
  // The schema is written before the card: a README.md alone is somebody's own.
  std::vector<fs::path> left;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const bool ours = is_ours(name) && (name != kCard || fs::exists(folder / kSchema));
    if (!ours || !entry.is_regular_file())
      throw std::runtime_error(folder.string() + " has something else in it: " + name);
    left.push_back(entry.path());
  }
  for (const fs::path& file : left) fs::remove(file);
}

}  // namespace

ShardWriter::ShardWriter(fs::path folder, std::string name, const Compression& compression,
                         uint64_t size)
    : folder_(std::move(folder)), name_(std::move(name)), compression_(compression), size_(size) {}

void ShardWriter::open() {
  char number[16];
  std::snprintf(number, sizeof number, "-%05zu", shards_.size());
  DumpShard& shard = shards_.emplace_back();
  shard.file = name_ + number + ".jsonl" + std::string(compression_.suffix);
  open_.emplace(folder_ / shard.file, compression_);
}

void ShardWriter::add(std::string_view line) {
  if (open_ && shards_.back().content_bytes + line.size() > size_) close();
  if (!open_) open();
  ++shards_.back().records;
  shards_.back().content_bytes += line.size();
  open_->compressor->add(line, ready_);
  if (ready_.size() >= kFlush) flush();
}

void ShardWriter::flush() {
  open_->sha256.add(ready_);
  open_->file.write(ready_);
  shards_.back().bytes += ready_.size();
  ready_.clear();
}

void ShardWriter::close() {
  open_->compressor->finish(ready_);
  flush();
  shards_.back().sha256 = open_->sha256.hex();
  open_->file.commit();
  open_.reset();
}

std::vector<DumpShard> ShardWriter::finish() {
  if (open_) close();
  return std::move(shards_);
}

DumpFolder::DumpFolder(const fs::path& folder, const DumpOptions& options,
                       const Compression& compression, uint64_t shard_size)
    : folder_(folder),
      articles_(folder, kArticles, compression, shard_size),
      deletions_(folder, kDeletions, compression, shard_size) {
  prepare(folder);
  manifest_.options = values_of(options);
  manifest_.compression = compression.name;
  manifest_.suffix = ".jsonl" + std::string(compression.suffix);
  manifest_.shard_size = shard_size;
}

void DumpFolder::write(std::string_view bytes) {
  for (size_t end; (end = bytes.find('\n')) != bytes.npos; bytes.remove_prefix(end + 1)) {
    if (begun_.empty()) {
      line(bytes.substr(0, end + 1));
      continue;
    }
    begun_ += bytes.substr(0, end + 1);
    line(begun_);
    begun_.clear();
  }
  begun_ += bytes;
}

void DumpFolder::line(std::string_view line) {
  switch (manifest_.statistics.add(line.substr(0, line.size() - 1))) {
    case DumpStatistics::Line::kArticle:
      return articles_.add(line);
    case DumpStatistics::Line::kDeletion:
      return deletions_.add(line);
    case DumpStatistics::Line::kNeither:
      throw std::runtime_error("the dump has a line that is none of a dump");
  }
}

void DumpFolder::put(const char* name, const std::string& content) const {
  OutputFile file(folder_ / name);
  file.write(content);
  file.commit();
}

void DumpFolder::finish(const DumpResult& result) {
  manifest_.result = result;
  manifest_.shards = articles_.finish();
  for (DumpShard& shard : deletions_.finish()) manifest_.shards.push_back(std::move(shard));
  put(kSchema, std::string(record_schema()));
  put(kCard, data_card(manifest_));
  put(kManifest, manifest_json(manifest_));
}

}  // namespace winnow
