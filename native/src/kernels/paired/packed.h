// The product whose B is constant and packed: rows of A are brought to magnitude in each run.
#pragma once

#include "kernels/paired/panel.h"

namespace ossicle::paired {

// Rows from which on a block of a packed panel had better stay in the first cache.
constexpr size_t kRowsThatPayForBlocks = 24;

// Rows whose mean magnitude lies between are taken in pairs, and those of zeros.
constexpr float kLeastMean = 0x1p-100f;
constexpr float kMostMean = 0x1p100f;

// 1 where a term is the first of a pair, from any place in a group on.
constexpr float kIsFirstOfPair[] = {0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0};

// The sum of a row's magnitudes.
template <typename V>
OSSICLE_INLINE float Magnitudes(size_t k, const float* row) {
  using F = typename V::F;
  F even = V::Zero();
  F odd = V::Zero();
  size_t p = 0;
  for (; p + 2 * V::kLanes <= k; p += 2 * V::kLanes) {
    even = V::Add(even, V::Abs(V::Load(row + p)));
    odd = V::Add(odd, V::Abs(V::Load(row + p + V::kLanes)));
  }
  for (; p < k; p += V::kLanes) even = V::Add(even, V::Abs(LoadColumns<V>(row + p, k - p)));
  return V::Sum(V::Add(even, odd));
}

// Copies a row, brought to magnitude; returns the sum of its pairs' products.
template <typename V>
OSSICLE_INLINE float CopyRow(size_t k, const float* from, typename V::F bring, float* to) {
  using F = typename V::F;
  const size_t paired = k / kGroup * kGroup;
  F pairs = V::Zero();
  size_t p = 0;
  for (; p + V::kLanes < k && p + V::kLanes <= paired; p += V::kLanes) {
    const F x = V::Mul(V::Load(from + p), bring);
    V::Store(to + p, x);
    const F first = V::Mul(x, V::Load(kIsFirstOfPair + p % kGroup));
    pairs = V::MulAdd(first, V::Load(from + p + 1), pairs);
  }
  for (; p < k; p += V::kLanes) {
    const F x = V::Mul(LoadColumns<V>(from + p, k - p), bring);
    StoreColumns<V>(to + p, x, k - p);
    if (p >= paired) continue;
    const F first = V::Mul(x, LoadColumns<V>(kIsFirstOfPair + p % kGroup, paired - p));
    pairs = V::MulAdd(first, LoadColumns<V>(from + p + 1, k - p - 1), pairs);
  }
  return V::Sum(V::Mul(pairs, bring));
}

// Brings all rows to magnitude. The sum of the pairs' products is NaN where a row has to be taken
// alone. What belongs to a row waits for sums over all of it, so that rows overlap in two passes.
template <typename V>
OSSICLE_INLINE void BringRows(const PairedPackedArgs& args) {
  float* const backs = args.workspace + args.m * args.k;
  float* const pairs = backs + args.m;
  const float part = args.k > 0 ? 1.0f / static_cast<float>(args.k) : 0.0f;
  for (size_t i = 0; i < args.m; ++i) {
    const float* const row = args.a + static_cast<ptrdiff_t>(i) * args.a_row_stride;
    backs[i] = Magnitudes<V>(args.k, row) * part;
  }
  for (size_t i = 0; i < args.m; ++i) {
    const float* const row = args.a + static_cast<ptrdiff_t>(i) * args.a_row_stride;
    const float mean = backs[i];
    Magnitude<V> magnitude = {V::Set(1.0f), V::Set(1.0f)};
    if (mean == mean) magnitude = MagnitudeOf<V>(V::Set(mean));
    StoreColumns<V>(backs + i, magnitude.back, 1);
    pairs[i] = CopyRow<V>(args.k, row, magnitude.bring, args.workspace + i * args.k);
    const bool usual = mean == 0.0f || (mean > kLeastMean && mean < kMostMean);
    if (!usual) pairs[i] = __builtin_nanf("");
  }
}

// Takes a row term by term: with an infinity or NaN, all of it would be NaN in pairs.
template <typename V>
OSSICLE_INLINE void TakeRowAlone(const Columns<V>& columns, const float* panel, const float* a,
                                 float back, float* c) {
  using F = typename V::F;
  for (size_t v = 0; v < kVectors && v * V::kLanes < columns.count; ++v) {
    F sum = V::Zero();
    for (size_t p = 0; p < columns.args->k; ++p) {
      sum = V::MulAdd(V::Set(a[p]), V::Load(panel + (p * kVectors + v) * V::kLanes), sum);
    }
    const F scaled = V::Mul(V::Mul(sum, columns.back[v]), V::Set(back));
    const F x = Activate<V>(columns.args->activation, V::Add(scaled, columns.bias[v]));
    StoreColumns<V>(c + v * V::kLanes, x, columns.count - v * V::kLanes);
  }
}

template <typename V, size_t kMostRows>
OSSICLE_INLINE void TakePackedColumns(size_t first, const float* panel, const Columns<V>& columns) {
  const PairedArgs& args = *columns.args;
  const size_t width = kVectors * V::kLanes;
  const size_t blocks =
      args.m < kRowsThatPayForBlocks ? 1 : (args.k + kLongestBlock - 1) / kLongestBlock;
  const size_t step = blocks > 1 ? (args.k / blocks + kGroup - 1) / kGroup * kGroup : args.k;
  const float* const backs = args.prepared + args.m * args.k;
  size_t at = 0;
  do {
    Block block = {};
    block.a = args.prepared + at;
    block.b = panel + at * width;
    block.c = args.c + first;
    block.backs = backs;
    block.pairs = backs + args.m;
    block.length = args.k - at < step ? args.k - at : step;
    block.first = at == 0;
    at += block.length;
    block.last = at == args.k;
    if (columns.count > V::kLanes) {
      TakeRows<V, kMostRows, 2>(block, columns);
    } else {
      TakeRows<V, kMostRows, 1>(block, columns);
    }
  } while (at < args.k);
  for (size_t i = 0; i < args.m; ++i) {
    if (backs[args.m + i] == backs[args.m + i]) continue;
    TakeRowAlone<V>(columns, panel, args.prepared + i * args.k, backs[i],
                    args.c + static_cast<ptrdiff_t>(i) * args.c_row_stride + first);
  }
}

template <typename V, size_t kMostRows>
OSSICLE_INLINE void PackedProduct(const PairedPackedArgs& packed) {
  constexpr size_t kWidth = kVectors * V::kLanes;
  if (packed.m == 0) return;
  PairedArgs args;
  args.m = packed.m;
  args.n = packed.n;
  args.k = packed.k;
  args.prepared = packed.workspace;
  args.c = packed.c;
  args.c_row_stride = packed.c_row_stride;
  args.activation = packed.activation;
  const float* panel = packed.packed;
  for (size_t first = 0; first < packed.n; first += kWidth, panel += kWidth * (packed.k + 2)) {
    Columns<V> columns;
    columns.args = &args;
    columns.count = packed.n - first < kWidth ? packed.n - first : kWidth;
    const float* const pairs = panel + kWidth * packed.k;
    for (size_t v = 0; v < kVectors; ++v) {
      const size_t at = v * V::kLanes;
      columns.pairs[v] = V::Load(pairs + at);
      columns.back[v] = V::Load(pairs + kWidth + at);
      const bool biased = packed.bias != nullptr && at < columns.count;
      columns.bias[v] =
          biased ? LoadColumns<V>(packed.bias + first + at, columns.count - at) : V::Zero();
    }
    TakePackedColumns<V, kMostRows>(first, panel, columns);
  }
}

}  // namespace ossicle::paired
