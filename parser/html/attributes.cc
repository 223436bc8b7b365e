#include "parser/html/attributes.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "parser/ascii.h"
#include "parser/html/char_refs.h"
#include "parser/html/markup.h"

namespace winnow {
namespace {

bool has_upper(std::string_view name) {
  return std::any_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Which names a tag has had so far, in constant time for each.
class Names {
 public:
  // Whether `name` is new; `first` to `last` are those that were.
  bool add(std::string_view name, const Attribute* first, const Attribute* last) {
    constexpr ptrdiff_t kFew = 16;
    const AttributeNames bit = bit_of_name(name);
    if ((seen_ & bit) == 0 && !many_) return seen_ |= bit, true;
    if (last - first < kFew) {
      return std::none_of(first, last, [&](const Attribute& a) { return a.name == name; });
    }
    if (!many_) {
      many_.emplace();
      for (; first != last; ++first) many_->insert(first->name);
    }
    return many_->insert(name).second;
  }

 private:
  AttributeNames seen_ = 0;
  std::optional<std::unordered_set<std::string_view>> many_;
};

bool by_name(const Attribute* a, const Attribute* b) { return a->name < b->name; }

}  // namespace

std::string_view lower_name(std::string_view name, Arena& strings) {
  if (!has_upper(name)) return name;
  const std::string_view copy = strings.copy(name);
  std::transform(copy.begin(), copy.end(), const_cast<char*>(copy.data()),
                 [](char c) { return to_lower(c); });
  return copy;
}

bool append_attributes(const std::vector<Attribute>& written, Arena& strings,
                       std::vector<Attribute>& out) {
  const size_t before = out.size();
  Names names;
  std::string resolved;
  for (const Attribute& attribute : written) {
    const std::string_view name = lower_name(attribute.name, strings);
    if (!names.add(name, out.data() + before, out.data() + out.size())) continue;
    std::string_view value = attribute.value;
    if (value.find('&') != value.npos) {
      resolved.clear();
      if (!resolve_char_refs(value, CharRefContext::kAttribute, resolved)) {
        out.resize(before);
        return false;
      }
      if (resolved != value) value = strings.copy(resolved);
    }
    out.push_back({name, value});
  }
  return true;
}

std::string attribute_key(const Attribute* begin, const Attribute* end) {
  std::vector<const Attribute*> sorted;
  for (; begin != end; ++begin) sorted.push_back(begin);
  std::string key;
  if (sorted.size() > 1) std::sort(sorted.begin(), sorted.end(), by_name);
  for (const Attribute* attribute : sorted) {
    // Lengths, so that no two sets have one key.
    key += std::to_string(attribute->name.size()) + ' ' + std::to_string(attribute->value.size());
    key += ' ';
    key += attribute->name;
    key += attribute->value;
  }
  return key;
}

}  // namespace winnow
