#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "config/load.h"
#include "crawler/commands/command.h"
#include "crawler/control_client.h"
#include "crawler/forget_json.h"
#include "crawler/process_info.h"
#include "parser/iso_time.h"
#include "storage/store.h"

namespace winnow {
namespace {

using Scope = ForgetRule::Scope;
constexpr Millis kLook{100};  // how often the daemon is asked whether it is done

struct ForgetArguments {
  std::string config = kDefaultConfigPath;
  std::vector<std::string> urls, hosts, domains;
  std::string reason;
  bool list = false;
};

// Where the rules are: a running daemon, or the store.
class Target {
 public:
  virtual ~Target() = default;
  virtual void forget(const std::vector<ForgetRule>& rules) = 0;  // returns when all is deleted
  virtual std::vector<ForgetRule> rules() = 0;
};

class DaemonTarget final : public Target {
 public:
  explicit DaemonTarget(std::filesystem::path socket) : socket_(std::move(socket)) {}

  void forget(const std::vector<ForgetRule>& rules) override {
    for (const ForgetRule& rule : rules) {
      const ControlReply reply =
          control_post(socket_, "/forget", forget_request(rule.scope, rule.name, rule.reason));
      if (reply.status != 200) throw std::runtime_error("the daemon says: " + reply.body);
    }
    while (!all_done(rules)) std::this_thread::sleep_for(kLook);
  }

  std::vector<ForgetRule> rules() override {
    const ControlReply reply = control_get(socket_, "/forget");
    if (reply.status != 200) throw std::runtime_error("the daemon says: " + reply.body);
    return parse_forget_rules(reply.body);
  }

 private:
  bool all_done(const std::vector<ForgetRule>& asked) {
    const std::vector<ForgetRule> stored = rules();
    return std::ranges::all_of(asked, [&](const ForgetRule& rule) {
      return std::ranges::any_of(stored, [&](const ForgetRule& each) {
        return each.scope == rule.scope && each.name == rule.name && each.done;
      });
    });
  }

  std::filesystem::path socket_;
};

class StoreTarget final : public Target {
 public:
  StoreTarget(const Config& config, bool read_only) {
    StoreOptions options;
    options.read_only = read_only;
    store_ = Store::open(config.storage.path, options);
  }

  // A store that was closed in order before is so afterwards: no request was sent.
  void forget(const std::vector<ForgetRule>& rules) override {
    for (const ForgetRule& rule : rules) store_->forget(rule);
    while (store_->forget_more().more) {
    }
    store_->apply({}, true);
    if (store_->was_clean()) store_->close_cleanly();
  }

  std::vector<ForgetRule> rules() override { return store_->forget_rules(); }

 private:
  std::unique_ptr<Store> store_;
};

void print(const ForgetRule& rule) {
  std::string at;
  append_time(rule.at, at);
  std::printf("%s\t%s\t%s\t%s\t%llu URLs\t%llu articles\t%s\n", at.c_str(),
              std::string(name_of(rule.scope)).c_str(), rule.name.c_str(),
              rule.done ? "done" : "under way", static_cast<unsigned long long>(rule.urls),
              static_cast<unsigned long long>(rule.articles), rule.reason.c_str());
}

Result<std::vector<ForgetRule>> rules_of(const ForgetArguments& arguments) {
  std::vector<ForgetRule> rules;
  const std::pair<Scope, const std::vector<std::string>*> given[] = {
      {Scope::kUrl, &arguments.urls},
      {Scope::kHost, &arguments.hosts},
      {Scope::kDomain, &arguments.domains}};
  for (const auto& [scope, names] : given) {
    for (const std::string& name : *names) {
      auto rule = forget_rule(scope, name, arguments.reason, wall_clock());
      if (!rule) return Error{rule.error()};
      rules.push_back(std::move(*rule));
    }
  }
  if (rules.empty() && !arguments.list) return Error{"nothing to forget; see winnow forget --help"};
  return rules;
}

int run_forget(const ForgetArguments& arguments) {
  const auto rules = rules_of(arguments);
  if (!rules) {
    std::fprintf(stderr, "winnow: %s\n", rules.error().c_str());
    return kExitUsage;
  }
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
    target = std::make_unique<StoreTarget>(config, rules->empty());
  }
  if (!rules->empty()) target->forget(*rules);
  for (const ForgetRule& stored : target->rules()) {
    const auto asked = [&](const ForgetRule& rule) {
      return rule.scope == stored.scope && rule.name == stored.name;
    };
    if (arguments.list || std::ranges::any_of(*rules, asked)) print(stored);
  }
  return kExitOk;
}

}  // namespace

void add_forget(CLI::App& app, Run& run) {
  auto* command = app.add_subcommand(
      "forget", "Delete what is stored of URLs, hosts or domains, and never crawl them again");
  const auto arguments = std::make_shared<ForgetArguments>();
  command->add_option("--config", arguments->config, "Config file")->capture_default_str();
  command->add_option("url", arguments->urls,
                      "A URL, of http and https alike; with all pages of its article");
  command->add_option("--host", arguments->hosts, "A host, on every port; without its subdomains");
  command->add_option("--domain", arguments->domains, "A domain, with all its subdomains");
  command->add_option("--reason", arguments->reason,
                      "Why: one line, kept with the rule and given in dumps since a cursor");
  command->add_flag("--list", arguments->list, "Print all that is forgotten");
  command->callback([arguments, &run] { run = [arguments] { return run_forget(*arguments); }; });
}

}  // namespace winnow
