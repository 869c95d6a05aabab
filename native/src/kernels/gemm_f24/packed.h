// How a packed matrix lies in memory. B is cut into panels of eight vectors of columns. First comes
// a record per panel, then the panels, each
//   rows      for each half of four vectors 8 bits per column, the lower ones of its integer, and
//             twice 16, the upper ones
//   scales    a float per column: a step of the integers, which the kernel holds times 256
//   outliers  of the panel, by rows
//
// Within a half, columns are in the order that unpacking bytes and then words in stretches of 128
// bits restores: column l of vector q is byte 16 (l / 4) + 4 q + l % 4.
#pragma once

#include <cstdint>

#include "kernels/gemm_f24/gemm_f24.h"
#include "simd/inline.h"

namespace ossicle::gemm_f24 {

constexpr size_t kVectors = 8;
constexpr size_t kVectorsOfHalf = 4;
constexpr size_t kAlignment = 64;

// The largest integer, and what makes 32 bits of 24.
constexpr int32_t kLargest = (1 << 23) - 1;
constexpr int32_t kRaised = 256;

struct PanelRecord {
  uint64_t offset;  // from the start of all
  uint64_t outliers;
};

struct Outlier {
  uint32_t row;
  uint32_t column;  // of the panel
  float rest;
};

struct Layout {
  size_t k;
  size_t n;
  size_t lanes;

  OSSICLE_INLINE_MEMBER size_t Columns() const { return kVectors * lanes; }
  OSSICLE_INLINE_MEMBER size_t Panels() const { return (n + Columns() - 1) / Columns(); }
  OSSICLE_INLINE_MEMBER size_t BytesOfVector() const { return lanes * sizeof(float); }
  OSSICLE_INLINE_MEMBER size_t BytesOfRow() const { return 6 * BytesOfVector(); }

  // Behind the records; a matrix of no panels takes a line too.
  OSSICLE_INLINE_MEMBER size_t PanelsAt() const {
    return Aligned(Panels() * sizeof(PanelRecord) + 1);
  }
  // In a panel.
  OSSICLE_INLINE_MEMBER size_t ScalesAt() const { return k * BytesOfRow(); }
  OSSICLE_INLINE_MEMBER size_t OutliersAt() const {
    return ScalesAt() + kVectors * BytesOfVector();
  }
  OSSICLE_INLINE_MEMBER size_t BytesOfPanel(size_t outliers) const {
    return Aligned(OutliersAt() + outliers * sizeof(Outlier));
  }

  OSSICLE_INLINE_MEMBER static size_t Aligned(size_t bytes) {
    return (bytes + kAlignment - 1) / kAlignment * kAlignment;
  }
};

}  // namespace ossicle::gemm_f24
