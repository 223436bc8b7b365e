#pragma once
#include <boost/json.hpp>
#include <functional>
#include <string>
#include <string_view>

namespace winnow::demo {

// The text of a partial, by name.
using Partials = std::function<std::string_view(std::string_view name)>;

// Renders a template: the subset of Mustache (mustache(5)) that the demo's themes need, which is
// {{name}} escaped for HTML, {{{name}}} as it is, {{a.b}}, {{.}}, {{#section}}, {{^inverted}} and
// {{>partial}}. An unknown name is empty; a section that is not closed throws std::logic_error, for
// the templates are ours.
std::string render(std::string_view text, const boost::json::value& context,
                   const Partials& partials = {});

std::string escape_html(std::string_view text);

}  // namespace winnow::demo
