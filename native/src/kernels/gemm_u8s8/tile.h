// One tile of the integer product as a template over a way to multiply bytes (dot_<isa>.h).
//
// A tile is kRows rows of A times one panel of B, of which kUsed vectors hold columns of C, its
// sums held in registers over the whole of k. Zero points are settled at the end:
//   sum (a - za)(b - zb) = sum ab - za * sum b - zb * (sum a - k * za)
//
// While it runs, a tile has the next panel fetched, or half of it where another tile shares the
// panel, so that memory is read all the time and not only while the first tile of a panel runs.
// Tiles of one or two rows are busy reading anyway.
#pragma once

#include <cstring>

#include "kernels/gemm_u8s8/gemm_u8s8.h"
#include "simd/columns.h"
#include "simd/inline.h"

namespace ossicle::gemm_u8s8 {

// Vectors per panel of B.
constexpr size_t kVectors = 2;
// Rows whose sums are computed before their tiles run.
constexpr size_t kRowBlock = 64;
// Bytes that a fetch brings.
constexpr size_t kLineBytes = 64;

struct Block {
  const GemmU8S8Args* args;
  const uint8_t* a;
  const int8_t* b;
  const int8_t* ahead;  // what is fetched for later
  size_t row;           // of C, where the tile begins
  size_t column;        // of C
  size_t columns;       // of C covered by the panel at hand
  // Per row of the tile: the zero point, shifted as the bytes of A are, and the sum of the row less
  // k times the zero point.
  const int32_t* zero_points;
  const int32_t* row_terms;
};

// Up to four bytes as one word; bytes past the end count as zero.
OSSICLE_INLINE uint32_t LoadFew(const uint8_t* p, size_t bytes) {
  uint32_t word = 0;
  for (size_t i = 0; i < bytes; ++i) word |= static_cast<uint32_t>(p[i]) << (8 * i);
  return word;
}

OSSICLE_INLINE uint32_t LoadFour(const uint8_t* p) {
  uint32_t word;
  std::memcpy(&word, p, sizeof(word));
  return word;
}

// Takes what the zero points contribute from the sums of one vector of columns.
template <typename V, size_t kRows>
OSSICLE_INLINE void SettleZeroPoints(const Block& block, size_t at, typename V::I (&sums)[kRows]) {
  using I = typename V::I;
  const PackedU8S8& b = block.args->b;
  // These arrays are filled up to whole panels, so they are read in full.
  const I column_sums = V::LoadInt(b.column_sums + block.column + at);
  if (block.args->a_zero_point_stride == 0) {
    const I excess = V::MulInt(V::SetInt(block.zero_points[0]), column_sums);
#pragma GCC unroll 16
    for (size_t r = 0; r < kRows; ++r) sums[r] = V::SubInt(sums[r], excess);
  } else {
#pragma GCC unroll 16
    for (size_t r = 0; r < kRows; ++r) {
      sums[r] = V::SubInt(sums[r], V::MulInt(V::SetInt(block.zero_points[r]), column_sums));
    }
  }
  if (b.zero_points == nullptr) return;
  const I zeros = V::LoadInt(b.zero_points + block.column + at);
#pragma GCC unroll 16
  for (size_t r = 0; r < kRows; ++r) {
    sums[r] = V::SubInt(sums[r], V::MulInt(V::SetInt(block.row_terms[r]), zeros));
  }
}

template <typename V, size_t kRows>
OSSICLE_INLINE void StoreIntColumn(const Block& block, size_t at,
                                   const typename V::I (&sums)[kRows]) {
  const size_t left = simd::Beyond(block.columns, at);
  const ptrdiff_t stride = block.args->c_row_stride;
  int32_t* c = block.args->c_int + static_cast<ptrdiff_t>(block.row) * stride +
               static_cast<ptrdiff_t>(block.column + at);
#pragma GCC unroll 16
  for (size_t r = 0; r < kRows; ++r, c += stride) {
    if (left >= V::kLanes) {
      V::StoreInt(c, sums[r]);
    } else {
      V::StoreFirstInt(c, sums[r], left);
    }
  }
}

template <typename V, size_t kRows>
OSSICLE_INLINE void StoreFloatColumn(const Block& block, size_t at,
                                     const typename V::I (&sums)[kRows]) {
  using F = typename V::F;
  const GemmU8S8Args& args = *block.args;
  const size_t left = simd::Beyond(block.columns, at);
  const size_t column = block.column + at;
  const ptrdiff_t stride = args.c_row_stride;
  float* c =
      args.c_float + static_cast<ptrdiff_t>(block.row) * stride + static_cast<ptrdiff_t>(column);
  const F b_scale = args.b_scale_stride == 0 ? V::Set(args.b_scales[0])
                                             : simd::LoadColumns<V>(args.b_scales + column, left);
  const float* a_scales = args.a_scales + block.row * args.a_scale_stride;
  const size_t a_scale_stride = args.a_scale_stride;
  const bool biased = args.bias != nullptr;
  const F bias = biased ? simd::LoadColumns<V>(args.bias + column, left) : V::Zero();
  const bool relu = args.activation == Activation::kRelu;
#pragma GCC unroll 16
  for (size_t r = 0; r < kRows; ++r, c += stride, a_scales += a_scale_stride) {
    F x = V::Mul(V::ToFloat(sums[r]), V::Mul(V::Set(*a_scales), b_scale));
    if (biased) x = V::Add(x, bias);
    if (relu) x = V::Max(V::Zero(), x);
    simd::StoreColumns<V>(c, x, left);
  }
}

// Multiplies one group of k: a word of each row of A, spread over a vector, with the same rows of
// B.
template <typename D, size_t kAheadLines, size_t kRows, size_t kUsed, typename Spread>
OSSICLE_INLINE void MultiplyGroup(const int8_t* b, const int8_t* ahead, Spread spread,
                                  typename D::V::I (&sums)[kUsed][kRows]) {
#pragma GCC unroll 2
  for (size_t i = 0; i < kAheadLines; ++i) __builtin_prefetch(ahead + i * kLineBytes);
  typename D::B row[kUsed];
#pragma GCC unroll 16
  for (size_t v = 0; v < kUsed; ++v) row[v] = D::LoadB(b + v * D::V::kLanes * kGemmU8S8Group);
#pragma GCC unroll 16
  for (size_t r = 0; r < kRows; ++r) {
    const auto four = spread(r);
#pragma GCC unroll 16
    for (size_t v = 0; v < kUsed; ++v) sums[v][r] = D::Dot(sums[v][r], four, row[v]);
  }
}

// kPhases groups in flight at once, each with sums of its own, keep the multipliers busy where rows
// are few.
template <typename D, bool kFlip, size_t kRows, size_t kPhases, size_t kUsed>
static void Tile(const Block& block) {
  using V = typename D::V;
  using I = typename V::I;
  constexpr size_t kGroupBytes = kVectors * V::kLanes * kGemmU8S8Group;
  constexpr size_t kAheadLines = kPhases == 1 ? 1 : kPhases == 2 ? 2 : 0;
  constexpr size_t kAheadStep = kAheadLines * kGroupBytes / 2;
  const GemmU8S8Args& args = *block.args;
  const ptrdiff_t a_stride = args.a_row_stride;
  const size_t run = args.segments > 0 ? args.k / args.segments : 0;
  const uint8_t* a = block.a;
  // kFlip: the bytes of A are not of the kind D multiplies; flipping the highest bit shifts them by
  // 128.
  const auto spread_four = [&](size_t r) {
    const uint32_t bytes = LoadFour(a + static_cast<ptrdiff_t>(r) * a_stride);
    return D::SpreadA(kFlip ? bytes ^ 0x80808080u : bytes);
  };
  I sums[kPhases][kUsed][kRows];
#pragma GCC unroll 64
  for (size_t i = 0; i < kPhases * kUsed * kRows; ++i) {
    sums[i / (kUsed * kRows)][i / kRows % kUsed][i % kRows] = V::SetInt(0);
  }

  const int8_t* b = block.b;
  const int8_t* ahead = block.ahead;
  for (size_t s = 0; s < args.segments; ++s) {
    a = block.a + static_cast<ptrdiff_t>(s) * args.a_segment_stride;
    size_t left = run;
    if constexpr (D::kSpreadGroups > 0 && kRows > 1 && kPhases > 1) {
      for (; left >= D::kSpreadGroups * kGemmU8S8Group; left -= D::kSpreadGroups * kGemmU8S8Group) {
        typename D::A words[kRows];
#pragma GCC unroll 16
        for (size_t r = 0; r < kRows; ++r) {
          words[r] = D::LoadWords(a + static_cast<ptrdiff_t>(r) * a_stride, kFlip);
        }
        a += D::kSpreadGroups * kGemmU8S8Group;
#pragma GCC unroll 4
        for (size_t g = 0; g < D::kSpreadGroups; ++g) {
          const auto spread = [&](size_t r) { return D::SpreadWord(words[r], g); };
          MultiplyGroup<D, kAheadLines>(b, ahead, spread, sums[g % kPhases]);
          b += kGroupBytes;
          ahead += kAheadStep;
        }
      }
    }
    for (; left >= kPhases * kGemmU8S8Group; left -= kPhases * kGemmU8S8Group) {
#pragma GCC unroll 16
      for (size_t i = 0; i < kPhases; ++i, a += kGemmU8S8Group, b += kGroupBytes) {
        MultiplyGroup<D, kAheadLines>(b, ahead, spread_four, sums[i]);
        ahead += kAheadStep;
      }
    }
    for (; left >= kGemmU8S8Group; left -= kGemmU8S8Group) {
      MultiplyGroup<D, kAheadLines>(b, ahead, spread_four, sums[0]);
      a += kGemmU8S8Group;
      b += kGroupBytes;
      ahead += kAheadStep;
    }
    if (left > 0) {
      const auto spread_few = [&](size_t r) {
        const uint32_t bytes = LoadFew(a + static_cast<ptrdiff_t>(r) * a_stride, left);
        return D::SpreadA(kFlip ? bytes ^ 0x80808080u : bytes);
      };
      MultiplyGroup<D, kAheadLines>(b, ahead, spread_few, sums[0]);
      b += kGroupBytes;
      ahead += kAheadStep;
    }
  }
#pragma GCC unroll 16
  for (size_t v = 0; v < kUsed; ++v) {
#pragma GCC unroll 64
    for (size_t i = 0; i < (kPhases - 1) * kRows; ++i) {
      const size_t r = i % kRows;
      sums[0][v][r] = V::AddInt(sums[0][v][r], sums[1 + i / kRows][v][r]);
    }
    SettleZeroPoints<V>(block, v * V::kLanes, sums[0][v]);
    if (args.c_int != nullptr) {
      StoreIntColumn<V>(block, v * V::kLanes, sums[0][v]);
    } else {
      StoreFloatColumn<V>(block, v * V::kLanes, sums[0][v]);
    }
  }
}

}  // namespace ossicle::gemm_u8s8
