// Sums are in double precision, up to where outliers are added.
#include <cstring>

#include "kernels/gemm_f24/packed.h"

namespace ossicle {
namespace {

using gemm_f24::kVectorsOfHalf;
using gemm_f24::Layout;
using gemm_f24::Outlier;
using gemm_f24::PanelRecord;

constexpr size_t kLanes = 4;
constexpr size_t kColumns = gemm_f24::kVectors * kLanes;

// Element j of a row, times 256.
double Raised(const Layout& layout, const char* row, size_t j) {
  const size_t vector = j / kLanes % kVectorsOfHalf;
  const char* const low = row + j / (kVectorsOfHalf * kLanes) * 3 * layout.BytesOfVector();
  uint8_t lower;
  uint16_t upper;
  std::memcpy(&lower, low + 4 * vector + j % kLanes, sizeof(lower));
  std::memcpy(&upper,
              low + (1 + vector / 2) * layout.BytesOfVector() + 2 * (4 * (vector % 2) + j % kLanes),
              sizeof(upper));
  return static_cast<double>(
      static_cast<int32_t>(uint32_t{upper} << 16 | static_cast<uint32_t>(lower) << 8));
}

void AddOutliers(const char* outliers, uint64_t count, const float* a, float* c) {
  for (uint64_t i = 0; i < count; ++i) {
    Outlier outlier;
    std::memcpy(&outlier, outliers + i * sizeof(outlier), sizeof(outlier));
    c[outlier.column] += a[outlier.row] * outlier.rest;
  }
}

void RunPanel(const GemmF24Args& args, const Layout& layout, size_t panel) {
  const char* const packed = static_cast<const char*>(args.packed);
  PanelRecord record;
  std::memcpy(&record, packed + panel * sizeof(record), sizeof(record));
  const char* const rows = packed + record.offset;
  const size_t first = panel * kColumns;
  const size_t used = args.n - first < kColumns ? args.n - first : kColumns;
  for (size_t i = 0; i < args.m; ++i) {
    const float* a = args.a + static_cast<ptrdiff_t>(i) * args.a_row_stride;
    float* c = args.c + static_cast<ptrdiff_t>(i) * args.c_row_stride + first;
    for (size_t j = 0; j < used; ++j) {
      double sum = 0.0;
      for (size_t p = 0; p < args.k; ++p) {
        sum += static_cast<double>(a[p]) * Raised(layout, rows + p * layout.BytesOfRow(), j);
      }
      float scale;
      std::memcpy(&scale, rows + layout.ScalesAt() + j * sizeof(scale), sizeof(scale));
      sum *= static_cast<double>(scale);
      c[j] = static_cast<float>(args.accumulate ? sum + static_cast<double>(c[j]) : sum);
      if (args.bias != nullptr) c[j] += args.bias[first + j];
    }
    AddOutliers(rows + layout.OutliersAt(), record.outliers, a, c);
  }
}

}  // namespace

void gemm_f24_reference(const GemmF24Args& args) {
  const Layout layout = {args.k, args.n, kLanes};
  for (size_t panel = 0; panel < layout.Panels(); ++panel) RunPanel(args, layout, panel);
}

}  // namespace ossicle
