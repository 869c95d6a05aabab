// How a packed matrix lies in memory. B is cut into panels of eight vectors of columns; a panel's
// rows follow each other, each short or whole:
//   whole  the floats
//   short  four bits per column that name an upper byte; then for each half of four vectors 8 bits
//          per column, the upper ones of the other three bytes, and twice 16, the lower ones
// In front of the panels stand the sixteen upper bytes, the offset of each panel from the start of
// all, and per panel one bit per row, set where it is whole.
//
// Within a half, columns are in the order that unpacking bytes and then words in stretches of 128
// bits restores: column l of vector q is byte 16 (l / 4) + 4 q + l % 4.
#pragma once

#include <cstdint>

#include "kernels/gemm_f28/gemm_f28.h"
#include "simd/inline.h"

namespace ossicle::gemm_f28 {

constexpr size_t kVectors = 8;
constexpr size_t kVectorsOfHalf = 4;
constexpr size_t kUpperBytes = 16;
constexpr size_t kAlignment = 64;
constexpr size_t kRowsOfMask = 64;

struct Layout {
  size_t k;
  size_t n;
  size_t lanes;

  OSSICLE_INLINE_MEMBER size_t Columns() const { return kVectors * lanes; }
  OSSICLE_INLINE_MEMBER size_t Panels() const { return (n + Columns() - 1) / Columns(); }
  OSSICLE_INLINE_MEMBER size_t MasksOfPanel() const { return (k + kRowsOfMask - 1) / kRowsOfMask; }
  OSSICLE_INLINE_MEMBER size_t BytesOfVector() const { return lanes * sizeof(float); }
  OSSICLE_INLINE_MEMBER size_t BytesOfShortRow() const { return 7 * BytesOfVector(); }
  OSSICLE_INLINE_MEMBER size_t BytesOfWholeRow() const { return kVectors * BytesOfVector(); }

  OSSICLE_INLINE_MEMBER size_t OffsetsAt() const { return kAlignment; }
  OSSICLE_INLINE_MEMBER size_t MasksAt() const { return OffsetsAt() + Panels() * sizeof(uint64_t); }
  OSSICLE_INLINE_MEMBER size_t RowsAt() const {
    const size_t end = MasksAt() + Panels() * MasksOfPanel() * sizeof(uint64_t);
    return (end + kAlignment - 1) / kAlignment * kAlignment;
  }

  // In a short row.
  OSSICLE_INLINE_MEMBER size_t MiddleAt(size_t half) const {
    return (1 + 3 * half) * BytesOfVector();
  }
  OSSICLE_INLINE_MEMBER size_t LowAt(size_t half) const { return MiddleAt(half) + BytesOfVector(); }
};

}  // namespace ossicle::gemm_f28
