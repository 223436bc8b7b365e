#pragma once
#include <cstddef>
#include <memory>

namespace winnow {

// What the labeller sees of each block: a row of numbers a block, of the same width for all. Rows
// are written one by one, and a forest asks for one signal of many rows; so eight rows are a tile,
// signal by signal, which stays in the processor's nearest cache while it is written.
class SignalTable {
 public:
  static constexpr size_t kTileRows = 8;

  SignalTable() = default;
  // The values are to be written, each of them.
  SignalTable(size_t width, size_t rows)
      : width_(width),
        rows_(rows),
        values_(std::make_unique_for_overwrite<float[]>(width * tiles() * kTileRows)) {}

  size_t width() const { return width_; }
  size_t rows() const { return rows_; }
  size_t tiles() const { return (rows_ + kTileRows - 1) / kTileRows; }
  // The signal of the rows from tile * kTileRows on; those behind the last row are of any value.
  const float* tile(size_t tile, size_t signal) const {
    return values_.get() + (tile * width_ + signal) * kTileRows;
  }
  // The next signal of the row is kTileRows further.
  float* row(size_t row) {
    return values_.get() + row / kTileRows * width_ * kTileRows + row % kTileRows;
  }
  float at(size_t row, size_t signal) const {
    return tile(row / kTileRows, signal)[row % kTileRows];
  }

 private:
  size_t width_ = 0, rows_ = 0;
  std::unique_ptr<float[]> values_;
};

}  // namespace winnow
