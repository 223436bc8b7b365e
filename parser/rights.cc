#include "parser/rights.h"

#include <algorithm>

#include "parser/ascii.h"

namespace winnow {
namespace {

constexpr PurposeSet kTrain = bit_of(Purpose::kTrain), kSearch = bit_of(Purpose::kSearch),
                     kResearch = bit_of(Purpose::kResearch), kArchive = bit_of(Purpose::kArchive),
                     kAll = kTrain | kSearch | kResearch | kArchive, kNone = 0;

struct Term {
  std::string_view says;
  PurposeSet allows, denies;
};

// To add a vocabulary: its statements here, one a row, and what reads them (rights_fields.h). What
// has no row is kept and told, and decides nothing.
constexpr Term kVocabulary[] = {
    // IETF AIPREF: draft-ietf-aipref-vocab, editors' copy after -06 (April 2026). "ai-use" is input
    // to models at work, which is none of our purposes.
    {"content-usage: train-ai=n", kNone, kTrain},
    {"content-usage: train-ai=y", kTrain, kNone},
    {"content-usage: search=n", kNone, kSearch},
    {"content-usage: search=y", kSearch, kNone},
    // Labels of its earlier versions (-01 to -03), which are still met.
    {"content-usage: train-genai=n", kNone, kTrain},
    {"content-usage: genai=n", kNone, kTrain},
    {"content-usage: ai=n", kNone, kTrain},
    {"content-usage: bots=n", kNone, kAll},
    {"content-usage: all=n", kNone, kAll},
    {"content-usage: tdm=n", kNone, kTrain | kResearch},
    // https://contentsignals.org (September 2025). "ai-input" is as "ai-use" above.
    {"content-signal: ai-train=no", kNone, kTrain},
    {"content-signal: ai-train=yes", kTrain, kNone},
    {"content-signal: search=no", kNone, kSearch},
    {"content-signal: search=yes", kSearch, kNone},
    // TDM Reservation Protocol, W3C community group report of 2024-05-10: text and data mining in
    // the sense of Directive (EU) 2019/790, article 4, which training is too.
    {"tdm-reservation: 1", kNone, kTrain | kResearch},
    {"tdm-reservation: 0", kTrain | kResearch, kNone},
    // Meta robots and X-Robots-Tag. noai and noimageai are DeviantArt's (November 2022); a corpus
    // of text has no images.
    {"robots: noai", kNone, kTrain},
    // A robots.txt that has come to disallow the page since it was stored (RFC 9309).
    {"robots.txt: disallow", kNone, kAll},
    // Spawning's ai.txt (May 2023): rules as in robots.txt, for training.
    {"ai.txt: disallow", kNone, kTrain},
};

// The version in a licence's path: "4.0"; digits and one dot.
bool is_version(std::string_view text) {
  const size_t dot = text.find('.');
  const auto digits = [](std::string_view part) {
    return !part.empty() && part.size() <= 2 && std::ranges::all_of(part, is_digit);
  };
  return dot != text.npos && digits(text.substr(0, dot)) && digits(text.substr(dot + 1));
}

std::string_view cut_segment(std::string_view& path) {
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(std::min(path.size(), segment.size() + 1));
  return segment;
}

}  // namespace

std::string_view name_of(Permission permission) {
  constexpr std::string_view kNames[] = {"unsaid", "allowed", "denied"};
  return kNames[static_cast<size_t>(permission)];
}

Permissions permissions_of(std::string_view says) {
  Permissions all{};
  const auto found = std::ranges::find(kVocabulary, says, &Term::says);
  if (found == std::end(kVocabulary)) return all;
  for (size_t i = 0; i < all.size(); ++i) {
    const PurposeSet bit = bit_of(static_cast<Purpose>(i));
    if (found->allows & bit) all[i] = Permission::kAllowed;
    if (found->denies & bit) all[i] = Permission::kDenied;
  }
  return all;
}

Permissions combined(std::span<const RightsStatement> statements) {
  Permissions all{};
  for (const RightsStatement& statement : statements) {
    const Permissions one = permissions_of(statement.says);
    for (size_t i = 0; i < all.size(); ++i) all[i] = std::max(all[i], one[i]);
  }
  return all;
}

// https://creativecommons.org/licenses/by-nc/4.0/deed.en, /publicdomain/zero/1.0/
std::string licence_of(std::string_view url) {
  for (const std::string_view scheme : {"https:", "http:"})
    if (starts_with_ignore_case(url, scheme)) url.remove_prefix(scheme.size());
  if (!url.starts_with("//")) return "";
  url.remove_prefix(2);
  const std::string host = to_lower(cut_segment(url));
  if (host != "creativecommons.org" && host != "www.creativecommons.org") return "";
  const std::string kind = to_lower(cut_segment(url)), name = to_lower(cut_segment(url));
  const std::string_view version = url.substr(0, url.find_first_of("/?#"));
  if (!is_version(version)) return "";
  if (kind == "publicdomain" && name == "zero") return "CC0-" + std::string(version);
  if (kind == "publicdomain" && name == "mark") return "CC-PDM-" + std::string(version);
  constexpr std::string_view kLicences[] = {"by",    "by-sa",    "by-nd",
                                            "by-nc", "by-nc-sa", "by-nc-nd"};
  if (kind != "licenses" || std::ranges::find(kLicences, name) == std::end(kLicences)) return "";
  std::string out = "CC-" + name + "-" + std::string(version);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return out;
}

std::string licence_of(std::span<const RightsStatement> statements) {
  constexpr std::string_view kLicence = "license: ";
  std::string first;
  for (const RightsStatement& statement : statements) {
    const std::string_view says = statement.says;
    if (!says.starts_with(kLicence)) continue;
    const std::string_view url = says.substr(kLicence.size());
    if (std::string name = licence_of(url); !name.empty()) return name;
    if (first.empty()) first = url;
  }
  return first;
}

}  // namespace winnow
