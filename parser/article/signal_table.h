#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <vector>

namespace winnow {

// Where each signal stands in a row. A set of bits is as many signals of 0 or 1, but one column.
struct SignalLayout {
  static constexpr uint8_t kNumber = 32;
  struct Place {
    uint16_t column;
    uint8_t bit = kNumber;
  };
  std::vector<Place> places;  // by signal
  uint16_t columns = 0;

  void operator()(const char*, float) { places.push_back({columns++}); }
  void bits(const char*, uint32_t, int count) {
    for (int i = 0; i < count; ++i) places.push_back({columns, static_cast<uint8_t>(i)});
    ++columns;
  }
};

// What the labeller sees of each block: a row of signals a block, of the same layout for all. Rows
// are written one by one, and a forest asks for one signal of many rows; so eight rows are a tile,
// column by column, which stays in the processor's nearest cache while it is written.
class SignalTable {
 public:
  static constexpr size_t kTileRows = 8;

  SignalTable() = default;
  // `layout` outlives the table. The values are to be written, each of them.
  SignalTable(const SignalLayout& layout, size_t rows)
      : layout_(&layout),
        rows_(rows),
        values_(std::make_unique_for_overwrite<float[]>(layout.columns * tiles() * kTileRows)) {}

  size_t width() const { return layout_ ? layout_->places.size() : 0; }  // signals
  size_t rows() const { return rows_; }
  size_t columns() const { return layout_ ? layout_->columns : 0; }
  size_t tiles() const { return (rows_ + kTileRows - 1) / kTileRows; }
  SignalLayout::Place place(size_t signal) const { return layout_->places[signal]; }
  // The column of the rows from tile * kTileRows on; those behind the last row are of any value.
  const float* tile(size_t tile, size_t column) const {
    return values_.get() + (tile * columns() + column) * kTileRows;
  }
  // The next column of the row is kTileRows further.
  float* row(size_t row) {
    return values_.get() + row / kTileRows * columns() * kTileRows + row % kTileRows;
  }
  float at(size_t row, size_t signal) const {
    const auto [column, bit] = place(signal);
    const float* value = tile(row / kTileRows, column) + row % kTileRows;
    if (bit == SignalLayout::kNumber) return *value;
    uint32_t set;
    std::memcpy(&set, value, sizeof set);
    return static_cast<float>(set >> bit & 1);
  }

 private:
  const SignalLayout* layout_ = nullptr;
  size_t rows_ = 0;
  std::unique_ptr<float[]> values_;
};

}  // namespace winnow
