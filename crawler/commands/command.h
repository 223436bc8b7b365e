#pragma once
#include <functional>

namespace CLI {
class App;
}

namespace winnow {

// Exit codes of every command.
inline constexpr int kExitOk = 0, kExitFailed = 1, kExitUsage = 2;

// What main() runs after parsing: set by the subcommand that was given. Data goes to stdout, logs
// and errors to stderr.
using Run = std::function<int()>;

// Each adds one subcommand with its options and --help. One file a command:
// crawler/commands/NAME.cc. A new command is a new file, a line here and a line in main.cc.
void add_demo(CLI::App& app, Run& run);
void add_extract(CLI::App& app, Run& run);
void add_robots(CLI::App& app, Run& run);
void add_url(CLI::App& app, Run& run);
void add_check(CLI::App& app, Run& run);
void add_run(CLI::App& app, Run& run);
void add_seed(CLI::App& app, Run& run);
void add_forget(CLI::App& app, Run& run);
void add_status(CLI::App& app, Run& run);
void add_dump(CLI::App& app, Run& run);
void add_stats(CLI::App& app, Run& run);

}  // namespace winnow
