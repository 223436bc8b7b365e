#pragma once
#include <deque>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "config/result.h"
#include "crawler/engine.h"

namespace winnow {

// One line of a seed list: a URL with scheme, or a bare host name, which is taken as https. Nothing
// comes of an empty line or a comment (#).
std::optional<Result<Seed>> parse_seed_line(std::string_view line, FetchKind kind);

// Why a seed that a rule covers is not taken.
Error forgotten_seed(const Seed& seed);

// What the [seeds] of a config name, a part at a time, so that a seed file of any length costs no
// memory.
class SeedReader {
 public:
  explicit SeedReader(const SeedsConfig& seeds);

  // The next seeds, at most `limit`; empty at the end. What cannot be used is left out and said in
  // faults(): one sentence each.
  std::vector<Seed> next(size_t limit);
  bool at_end() const { return at_end_; }

  std::vector<std::string> take_faults() { return std::exchange(faults_, {}); }

 private:
  bool next_line(std::string& line, FetchKind& kind, std::string& where);

  struct Listed {
    std::string url;
    FetchKind kind;
  };
  std::deque<Listed> listed_;
  std::deque<std::filesystem::path> files_;
  std::ifstream file_;  // of files_.front(), if open
  size_t line_number_ = 0;
  bool at_end_ = false;
  std::vector<std::string> faults_;
};

// The commits that put seeds into a store while no daemon has it open: those that a daemon's engine
// would make.
std::vector<Commit> seed_commits(const Config& config, const std::vector<Seed>& seeds, Time now);

}  // namespace winnow
