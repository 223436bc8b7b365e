#include "crawler/demo/theme.h"

#include <array>
#include <cstdio>
#include <ctime>
#include <stdexcept>

#include "crawler/demo/mustache.h"

namespace winnow::demo {
namespace json = boost::json;
namespace {

json::array split(std::string_view text, std::string_view divider) {
  json::array parts;
  for (size_t at = 0;;) {
    const size_t end = text.find(divider, at);
    const std::string_view part = text.substr(at, end - at);
    parts.push_back({{"text", part}, {"html", inline_html(part)}});
    if (end == text.npos) return parts;
    at = end + divider.size();
  }
}

json::object block_context(const SourceBlock& block, const json::object& page) {
  json::object context = page;
  const std::string& text = block.lines[0];
  context["text"] = text;
  context["html"] = inline_html(text);
  context["level"] = block.level;
  if (block.chrome()) {
    const json::array parts = split(text, " | ");
    constexpr std::array kNames{"a", "b", "c"};
    for (size_t i = 0; i < parts.size() && i < kNames.size(); ++i) {
      context[kNames[i]] = parts[i].as_object().at("text");
    }
    return context;
  }
  json::array rows;
  for (const std::string& line : block.lines) {
    rows.push_back({{"html", inline_html(line)}, {"cells", split(line, "\t")}});
  }
  if (block.kind == "table" && !rows.empty()) {  // the first row is its head
    context["head"] = rows.front();
    rows.erase(rows.begin());
  }
  context["rows"] = rows;
  return context;
}

}  // namespace

std::string html_of(const std::vector<SourceBlock>& blocks, const Fields& site,
                    const Fields& defaults, const json::object& context) {
  std::string html;
  for (const SourceBlock& block : blocks) {
    const std::string key = "block." + block.kind;
    const std::string text = field(site, key, field(defaults, key));
    if (text.empty()) throw std::logic_error("no template " + key);
    html += render(text, block_context(block, context));
    html += '\n';
  }
  return html;
}

std::string format_date(std::string_view date, const std::string& format) {
  if (date.empty()) return "";
  std::tm tm{};
  const std::string text(date);
  const int read = std::sscanf(text.c_str(), "%d-%d-%d %d:%d", &tm.tm_year, &tm.tm_mon, &tm.tm_mday,
                               &tm.tm_hour, &tm.tm_min);
  if (read != 3 && read != 5) throw std::logic_error("no date: " + text);
  tm.tm_year -= 1900;
  tm.tm_mon -= 1;
  timegm(&tm);  // fills in the day of the week
  std::array<char, 128> out;
  return {out.data(), std::strftime(out.data(), out.size(), format.c_str(), &tm)};
}

}  // namespace winnow::demo
