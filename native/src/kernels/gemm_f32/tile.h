// The product as a template over a vector type of simd/.
//
// A tile is kRows rows of A times kPanels panels of B, each of two vectors, held in registers over
// the whole of k. Which tile a row falls into does not change the order of its sums.
//
// While it runs, a tile has half of a panel fetched, so that memory is read all the time and not
// only while the first tile of a panel runs; half of each of two if it is alone with its two.
// Tiles of few rows times several panels are busy reading anyway.
//
// Multiplications fill the queues of the CPU for a hundred cycles, and what comes between two tiles
// has to get through while they drain. So it is kept short: no case is decided per element, and no
// address is kept in a vector register, where reading it would wait behind the multiplications.
#pragma once

#include "kernels/gemm_f32/gemm_f32.h"
#include "simd/columns.h"
#include "simd/inline.h"

namespace ossicle::gemm_f32 {

// Vectors per panel of B.
constexpr size_t kVectors = 2;

// Rows from which on a tile of two panels fetches ahead.
constexpr size_t kRowsThatFetch = 5;

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
  const Element* ahead;   // what is fetched for later
  ptrdiff_t ahead_step;   // 0 if nothing is, else AheadStep
  ptrdiff_t ahead_apart;  // from what a tile of two panels fetches to what it fetches as well
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

// The same pointer, of which the compiler no longer knows how it came about: it goes from row to
// row then instead of keeping the addresses of all rows at once.
template <typename T>
OSSICLE_INLINE T* Opaque(T* p) {
  asm("" : "+r"(p));
  return p;
}

// What was read from memory before has to be read anew, so no register holds it meanwhile.
OSSICLE_INLINE void ForgetLoads() { asm volatile("" : : : "memory"); }

// Columns of C under the last vector of a tile, or more.
template <typename V, size_t kWide, typename Block>
OSSICLE_INLINE size_t LastColumns(const Block& block) {
  return block.columns - (kWide - 1) * V::kLanes;
}

// kCut: the last vector of each row is read and written in part.
template <typename V, bool kCut, typename Block, size_t kRows, size_t kWide>
OSSICLE_INLINE void ResumeSums(const Block& block, typename V::F (&sums)[kRows][kWide]) {
  const float* c = block.c;
#pragma GCC unroll 16
  for (size_t r = 0; r < kRows; ++r) {
#pragma GCC unroll 16
    for (size_t v = 0; v < kWide; ++v) {
      const float* from = c + v * V::kLanes;
      const bool cut = kCut && v + 1 == kWide;
      sums[r][v] = cut ? V::LoadFirst(from, LastColumns<V, kWide>(block)) : V::Load(from);
    }
    c = Opaque(c + block.args->c_row_stride);
  }
}

template <typename V, typename Block, size_t kRows, size_t kWide>
OSSICLE_INLINE void LoadSums(const Block& block, typename V::F (&sums)[kRows][kWide]) {
  if (!block.resume) {
#pragma GCC unroll 32
    for (size_t i = 0; i < kRows * kWide; ++i) sums[i / kWide][i % kWide] = V::Zero();
  } else if (LastColumns<V, kWide>(block) >= V::kLanes) {
    ResumeSums<V, false>(block, sums);
  } else {
    ResumeSums<V, true>(block, sums);
  }
}

template <typename V, bool kCut, typename Block, size_t kRows, size_t kWide>
OSSICLE_INLINE void WriteSums(const Block& block, const typename V::F (&sums)[kRows][kWide]) {
  float* c = block.c;
#pragma GCC unroll 16
  for (size_t r = 0; r < kRows; ++r) {
#pragma GCC unroll 16
    for (size_t v = 0; v < kWide; ++v) {
      float* to = c + v * V::kLanes;
      if (kCut && v + 1 == kWide) {
        V::StoreFirst(to, sums[r][v], LastColumns<V, kWide>(block));
      } else {
        V::Store(to, sums[r][v]);
      }
    }
    c = Opaque(c + block.args->c_row_stride);
  }
}

// Adds biases and applies Relu.
template <typename V, typename Block, size_t kRows, size_t kWide>
OSSICLE_INLINE void FinishSums(const Block& block, typename V::F (&sums)[kRows][kWide]) {
  using F = typename V::F;
  if (block.bias != nullptr) {
#pragma GCC unroll 16
    for (size_t v = 0; v < kWide; ++v) {
      const size_t at = v * V::kLanes;
      const F bias = simd::LoadColumns<V>(block.bias + at, block.columns - at);
#pragma GCC unroll 16
      for (size_t r = 0; r < kRows; ++r) sums[r][v] = V::Add(sums[r][v], bias);
    }
  }
  if (block.row_bias != nullptr) {
#pragma GCC unroll 16
    for (size_t r = 0; r < kRows; ++r) {
      const F bias = V::Set(block.row_bias[r]);
#pragma GCC unroll 16
      for (size_t v = 0; v < kWide; ++v) sums[r][v] = V::Add(sums[r][v], bias);
    }
  }
  if (block.args->activation == Activation::kRelu) {
#pragma GCC unroll 32
    for (size_t i = 0; i < kRows * kWide; ++i) {
      typename V::F& sum = sums[i / kWide][i % kWide];
      sum = V::Max(V::Zero(), sum);
    }
  }
}

template <typename V, typename Block, size_t kRows, size_t kWide>
OSSICLE_INLINE void StoreSums(const Block& block, typename V::F (&sums)[kRows][kWide]) {
  if (block.last) FinishSums<V>(block, sums);
  if (LastColumns<V, kWide>(block) >= V::kLanes) {
    WriteSums<V, false>(block, sums);
  } else {
    WriteSums<V, true>(block, sums);
  }
}

// kUsed: vectors of a panel that hold columns of C. kWhole: they may be loaded in full.
template <typename V, typename Stored, size_t kRows, size_t kPanels, size_t kUsed, bool kWhole>
static void Tile(const Block<typename Stored::Element>& block) {
  using F = typename V::F;
  using Element = typename Stored::Element;
  constexpr size_t kWide = kPanels * kUsed;
  constexpr bool kFetches = kPanels == 1 || (kPanels == 2 && kRows >= kRowsThatFetch);
  F sums[kRows][kWide];
  LoadSums<V>(block, sums);

  // Rows in threes, since an address may be a pointer plus once or twice a stride.
  constexpr size_t kThrees = (kRows + 2) / 3;
  const GemmF32Args& args = *block.args;
  const ptrdiff_t a_stride = args.a_row_stride;
  const ptrdiff_t a_step = args.a_step;
  const ptrdiff_t b_stride = args.b_row_stride;
  const ptrdiff_t panel = args.b_panel_stride;
  const size_t last_lanes = block.columns - (kUsed - 1) * V::kLanes;
  const ptrdiff_t ahead_step = block.ahead_step;
  const ptrdiff_t ahead_apart = block.ahead_apart;
  const Element* b = block.b;
  const Element* ahead = block.ahead;
  for (size_t s = 0; s < block.segments; ++s) {
    ForgetLoads();
    const float* rows[kThrees];
#pragma GCC unroll 16
    for (size_t i = 0; i < kThrees; ++i) {
      rows[i] = block.a + static_cast<ptrdiff_t>(s) * args.a_segment_stride +
                static_cast<ptrdiff_t>(3 * i) * a_stride;
    }
    for (size_t p = 0; p < block.run; ++p, b += b_stride) {
      if (kFetches) {
#pragma GCC unroll 16
        for (size_t i = 0; i < kPanels; ++i) {
          __builtin_prefetch(ahead + static_cast<ptrdiff_t>(i) * ahead_apart);
        }
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
        const F factor = V::Set(rows[r / 3][static_cast<ptrdiff_t>(r % 3) * a_stride]);
#pragma GCC unroll 16
        for (size_t v = 0; v < kWide; ++v) sums[r][v] = V::MulAdd(factor, row[v], sums[r][v]);
      }
#pragma GCC unroll 16
      for (size_t i = 0; i < kThrees; ++i) rows[i] = Opaque(rows[i] + a_step);
    }
    ForgetLoads();
  }
  StoreSums<V>(block, sums);
}

}  // namespace ossicle::gemm_f32
