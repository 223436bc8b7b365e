#include "storage/dump_options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>

#include "storage/dump.h"
#include "storage/profiles.h"

namespace winnow {
namespace {

using Fault = std::optional<Error>;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 32);
  return out;
}

// Calls take(part) for each part of a list that commas divide, until one has a fault.
template <class Take>
Fault for_each_part(std::string_view list, Take take) {
  while (true) {
    const std::string_view part = list.substr(0, list.find(','));
    if (Fault fault = take(part)) return fault;
    if (part.size() == list.size()) return std::nullopt;
    list.remove_prefix(part.size() + 1);
  }
}

void append_part(std::string& list, std::string_view part) {
  list.append(list.empty() ? "" : ",").append(part);
}

Fault set_format(DumpOptions& options, std::string_view value) {
  for (const DumpFormat& format : dump_formats()) {
    if (format.name != value) continue;
    options.format = &format;
    return std::nullopt;
  }
  return Error{"there is no dump format " + std::string(value)};
}

Fault set_since(DumpOptions& options, std::string_view value) {
  const auto [end, error] = std::from_chars(value.begin(), value.end(), options.since);
  if (error == std::errc{} && end == value.end()) return std::nullopt;
  return Error{"the cursor " + std::string(value) + " is no number that a dump gave"};
}

Fault set_host(DumpOptions& options, std::string_view value) {
  options.host = lower(value);
  return std::nullopt;
}

// A basic language range, RFC 4647 2.1, without "*".
bool is_language(std::string_view range) {
  while (true) {
    const std::string_view subtag = range.substr(0, range.find('-'));
    const bool sound = std::ranges::all_of(
        subtag, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
    if (!sound || subtag.empty() || subtag.size() > 8) return false;
    if (subtag.size() == range.size()) return true;
    range.remove_prefix(subtag.size() + 1);
  }
}

Fault set_languages(DumpOptions& options, std::string_view value) {
  return for_each_part(lower(value), [&](std::string_view language) -> Fault {
    if (!is_language(language))
      return Error{"the language " + std::string(language) + " is none like zh, zh-Hant or en"};
    options.languages.emplace_back(language);
    return std::nullopt;
  });
}

std::string languages(const DumpOptions& options) {
  std::string value;
  for (const std::string& language : options.languages) append_part(value, language);
  return value;
}

Fault set_kind(DumpOptions& options, std::string_view value) {
  for (const Verdict verdict : {Verdict::kArticle, Verdict::kThread})
    if (name_of(verdict) == value) options.kind = verdict;
  if (options.kind) return std::nullopt;
  return Error{"the kind " + std::string(value) + " is neither article nor thread"};
}

Fault set_purpose(DumpOptions& options, std::string_view value) {
  const auto known = std::ranges::find(kPurposeNames, value);
  if (known == kPurposeNames.end())
    return Error{"there is no purpose " + std::string(value) +
                 ": train, search, research, archive"};
  options.purpose = static_cast<Purpose>(known - kPurposeNames.begin());
  return std::nullopt;
}

std::string purpose(const DumpOptions& options) {
  return std::string(options.purpose ? name_of(*options.purpose) : "");
}

// A file is kept by its whole path, since a daemon that is asked for the dump stands elsewhere.
Fault set_profiles(DumpOptions& options, std::string_view value) {
  return for_each_part(value, [&](std::string_view part) -> Fault {
    std::string name(part);
    if (is_profile_path(name)) name = std::filesystem::absolute(name).lexically_normal().string();
    auto profile = checked_profile(name);
    if (!profile.ok()) return Error{profile.error()};
    options.profiles.push_back(std::move(*profile));
    return std::nullopt;
  });
}

std::string profiles(const DumpOptions& options) {
  std::string value;
  for (const Profile& profile : options.profiles) append_part(value, profile.origin);
  return value;
}

Fault set_dedupe(DumpOptions& options, std::string_view value) {
  const auto known = std::ranges::find(kDedupeNames, value);
  if (known == kDedupeNames.end())
    return Error{"there is no way to dedupe " + std::string(value) + ": none, exact, near"};
  options.dedupe = static_cast<Dedupe>(known - kDedupeNames.begin());
  return std::nullopt;
}

std::string dedupe(const DumpOptions& options) {
  if (options.dedupe == Dedupe::kExact) return {};
  return std::string(kDedupeNames[static_cast<size_t>(options.dedupe)]);
}

Fault set_redact(DumpOptions& options, std::string_view value) {
  return for_each_part(value, [&](std::string_view name) -> Fault {
    const auto known = std::ranges::find(kPersonalNames, name);
    if (known == kPersonalNames.end())
      return Error{"there is no " + std::string(name) + " to redact: email, phone, idcard, ip"};
    options.redact |= bit_of(static_cast<Personal>(known - kPersonalNames.begin()));
    return std::nullopt;
  });
}

std::string redacted(const DumpOptions& options) {
  std::string value;
  for (size_t i = 0; i < kPersonalNames.size(); ++i)
    if (options.redact & bit_of(static_cast<Personal>(i))) append_part(value, kPersonalNames[i]);
  return value;
}

// YYYY, YYYY-MM or YYYY-MM-DD.
bool is_date(std::string_view text) {
  constexpr std::string_view kForm = "dddd-dd-dd";
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  for (size_t i = 0; i < text.size(); ++i)
    if (kForm[i] == '-' ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  const auto within = [&](size_t at, std::string_view last) {
    return text.size() < at + 2 || (text.substr(at, 2) != "00" && text.substr(at, 2) <= last);
  };
  return within(5, "12") && within(8, "31");
}

template <DateRange DumpOptions::*member, std::string DateRange::*bound>
Fault set_date(DumpOptions& options, std::string_view value) {
  if (!is_date(value))
    return Error{"the date " + std::string(value) + " is none like 2023, 2023-11 or 2023-11-06"};
  options.*member.*bound = value;
  return std::nullopt;
}

template <DateRange DumpOptions::*member, std::string DateRange::*bound>
std::string date(const DumpOptions& options) {
  return options.*member.*bound;
}

template <bool DumpOptions::*member>
Fault set_flag(DumpOptions& options, std::string_view value) {
  if (value != "0" && value != "1") return Error{"a flag must be 0 or 1"};
  options.*member = value == "1";
  return std::nullopt;
}

template <bool DumpOptions::*member>
std::string flag(const DumpOptions& options) {
  return options.*member ? "1" : "";
}

using O = DumpOptions;
using D = DateRange;

constexpr std::array kTable = {
    DumpOption{"format", "How the articles are written", false, set_format,
               [](const O& o) { return std::string(o.format->name); }},
    DumpOption{"since",
               "Cursor that the last dump gave: only what came, changed or was deleted after it",
               false, set_since,
               [](const O& o) { return o.since ? std::to_string(o.since) : std::string(); }},
    DumpOption{"host", "Only of this host and its subdomains", false, set_host,
               [](const O& o) { return o.host; }},
    DumpOption{"language",
               "Only in these languages, divided by commas: zh (both scripts), zh-Hant, en", false,
               set_languages, languages},
    DumpOption{"kind", "Only of this kind: article or thread", false, set_kind,
               [](const O& o) { return std::string(o.kind ? name_of(*o.kind) : ""); }},
    DumpOption{"from",
               "Only published on this date (2023, 2023-11 or 2023-11-06) or later, by the page's "
               "own word; leaves out what has no date",
               false, set_date<&O::published, &D::from>, date<&O::published, &D::from>},
    DumpOption{"to", "Only published on this date or earlier; leaves out what has no date", false,
               set_date<&O::published, &D::to>, date<&O::published, &D::to>},
    DumpOption{"fetched-from", "Only what was fetched on this date (UTC) or later", false,
               set_date<&O::fetched, &D::from>, date<&O::fetched, &D::from>},
    DumpOption{"fetched-to", "Only what was fetched on this date (UTC) or earlier", false,
               set_date<&O::fetched, &D::to>, date<&O::fetched, &D::to>},
    DumpOption{"purpose",
               "Leave out what its owner denies for it: train, search, research or archive", false,
               set_purpose, purpose},
    DumpOption{"profile",
               "Only what published quality filters keep, by name and divided by commas "
               "(--list-profiles), or by a file of your own: ./mine.toml",
               false, set_profiles, profiles},
    DumpOption{
        "dedupe",
        "Of several articles leave out all but one: with the same words (exact: the default), "
        "also near duplicates (near), or none; the earliest stays, or for near the one that "
        "another names as its source",
        false, set_dedupe, dedupe},
    DumpOption{"keep-templates", "Leave in the blocks that a host repeats from article to article",
               true, set_flag<&O::templates>, flag<&O::templates>},
    DumpOption{"redact",
               "Put these out of titles and texts, divided by commas: email, phone, idcard, ip",
               false, set_redact, redacted},
    DumpOption{"blocks", "jsonl: add the blocks with their kinds", true, set_flag<&O::blocks>,
               flag<&O::blocks>},
    DumpOption{"quality", "jsonl: add the numbers that published quality filters judge by", true,
               set_flag<&O::quality>, flag<&O::quality>},
};

bool is_turned(const DateRange& range) {
  const size_t length = std::min(range.from.size(), range.to.size());
  return range.to.substr(0, length) < range.from.substr(0, length);
}

}  // namespace

std::span<const DumpOption> dump_option_table() { return kTable; }

Result<DumpOptions> dump_options(const std::vector<std::pair<std::string, std::string>>& values) {
  DumpOptions options;
  for (const auto& [name, value] : values) {
    const auto option = std::ranges::find(kTable, name, &DumpOption::name);
    if (option == kTable.end()) return Error{"a dump takes no " + name};
    if (value.empty()) continue;
    if (auto fault = option->set(options, value)) return std::move(*fault);
  }
  if (is_turned(options.published) || is_turned(options.fetched))
    return Error{"the dates end before they begin"};
  return options;
}

std::vector<std::pair<std::string, std::string>> values_of(const DumpOptions& options) {
  std::vector<std::pair<std::string, std::string>> values;
  for (const DumpOption& option : kTable)
    if (std::string value = option.get(options); !value.empty())
      values.emplace_back(option.name, std::move(value));
  return values;
}

}  // namespace winnow
