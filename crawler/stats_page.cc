#include "crawler/stats_page.h"

#include <algorithm>
#include <cstdio>
#include <vector>

#include "storage/json_members.h"

namespace winnow {
namespace {

constexpr size_t kMostRows = 20;  // of a table that is shown

struct Row {
  std::string name;
  uint64_t count = 0;
  uint64_t characters = 0;  // 0: not said
};

struct Chart {
  std::string title, unit;
  std::vector<Row> rows;
  uint64_t left_out = 0;  // rows that are not shown
};

std::string grouped(uint64_t n) {
  std::string digits = std::to_string(n);
  for (size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// The largest first, and no more than are shown.
Chart ranked(std::string title, std::string unit, std::vector<Row> rows) {
  std::ranges::stable_sort(rows, std::greater<>(), &Row::count);
  const size_t more = rows.size() > kMostRows ? rows.size() - kMostRows : 0;
  rows.resize(rows.size() - more);
  return {std::move(title), std::move(unit), std::move(rows), more};
}

std::vector<Row> rows_of(const DumpStatistics::Table& table, const char* nameless) {
  std::vector<Row> rows;
  for (const auto& [name, tally] : table)
    rows.push_back({name.empty() ? nameless : name, tally.articles, tally.characters});
  return rows;
}

std::vector<Chart> charts_of(const DumpStatistics& all, const DumpResult& result) {
  std::vector<Row> rules, filters;
  for (const auto& [rule, count] : all.rules) rules.push_back({rule, count});
  for (const auto& [filter, count] : result.dropped) filters.push_back({filter, count});
  std::vector<Chart> charts;
  charts.push_back(ranked("Languages", "articles", rows_of(all.languages, "unknown")));
  charts.push_back(ranked("Kinds", "articles", rows_of(all.kinds, "")));
  charts.push_back({"Published", "articles", rows_of(all.years, "undated"), 0});
  if (!all.rights.empty())
    charts.push_back(ranked("Rights, by their owners' word", "articles", rows_of(all.rights, "")));
  if (!all.licences.empty())
    charts.push_back(ranked("Licences", "articles", rows_of(all.licences, "")));
  charts.push_back(ranked("Hosts", "articles", rows_of(all.hosts, "")));
  charts.push_back(ranked("Blocks cut, by rule", "blocks", std::move(rules)));
  charts.push_back(ranked("Articles left out, by filter", "articles", std::move(filters)));
  return charts;
}

std::string summary_of(const DumpStatistics& all) {
  std::string text = grouped(all.total.articles) + " articles, " + grouped(all.total.characters) +
                     " characters, " + grouped(all.hosts.size()) +
                     (all.other_hosts.articles ? " hosts and more" : " hosts");
  if (!all.first_fetched.empty())
    text += "; fetched " + all.first_fetched + " to " + all.last_fetched;
  return text;
}

std::string share_of(uint64_t part, uint64_t whole) {
  char text[16];
  std::snprintf(text, sizeof text, "%.1f%%",
                whole ? 100 * static_cast<double>(part) / static_cast<double>(whole) : 0);
  return text;
}

// One row of bars a line; the numbers stand in the text, so that nobody depends on the drawing.
void append_chart(const Chart& chart, std::string& out) {
  constexpr int kRow = 24, kNames = 230, kBars = 420;
  uint64_t most = 1;
  for (const Row& row : chart.rows) most = std::max(most, row.count);
  const int height = kRow * static_cast<int>(chart.rows.size());
  out += "<section>\n<h2>" + escaped(chart.title) + "</h2>\n";
  if (chart.rows.empty()) out += "<p>none</p>\n";
  char numbers[200];
  std::snprintf(numbers, sizeof numbers, "<svg viewBox=\"0 0 780 %d\" role=\"img\">\n", height);
  out += numbers;
  for (size_t i = 0; i < chart.rows.size(); ++i) {
    const Row& row = chart.rows[i];
    const int y = kRow * static_cast<int>(i);
    const double width = kBars * static_cast<double>(row.count) / static_cast<double>(most);
    std::string label = grouped(row.count) + ' ' + chart.unit;
    if (row.characters) label += ", " + grouped(row.characters) + " characters";
    std::snprintf(numbers, sizeof numbers, "<text x=\"%d\" y=\"%d\" class=\"name\">", kNames - 8,
                  y + 16);
    out += "<g><title>" + escaped(row.name) + ": " + label + "</title>" + numbers +
           escaped(row.name) + "</text>";
    std::snprintf(numbers, sizeof numbers,
                  "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>"
                  "<text x=\"%.1f\" y=\"%d\">%s</text></g>\n",
                  kNames, y + 4, width, kRow - 8, kNames + width + 6, y + 16,
                  grouped(row.count).c_str());
    out += numbers;
  }
  out += "</svg>\n";
  if (chart.left_out) out += "<p>and " + grouped(chart.left_out) + " more</p>\n";
  out += "</section>\n";
}

constexpr std::string_view kHead = R"(<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>winnow: what the corpus holds</title>
<style>
:root { color-scheme: light dark; }
body { font: 15px/1.55 system-ui, "Noto Sans CJK SC", sans-serif; max-width: 52rem; margin: 2rem auto;
  padding: 0 1rem; }
h1 { font-size: 1.3rem; margin: 0 0 .2rem; } h2 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; }
svg { width: 100%; height: auto; } rect { fill: #2da44e; }
text { font-size: 13px; fill: CanvasText; font-variant-numeric: tabular-nums; }
.name { text-anchor: end; }
</style>
)";

}  // namespace

std::string stats_text(const DumpStatistics& statistics, const DumpResult& result) {
  std::string out = summary_of(statistics) + '\n';
  for (const Chart& chart : charts_of(statistics, result)) {
    uint64_t whole = chart.unit == "articles" ? statistics.total.articles : 0;
    if (chart.rows.empty()) continue;
    out += '\n' + chart.title + '\n';
    for (const Row& row : chart.rows) {
      char line[80];
      const bool share = whole > 0 && row.characters > 0;
      std::snprintf(line, sizeof line, "%12s  %6s  ", grouped(row.count).c_str(),
                    share ? share_of(row.count, whole).c_str() : "");
      out += line + row.name + '\n';
    }
    if (chart.left_out) out += "              and " + grouped(chart.left_out) + " more\n";
  }
  return out;
}

std::string stats_json(const DumpStatistics& statistics, const DumpResult& result) {
  std::string out;
  {
    JsonMembers members(out);
    write_statistics(statistics, members);
    members.object("articles_by_host", [&](JsonMembers& rows) {
      for (const auto& [host, tally] : statistics.hosts) rows.number(host, tally.articles);
    });
    members.number("articles_of_other_hosts", statistics.other_hosts.articles);
    members.object("left_out", [&](JsonMembers& rows) {
      for (const auto& [filter, count] : result.dropped) rows.number(filter, count);
    });
    members.number("cursor", result.cursor);
  }
  return out += '\n';
}

std::string stats_page(const DumpStatistics& statistics, const DumpResult& result) {
  std::string out(kHead);
  out += "<h1>What the corpus holds</h1>\n<p>" + escaped(summary_of(statistics)) + "</p>\n";
  for (const Chart& chart : charts_of(statistics, result)) append_chart(chart, out);
  return out;
}

}  // namespace winnow
