#include "tests/score/score.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <functional>
#include <set>
#include <unordered_map>

#include "parser/text/utf8.h"

namespace winnow::score {
namespace {

constexpr size_t kShingle = 4;

bool stands_alone(char32_t c) {
  auto in = [c](char32_t low, char32_t high) { return c >= low && c <= high; };
  return c == 0x3005 || c == 0x3007 || in(0x3040, 0x30FF) || in(0x31F0, 0x31FF) ||
         in(0x3400, 0x4DBF) || in(0x4E00, 0x9FFF) || in(0xF900, 0xFAFF) || in(0xFF66, 0xFF9D) ||
         in(0x20000, 0x3FFFF);
}

bool is_word_character(char32_t c) {
  if (c == '_') return true;
  auto type = u_charType(static_cast<UChar32>(c));
  return u_isalnum(static_cast<UChar32>(c)) || type == U_LETTER_NUMBER || type == U_OTHER_NUMBER;
}

std::unordered_map<uint64_t, int> shingles(std::span<const uint64_t> tokens) {
  std::unordered_map<uint64_t, int> counts;
  if (tokens.empty()) return counts;
  size_t n = std::min(tokens.size(), kShingle);
  for (size_t i = 0; i + n <= tokens.size(); ++i) {
    uint64_t hash = n;
    for (size_t k = 0; k < n; ++k)
      hash = (hash ^ tokens[i + k]) * 0x9E3779B97F4A7C15u, hash ^= hash >> 29;
    ++counts[hash];
  }
  return counts;
}

double mean(double sum, int n) { return n ? sum / n : 0; }
double harmonic(double a, double b) { return a + b > 0 ? 2 * a * b / (a + b) : 0; }
double share(int part, int rest) {
  return part + rest ? static_cast<double>(part) / (part + rest) : 0;
}

}  // namespace

std::vector<uint64_t> tokens_of(std::string_view text) {
  std::vector<uint64_t> tokens;
  size_t start = std::string_view::npos;
  auto end_token = [&](size_t end) {
    if (start == std::string_view::npos) return;
    tokens.push_back(std::hash<std::string_view>()(text.substr(start, end - start)));
    start = std::string_view::npos;
  };
  for (size_t i = 0; i < text.size();) {
    size_t at = i;
    char32_t c = next_code_point(text, i);
    if (stands_alone(c)) {
      end_token(at);
      start = at;
      end_token(i);
    } else if (!is_word_character(c)) {
      end_token(at);
    } else if (start == std::string_view::npos) {
      start = at;
    }
  }
  end_token(text.size());
  return tokens;
}

Overlap compare(std::span<const uint64_t> truth, std::span<const uint64_t> output) {
  auto a = shingles(truth), b = shingles(output);
  Overlap result;
  uint32_t in_truth = 0, in_output = 0;
  for (auto [hash, count] : a) {
    in_truth += static_cast<uint32_t>(count);
    auto found = b.find(hash);
    if (found != b.end()) result.both += static_cast<uint32_t>(std::min(count, found->second));
  }
  for (auto [hash, count] : b) in_output += static_cast<uint32_t>(count);
  result.only_output = in_output - result.both;
  result.only_truth = in_truth - result.both;
  result.same = std::ranges::equal(truth, output);
  return result;
}

void BodyScore::add(const Overlap& o) {
  ++pages_;
  same_ += o.same;
  if (o.both + o.only_output) {
    ++precisions_;
    precision_ += static_cast<double>(o.both) / (o.both + o.only_output);
  }
  if (o.both + o.only_truth) {
    ++recalls_;
    recall_ += static_cast<double>(o.both) / (o.both + o.only_truth);
  }
}

double BodyScore::precision() const { return mean(precision_, precisions_); }
double BodyScore::recall() const { return mean(recall_, recalls_); }
double BodyScore::f1() const { return harmonic(precision(), recall()); }

void SnippetScore::add(std::span<const std::string> with, std::span<const std::string> without,
                       std::string_view output) {
  std::string text = squeezed(output);
  ++pages;
  for (const std::string& s : with) ++(text.find(squeezed(s)) != std::string::npos ? found : lost);
  for (const std::string& s : without) {
    ++(text.find(squeezed(s)) != std::string::npos ? leaked : kept_out);
  }
}

double SnippetScore::precision() const { return share(found, leaked); }
double SnippetScore::recall() const { return share(found, lost); }
double SnippetScore::f1() const { return harmonic(precision(), recall()); }

double leaked_share(std::span<const std::string> chrome, std::string_view output) {
  std::set<std::string, std::less<>> lines;
  for (size_t at = 0; at <= output.size();) {
    size_t end = std::min(output.find('\n', at), output.size());
    lines.insert(squeezed(output.substr(at, end - at)));
    at = end + 1;
  }
  int leaked = 0, all = 0;
  for (const std::string& line : chrome) {
    std::string text = squeezed(line);
    if (text.empty()) continue;
    ++all;
    leaked += lines.contains(text);
  }
  return all ? static_cast<double>(leaked) / all : -1;
}

std::string squeezed(std::string_view text) { return collapse_space(text); }

}  // namespace winnow::score
