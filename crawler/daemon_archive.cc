// The daemon's archive of responses.
#include <spdlog/spdlog.h>

#include "crawler/article.h"
#include "crawler/daemon.h"

namespace winnow {
namespace {

// What may wait for the archive's thread; above it no page is asked for until half is written.
// Those in flight then still come.
constexpr uint64_t kMaxWaitingBytes = 64 << 20;

}  // namespace

void Daemon::take_archive() {
  archiver_ = std::make_unique<Archiver>(io_, config_, [this] { watch_archive(); });
  for (const std::string& line : archiver_->recovered()) spdlog::warn("archive: {}", line);
}

void Daemon::archive(std::shared_ptr<HttpExchange> exchange) {
  archiver_->add(std::move(exchange));
  watch_archive();
}

// A page that says noindex or noarchive is kept nowhere.
void Daemon::archive_page(const ExtractDone& done) {
  const auto found = exchanges_.find(done.id);
  if (found == exchanges_.end()) return;
  const auto* page = std::get_if<Extraction>(&done.result);
  if (!page || withheld_by(page->robots).empty()) archive(std::move(found->second));
  exchanges_.erase(found);
}

void Daemon::watch_archive() {
  const uint64_t limit = archive_behind_ ? kMaxWaitingBytes / 2 : kMaxWaitingBytes;
  const bool behind = archiver_->waiting_bytes() > limit;
  if (behind == archive_behind_) return;
  archive_behind_ = behind;
  if (behind) spdlog::warn("paused until the archive has caught up");
  pause_if_needed();
}

}  // namespace winnow
