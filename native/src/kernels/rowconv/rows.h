// The kernel as a template over a vector type of simd/.
//
// A tile is kChannels channels times kVectors vectors of one row. A single channel splits its taps
// among kPhases sums, which keeps the multipliers busy however short the row is.
#pragma once

#include "kernels/activate.h"
#include "kernels/rowconv/rowconv.h"

namespace ossicle::rowconv {

constexpr size_t kChannelsOfTile = 4;
constexpr size_t kPhasesOfOne = 4;

struct TilePlace {
  const float* in;
  const float* weights;
  const float* bias;  // or null
  float* out;
  size_t width;  // columns that remain in the row, from the tile on
};

template <typename V, size_t kVectors, bool kCut>
OSSICLE_INLINE typename V::F LoadVector(const float* p, size_t v, size_t width) {
  const bool last = v + 1 == kVectors;
  return kCut && last ? V::LoadFirst(p + v * V::kLanes, width - v * V::kLanes)
                      : V::Load(p + v * V::kLanes);
}

// kCut: the last vector is cut off by the end of the row.
template <typename V, size_t kChannels, size_t kPhases, size_t kVectors, bool kCut>
static void Tile(const RowconvArgs& args, const TilePlace& place) {
  using F = typename V::F;
  F sums[kPhases][kChannels][kVectors];
#pragma GCC unroll 64
  for (size_t i = 0; i < kPhases * kChannels * kVectors; ++i) {
    sums[i / (kChannels * kVectors)][i / kVectors % kChannels][i % kVectors] = V::Zero();
  }
  const size_t taps = args.taps;
  const auto add_tap = [&](size_t t, size_t phase) {
    const float* from = place.in + args.offsets[t];
    F row[kVectors];
#pragma GCC unroll 8
    for (size_t v = 0; v < kVectors; ++v)
      row[v] = LoadVector<V, kVectors, kCut>(from, v, place.width);
#pragma GCC unroll 8
    for (size_t c = 0; c < kChannels; ++c) {
      const F weight = V::Set(place.weights[c * taps + t]);
#pragma GCC unroll 8
      for (size_t v = 0; v < kVectors; ++v) {
        sums[phase][c][v] = V::MulAdd(weight, row[v], sums[phase][c][v]);
      }
    }
  };
  size_t t = 0;
  for (; t + kPhases <= taps; t += kPhases) {
#pragma GCC unroll 8
    for (size_t phase = 0; phase < kPhases; ++phase) add_tap(t + phase, phase);
  }
  for (; t < taps; ++t) add_tap(t, 0);

#pragma GCC unroll 8
  for (size_t c = 0; c < kChannels; ++c) {
    float* out = place.out + static_cast<ptrdiff_t>(c) * args.out_channel_step;
#pragma GCC unroll 8
    for (size_t v = 0; v < kVectors; ++v) {
      F sum = sums[0][c][v];
#pragma GCC unroll 8
      for (size_t phase = 1; phase < kPhases; ++phase) sum = V::Add(sum, sums[phase][c][v]);
      if (place.bias != nullptr) sum = V::Add(sum, V::Set(place.bias[c]));
      if (args.activation == Activation::kRelu) sum = V::Max(V::Zero(), sum);
      if (kCut && v + 1 == kVectors) {
        V::StoreFirst(out + v * V::kLanes, sum, place.width - v * V::kLanes);
      } else {
        V::Store(out + v * V::kLanes, sum);
      }
    }
  }
}

// One row of all channels of a tile, two vectors at a time.
template <typename V, size_t kChannels, size_t kPhases>
OSSICLE_INLINE void Row(const RowconvArgs& args, TilePlace place) {
  constexpr size_t kLanes = V::kLanes;
  while (place.width > 0) {
    const size_t taken = place.width < 2 * kLanes ? place.width : 2 * kLanes;
    if (taken == 2 * kLanes) {
      Tile<V, kChannels, kPhases, 2, false>(args, place);
    } else if (taken > kLanes) {
      Tile<V, kChannels, kPhases, 2, true>(args, place);
    } else if (taken == kLanes) {
      Tile<V, kChannels, kPhases, 1, false>(args, place);
    } else {
      Tile<V, kChannels, kPhases, 1, true>(args, place);
    }
    place.in += taken;
    place.out += taken;
    place.width -= taken;
  }
}

template <typename V, size_t kChannels, size_t kPhases>
OSSICLE_INLINE void Plane(const RowconvArgs& args, TilePlace place) {
  for (size_t y = 0; y < args.height; ++y) {
    Row<V, kChannels, kPhases>(args, place);
    if (args.activation >= Activation::kSigmoid) {
      ActivateStored<V>(args.activation, {place.out, args.out_channel_step, kChannels, args.width});
    }
    place.in += args.in_row_step;
    place.out += args.out_row_step;
  }
}

template <typename V>
OSSICLE_INLINE void Rows(const RowconvArgs& args) {
  TilePlace place = {args.in, args.weights, args.bias, args.out, args.width};
  for (size_t g = 0; g < args.groups; ++g) {
    place.in = args.in + static_cast<ptrdiff_t>(g) * args.in_group_step;
    for (size_t c = 0; c < args.channels;) {
      const bool tile = args.channels - c >= kChannelsOfTile;
      const size_t taken = tile ? kChannelsOfTile : 1;
      if (tile) {
        Plane<V, kChannelsOfTile, 1>(args, place);
      } else {
        Plane<V, 1, kPhasesOfOne>(args, place);
      }
      place.weights += taken * args.taps;
      if (place.bias != nullptr) place.bias += taken;
      place.out += static_cast<ptrdiff_t>(taken) * args.out_channel_step;
      c += taken;
    }
  }
}

}  // namespace ossicle::rowconv
