// The whole integer product: which tiles cover C, and what is known of the rows of A beforehand.
#pragma once

#include <utility>

#include "kernels/activate.h"
#include "kernels/gemm_u8s8/tile.h"

namespace ossicle::gemm_u8s8 {

using TileFn = void (*)(const Block& block);

// Groups of k in flight: as many as the registers of the tallest tile allow, four at most.
constexpr size_t Phases(size_t rows, size_t most_rows) {
  return rows * 4 <= most_rows ? 4 : rows * 2 <= most_rows ? 2 : 1;
}

template <typename D, size_t kMostRows, bool kFlip, size_t kUsed, size_t... kRow>
OSSICLE_INLINE void RunTile(size_t rows, const Block& block, std::index_sequence<kRow...>) {
  constexpr TileFn kTiles[] = {&Tile<D, kFlip, kRow + 1, Phases(kRow + 1, kMostRows), kUsed>...};
  kTiles[rows - 1](block);
}

template <typename V>
OSSICLE_INLINE void ActivateRows(const Block& block, size_t rows) {
  const ptrdiff_t step = block.args->c_row_stride;
  float* const first = block.args->c_float + static_cast<ptrdiff_t>(block.row) * step +
                       static_cast<ptrdiff_t>(block.column);
  ActivateStored<V>(block.args->activation, {first, step, rows, block.columns});
}

// Takes `left` rows of A through a panel in tiles as equal as can be.
template <typename D, size_t kMostRows, bool kFlip, size_t kUsed>
static void WalkRows(size_t left, Block block) {
  const GemmU8S8Args& args = *block.args;
  for (size_t tiles = (left + kMostRows - 1) / kMostRows; tiles > 0; --tiles) {
    const size_t rows = (left + tiles - 1) / tiles;
    RunTile<D, kMostRows, kFlip, kUsed>(rows, block, std::make_index_sequence<kMostRows>());
    const bool again = args.c_float != nullptr && args.activation >= Activation::kSigmoid;
    if (again) ActivateRows<typename D::V>(block, rows);
    block.ahead += args.b.panel_bytes / 2;
    block.a += static_cast<ptrdiff_t>(rows) * args.a_row_stride;
    block.row += rows;
    block.zero_points += rows;
    block.row_terms += rows;
    left -= rows;
  }
}

OSSICLE_INLINE uint32_t RowSum(const GemmU8S8Args& args, const uint8_t* row) {
  const size_t run = args.segments > 0 ? args.k / args.segments : 0;
  uint32_t sum = 0;
  for (size_t s = 0; s < args.segments; ++s, row += args.a_segment_stride) {
    if (args.a_is_signed) {
      for (size_t p = 0; p < run; ++p) sum += static_cast<uint32_t>(static_cast<int8_t>(row[p]));
    } else {
      for (size_t p = 0; p < run; ++p) sum += row[p];
    }
  }
  return sum;
}

// Fills in what the tiles want to know of `rows` rows from `first` on. `shift` is what is added to
// the bytes before they are multiplied.
static void DescribeRows(const GemmU8S8Args& args, size_t first, size_t rows, int32_t shift,
                         int32_t* zero_points, int32_t* row_terms) {
  for (size_t r = 0; r < rows; ++r) {
    const size_t i = first + r;
    const int32_t zero =
        args.a_zero_points != nullptr ? args.a_zero_points[i * args.a_zero_point_stride] : 0;
    zero_points[r] = zero + shift;
    row_terms[r] = 0;
    if (args.b.zero_points == nullptr) continue;
    const uint32_t sum = RowSum(args, args.a + static_cast<ptrdiff_t>(i) * args.a_row_stride);
    const uint32_t zeros = static_cast<uint32_t>(args.k) * static_cast<uint32_t>(zero);
    row_terms[r] = static_cast<int32_t>(sum - zeros);
  }
}

// kMostRows is the most rows whose sums fit the registers beside what they are made of.
template <typename D, size_t kMostRows>
OSSICLE_INLINE void Product(const GemmU8S8Args& args) {
  constexpr size_t kLanes = D::V::kLanes;
  constexpr size_t kWidth = kVectors * kLanes;
  const bool flip = args.a_is_signed != D::kSignedA;
  const int32_t shift = !flip ? 0 : args.a_is_signed ? 128 : -128;
  int32_t zero_points[kRowBlock];
  int32_t row_terms[kRowBlock];
  Block block = {};
  block.args = &args;
  block.zero_points = zero_points;
  block.row_terms = row_terms;
  for (block.row = 0; block.row < args.m; block.row += kRowBlock) {
    const size_t rows = args.m - block.row < kRowBlock ? args.m - block.row : kRowBlock;
    DescribeRows(args, block.row, rows, shift, zero_points, row_terms);
    block.a = args.a + static_cast<ptrdiff_t>(block.row) * args.a_row_stride;
    block.b = args.b.panels;
    for (block.column = 0; block.column < args.n; block.column += kWidth) {
      const size_t left = args.n - block.column;
      block.columns = left < kWidth ? left : kWidth;
      block.ahead = block.b + args.b.panel_bytes;
      if (flip) {
        WalkRows<D, kMostRows, true, kVectors>(rows, block);
      } else if (block.columns > kLanes) {
        WalkRows<D, kMostRows, false, kVectors>(rows, block);
      } else {
        WalkRows<D, kMostRows, false, 1>(rows, block);
      }
      block.b += args.b.panel_bytes;
    }
  }
}

// A product with ones.
template <typename D>
OSSICLE_INLINE void SumColumns(const PackedU8S8& b, size_t columns, int32_t* sums) {
  using V = typename D::V;
  constexpr size_t kGroupBytes = kVectors * V::kLanes * kGemmU8S8Group;
  const auto ones = D::SpreadA(0x01010101u);
  const int8_t* panel = b.panels;
  for (size_t first = 0; first < columns; first += kVectors * V::kLanes) {
    for (size_t at = 0; at < kVectors * V::kLanes; at += V::kLanes) {
      typename V::I sum = V::SetInt(0);
      for (size_t group = 0; group < b.panel_bytes; group += kGroupBytes) {
        sum = D::Dot(sum, ones, D::LoadB(panel + group + at * kGemmU8S8Group));
      }
      V::StoreInt(sums + first + at, sum);
    }
    panel += b.panel_bytes;
  }
}

}  // namespace ossicle::gemm_u8s8
