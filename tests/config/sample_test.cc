// The annotated sample is the reference of all settings: it names each one, with its default.
#include <set>
#include <sstream>

#include "config/load.h"
#include "config/settings.h"
#include "tests/catch.h"

using namespace winnow;

namespace {

// Writes every setting as "table.key = value", so that two configs can be compared as text.
struct Writer {
  std::ostringstream out;
  std::set<std::string> names;
  std::string prefix;

  void table(std::string_view name) { prefix = name; }
  void row(std::string_view key, const auto& value) {
    names.insert(prefix + "." + std::string(key));
    out << prefix << "." << key << " = " << value << "\n";
  }
  void duration(std::string_view key, Millis v, Range<Millis>) { row(key, v.count()); }
  void size(std::string_view key, uint64_t v, Range<uint64_t>) { row(key, v); }
  void count(std::string_view key, uint64_t v, Range<uint64_t>) { row(key, v); }
  void factor(std::string_view key, double v, Range<double>) { row(key, v); }
  void flag(std::string_view key, bool v) { row(key, v); }
  template <class Check>
  void text(std::string_view key, const std::string& v, Check, std::string_view) {
    row(key, v);
  }
  template <class Check>
  void texts(std::string_view key, const std::vector<std::string>& v, Check, std::string_view) {
    row(key, v.size());
  }
  void path(std::string_view key, const std::filesystem::path& v) { row(key, v); }
  void paths(std::string_view key, const std::vector<std::filesystem::path>& v) {
    row(key, v.size());
  }
  template <class Enum, size_t N>
  void choice(std::string_view key, Enum v, const std::array<std::string_view, N>& names_) {
    row(key, names_[size_t(v)]);
  }
};

const std::filesystem::path kSample =
    std::filesystem::path(WINNOW_SOURCE_DIR) / "config/winnow.toml";

}  // namespace

TEST_CASE("the sample config has no fault and holds the defaults") {
  LoadedConfig loaded = load_config(kSample);
  CHECK(to_string(loaded.faults) == "");
  Config defaults;
  Writer expected, actual;
  visit_settings(defaults, expected);
  visit_settings(loaded.config, actual);
  CHECK(actual.out.str() == expected.out.str());
}

TEST_CASE("the sample config names every setting") {
  const LoadedConfig loaded = load_config(kSample);
  Config defaults;
  Writer writer;
  visit_settings(defaults, writer);
  for (const std::string& name : writer.names) {
    INFO(name);
    CHECK(loaded.line_of(name) > 0);
  }
}
