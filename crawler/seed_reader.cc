#include "crawler/seed_reader.h"

#include "parser/canonical.h"
#include "parser/url.h"

namespace winnow {
namespace {

constexpr size_t kMaxLine = 4096;

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\v\f";
  const size_t from = text.find_first_not_of(kSpace);
  if (from == text.npos) return {};
  return text.substr(from, text.find_last_not_of(kSpace) - from + 1);
}

}  // namespace

std::optional<Result<Seed>> parse_seed_line(std::string_view line, FetchKind kind) {
  if (line.starts_with("\xef\xbb\xbf")) line.remove_prefix(3);  // a file's byte order mark
  line = trim(line);
  if (line.empty() || line[0] == '#') return std::nullopt;
  if (line.size() > kMaxLine) return Error{"a line of more than 4096 bytes"};
  const bool has_scheme = line.find("://") != line.npos;
  const Result<Url> url =
      Url::parse(has_scheme ? std::string(line) : "https://" + std::string(line));
  if (!url) return Error{std::string(line) + ": " + url.error()};
  return Seed{canonicalize(*url).href(), kind};
}

Error forgotten_seed(const Seed& seed) {
  return Error{seed.url + ": is to be forgotten; see winnow forget --list"};
}

SeedReader::SeedReader(const SeedsConfig& seeds) : files_(seeds.files.begin(), seeds.files.end()) {
  for (const std::string& url : seeds.urls) listed_.push_back({url, FetchKind::kPage});
  for (const std::string& url : seeds.sitemaps) listed_.push_back({url, FetchKind::kSitemap});
  for (const std::string& url : seeds.feeds) listed_.push_back({url, FetchKind::kFeed});
}

std::vector<Seed> SeedReader::next(size_t limit) {
  std::vector<Seed> seeds;
  std::string line, where;
  FetchKind kind = FetchKind::kPage;
  while (seeds.size() < limit) {
    if (!next_line(line, kind, where)) {
      at_end_ = true;
      break;
    }
    auto seed = parse_seed_line(line, kind);
    if (!seed) continue;
    if (*seed) {
      seeds.push_back(std::move(**seed));
    } else {
      faults_.push_back(where + ": " + seed->error());
    }
  }
  return seeds;
}

bool SeedReader::next_line(std::string& line, FetchKind& kind, std::string& where) {
  if (!listed_.empty()) {
    line = std::move(listed_.front().url);
    kind = listed_.front().kind;
    where = "seeds";
    listed_.pop_front();
    return true;
  }
  kind = FetchKind::kPage;
  while (!files_.empty()) {
    if (!file_.is_open()) {
      file_.open(files_.front());
      line_number_ = 0;
      if (!file_) faults_.push_back("seeds.files: cannot read " + files_.front().string());
    }
    if (file_ && std::getline(file_, line)) {
      where = files_.front().string() + ":" + std::to_string(++line_number_);
      return true;
    }
    file_ = std::ifstream();
    files_.pop_front();
  }
  return false;
}

std::vector<Commit> seed_commits(const Config& config, const std::vector<Seed>& seeds, Time now) {
  std::vector<Commit> commits;
  EnginePorts ports;
  ports.commit = [&](uint64_t, Commit commit) { commits.push_back(std::move(commit)); };
  Engine(config, std::move(ports)).seed(seeds, now);
  return commits;
}

}  // namespace winnow
