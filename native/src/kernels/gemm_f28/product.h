// The product as a template over what unpacks the bytes of a vector type: loads, a table of sixteen
// bytes looked up, bytes and words of two registers put side by side in stretches of 128 bits.
#pragma once

#include <cstdint>

#include "kernels/gemm_f28/packed.h"
#include "simd/inline.h"

namespace ossicle::gemm_f28 {

// How far in front of the row at hand memory is fetched.
constexpr ptrdiff_t kBytesAhead = 1792;
constexpr ptrdiff_t kBytesOfLine = 64;

struct Panel {
  const GemmF28Args* args;
  const uint8_t* upper;
  const uint64_t* masks;
  const char* rows;
  const float* a;
  float* c;
  const float* bias;
  size_t columns;
};

OSSICLE_INLINE size_t Beyond(size_t columns, size_t offset) {
  return columns > offset ? columns - offset : 0;
}

template <typename V>
OSSICLE_INLINE typename V::F LoadColumns(const float* p, size_t columns) {
  return columns >= V::kLanes ? V::Load(p) : V::LoadFirst(p, columns);
}

// Four vectors of a short row: words of upper and middle bytes, then words of those and the lower
// ones, side by side.
template <typename Bytes, typename I = typename Bytes::I>
OSSICLE_INLINE void UnpackHalf(const char* middle, I upper, typename Bytes::V::F* row) {
  constexpr size_t kBytes = Bytes::V::kLanes * sizeof(float);
  const I bytes = Bytes::Load(middle);
  const I words[2] = {Bytes::PairLowBytes(bytes, upper), Bytes::PairHighBytes(bytes, upper)};
#pragma GCC unroll 2
  for (size_t i = 0; i < 2; ++i) {
    const I low = Bytes::Load(middle + (1 + i) * kBytes);
    row[2 * i] = Bytes::Floats(Bytes::PairLowWords(low, words[i]));
    row[2 * i + 1] = Bytes::Floats(Bytes::PairHighWords(low, words[i]));
  }
}

template <typename Bytes, size_t kRows>
static void RunPanel(const Panel& panel) {
  using V = typename Bytes::V;
  using F = typename V::F;
  using I = typename Bytes::I;
  constexpr ptrdiff_t kVector = V::kLanes * sizeof(float);
  const GemmF28Args& args = *panel.args;
  F sums[kRows][kVectors];
#pragma GCC unroll 2
  for (size_t r = 0; r < kRows; ++r) {
    const float* c = panel.c + static_cast<ptrdiff_t>(r) * args.c_row_stride;
#pragma GCC unroll 8
    for (size_t v = 0; v < kVectors; ++v) {
      const size_t at = v * V::kLanes;
      sums[r][v] = args.accumulate ? LoadColumns<V>(c + at, Beyond(panel.columns, at)) : V::Zero();
    }
  }
  const I names = Bytes::Spread16(panel.upper);
  const char* at = panel.rows;
  for (size_t p = 0; p < args.k; ++p) {
    F row[kVectors];
    if (__builtin_expect((panel.masks[p / kRowsOfMask] >> p % kRowsOfMask & 1) != 0, 0)) {
#pragma GCC unroll 8
      for (size_t v = 0; v < kVectors; ++v) {
        row[v] = V::Load(reinterpret_cast<const float*>(at) + v * V::kLanes);
      }
      at += kVectors * kVector;
    } else {
#pragma GCC unroll 8
      for (ptrdiff_t line = 0; line < 7 * kVector; line += kBytesOfLine) {
        __builtin_prefetch(at + kBytesAhead + line);
      }
      const I numbers = Bytes::Load(at);
      UnpackHalf<Bytes>(at + kVector, Bytes::LookUp(names, Bytes::LowHalves(numbers)), row);
      UnpackHalf<Bytes>(at + 4 * kVector, Bytes::LookUp(names, Bytes::HighHalves(numbers)),
                        row + kVectorsOfHalf);
      at += 7 * kVector;
    }
#pragma GCC unroll 2
    for (size_t r = 0; r < kRows; ++r) {
      const F factor = V::Set(
          panel.a[static_cast<ptrdiff_t>(r) * args.a_row_stride + static_cast<ptrdiff_t>(p)]);
#pragma GCC unroll 8
      for (size_t v = 0; v < kVectors; ++v) sums[r][v] = V::MulAdd(factor, row[v], sums[r][v]);
    }
  }
#pragma GCC unroll 2
  for (size_t r = 0; r < kRows; ++r) {
    float* c = panel.c + static_cast<ptrdiff_t>(r) * args.c_row_stride;
#pragma GCC unroll 8
    for (size_t v = 0; v < kVectors; ++v) {
      const size_t first = v * V::kLanes;
      const size_t left = Beyond(panel.columns, first);
      F sum = sums[r][v];
      if (panel.bias != nullptr) sum = V::Add(sum, LoadColumns<V>(panel.bias + first, left));
      if (left >= V::kLanes) {
        V::Store(c + first, sum);
      } else {
        V::StoreFirst(c + first, sum, left);
      }
    }
  }
}

// kMostRows: as many rows of A as fit the registers beside a row of a panel.
template <typename Bytes, size_t kMostRows>
OSSICLE_INLINE void Product(const GemmF28Args& args) {
  const Layout layout = {args.k, args.n, Bytes::V::kLanes};
  const char* const packed = static_cast<const char*>(args.packed);
  const uint64_t* const offsets = reinterpret_cast<const uint64_t*>(packed + layout.OffsetsAt());
  const uint64_t* const masks = reinterpret_cast<const uint64_t*>(packed + layout.MasksAt());
  const size_t panels = layout.Panels();
  for (size_t i = 0; i < panels; ++i) {
    const size_t at = args.backwards ? panels - 1 - i : i;
    const size_t first = at * layout.Columns();
    Panel panel;
    panel.args = &args;
    panel.upper = reinterpret_cast<const uint8_t*>(packed);
    panel.masks = masks + at * layout.MasksOfPanel();
    panel.rows = packed + offsets[at];
    panel.a = args.a;
    panel.c = args.c + first;
    panel.bias = args.bias != nullptr ? args.bias + first : nullptr;
    panel.columns = args.n - first < layout.Columns() ? args.n - first : layout.Columns();
    size_t left = args.m;
    for (; left >= kMostRows; left -= kMostRows) {
      RunPanel<Bytes, kMostRows>(panel);
      panel.a += static_cast<ptrdiff_t>(kMostRows) * args.a_row_stride;
      panel.c += static_cast<ptrdiff_t>(kMostRows) * args.c_row_stride;
    }
    if (left > 0) RunPanel<Bytes, 1>(panel);
  }
}

}  // namespace ossicle::gemm_f28
