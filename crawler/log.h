#pragma once
#include <string>
#include <string_view>

namespace winnow {

// Sends spdlog's default logger to stderr, from `level` (a name of log.level) on. When stderr is
// the journal, a line begins with its priority ("<6>", sd-daemon(3)) and has no time of its own;
// else it begins with the time in UTC.
void set_up_logging(const std::string& level);

// Does `journal_stream`, the value of $JOURNAL_STREAM ("DEVICE:INODE"), name the file `fd`?
bool is_journal(std::string_view journal_stream, int fd);

}  // namespace winnow
