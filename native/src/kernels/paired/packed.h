// The product whose B is constant and packed: rows of A are brought to magnitude in each run.
#pragma once

#include "kernels/paired/panel.h"

namespace ossicle::paired {

template <typename V>
OSSICLE_INLINE typename V::F Scaled(const float* from, typename V::F by, size_t left) {
  return V::Mul(LoadColumns<V>(from, left), by);
}

// Brings a row to magnitude; returns the sum of its pairs' products.
template <typename V>
OSSICLE_INLINE float BringRow(size_t k, const float* from, float* to, float* back) {
  using F = typename V::F;
  F sum = V::Zero();
  for (size_t p = 0; p < k; p += V::kLanes) {
    sum = V::Add(sum, V::Abs(LoadColumns<V>(from + p, k - p)));
  }
  const float mean = k > 0 ? V::Sum(sum) / static_cast<float>(k) : 0.0f;
  const Magnitude<V> magnitude = MagnitudeOf<V>(V::Set(mean));
  for (size_t p = 0; p < k; p += V::kLanes) {
    StoreColumns<V>(to + p, Scaled<V>(from + p, magnitude.bring, k - p), k - p);
  }
  StoreColumns<V>(back, magnitude.back, 1);
  // Two sums, so that one addition need not wait for the other.
  float pairs[2] = {};
  for (size_t p = 0; p + kGroup <= k; p += kGroup) {
    pairs[p / kGroup % 2] += to[p + 2] * to[p + 3];
  }
  return pairs[0] + pairs[1];
}

template <typename V, size_t kMostRows>
OSSICLE_INLINE void PackedProduct(const PairedPackedArgs& packed) {
  constexpr size_t kWidth = kVectors * V::kLanes;
  if (packed.m == 0) return;
  float* const backs = packed.workspace + packed.m * packed.k;
  for (size_t i = 0; i < packed.m; ++i) {
    backs[packed.m + i] =
        BringRow<V>(packed.k, packed.a + static_cast<ptrdiff_t>(i) * packed.a_row_stride,
                    packed.workspace + i * packed.k, backs + i);
  }
  PairedArgs args;
  args.m = packed.m;
  args.n = packed.n;
  args.k = packed.k;
  args.prepared = packed.workspace;
  args.c = packed.c;
  args.c_row_stride = packed.c_row_stride;
  const float* panel = packed.packed;
  for (size_t first = 0; first < packed.n; first += kWidth, panel += kWidth * (packed.k + 2)) {
    Columns<V> columns;
    columns.args = &args;
    columns.count = packed.n - first < kWidth ? packed.n - first : kWidth;
    columns.brought = panel;
    const float* const pairs = panel + kWidth * packed.k;
    for (size_t v = 0; v < kVectors; ++v) {
      const size_t at = v * V::kLanes;
      columns.pairs[v] = V::Load(pairs + at);
      columns.back[v] = V::Load(pairs + kWidth + at);
      const bool biased = packed.bias != nullptr && at < columns.count;
      columns.bias[v] =
          biased ? LoadColumns<V>(packed.bias + first + at, columns.count - at) : V::Zero();
    }
    if (columns.count > V::kLanes) {
      TakeColumns<V, kMostRows, 2>(first, &columns);
    } else {
      TakeColumns<V, kMostRows, 1>(first, &columns);
    }
  }
}

}  // namespace ossicle::paired
