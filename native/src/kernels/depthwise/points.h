// The kernel as a template over a vector type of simd/.
//
// A tile is kPoints adjacent points of one output row, all sixteen channels of them in registers
// over all taps.
#pragma once

#include <utility>

#include "kernels/depthwise/depthwise.h"
#include "simd/vmath.h"

namespace ossicle::depthwise {

template <typename V>
OSSICLE_INLINE typename V::F Activate(Activation activation, typename V::F x) {
  switch (activation) {
    case Activation::kNone:
      return x;
    case Activation::kRelu:
      return V::Max(V::Zero(), x);
    case Activation::kSigmoid:
      return simd::Sigmoid<V>(x);
    case Activation::kTanh:
      return simd::Tanh<V>(x);
  }
  return x;
}

template <typename V, size_t kPoints>
static void Tile(const DepthwiseArgs& args, const float* in, float* out) {
  using F = typename V::F;
  constexpr size_t kVectors = kDepthwiseChannels / V::kLanes;
  F sums[kPoints][kVectors];
#pragma GCC unroll 64
  for (size_t i = 0; i < kPoints * kVectors; ++i) sums[i / kVectors][i % kVectors] = V::Zero();
  const ptrdiff_t step = args.in_step;
  const float* weights = args.weights;
  for (size_t t = 0; t < args.taps; ++t, weights += kDepthwiseChannels) {
    const float* const from = in + args.offsets[t];
#pragma GCC unroll 16
    for (size_t v = 0; v < kVectors; ++v) {
      const F weight = V::Load(weights + v * V::kLanes);
#pragma GCC unroll 16
      for (size_t p = 0; p < kPoints; ++p) {
        const F x = V::Load(from + static_cast<ptrdiff_t>(p) * step + v * V::kLanes);
        sums[p][v] = V::MulAdd(x, weight, sums[p][v]);
      }
    }
  }
#pragma GCC unroll 16
  for (size_t v = 0; v < kVectors; ++v) {
    const size_t at = v * V::kLanes;
    const F bias = args.bias != nullptr ? V::Load(args.bias + at) : V::Zero();
#pragma GCC unroll 16
    for (size_t p = 0; p < kPoints; ++p) {
      V::Store(out + p * kDepthwiseChannels + at, V::Add(sums[p][v], bias));
    }
  }
  if (args.activation == Activation::kNone) return;
  for (size_t i = 0; i < kPoints * kDepthwiseChannels; i += V::kLanes) {
    V::Store(out + i, Activate<V>(args.activation, V::Load(out + i)));
  }
}

template <typename V, size_t... kPoint>
OSSICLE_INLINE void RunTile(size_t points, const DepthwiseArgs& args, const float* in, float* out,
                            std::index_sequence<kPoint...>) {
  using TileFn = void (*)(const DepthwiseArgs&, const float*, float*);
  constexpr TileFn kTiles[] = {&Tile<V, kPoint + 1>...};
  kTiles[points - 1](args, in, out);
}

// kMostPoints is the most points whose sums fit the registers beside what they are made of.
template <typename V, size_t kMostPoints>
OSSICLE_INLINE void Points(const DepthwiseArgs& args) {
  float* out = args.out;
  for (size_t y = 0; y < args.height; ++y) {
    const float* in = args.in + static_cast<ptrdiff_t>(y) * args.in_row_step;
    size_t left = args.width;
    for (size_t tiles = (left + kMostPoints - 1) / kMostPoints; tiles > 0; --tiles) {
      const size_t points = (left + tiles - 1) / tiles;
      RunTile<V>(points, args, in, out, std::make_index_sequence<kMostPoints>());
      in += static_cast<ptrdiff_t>(points) * args.in_step;
      out += points * kDepthwiseChannels;
      left -= points;
    }
  }
}

}  // namespace ossicle::depthwise
