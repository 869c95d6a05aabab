// The kernels as templates over a vector type of simd/.
#pragma once

#include "kernels/activate.h"
#include "kernels/winograd/points.h"
#include "kernels/winograd/winograd.h"
#include "simd/columns.h"

namespace ossicle::winograd {

constexpr float kA = static_cast<float>(kNear);
constexpr float kB = static_cast<float>(kFar);

// Bt d. Rows of a point and its negative share the even and the odd powers of it.
template <typename V>
OSSICLE_INLINE void Evaluate(const typename V::F (&d)[kWinogradPoints],
                             typename V::F (&v)[kWinogradPoints]) {
  using F = typename V::F;
  const F product = V::Set(kA * kA * kB * kB);
  const F minus_sum = V::Set(-(kA * kA + kB * kB));
  const F minus_aa = V::Set(-kA * kA);
  const F minus_bb = V::Set(-kB * kB);
  v[0] = V::MulAdd(product, d[0], V::MulAdd(minus_sum, d[2], d[4]));
  v[5] = V::MulAdd(product, d[1], V::MulAdd(minus_sum, d[3], d[5]));
  const F near_even = V::MulAdd(minus_bb, d[2], d[4]);
  const F near_odd = V::MulAdd(minus_bb, d[1], d[3]);
  v[1] = V::MulAdd(V::Set(kA), near_odd, near_even);
  v[2] = V::MulAdd(V::Set(-kA), near_odd, near_even);
  const F far_even = V::MulAdd(minus_aa, d[2], d[4]);
  const F far_odd = V::MulAdd(minus_aa, d[1], d[3]);
  v[3] = V::MulAdd(V::Set(kB), far_odd, far_even);
  v[4] = V::MulAdd(V::Set(-kB), far_odd, far_even);
}

// At m.
template <typename V>
OSSICLE_INLINE void Interpolate(const typename V::F (&m)[kWinogradPoints],
                                typename V::F (&y)[kWinogradRows]) {
  using F = typename V::F;
  const F near_even = V::Add(m[1], m[2]);
  const F near_odd = V::Sub(m[1], m[2]);
  const F far_even = V::Add(m[3], m[4]);
  const F far_odd = V::Sub(m[3], m[4]);
  y[0] = V::Add(m[0], V::Add(near_even, far_even));
  y[1] = V::MulAdd(V::Set(kA), near_odd, V::Mul(V::Set(kB), far_odd));
  y[2] = V::MulAdd(V::Set(kA * kA), near_even, V::Mul(V::Set(kB * kB), far_even));
  y[3] = V::MulAdd(V::Set(kA * kA * kA), near_odd, V::MulAdd(V::Set(kB * kB * kB), far_odd, m[5]));
}

template <typename V>
OSSICLE_INLINE void Input(const WinogradInput& args) {
  using F = typename V::F;
  for (size_t i = 0; i < args.n; i += V::kLanes) {
    const size_t left = args.n - i;
    F d[kWinogradPoints], v[kWinogradPoints];
#pragma GCC unroll 6
    for (size_t p = 0; p < kWinogradPoints; ++p) {
      const float* from = args.rows + static_cast<ptrdiff_t>(p) * args.row_step + i;
      d[p] = simd::LoadColumns<V>(from, left);
    }
    Evaluate<V>(d, v);
#pragma GCC unroll 6
    for (size_t p = 0; p < kWinogradPoints; ++p) {
      float* to = args.out + static_cast<ptrdiff_t>(p) * args.out_step + i;
      simd::StoreColumns<V>(to, v[p], left);
    }
  }
}

// One vector of channels, of which the first `left` belong to a place, at offset `at`.
template <typename V>
OSSICLE_INLINE void OutputVector(const WinogradOutput& args, ptrdiff_t at, size_t left,
                                 typename V::F bias) {
  using F = typename V::F;
  F m[kWinogradPoints], y[kWinogradRows];
#pragma GCC unroll 6
  for (size_t p = 0; p < kWinogradPoints; ++p) {
    const float* from = args.in + static_cast<ptrdiff_t>(p) * args.in_step + at;
    m[p] = left >= V::kLanes ? V::Load(from) : V::LoadFirst(from, left);
  }
  Interpolate<V>(m, y);
  const bool relu = args.activation == Activation::kRelu;
#pragma GCC unroll 4
  for (size_t r = 0; r < kWinogradRows; ++r) {
    if (r >= args.rows) break;
    const F sum = V::Add(y[r], bias);
    const F result = relu ? V::Max(V::Zero(), sum) : sum;
    float* to = args.out + static_cast<ptrdiff_t>(r) * args.out_step + at;
    simd::StoreColumns<V>(to, result, left);
  }
}

template <typename V>
OSSICLE_INLINE void Output(const WinogradOutput& args) {
  using F = typename V::F;
  for (size_t c = 0; c < args.channels; c += V::kLanes) {
    const size_t left = args.channels - c;
    F bias = V::Zero();
    if (args.bias != nullptr) {
      bias = left >= V::kLanes ? V::Load(args.bias + c) : V::LoadFirst(args.bias + c, left);
    }
    for (size_t place = 0; place < args.places; ++place) {
      OutputVector<V>(args, static_cast<ptrdiff_t>(place * args.channels + c), left, bias);
    }
  }
  if (args.activation >= Activation::kSigmoid) {
    const size_t width = args.places * args.channels;
    ActivateStored<V>(args.activation, {args.out, args.out_step, args.rows, width});
  }
}

}  // namespace ossicle::winograd
