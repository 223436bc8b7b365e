#include "crawler/demo/mustache.h"

#include <stdexcept>
#include <vector>

namespace winnow::demo {
namespace json = boost::json;
namespace {

using Stack = std::vector<const json::value*>;

const json::value* member(const json::value* value, std::string_view name) {
  if (!value || !value->is_object()) return nullptr;
  return value->as_object().if_contains({name.data(), name.size()});
}

// The value of a dotted name: its first part is looked for from the innermost context outwards.
const json::value* find(const Stack& stack, std::string_view name) {
  if (name == ".") return stack.back();
  const size_t dot = name.find('.');
  const json::value* found = nullptr;
  for (auto it = stack.rbegin(); it != stack.rend() && !found; ++it) {
    found = member(*it, name.substr(0, dot));
  }
  return dot == name.npos || !found ? found : find({found}, name.substr(dot + 1));
}

bool truthy(const json::value* value) {
  if (!value || value->is_null()) return false;
  if (value->is_bool()) return value->as_bool();
  if (value->is_string()) return !value->as_string().empty();
  if (value->is_array()) return !value->as_array().empty();
  return true;
}

std::string text_of(const json::value* value) {
  if (!value || value->is_null()) return "";
  if (value->is_string()) return std::string(value->as_string());
  return json::serialize(*value);
}

class Renderer {
 public:
  explicit Renderer(const Partials& partials) : partials_(partials) {}

  void render(std::string_view text, Stack& stack) {
    for (size_t at = 0; at < text.size();) {
      const size_t open = text.find("{{", at);
      out_ += text.substr(at, open - at);
      if (open == text.npos) return;
      const bool raw = text.substr(open).starts_with("{{{");
      const std::string_view closer = raw ? "}}}" : "}}";
      const size_t begin = open + closer.size(), close = text.find(closer, begin);
      if (close == text.npos) throw std::logic_error("template: tag without end");
      const std::string_view tag = text.substr(begin, close - begin);
      at = close + closer.size();
      if (!raw && (tag.starts_with('#') || tag.starts_with('^'))) {
        const std::string_view inside = section(text, tag.substr(1), at);
        render_section(tag, inside, stack);
      } else if (!raw && tag.starts_with('>')) {
        if (partials_) render(partials_(tag.substr(1)), stack);
      } else {
        const std::string value = text_of(find(stack, tag));
        out_ += raw ? value : escape_html(value);
      }
    }
  }

  std::string take() { return std::move(out_); }

 private:
  // The text up to the section's end tag; `at` moves behind it.
  static std::string_view section(std::string_view text, std::string_view name, size_t& at) {
    const std::string open1 = "{{#" + std::string(name) + "}}";
    const std::string open2 = "{{^" + std::string(name) + "}}";
    const std::string end = "{{/" + std::string(name) + "}}";
    int depth = 1;
    for (size_t i = at; i < text.size(); ++i) {
      const std::string_view rest = text.substr(i);
      if (rest.starts_with(open1) || rest.starts_with(open2)) ++depth;
      if (rest.starts_with(end) && --depth == 0) {
        const std::string_view inside = text.substr(at, i - at);
        at = i + end.size();
        return inside;
      }
    }
    throw std::logic_error("template: section without end: " + std::string(name));
  }

  void render_section(std::string_view tag, std::string_view inside, Stack& stack) {
    const json::value* value = find(stack, tag.substr(1));
    if (tag[0] == '^') {
      if (!truthy(value)) render(inside, stack);
      return;
    }
    if (!truthy(value)) return;
    const auto once = [&](const json::value& context) {
      stack.push_back(&context);
      render(inside, stack);
      stack.pop_back();
    };
    if (value->is_array()) {
      for (const json::value& item : value->as_array()) once(item);
    } else {
      once(*value);
    }
  }

  const Partials& partials_;
  std::string out_;
};

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
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

std::string render(std::string_view text, const json::value& context, const Partials& partials) {
  Renderer renderer(partials);
  Stack stack{&context};
  renderer.render(text, stack);
  return renderer.take();
}

}  // namespace winnow::demo
