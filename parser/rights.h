#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "config/time.h"

namespace winnow {

// What a text may be wanted for.
enum class Purpose : uint8_t {
  kTrain,     // to train or fine-tune models
  kSearch,    // to find it: an index that leads to its page, with short excerpts
  kResearch,  // to analyse it (text and data mining) without training models on it
  kArchive    // to keep and show copies of it
};
inline constexpr std::array<std::string_view, 4> kPurposeNames = {"train", "search", "research",
                                                                  "archive"};
constexpr std::string_view name_of(Purpose purpose) {
  return kPurposeNames[static_cast<size_t>(purpose)];
}
using PurposeSet = uint8_t;
constexpr PurposeSet bit_of(Purpose purpose) {
  return static_cast<PurposeSet>(1 << static_cast<int>(purpose));
}

// The greater is the more restrictive: of several, the greatest holds
// (draft-ietf-aipref-vocab "Combining Preferences").
enum class Permission : uint8_t { kUnsaid, kAllowed, kDenied };
std::string_view name_of(Permission permission);

using Permissions = std::array<Permission, kPurposeNames.size()>;  // by Purpose

// What one source says of the use of a text. It is kept in its owner's words, evened out, so that
// what follows from it is known by today's vocabulary, not by that of the day it was read.
struct RightsStatement {
  std::string source;  // header, meta, link, robots.txt, /.well-known/tdmrep.json, /ai.txt
  std::string says;  // "content-usage: train-ai=n", "license: https://..."; at most kMaxSays bytes
  Time time{};       // when it was read
};
inline constexpr size_t kMaxSays = 512;
inline constexpr size_t kMaxStatements = 32;  // of one source

// What follows from one statement: nothing, if the vocabulary (rights.cc) does not have it.
Permissions permissions_of(std::string_view says);

// What all of them say together: for each purpose the most restrictive.
Permissions combined(std::span<const RightsStatement> statements);

// The licence that the first of them names, a Creative Commons licence before any other: its SPDX
// identifier if it is one, else its URL; empty if there is none.
std::string licence_of(std::span<const RightsStatement> statements);

// The SPDX identifier of the Creative Commons licence that the URL names ("CC-BY-NC-4.0",
// "CC0-1.0"); empty for any other URL.
std::string licence_of(std::string_view url);

}  // namespace winnow
