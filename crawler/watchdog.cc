#include "crawler/watchdog.h"

namespace winnow {

std::string_view Watchdog::stalled(const std::vector<StageProgress>& stages,
                                   Clock::time_point now) {
  std::string_view found;
  seen_.resize(stages.size(), Seen{0, now});
  for (size_t i = 0; i < stages.size(); ++i) {
    const StageProgress& stage = stages[i];
    Seen& seen = seen_[i];
    const bool idle = stage.asked == stage.answered;
    if (idle || stage.answered != seen.answered) seen = {stage.answered, now};
    if (now - seen.since > stage.limit && found.empty()) found = stage.name;
  }
  return found;
}

}  // namespace winnow
