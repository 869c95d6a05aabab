#include <algorithm>
#include <cmath>
#include <cstring>

#include "kernels/gemm_f24/packed.h"

namespace ossicle {
namespace {

using gemm_f24::kLargest;
using gemm_f24::kRaised;
using gemm_f24::kVectorsOfHalf;
using gemm_f24::Layout;
using gemm_f24::Outlier;
using gemm_f24::PanelRecord;

// Limits below have scales that are no normal floats.
constexpr double kLeastLimit = 0x1p-93;

// One column of B and how it is to be kept.
struct Column {
  const float* data;
  ptrdiff_t stride;
  size_t rows;
  double limit;
  float scale;

  Column(const MatrixView& b, size_t k, size_t j)
      : data(b.data + static_cast<ptrdiff_t>(j) * b.column_stride), stride(b.row_stride), rows(k) {
    double largest = 0.0;
    double squares = 0.0;
    for (size_t p = 0; p < rows; ++p) {
      const double size = std::fabs(At(p));
      if (size > largest) largest = size;
      squares += size * size;
    }
    const double quarter = __builtin_sqrt(squares) / 4.0;
    limit = largest < quarter ? largest : quarter;
    scale = static_cast<float>(limit / (static_cast<double>(kLargest) * kRaised));
    suits = std::isfinite(squares) && (squares == 0.0 || limit >= kLeastLimit);
  }

  double At(size_t p) const {
    return static_cast<double>(data[static_cast<ptrdiff_t>(p) * stride]);
  }

  // The integer nearest to an element among those of 24 bits.
  int32_t Nearest(size_t p) const {
    if (limit == 0.0) return 0;
    const double steps = At(p) / (static_cast<double>(scale) * kRaised);
    if (steps >= kLargest) return kLargest;
    if (steps <= -kLargest) return -kLargest;
    return static_cast<int32_t>(steps < 0.0 ? steps - 0.5 : steps + 0.5);
  }

  bool IsOutlier(size_t p) const { return std::fabs(At(p)) > limit; }

  float Rest(size_t p) const {
    const double kept = static_cast<double>(Nearest(p)) * static_cast<double>(scale) * kRaised;
    return static_cast<float>(At(p) - kept);
  }

  bool suits;
};

void WriteInteger(const Layout& layout, int32_t integer, size_t j, char* row) {
  const size_t vector = j / layout.lanes % kVectorsOfHalf;
  const size_t lane = j % layout.lanes;
  const size_t stretch = lane / 4;
  char* const low = row + j / (kVectorsOfHalf * layout.lanes) * 3 * layout.BytesOfVector();
  char* const high = low + (1 + vector / 2) * layout.BytesOfVector();
  const uint32_t bits = static_cast<uint32_t>(integer);
  const uint16_t upper = static_cast<uint16_t>(bits >> 8);
  low[16 * stretch + 4 * vector + lane % 4] = static_cast<char>(bits);
  std::memcpy(high + 2 * (8 * stretch + 4 * (vector % 2) + lane % 4), &upper, sizeof(upper));
}

// Neighbours in the list are of different columns, as few of them as there are in a row.
bool ComesBefore(const Outlier& a, const Outlier& b) {
  return a.row != b.row ? a.row < b.row : a.column < b.column;
}

// Writes the columns of a panel and counts its outliers, of which there may be `most`; false if B
// does not suit.
bool WritePanel(const Layout& layout, const MatrixView& b, size_t first, size_t most, char* panel,
                uint64_t* count) {
  std::memset(panel, 0, layout.OutliersAt());
  Outlier* const outliers = reinterpret_cast<Outlier*>(panel + layout.OutliersAt());
  *count = 0;
  for (size_t j = 0; j < layout.Columns() && first + j < layout.n; ++j) {
    const Column column(b, layout.k, first + j);
    if (!column.suits) return false;
    std::memcpy(panel + layout.ScalesAt() + j * sizeof(float), &column.scale, sizeof(float));
    for (size_t p = 0; p < layout.k; ++p) {
      WriteInteger(layout, column.Nearest(p), j, panel + p * layout.BytesOfRow());
      if (!column.IsOutlier(p)) continue;
      if (*count == most) return false;
      outliers[*count] = {static_cast<uint32_t>(p), static_cast<uint32_t>(j), column.Rest(p)};
      ++*count;
    }
  }
  std::sort(outliers, outliers + *count, ComesBefore);
  return true;
}

}  // namespace

size_t GemmF24PackedBytes(const GemmF24Kernel& kernel, size_t k, size_t n, size_t most_outliers) {
  const Layout layout = {k, n, kernel.lanes};
  return layout.PanelsAt() + layout.Panels() * layout.BytesOfPanel(0) +
         Layout::Aligned(most_outliers * sizeof(Outlier)) + layout.Panels() * gemm_f24::kAlignment;
}

size_t GemmF24Pack(const GemmF24Kernel& kernel, size_t k, size_t n, const MatrixView& b,
                   size_t most_outliers, void* packed) {
  const Layout layout = {k, n, kernel.lanes};
  char* const start = static_cast<char*>(packed);
  PanelRecord record = {layout.PanelsAt(), 0};
  size_t left = most_outliers;
  for (size_t panel = 0; panel < layout.Panels(); ++panel) {
    const size_t first = panel * layout.Columns();
    if (!WritePanel(layout, b, first, left, start + record.offset, &record.outliers)) return 0;
    std::memcpy(start + panel * sizeof(record), &record, sizeof(record));
    left -= record.outliers;
    record.offset += layout.BytesOfPanel(record.outliers);
  }
  return record.offset;
}

}  // namespace ossicle
