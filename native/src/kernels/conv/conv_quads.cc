#include "kernels/conv/conv_quads.h"

#include "simd/scalar.h"
#include "simd/vmath.h"

namespace ossicle {
namespace {

constexpr size_t kQuad = 4;
constexpr size_t kAlignment = 64;

// Points below which rows are too short for vectors along them.
constexpr size_t kMostPoints = 4;

size_t OffsetsBytes(const ConvShape& shape) {
  return (shape.Terms() * sizeof(ptrdiff_t) + kAlignment - 1) / kAlignment * kAlignment;
}

float Activate(Activation activation, float x) {
  switch (activation) {
    case Activation::kNone:
      return x;
    case Activation::kRelu:
      return x < 0.0f ? 0.0f : x;
    case Activation::kSigmoid:
      return simd::Sigmoid<simd::Scalar>(x);
    case Activation::kTanh:
      return simd::Tanh<simd::Scalar>(x);
  }
  return x;
}

}  // namespace

bool SuitsQuads(const ConvShape& shape) {
  return shape.GroupOutputs() == kQuad && !shape.IsPadded() && shape.OutPoints() <= kMostPoints;
}

void LayOutQuads(ConvF32* conv) {
  const ConvShape& s = conv->shape;
  conv->prepared_bytes = OffsetsBytes(s) + s.out_channels * s.Terms() * sizeof(float);
}

void PrepareQuads(ConvF32* conv, const float* w, char* prepared) {
  const ConvShape& s = conv->shape;
  const size_t terms = s.Terms();
  ptrdiff_t* offsets = reinterpret_cast<ptrdiff_t*>(prepared);
  float* weights = reinterpret_cast<float*>(prepared + OffsetsBytes(s));
  for (size_t t = 0; t < terms; ++t) {
    const size_t tap = t % s.Taps();
    const size_t y = tap / s.kernel[1] * s.dilations[0];
    const size_t x = tap % s.kernel[1] * s.dilations[1];
    offsets[t] = static_cast<ptrdiff_t>((t / s.Taps() * s.in[0] + y) * s.in[1] + x);
  }
  for (size_t i = 0; i < s.out_channels * terms; ++i) {
    const size_t output = i / (kQuad * terms) * kQuad + i % kQuad;
    weights[i] = w[output * terms + i / kQuad % terms];
  }
  conv->offsets = offsets;
  conv->weights = weights;
}

void RunQuads(const ConvF32& conv, const float* x, const float* bias, Activation activation,
              float* y) {
  const ConvShape& s = conv.shape;
  const size_t terms = s.Terms();
  const size_t points = s.OutPoints();
  const ptrdiff_t* const offsets = conv.offsets;
  const float* weights = conv.weights;
  for (size_t g = 0; g < s.groups; ++g) {
    for (size_t point = 0; point < points; ++point) {
      const size_t row = point / s.Out(1) * s.strides[0];
      const float* const from = x + row * s.in[1] + point % s.Out(1) * s.strides[1];
      float sums[kQuad] = {};
      for (size_t t = 0; t < terms; ++t) {
        const float factor = from[offsets[t]];
#pragma GCC unroll 4
        for (size_t i = 0; i < kQuad; ++i) sums[i] += factor * weights[t * kQuad + i];
      }
      for (size_t i = 0; i < kQuad; ++i) {
        const float sum = bias != nullptr ? sums[i] + bias[g * kQuad + i] : sums[i];
        y[(g * kQuad + i) * points + point] = Activate(activation, sum);
      }
    }
    x += s.GroupInputs() * s.in[0] * s.in[1];
    weights += kQuad * terms;
  }
}

}  // namespace ossicle
