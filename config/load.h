#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"

namespace winnow {

inline constexpr const char* kDefaultConfigPath = "/etc/winnow/winnow.toml";

// One thing that is wrong with a config, where it stands.
struct Fault {
  std::string file;
  uint32_t line = 0;    // from 1; 0: the file as a whole
  std::string message;  // one sentence, names the setting
};
std::string to_string(const Fault& fault);  // "winnow.toml:12: fetch.max_retries: ..."

// What a config file says. With any fault the config must not be used.
struct LoadedConfig {
  std::string origin;  // the file's path, as given
  Config config;
  std::vector<Fault> faults;  // all of them, in file order
  std::map<std::string, uint32_t>
      lines;  // setting -> its line: "fetch.proxy", "seeds.urls[2]", "site[0].delay"

  // The line of a setting, or 0 if the file does not name it.
  uint32_t line_of(const std::string& setting) const;
};

// Reads a TOML file (at most 16 MiB). Relative paths in it are relative to the file's folder. Never
// throws: a missing file, a syntax error, an unknown key, a wrong type and a value out of range are
// faults.
LoadedConfig load_config(const std::filesystem::path& path);

// The same for text already in memory; `origin` stands in the faults and its folder is what
// relative paths are relative to.
LoadedConfig parse_config(std::string_view text, const std::filesystem::path& origin);

// One fault a line.
std::string to_string(const std::vector<Fault>& faults);

}  // namespace winnow
