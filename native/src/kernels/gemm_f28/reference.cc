// Sums are in double precision.
#include <cstring>

#include "kernels/gemm_f28/packed.h"

namespace ossicle {
namespace {

using gemm_f28::kVectorsOfHalf;
using gemm_f28::Layout;

constexpr size_t kLanes = 4;
constexpr size_t kColumns = gemm_f28::kVectors * kLanes;

float FromShortRow(const Layout& layout, const uint8_t* upper, const uint8_t* row, size_t j) {
  const size_t half = j / (kVectorsOfHalf * kLanes);
  const size_t vector = j / kLanes % kVectorsOfHalf;
  const size_t byte = 4 * vector + j % kLanes;
  const size_t number = half == 0 ? row[byte] & 15u : row[byte] >> 4;
  uint16_t low;
  std::memcpy(&low,
              row + layout.LowAt(half) + vector / 2 * layout.BytesOfVector() +
                  2 * (4 * (vector % 2) + j % kLanes),
              sizeof(low));
  const uint32_t bits =
      uint32_t{upper[number]} << 24 | uint32_t{row[layout.MiddleAt(half) + byte]} << 16 | low;
  float value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

void RunPanel(const GemmF28Args& args, const Layout& layout, size_t panel) {
  const uint8_t* const packed = static_cast<const uint8_t*>(args.packed);
  const size_t first = panel * kColumns;
  const size_t used = args.n - first < kColumns ? args.n - first : kColumns;
  for (size_t i = 0; i < args.m; ++i) {
    const float* a = args.a + static_cast<ptrdiff_t>(i) * args.a_row_stride;
    float* c = args.c + static_cast<ptrdiff_t>(i) * args.c_row_stride + first;
    double sums[kColumns] = {};
    for (size_t j = 0; j < used && args.accumulate; ++j) sums[j] = static_cast<double>(c[j]);
    uint64_t offset;
    std::memcpy(&offset, packed + layout.OffsetsAt() + panel * sizeof(offset), sizeof(offset));
    const uint8_t* row = packed + offset;
    for (size_t p = 0; p < args.k; ++p) {
      uint64_t mask;
      const size_t word = panel * layout.MasksOfPanel() + p / gemm_f28::kRowsOfMask;
      std::memcpy(&mask, packed + layout.MasksAt() + word * sizeof(mask), sizeof(mask));
      const bool whole = (mask >> p % gemm_f28::kRowsOfMask & 1) != 0;
      for (size_t j = 0; j < used; ++j) {
        float b;
        if (whole) {
          std::memcpy(&b, row + j * sizeof(b), sizeof(b));
        } else {
          b = FromShortRow(layout, packed, row, j);
        }
        sums[j] += static_cast<double>(a[p]) * static_cast<double>(b);
      }
      row += whole ? layout.BytesOfWholeRow() : layout.BytesOfShortRow();
    }
    for (size_t j = 0; j < used; ++j) {
      c[j] = static_cast<float>(sums[j]);
      if (args.bias != nullptr) c[j] += args.bias[first + j];
    }
  }
}

}  // namespace

void gemm_f28_reference(const GemmF28Args& args) {
  const Layout layout = {args.k, args.n, kLanes};
  for (size_t panel = 0; panel < layout.Panels(); ++panel) RunPanel(args, layout, panel);
}

}  // namespace ossicle
