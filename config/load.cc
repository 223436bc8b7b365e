#include "config/load.h"

#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "config/settings.h"
#include "config/units.h"

namespace winnow {
namespace {

constexpr size_t kMaxConfigBytes = 16 << 20;
constexpr size_t kMaxListEntries = 1'000'000;

// Reads what a table says into the settings that are visited, and notes every fault. What was not
// visited when a table is left is an unknown key.
class Reader {
 public:
  Reader(LoadedConfig& loaded, const std::filesystem::path& origin, const toml::table& root)
      : loaded_(loaded), origin_(origin), root_(root) {}

  void fault(uint32_t line, std::string message) {
    loaded_.faults.push_back({origin_.string(), line, std::move(message)});
  }
  void fault(const toml::node& node, const std::string& message) {
    fault(node.source().begin.line, name_ + ": " + message);
  }

  void table(std::string_view name) {
    leave();
    tables_.insert(std::string(name));
    prefix_ = name;
    const toml::node* node = root_.get(name);
    if (node && !node->is_table())
      fault(node->source().begin.line, prefix_ + " is not a table: write [" + prefix_ + "]");
    enter(std::string(name), node ? node->as_table() : nullptr);
  }

  void enter(std::string prefix, const toml::table* table) {
    prefix_ = std::move(prefix);
    current_ = table;
    known_.clear();
  }

  void leave() {
    if (current_) {
      for (const auto& [key, node] : *current_) {
        if (known_.count(std::string(key.str()))) continue;
        fault(key.source().begin.line,
              prefix_ + "." + std::string(key.str()) + ": there is no such setting");
      }
    }
    current_ = nullptr;
  }

  void duration(std::string_view key, Millis& value, Range<Millis> range) {
    const toml::node* node = get(key);
    if (!node) return;
    const auto text = node->value<std::string>();
    if (!node->is_string()) return fault(*node, "is not a time span in quotes, like \"5s\"");
    const Result<Millis> span = parse_duration(*text);
    if (!span) return fault(*node, span.error());
    if (*span < range.min || *span > range.max) {
      return fault(*node, "is not between " + format_duration(range.min) + " and " +
                              format_duration(range.max));
    }
    value = *span;
  }

  template <class T>
  void size(std::string_view key, T& value, Range<uint64_t> range) {
    const toml::node* node = get(key);
    if (!node) return;
    Result<uint64_t> bytes = Error{"is not a size, like \"5MiB\""};
    if (node->is_string()) bytes = parse_size(*node->value<std::string>());
    if (node->is_integer() && *node->value<int64_t>() >= 0)
      bytes = uint64_t(*node->value<int64_t>());
    if (!bytes) return fault(*node, bytes.error());
    if (*bytes < range.min || *bytes > range.max) {
      return fault(*node,
                   "is not between " + format_size(range.min) + " and " + format_size(range.max));
    }
    value = static_cast<T>(*bytes);
  }

  template <class T>
  void count(std::string_view key, T& value, Range<uint64_t> range) {
    const toml::node* node = get(key);
    if (!node) return;
    const bool fits = node->is_integer() && *node->value<int64_t>() >= 0 &&
                      uint64_t(*node->value<int64_t>()) >= range.min &&
                      uint64_t(*node->value<int64_t>()) <= range.max;
    if (!fits)
      return fault(*node, "is not a whole number between " + std::to_string(range.min) + " and " +
                              std::to_string(range.max));
    value = static_cast<T>(*node->value<int64_t>());
  }

  void factor(std::string_view key, double& value, Range<double> range) {
    const toml::node* node = get(key);
    if (!node) return;
    const double number = node->is_number() ? *node->value<double>() : range.min - 1;
    if (!(number >= range.min && number <= range.max)) {  // NaN is refused too
      std::ostringstream words;
      words << "is not a number between " << range.min << " and " << range.max;
      return fault(*node, words.str());
    }
    value = number;
  }

  void flag(std::string_view key, bool& value) {
    const toml::node* node = get(key);
    if (!node) return;
    if (!node->is_boolean()) return fault(*node, "is neither true nor false");
    value = *node->value<bool>();
  }

  template <class Check>
  void text(std::string_view key, std::string& value, Check check, std::string_view demand) {
    if (const toml::node* node = get(key)) read_text(*node, value, check, demand);
  }

  template <class Check>
  void texts(std::string_view key, std::vector<std::string>& values, Check check,
             std::string_view demand) {
    const std::string setting = prefix_ + "." + std::string(key);
    each(key, [&](const toml::node& node) {
      std::string value;
      name_ = setting + "[" + std::to_string(values.size()) + "]";
      loaded_.lines[name_] = node.source().begin.line;
      read_text(node, value, check, demand);
      values.push_back(std::move(value));
    });
  }

  void path(std::string_view key, std::filesystem::path& value) {
    std::string text;
    const toml::node* node = get(key);
    if (!node || !read_text(*node, text, is_not_empty, "not empty")) return;
    value = absolute(text);
  }

  void paths(std::string_view key, std::vector<std::filesystem::path>& values) {
    std::vector<std::string> names;
    texts(key, names, is_not_empty, "not empty");
    for (const std::string& name : names) values.push_back(absolute(name));
  }

  template <class Enum, size_t N>
  void choice(std::string_view key, Enum& value, const std::array<std::string_view, N>& names) {
    const toml::node* node = get(key);
    if (!node) return;
    const std::string text = node->is_string() ? *node->value<std::string>() : "";
    const auto found = std::find(names.begin(), names.end(), text);
    if (found == names.end()) {
      std::string words = "is none of";
      for (std::string_view name : names) words += " \"" + std::string(name) + "\"";
      return fault(*node, words);
    }
    value = static_cast<Enum>(found - names.begin());
  }

  void sites(std::vector<SiteConfig>& sites) {
    const toml::node* node = root_.get("site");
    if (!node) return;
    if (!node->is_array_of_tables())
      return fault(node->source().begin.line, "site: write each as a [[site]] table");
    for (const toml::node& element : *node->as_array()) {
      const std::string prefix = "site[" + std::to_string(sites.size()) + "]";
      loaded_.lines[prefix] = element.source().begin.line;
      enter(prefix, element.as_table());
      sites.emplace_back();
      visit_site_settings(sites.back(), *this);
      leave();
      if (sites.back().host.empty())
        fault(element.source().begin.line, prefix + ".host: is missing");
    }
  }

  void unknown_tables() {
    for (const auto& [key, node] : root_) {
      const std::string name(key.str());
      if (!tables_.count(name)) fault(key.source().begin.line, name + ": there is no such table");
    }
  }

 private:
  const toml::node* get(std::string_view key) {
    known_.insert(std::string(key));
    name_ = prefix_ + "." + std::string(key);
    const toml::node* node = current_ ? current_->get(key) : nullptr;
    if (node) loaded_.lines[name_] = node->source().begin.line;
    return node;
  }

  template <class Check>
  bool read_text(const toml::node& node, std::string& value, Check check, std::string_view demand) {
    if (!node.is_string()) return fault(node, "is not text in quotes"), false;
    std::string text = *node.value<std::string>();
    const bool printable = std::none_of(text.begin(), text.end(),
                                        [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    if (!printable) return fault(node, "holds control characters"), false;
    if (!check(text)) return fault(node, "'" + text + "' must be " + std::string(demand)), false;
    value = std::move(text);
    return true;
  }

  template <class Take>
  void each(std::string_view key, Take take) {
    const toml::node* node = get(key);
    if (!node) return;
    const toml::array* list = node->as_array();
    if (!list) return fault(*node, "is not a list, like [\"a\", \"b\"]");
    if (list->size() > kMaxListEntries)
      return fault(*node, "has more than a million entries; use a seed file");
    for (const toml::node& element : *list) take(element);
  }

  std::filesystem::path absolute(const std::string& text) const {
    return (std::filesystem::absolute(origin_).parent_path() / text).lexically_normal();
  }

  LoadedConfig& loaded_;
  const std::filesystem::path& origin_;
  const toml::table& root_;
  const toml::table* current_ = nullptr;
  std::string prefix_, name_;
  std::set<std::string> known_;  // keys of the current table
  std::set<std::string> tables_{"site"};
};

// What no single setting shows.
void check_together(const LoadedConfig& loaded, Reader& reader) {
  const Config& c = loaded.config;
  const auto require = [&](bool holds, const std::string& setting, const std::string& words) {
    if (!holds) reader.fault(loaded.line_of(setting), setting + ": " + words);
  };
  require(c.politeness.max_delay >= c.politeness.delay, "politeness.max_delay",
          "is shorter than politeness.delay");
  require(c.politeness.max_breaker_pause >= c.politeness.breaker_pause,
          "politeness.max_breaker_pause", "is shorter than politeness.breaker_pause");
  require(c.fetch.max_retry_delay >= c.fetch.retry_delay, "fetch.max_retry_delay",
          "is shorter than fetch.retry_delay");
  require(c.revisit.max >= c.revisit.min, "revisit.max", "is shorter than revisit.min");
}

}  // namespace

uint32_t LoadedConfig::line_of(const std::string& setting) const {
  const auto found = lines.find(setting);
  return found == lines.end() ? 0 : found->second;
}

LoadedConfig parse_config(std::string_view text, const std::filesystem::path& origin) {
  LoadedConfig loaded;
  loaded.origin = origin.string();
  try {
    const toml::table root = toml::parse(text, origin.string());
    Reader reader(loaded, origin, root);
    visit_settings(loaded.config, reader);
    reader.leave();
    reader.sites(loaded.config.sites);
    reader.unknown_tables();
    if (loaded.faults.empty()) check_together(loaded, reader);
  } catch (const toml::parse_error& e) {
    loaded.faults.push_back({origin.string(), e.source().begin.line, std::string(e.description())});
  }
  std::stable_sort(loaded.faults.begin(), loaded.faults.end(),
                   [](const Fault& a, const Fault& b) { return a.line < b.line; });
  return loaded;
}

LoadedConfig load_config(const std::filesystem::path& path) {
  const auto unreadable = [&](std::string why) {
    LoadedConfig loaded;
    loaded.faults.push_back({path.string(), 0, std::move(why)});
    return loaded;
  };
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return unreadable("there is no such file");
  if (!std::filesystem::is_regular_file(path, error)) return unreadable("is not a regular file");
  if (std::filesystem::file_size(path, error) > kMaxConfigBytes)
    return unreadable("is larger than 16 MiB; use seed files for long lists");
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) return unreadable("cannot be read");
  return parse_config(text.str(), path);
}

std::string to_string(const Fault& fault) {
  std::string out = fault.file;
  if (fault.line) out += ":" + std::to_string(fault.line);
  return out + ": " + fault.message;
}

std::string to_string(const std::vector<Fault>& faults) {
  std::string out;
  for (const Fault& fault : faults) out += to_string(fault) + "\n";
  return out;
}

}  // namespace winnow
