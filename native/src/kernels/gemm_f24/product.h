// The product as a template over what unpacks the bytes of a vector type: loads, bytes and words of
// two registers put side by side in stretches of 128 bits.
#pragma once

#include <cstdint>

#include "kernels/gemm_f24/packed.h"
#include "simd/columns.h"
#include "simd/inline.h"

namespace ossicle::gemm_f24 {

// How many rows in front of the one at hand memory is fetched.
constexpr size_t kRowsAhead = 5;
constexpr size_t kBytesOfLine = 64;

struct Panel {
  const GemmF24Args* args;
  const char* rows;
  const char* next;  // the rows of the panel that follows
  const float* scales;
  const Outlier* outliers;
  size_t outlier_count;
  const float* a;
  float* c;
  const float* bias;
  size_t columns;
};

// Four vectors of a row as integers times 256: bytes above zeros, and words above those.
template <typename Bytes>
OSSICLE_INLINE void UnpackHalf(const char* half, typename Bytes::V::F* row) {
  using I = typename Bytes::I;
  constexpr size_t kBytes = Bytes::V::kLanes * sizeof(float);
  const I bytes = Bytes::Load(half);
  const I words[2] = {Bytes::PairLowBytes(Bytes::Zero(), bytes),
                      Bytes::PairHighBytes(Bytes::Zero(), bytes)};
#pragma GCC unroll 2
  for (size_t i = 0; i < 2; ++i) {
    const I upper = Bytes::Load(half + (1 + i) * kBytes);
    row[2 * i] = Bytes::V::ToFloat(Bytes::PairLowWords(words[i], upper));
    row[2 * i + 1] = Bytes::V::ToFloat(Bytes::PairHighWords(words[i], upper));
  }
}

template <typename V, size_t kRows>
OSSICLE_INLINE void AddOutliers(const Panel& panel) {
  for (size_t i = 0; i < panel.outlier_count; ++i) {
    const Outlier& outlier = panel.outliers[i];
    for (size_t r = 0; r < kRows; ++r) {
      const ptrdiff_t row = static_cast<ptrdiff_t>(r);
      panel.c[row * panel.args->c_row_stride + static_cast<ptrdiff_t>(outlier.column)] +=
          panel.a[row * panel.args->a_row_stride + static_cast<ptrdiff_t>(outlier.row)] *
          outlier.rest;
    }
  }
}

template <typename V, size_t kRows>
OSSICLE_INLINE void StoreSums(const Panel& panel, const typename V::F (&sums)[kRows][kVectors]) {
  using F = typename V::F;
#pragma GCC unroll 2
  for (size_t r = 0; r < kRows; ++r) {
    float* c = panel.c + static_cast<ptrdiff_t>(r) * panel.args->c_row_stride;
#pragma GCC unroll 8
    for (size_t v = 0; v < kVectors; ++v) {
      const size_t first = v * V::kLanes;
      const size_t left = simd::Beyond(panel.columns, first);
      const F before = panel.args->accumulate ? simd::LoadColumns<V>(c + first, left) : V::Zero();
      F sum = V::MulAdd(sums[r][v], V::Load(panel.scales + first), before);
      if (panel.bias != nullptr) sum = V::Add(sum, simd::LoadColumns<V>(panel.bias + first, left));
      simd::StoreColumns<V>(c + first, sum, left);
    }
  }
}

template <typename Bytes, size_t kRows>
static void RunPanel(const Panel& panel) {
  using V = typename Bytes::V;
  using F = typename V::F;
  constexpr size_t kVector = V::kLanes * sizeof(float);
  constexpr size_t kRow = 6 * kVector;
  const GemmF24Args& args = *panel.args;
  F sums[kRows][kVectors];
#pragma GCC unroll 2
  for (size_t r = 0; r < kRows; ++r) {
#pragma GCC unroll 8
    for (size_t v = 0; v < kVectors; ++v) sums[r][v] = V::Zero();
  }
  const char* at = panel.rows;
  const char* ahead = panel.rows + kRowsAhead * kRow;
  for (size_t p = 0; p < args.k; ++p) {
    if (p + kRowsAhead == args.k) ahead = panel.next;
#pragma GCC unroll 8
    for (size_t line = 0; line < kRow; line += kBytesOfLine) __builtin_prefetch(ahead + line);
    F row[kVectors];
    UnpackHalf<Bytes>(at, row);
    UnpackHalf<Bytes>(at + 3 * kVector, row + kVectorsOfHalf);
    at += kRow;
    ahead += kRow;
#pragma GCC unroll 2
    for (size_t r = 0; r < kRows; ++r) {
      const F factor = V::Set(
          panel.a[static_cast<ptrdiff_t>(r) * args.a_row_stride + static_cast<ptrdiff_t>(p)]);
#pragma GCC unroll 8
      for (size_t v = 0; v < kVectors; ++v) sums[r][v] = V::MulAdd(factor, row[v], sums[r][v]);
    }
  }
  StoreSums<V, kRows>(panel, sums);
  AddOutliers<V, kRows>(panel);
}

// kMostRows: as many rows of A as fit the registers beside a row of a panel.
template <typename Bytes, size_t kMostRows>
OSSICLE_INLINE void Product(const GemmF24Args& args) {
  const Layout layout = {args.k, args.n, Bytes::V::kLanes};
  const char* const packed = static_cast<const char*>(args.packed);
  const PanelRecord* const records = reinterpret_cast<const PanelRecord*>(packed);
  const size_t panels = layout.Panels();
  for (size_t i = 0; i < panels; ++i) {
    const size_t at = args.backwards ? panels - 1 - i : i;
    const size_t following = i + 1 == panels ? at : args.backwards ? at - 1 : at + 1;
    const size_t first = at * layout.Columns();
    Panel panel;
    panel.args = &args;
    panel.rows = packed + records[at].offset;
    panel.next = packed + records[following].offset;
    panel.scales = reinterpret_cast<const float*>(panel.rows + layout.ScalesAt());
    panel.outliers = reinterpret_cast<const Outlier*>(panel.rows + layout.OutliersAt());
    panel.outlier_count = records[at].outliers;
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

}  // namespace ossicle::gemm_f24
