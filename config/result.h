#pragma once
#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace winnow {

// Why something given from outside (a URL, a file, a config, a record) could not be used. One
// sentence for a person, without a trailing full stop or newline.
struct Error {
  std::string message;
};

// A value, or the Error that stands in its place. For input that may be bad; what the machine does
// wrong (disk full, corruption) is an exception, what we do wrong an assert.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Error error) : state_(std::move(error)) {}

  bool ok() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return ok(); }

  T& value() & {
    assert(ok());
    return std::get<T>(state_);
  }
  const T& value() const& {
    assert(ok());
    return std::get<T>(state_);
  }
  T&& value() && {
    assert(ok());
    return std::get<T>(std::move(state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const std::string& error() const {
    assert(!ok());
    return std::get<Error>(state_).message;
  }

 private:
  std::variant<T, Error> state_;
};

}  // namespace winnow
