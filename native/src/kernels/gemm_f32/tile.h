// The product as a template over a vector type of simd/.
//
// A tile is kRows rows of A times kPanels panels of B, each of two vectors, held in registers over
// the whole of k. Which tile a row falls into does not change the order of its sums.
//
// While it runs, a tile of one panel has half of the next panel fetched, so that memory is read all
// the time and not only while the first tile of a panel runs. Tiles of more panels have few rows
// and are busy reading anyway.
#pragma once

#include "kernels/gemm_f32/gemm_f32.h"
#include "simd/vmath.h"

namespace ossicle::gemm_f32 {

// Vectors per panel of B.
constexpr size_t kVectors = 2;

// How B stores its elements: as float32, of which a cut row may have to be read in part.
struct StoredFloats {
  using Element = float;
  static constexpr bool kMayBeCut = true;
  template <typename V>
  OSSICLE_INLINE typename V::F Load(const float* p) {
    return V::Load(p);
  }
  template <typename V>
  OSSICLE_INLINE typename V::F LoadFirst(const float* p, size_t n) {
    return V::LoadFirst(p, n);
  }
};

// A block of k: everything but C is already placed at its first element.
template <typename Element>
struct Block {
  const GemmF32Args* args;
  const float* a;
  const Element* b;
  float* c;
  const float* bias;
  const float* row_bias;
  const Element* ahead;  // what is fetched for later
  ptrdiff_t ahead_step;  // 0 if nothing is, else AheadStep
  size_t segments;
  size_t run;      // elements of a segment
  size_t columns;  // of C covered by the panels at hand
  bool resume;     // C holds the sum so far
  bool last;       // biases and activation are due
};

// Elements fetched ahead per row of a panel of B.
template <typename V>
OSSICLE_INLINE ptrdiff_t AheadStep() {
  return V::kLanes * kVectors / 2;
}

template <typename V>
OSSICLE_INLINE typename V::F LoadColumns(const float* p, size_t columns) {
  return columns >= V::kLanes ? V::Load(p) : V::LoadFirst(p, columns);
}

template <typename V>
OSSICLE_INLINE void StoreColumns(float* p, typename V::F v, size_t columns) {
  if (columns >= V::kLanes) {
    V::Store(p, v);
  } else {
    V::StoreFirst(p, v, columns);
  }
}

OSSICLE_INLINE size_t Beyond(size_t columns, size_t offset) {
  return columns > offset ? columns - offset : 0;
}

// Sigmoid and tanh go over the stored tile once more: they need registers of their own.
template <typename V, typename Block>
OSSICLE_INLINE void ActivateStored(const Block& block, size_t rows) {
  using F = typename V::F;
  for (size_t r = 0; r < rows; ++r) {
    float* row = block.c + static_cast<ptrdiff_t>(r) * block.args->c_row_stride;
    for (size_t j = 0; j < block.columns; j += V::kLanes) {
      const size_t left = block.columns - j;
      const F x = LoadColumns<V>(row + j, left);
      const bool sigmoid = block.args->activation == Activation::kSigmoid;
      StoreColumns<V>(row + j, sigmoid ? simd::Sigmoid<V>(x) : simd::Tanh<V>(x), left);
    }
  }
}

template <typename V, typename Block, size_t kRows, size_t kWide>
OSSICLE_INLINE void LoadSums(const Block& block, typename V::F (&sums)[kRows][kWide]) {
#pragma GCC unroll 16
  for (size_t r = 0; r < kRows; ++r) {
    const float* c = block.c + static_cast<ptrdiff_t>(r) * block.args->c_row_stride;
#pragma GCC unroll 16
    for (size_t v = 0; v < kWide; ++v) {
      const size_t at = v * V::kLanes;
      sums[r][v] = block.resume ? LoadColumns<V>(c + at, Beyond(block.columns, at)) : V::Zero();
    }
  }
}

template <typename V, typename Block, size_t kRows, size_t kWide>
OSSICLE_INLINE void StoreSums(const Block& block, const typename V::F (&sums)[kRows][kWide]) {
  using F = typename V::F;
  const bool relu = block.last && block.args->activation == Activation::kRelu;
  const bool biased = block.last && block.bias != nullptr;
  const bool row_biased = block.last && block.row_bias != nullptr;
#pragma GCC unroll 16
  for (size_t v = 0; v < kWide; ++v) {
    const size_t at = v * V::kLanes;
    const size_t left = Beyond(block.columns, at);
    const F bias = biased ? LoadColumns<V>(block.bias + at, left) : V::Zero();
#pragma GCC unroll 16
    for (size_t r = 0; r < kRows; ++r) {
      float* c = block.c + static_cast<ptrdiff_t>(r) * block.args->c_row_stride + at;
      F sum = biased ? V::Add(sums[r][v], bias) : sums[r][v];
      if (row_biased) sum = V::Add(sum, V::Set(block.row_bias[r]));
      if (relu) sum = V::Max(V::Zero(), sum);
      StoreColumns<V>(c, sum, left);
    }
  }
}

// kUsed: vectors of a panel that hold columns of C. kWhole: they may be loaded in full.
template <typename V, typename Stored, size_t kRows, size_t kPanels, size_t kUsed, bool kWhole>
static void Tile(const Block<typename Stored::Element>& block) {
  using F = typename V::F;
  using Element = typename Stored::Element;
  constexpr size_t kWide = kPanels * kUsed;
  F sums[kRows][kWide];
  LoadSums<V>(block, sums);

  const ptrdiff_t a_stride = block.args->a_row_stride;
  const ptrdiff_t a_step = block.args->a_step;
  const ptrdiff_t b_stride = block.args->b_row_stride;
  const ptrdiff_t panel = block.args->b_panel_stride;
  const size_t last_lanes = block.columns - (kUsed - 1) * V::kLanes;
  const ptrdiff_t ahead_step = block.ahead_step;
  const Element* b = block.b;
  const Element* ahead = block.ahead;
  for (size_t s = 0; s < block.segments; ++s) {
    const float* a = block.a + static_cast<ptrdiff_t>(s) * block.args->a_segment_stride;
    for (size_t p = 0; p < block.run; ++p, a += a_step, b += b_stride) {
      if (kPanels == 1) {
        __builtin_prefetch(ahead);
        ahead += ahead_step;
      }
      F row[kWide];
#pragma GCC unroll 16
      for (size_t v = 0; v < kWide; ++v) {
        const Element* from = b + static_cast<ptrdiff_t>(v / kUsed) * panel + v % kUsed * V::kLanes;
        if constexpr (kWhole) {
          row[v] = Stored::template Load<V>(from);
        } else {
          const bool cut = v == kUsed - 1;
          row[v] = cut ? Stored::template LoadFirst<V>(from, last_lanes)
                       : Stored::template Load<V>(from);
        }
      }
#pragma GCC unroll 16
      for (size_t r = 0; r < kRows; ++r) {
        const F factor = V::Set(a[static_cast<ptrdiff_t>(r) * a_stride]);
#pragma GCC unroll 16
        for (size_t v = 0; v < kWide; ++v) sums[r][v] = V::MulAdd(factor, row[v], sums[r][v]);
      }
    }
  }
  StoreSums<V>(block, sums);
}

}  // namespace ossicle::gemm_f32
