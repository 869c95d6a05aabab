// The kernel as a template over a vector type of simd/.
//
// A tile is kPoints adjacent points of one output row, all sixteen channels of them in registers
// over all taps. Taps of a run move along the row as points do, so what one point reads for a tap
// its neighbour reads for the tap before, and is loaded once.
#pragma once

#include <utility>

#include "kernels/activate.h"
#include "kernels/depthwise/depthwise.h"

namespace ossicle::depthwise {

// Adds kTaps taps of a run to one vector of every point.
template <typename V, size_t kTaps, size_t kPoints, size_t kVectors>
OSSICLE_INLINE void AddTaps(const float* from, ptrdiff_t step, const float* weights, size_t v,
                            typename V::F (&sums)[kPoints][kVectors]) {
  using F = typename V::F;
  F weight[kTaps];
#pragma GCC unroll 16
  for (size_t t = 0; t < kTaps; ++t) {
    weight[t] = V::Load(weights + t * kDepthwiseChannels + v * V::kLanes);
  }
#pragma GCC unroll 32
  for (size_t i = 0; i < kPoints + kTaps - 1; ++i) {
    const F x = V::Load(from + static_cast<ptrdiff_t>(i) * step + v * V::kLanes);
#pragma GCC unroll 16
    for (size_t t = 0; t < kTaps; ++t) {
      if (i < t || i - t >= kPoints) continue;
      sums[i - t][v] = V::MulAdd(x, weight[t], sums[i - t][v]);
    }
  }
}

template <typename V, size_t kTaps, size_t kPoints, size_t kVectors>
OSSICLE_INLINE void AddTapsOfAll(const float* from, ptrdiff_t step, const float* weights,
                                 typename V::F (&sums)[kPoints][kVectors]) {
#pragma GCC unroll 16
  for (size_t v = 0; v < kVectors; ++v) AddTaps<V, kTaps>(from, step, weights, v, sums);
}

// kTaps of a run are taken at once.
template <typename V, size_t kTaps, size_t kPoints>
static void Tile(const DepthwiseArgs& args, const float* in, float* out) {
  using F = typename V::F;
  constexpr size_t kVectors = kDepthwiseChannels / V::kLanes;
  F sums[kPoints][kVectors];
#pragma GCC unroll 64
  for (size_t i = 0; i < kPoints * kVectors; ++i) sums[i / kVectors][i % kVectors] = V::Zero();
  const ptrdiff_t step = args.in_step;
  const float* weights = args.weights;
  for (size_t t = 0; t < args.taps; t += args.run) {
    const float* from = in + args.offsets[t];
    size_t left = args.run;
    for (; left >= kTaps; left -= kTaps, from += static_cast<ptrdiff_t>(kTaps) * step) {
      AddTapsOfAll<V, kTaps>(from, step, weights, sums);
      weights += kTaps * kDepthwiseChannels;
    }
    for (; left > 0; --left, from += step, weights += kDepthwiseChannels) {
      AddTapsOfAll<V, 1>(from, step, weights, sums);
    }
  }
#pragma GCC unroll 16
  for (size_t v = 0; v < kVectors; ++v) {
    const size_t at = v * V::kLanes;
    const F bias = args.bias != nullptr ? V::Load(args.bias + at) : V::Zero();
#pragma GCC unroll 16
    for (size_t p = 0; p < kPoints; ++p) {
      V::Store(out + static_cast<ptrdiff_t>(p) * args.out_step + at, V::Add(sums[p][v], bias));
    }
  }
  if (args.activation == Activation::kNone) return;
  if (args.activation != Activation::kRelu) {
    return ActivateStored<V>(args.activation, {out, args.out_step, kPoints, kDepthwiseChannels});
  }
  for (size_t i = 0; i < kPoints * kDepthwiseChannels; i += V::kLanes) {
    float* at = out + static_cast<ptrdiff_t>(i / kDepthwiseChannels) * args.out_step +
                i % kDepthwiseChannels;
    V::Store(at, V::Max(V::Zero(), V::Load(at)));
  }
}

template <typename V, size_t kTaps, size_t... kPoint>
OSSICLE_INLINE void RunTile(size_t points, const DepthwiseArgs& args, const float* in, float* out,
                            std::index_sequence<kPoint...>) {
  using TileFn = void (*)(const DepthwiseArgs&, const float*, float*);
  constexpr TileFn kTiles[] = {&Tile<V, kTaps, kPoint + 1>...};
  kTiles[points - 1](args, in, out);
}

// kMostPoints and kTaps: what fits the registers.
template <typename V, size_t kMostPoints, size_t kTaps>
OSSICLE_INLINE void Points(const DepthwiseArgs& args) {
  for (size_t y = 0; y < args.height; ++y) {
    float* out = args.out + static_cast<ptrdiff_t>(y) * args.out_row_step;
    const float* in = args.in + static_cast<ptrdiff_t>(y) * args.in_row_step;
    size_t left = args.width;
    for (size_t tiles = (left + kMostPoints - 1) / kMostPoints; tiles > 0; --tiles) {
      const size_t points = (left + tiles - 1) / tiles;
      RunTile<V, kTaps>(points, args, in, out, std::make_index_sequence<kMostPoints>());
      in += static_cast<ptrdiff_t>(points) * args.in_step;
      out += static_cast<ptrdiff_t>(points) * args.out_step;
      left -= points;
    }
  }
}

}  // namespace ossicle::depthwise
