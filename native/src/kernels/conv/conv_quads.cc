#include "kernels/conv/conv_quads.h"

#include <cstring>

#include "simd/scalar.h"
#include "simd/vmath.h"

namespace ossicle {
namespace {

constexpr size_t kQuad = 4;
// One register of any CPU with vectors; compilers make the best of others.
using Quad = float __attribute__((vector_size(kQuad * sizeof(float))));

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

struct Terms {
  size_t count;
  const ptrdiff_t* offsets;

  Quad Sum(const float* x, const float* weights) const {
    Quad sums = {};
    for (size_t t = 0; t < count; ++t) sums += x[offsets[t]] * Load(weights + t * kQuad);
    return sums;
  }

  static Quad Load(const float* weights) {
    Quad quad;
    std::memcpy(&quad, weights, sizeof(quad));
    return quad;
  }
};

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
  const size_t rows = s.Out(0);
  const size_t columns = s.Out(1);
  const size_t points = rows * columns;
  const size_t group_floats = s.GroupInputs() * s.in[0] * s.in[1];
  const Terms terms = {s.Terms(), conv.offsets};
  const float* weights = conv.weights;
  for (size_t g = 0; g < s.groups; ++g) {
    const Quad bias_of_group = bias != nullptr ? Terms::Load(bias + g * kQuad) : Quad{};
    for (size_t row = 0; row < rows; ++row) {
      const float* from = x + row * s.strides[0] * s.in[1];
      float* to = y + row * columns;
      for (size_t column = 0; column < columns; ++column, from += s.strides[1], ++to) {
        const Quad sums = terms.Sum(from, weights) + bias_of_group;
        for (size_t i = 0; i < kQuad; ++i) to[i * points] = Activate(activation, sums[i]);
      }
    }
    x += group_floats;
    y += kQuad * points;
    weights += kQuad * terms.count;
  }
}

}  // namespace ossicle
