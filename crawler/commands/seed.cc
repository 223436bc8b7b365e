#include <CLI/CLI.hpp>
#include <boost/json.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "config/load.h"
#include "crawler/commands/command.h"
#include "crawler/control_client.h"
#include "crawler/process_info.h"
#include "crawler/seed_reader.h"
#include "storage/forget_rules.h"

namespace winnow {
namespace {

constexpr size_t kPart = 8 << 20;  // bytes of seeds in one request to the daemon
constexpr size_t kSeedsPerApply = 1000;

struct SeedArguments {
  std::string config = kDefaultConfigPath;
  std::vector<std::string> sources;
};

// Where seeds go: a running daemon, or the store.
class Target {
 public:
  virtual ~Target() = default;
  virtual void line(const std::string& line) = 0;
  virtual void finish() = 0;

  uint64_t taken = 0, refused = 0;

 protected:
  void refuse(const std::string& why) { std::fprintf(stderr, "winnow seed: %s\n", why.c_str()); }
};

class DaemonTarget final : public Target {
 public:
  explicit DaemonTarget(std::filesystem::path socket) : socket_(std::move(socket)) {}

  void line(const std::string& line) override {
    part_ += line + "\n";
    if (part_.size() >= kPart) finish();
  }

  void finish() override {
    if (part_.empty()) return;
    const ControlReply reply = control_post(socket_, "/seed", std::exchange(part_, {}));
    if (reply.status != 200) throw std::runtime_error("the daemon says: " + reply.body);
    const boost::json::object answer = boost::json::parse(reply.body).as_object();
    taken += answer.at("taken").to_number<uint64_t>();
    refused += answer.at("refused").to_number<uint64_t>();
    for (const auto& fault : answer.at("faults").as_array()) refuse(std::string(fault.as_string()));
  }

 private:
  std::filesystem::path socket_;
  std::string part_;
};

class StoreTarget final : public Target {
 public:
  explicit StoreTarget(const Config& config)
      : config_(config), store_(Store::open(config.storage.path)) {
    for (const ForgetRule& rule : store_->forget_rules()) forgotten_.add(rule);
  }

  void line(const std::string& line) override {
    auto seed = parse_seed_line(line, FetchKind::kPage);
    if (!seed) return;
    if (*seed && forgotten_.covers((**seed).url)) seed = forgotten_seed(**seed);
    if (!*seed) {
      ++refused;
      return refuse(seed->error());
    }
    seeds_.push_back(std::move(**seed));
    if (seeds_.size() >= kSeedsPerApply) apply();
  }

  // A store that was closed in order before is so afterwards: no request was sent.
  void finish() override {
    apply();
    store_->apply({}, true);
    if (store_->was_clean()) store_->close_cleanly();
  }

 private:
  void apply() {
    store_->apply(seed_commits(config_, seeds_, wall_clock()), false);
    taken += seeds_.size();
    seeds_.clear();
  }

  const Config& config_;
  std::unique_ptr<Store> store_;
  ForgetRules forgotten_;
  std::vector<Seed> seeds_;
};

bool is_url(const std::string& source) { return source.find("://") != source.npos; }

void read_file(const std::string& name, Target& target) {
  std::ifstream file(name == "-" ? "/dev/stdin" : name);
  if (!file) throw std::runtime_error("cannot read " + name);
  for (std::string line; std::getline(file, line);) target.line(line);
}

int run_seed(const SeedArguments& arguments) {
  const LoadedConfig loaded = load_config(arguments.config);
  if (!loaded.faults.empty()) {
    std::fputs(to_string(loaded.faults).c_str(), stderr);
    return kExitFailed;
  }
  const Config& config = loaded.config;
  std::unique_ptr<Target> target;
  if (is_daemon_running(config.control.socket)) {
    target = std::make_unique<DaemonTarget>(config.control.socket);
  } else {
    target = std::make_unique<StoreTarget>(config);
  }
  for (const std::string& source : arguments.sources) {
    is_url(source) ? target->line(source) : read_file(source, *target);
  }
  target->finish();
  std::printf("%llu taken, %llu refused\n", static_cast<unsigned long long>(target->taken),
              static_cast<unsigned long long>(target->refused));
  return target->refused == 0 ? kExitOk : kExitFailed;
}

}  // namespace

void add_seed(CLI::App& app, Run& run) {
  auto* command = app.add_subcommand(
      "seed", "Add URLs to begin from, to the running daemon or, if none runs, to its store");
  const auto arguments = std::make_shared<SeedArguments>();
  command->add_option("--config", arguments->config, "Config file")->capture_default_str();
  command
      ->add_option("source", arguments->sources,
                   "A URL; or a file with one URL or host a line and # comments (-: stdin)")
      ->required();
  command->callback([arguments, &run] { run = [arguments] { return run_seed(*arguments); }; });
}

}  // namespace winnow
