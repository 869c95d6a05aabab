// The product as a template over a vector type of simd/.
//
// Columns are taken kVectors vectors at a time. They are copied once, brought to magnitude, and
// then all rows pass over them in tiles of kRows, held in registers over a block of k.
#pragma once

#include <utility>

#include "kernels/activate.h"
#include "kernels/paired/paired.h"
#include "simd/columns.h"

namespace ossicle::paired {

constexpr size_t kVectors = 2;
// Terms of a group: the last two are a pair, the others stand alone.
constexpr size_t kGroup = 4;
// Longest block of k, so that the copied columns stay in the first cache: a multiple of kGroup.
constexpr size_t kLongestBlock = 192;

// A power of two and its inverse.
template <typename V>
struct Magnitude {
  typename V::F bring;  // a mean from 1 to 2
  typename V::F back;
};

template <typename V>
OSSICLE_INLINE Magnitude<V> MagnitudeOf(typename V::F mean) {
  // The mean comes second, since Min returns it when it is NaN. Beyond 2^126 there is no inverse.
  const typename V::F clamped = V::Min(V::Set(0x1p126f), mean);
  const typename V::I exponent = V::AndInt(V::FloatBits(clamped), V::SetInt(0x7f800000));
  return {V::BitsFloat(V::SubInt(V::SetInt(0x7f000000), exponent)), V::BitsFloat(exponent)};
}

template <typename V>
struct Columns {
  const PairedArgs* args;
  size_t count;                   // of these columns that belong to C
  typename V::F pairs[kVectors];  // the sums of their pairs' products
  typename V::F bring[kVectors];
  typename V::F back[kVectors];
};

// Vectors of columns whose magnitudes are found at a time, along the rows of B: what belongs to a
// column lies far apart.
constexpr size_t kMeasured = 8;

// Finds the magnitudes of kMeasured vectors of columns at b, of which `count` columns belong to B.
template <typename V>
OSSICLE_INLINE void Measure(const PairedArgs& args, const float* b, size_t count,
                            Magnitude<V> (&magnitudes)[kMeasured]) {
  using F = typename V::F;
  F sums[kMeasured];
#pragma GCC unroll 8
  for (size_t v = 0; v < kMeasured; ++v) sums[v] = V::Zero();
  const bool whole = count >= kMeasured * V::kLanes;
  for (size_t p = 0; p < args.k; ++p, b += args.b_row_stride) {
    if (whole) {
#pragma GCC unroll 8
      for (size_t v = 0; v < kMeasured; ++v) {
        sums[v] = V::Add(sums[v], V::Abs(V::Load(b + v * V::kLanes)));
      }
      continue;
    }
#pragma GCC unroll 8
    for (size_t v = 0; v < kMeasured; ++v) {
      const size_t at = v * V::kLanes;
      if (count > at) sums[v] = V::Add(sums[v], V::Abs(simd::LoadColumns<V>(b + at, count - at)));
    }
  }
  const F part = V::Set(args.k > 0 ? 1.0f / static_cast<float>(args.k) : 0.0f);
#pragma GCC unroll 8
  for (size_t v = 0; v < kMeasured; ++v) magnitudes[v] = MagnitudeOf<V>(V::Mul(sums[v], part));
}

// Copies `length` rows of the columns at b into the workspace, brought to magnitude, and adds the
// products of their pairs.
template <typename V, size_t kUsed>
OSSICLE_INLINE void CopyColumns(const float* b, size_t length, Columns<V>* columns) {
  using F = typename V::F;
  const ptrdiff_t stride = columns->args->b_row_stride;
  float* const to = columns->args->workspace;
  const size_t count = columns->count;
  F bring[kUsed], pairs[kUsed];
#pragma GCC unroll 4
  for (size_t v = 0; v < kUsed; ++v) {
    bring[v] = columns->bring[v];
    pairs[v] = columns->pairs[v];
  }
  const auto copy = [&](size_t p, size_t v) {
    const float* from = b + static_cast<ptrdiff_t>(p) * stride + v * V::kLanes;
    const F x = V::Mul(bring[v], simd::LoadColumns<V>(from, count - v * V::kLanes));
    V::Store(to + (p * kVectors + v) * V::kLanes, x);
    return x;
  };
  size_t p = 0;
  for (; p + kGroup <= length; p += kGroup) {
#pragma GCC unroll 4
    for (size_t v = 0; v < kUsed; ++v) {
      copy(p, v);
      copy(p + 1, v);
      const F even = copy(p + 2, v);
      pairs[v] = V::MulAdd(even, copy(p + 3, v), pairs[v]);
    }
  }
  for (; p < length; ++p) {
#pragma GCC unroll 4
    for (size_t v = 0; v < kUsed; ++v) copy(p, v);
  }
#pragma GCC unroll 4
  for (size_t v = 0; v < kUsed; ++v) columns->pairs[v] = pairs[v];
}

// A block of k for some rows.
struct Block {
  const float* a;
  const float* b;
  float* c;
  const float* backs;  // of the rows, and the sums of their pairs' products
  const float* pairs;
  const float* row_bias;
  size_t length;
  bool first;
  bool last;
};

template <typename V, size_t kRows, size_t kUsed>
OSSICLE_INLINE void AddPair(const float* a, size_t a_stride, const float* b,
                            typename V::F (&sums)[kRows][kUsed]) {
  using F = typename V::F;
  constexpr size_t kWidth = kVectors * V::kLanes;
  F even[kUsed], odd[kUsed];
#pragma GCC unroll 4
  for (size_t v = 0; v < kUsed; ++v) {
    even[v] = V::Load(b + v * V::kLanes);
    odd[v] = V::Load(b + kWidth + v * V::kLanes);
  }
#pragma GCC unroll 16
  for (size_t r = 0; r < kRows; ++r) {
    const F x = V::Set(a[r * a_stride]);
    const F y = V::Set(a[r * a_stride + 1]);
#pragma GCC unroll 4
    for (size_t v = 0; v < kUsed; ++v) {
      sums[r][v] = V::MulAdd(V::Add(x, odd[v]), V::Add(y, even[v]), sums[r][v]);
    }
  }
}

template <typename V, size_t kRows, size_t kUsed>
OSSICLE_INLINE void AddAlone(const float* a, size_t a_stride, const float* b,
                             typename V::F (&sums)[kRows][kUsed]) {
  using F = typename V::F;
  F row[kUsed];
#pragma GCC unroll 4
  for (size_t v = 0; v < kUsed; ++v) row[v] = V::Load(b + v * V::kLanes);
#pragma GCC unroll 16
  for (size_t r = 0; r < kRows; ++r) {
    const F x = V::Set(a[r * a_stride]);
#pragma GCC unroll 4
    for (size_t v = 0; v < kUsed; ++v) sums[r][v] = V::MulAdd(x, row[v], sums[r][v]);
  }
}

// The sums so far become elements of C, but for activations with a polynomial.
template <typename V, size_t kRows, size_t kUsed>
OSSICLE_INLINE void FinishSums(const Block& block, const Columns<V>& columns,
                               typename V::F (&sums)[kRows][kUsed]) {
  using F = typename V::F;
  const bool relu = columns.args->activation == Activation::kRelu;
#pragma GCC unroll 16
  for (size_t r = 0; r < kRows; ++r) {
    const F pairs = V::Set(block.pairs[r]);
    const F back = V::Set(block.backs[r]);
    const F bias = block.row_bias != nullptr ? V::Set(block.row_bias[r]) : V::Zero();
#pragma GCC unroll 4
    for (size_t v = 0; v < kUsed; ++v) {
      const F sum = V::Sub(V::Sub(sums[r][v], pairs), columns.pairs[v]);
      const F x = V::Add(V::Mul(V::Mul(sum, back), columns.back[v]), bias);
      sums[r][v] = relu ? V::Max(V::Zero(), x) : x;
    }
  }
}

template <typename V, size_t kRows, size_t kUsed>
OSSICLE_INLINE void StoreSums(const Block& block, const Columns<V>& columns,
                              const typename V::F (&sums)[kRows][kUsed]) {
#pragma GCC unroll 16
  for (size_t r = 0; r < kRows; ++r) {
    float* const c = block.c + static_cast<ptrdiff_t>(r) * columns.args->c_row_stride;
#pragma GCC unroll 4
    for (size_t v = 0; v < kUsed; ++v) {
      simd::StoreColumns<V>(c + v * V::kLanes, sums[r][v], columns.count - v * V::kLanes);
    }
  }
}

template <typename V, size_t kRows, size_t kUsed>
static void Tile(const Block& block, const Columns<V>& columns) {
  using F = typename V::F;
  constexpr size_t kWidth = kVectors * V::kLanes;
  const size_t a_stride = columns.args->k;
  F sums[kRows][kUsed];
#pragma GCC unroll 16
  for (size_t r = 0; r < kRows; ++r) {
#pragma GCC unroll 4
    for (size_t v = 0; v < kUsed; ++v) {
      const float* c =
          block.c + static_cast<ptrdiff_t>(r) * columns.args->c_row_stride + v * V::kLanes;
      const size_t left = columns.count - v * V::kLanes;
      sums[r][v] = block.first ? V::Zero() : simd::LoadColumns<V>(c, left);
    }
  }
  const float* a = block.a;
  const float* b = block.b;
  size_t left = block.length;
  for (; left >= kGroup; left -= kGroup, a += kGroup, b += kGroup * kWidth) {
    AddAlone<V>(a, a_stride, b, sums);
    AddAlone<V>(a + 1, a_stride, b + kWidth, sums);
    AddPair<V>(a + 2, a_stride, b + 2 * kWidth, sums);
  }
  for (; left > 0; --left, ++a, b += kWidth) AddAlone<V>(a, a_stride, b, sums);
  if (block.last) FinishSums<V>(block, columns, sums);
  StoreSums<V>(block, columns, sums);
}

template <typename V, size_t kUsed, size_t... kRow>
OSSICLE_INLINE void RunTile(size_t rows, const Block& block, const Columns<V>& columns,
                            std::index_sequence<kRow...>) {
  using TileFn = void (*)(const Block&, const Columns<V>&);
  constexpr TileFn kTiles[] = {&Tile<V, kRow + 1, kUsed>...};
  kTiles[rows - 1](block, columns);
}

// Takes all rows over some columns, block after block of k.
template <typename V, size_t kMostRows, size_t kUsed>
OSSICLE_INLINE void TakeColumns(size_t first, Columns<V>* columns) {
  const PairedArgs& args = *columns->args;
  const float* backs = args.prepared + args.m * args.k;
  size_t at = 0;
  do {
    Block block = {};
    block.a = args.prepared + at;
    block.b = args.workspace;
    block.c = args.c + first;
    block.backs = backs;
    block.pairs = backs + args.m;
    block.row_bias = args.row_bias;
    block.length = args.k - at < kLongestBlock ? args.k - at : kLongestBlock;
    block.first = at == 0;
    CopyColumns<V, kUsed>(args.b + static_cast<ptrdiff_t>(at) * args.b_row_stride + first,
                          block.length, columns);
    at += block.length;
    block.last = at == args.k;
    size_t left = args.m;
    for (size_t tiles = (left + kMostRows - 1) / kMostRows; tiles > 0; --tiles) {
      const size_t rows = (left + tiles - 1) / tiles;
      RunTile<V, kUsed>(rows, block, *columns, std::make_index_sequence<kMostRows>());
      const bool again = block.last && args.activation >= Activation::kSigmoid;
      if (again)
        ActivateStored<V>(args.activation, {block.c, args.c_row_stride, rows, columns->count});
      block.a += rows * args.k;
      block.c += static_cast<ptrdiff_t>(rows) * args.c_row_stride;
      block.backs += rows;
      block.pairs += rows;
      if (block.row_bias != nullptr) block.row_bias += rows;
      left -= rows;
    }
  } while (at < args.k);
}

// kMostRows: as many as fit the registers.
template <typename V, size_t kMostRows>
OSSICLE_INLINE void Product(const PairedArgs& args) {
  constexpr size_t kWidth = kVectors * V::kLanes;
  if (args.m == 0) return;
  Magnitude<V> magnitudes[kMeasured];
  for (size_t first = 0; first < args.n; first += kWidth) {
    const size_t left = args.n - first;
    const size_t measured = first / V::kLanes % kMeasured;
    if (measured == 0) Measure<V>(args, args.b + first, left, magnitudes);
    Columns<V> columns;
    columns.args = &args;
    columns.count = left < kWidth ? left : kWidth;
    for (size_t v = 0; v < kVectors; ++v) {
      columns.pairs[v] = V::Zero();
      columns.bring[v] = magnitudes[measured + v].bring;
      columns.back[v] = magnitudes[measured + v].back;
    }
    if (columns.count > V::kLanes) {
      TakeColumns<V, kMostRows, 2>(first, &columns);
    } else {
      TakeColumns<V, kMostRows, 1>(first, &columns);
    }
  }
}

}  // namespace ossicle::paired
