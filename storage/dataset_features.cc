#include <algorithm>
#include <boost/json.hpp>

#include "storage/record_schema.h"

namespace winnow {
namespace {

namespace json = boost::json;

class Features {
 public:
  explicit Features(const json::value& schema) : schema_(schema) {}

  // The members of an object, each in lines that begin with `indent`.
  void members(const json::object& object, const std::string& indent,
               std::span<const std::string_view> with) {
    const json::array& required = object.at("required").as_array();
    for (const auto& [name, type] : object.at("properties").as_object()) {
      const bool always = std::ranges::find(required, json::value(name)) != required.end();
      if (!always && std::ranges::find(with, std::string_view(name)) == with.end()) continue;
      out_.append(indent).append("- name: ").append(name).append("\n");
      feature(resolved(type.as_object()), indent + "  ");
    }
  }

  std::string take() { return std::move(out_); }

 private:
  const json::object& resolved(const json::object& type) const {
    const json::value* reference = type.if_contains("$ref");
    if (!reference) return type;
    return schema_.at_pointer(std::string_view(reference->as_string()).substr(1)).as_object();
  }

  static std::string_view scalar(std::string_view type) {
    if (type == "integer") return "int64";
    if (type == "number") return "float64";
    return type == "boolean" ? "bool" : "string";
  }

  void feature(const json::object& type, const std::string& indent) {
    const std::string_view name = type.at("type").as_string();
    if (name == "object") {
      out_.append(indent).append("struct:\n");
      return members(type, indent, {});
    }
    if (name != "array") {
      out_.append(indent).append("dtype: ").append(scalar(name)).append("\n");
      return;
    }
    const json::object& item = resolved(type.at("items").as_object());
    const std::string_view item_name = item.at("type").as_string();
    if (item_name == "object") {
      out_.append(indent).append("list:\n");
      return members(item, indent, {});
    }
    out_.append(indent).append("sequence: ").append(scalar(item_name)).append("\n");
  }

  const json::value& schema_;
  std::string out_;
};

}  // namespace

std::string dataset_features(std::span<const std::string_view> with) {
  const json::value schema = json::parse(record_schema());
  Features features(schema);
  features.members(schema.at("definitions").at("article").as_object(), "  ", with);
  return features.take();
}

}  // namespace winnow
