#include "parser/canonical.h"

#include <algorithm>

#include "parser/url_parameters.h"

namespace winnow {
namespace {

// Appends the parts of `text` (divided by `separator`) that are not in the table. Returns whether
// any was left out.
bool append_kept(std::string& out, std::string_view text, char separator,
                 const ParameterTable& table) {
  bool dropped = false, first = true;
  while (true) {
    const size_t end = std::min(text.find(separator), text.size());
    const std::string_view part = text.substr(0, end);
    if (table.drops(part)) {
      dropped = true;
    } else {
      if (!first) out += separator;
      out += part;
      first = false;
    }
    if (end == text.size()) return dropped;
    text.remove_prefix(end + 1);
  }
}

// ASP.NET's cookieless session: a segment like (S(lit3py55t21z5v55vlm25s55)) or (A(…)S(…)).
bool is_aspnet_session(std::string_view segment) {
  return segment.size() > 4 && segment[0] == '(' && segment[2] == '(' &&
         std::string_view("SAFX").find(segment[1]) != std::string_view::npos &&
         segment.ends_with("))");
}

std::string kept_path(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    path.remove_prefix(end);
    if (is_aspnet_session(segment) && !path.empty()) continue;
    out += '/';
    const size_t semicolon = std::min(segment.find(';'), segment.size());
    std::string parameters;
    if (semicolon < segment.size() &&
        append_kept(parameters, segment.substr(semicolon + 1), ';', path_parameters())) {
      out += segment.substr(0, semicolon);
      if (!parameters.empty()) out += ';' + parameters;
    } else {
      out += segment;
    }
  }
  return out;
}

std::string kept_query(std::string_view query) {
  std::string out;
  append_kept(out, query, '&', query_parameters());
  if (out.find_first_not_of('&') == out.npos) out.clear();
  return out.empty() ? out : '?' + out;
}

}  // namespace

Url canonicalize(Url url) {
  url.drop_fragment();
  const std::string_view path = url.path();
  const bool plain_path = path.find(';') == path.npos && path.find('(') == path.npos;
  const bool has_query = url.path_and_query().size() > path.size();
  if (plain_path && !has_query) return url;
  std::string href(url.origin());
  href += plain_path ? std::string(path) : kept_path(path);
  if (has_query) href += kept_query(url.query());
  if (href == url.href()) return url;
  // Parsed again, since a path segment may have become a dot segment.
  Result<Url> parsed = Url::parse(href);
  return parsed ? std::move(parsed).value() : url;
}

Result<Url> canonicalize(std::string_view input, const Url* base) {
  Result<Url> url = Url::parse(input, base);
  if (!url) return url;
  return canonicalize(std::move(url).value());
}

}  // namespace winnow
