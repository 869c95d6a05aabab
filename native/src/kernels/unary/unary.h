// Functions of each float of a row: y[i] = f(x[i]).
//
//   kAbs, kNeg, kSqrt, kReciprocal, kFloor, kCeil, kRound (ties to even)
//   kRelu              x < 0 ? 0 : x
//   kLeakyRelu         x < 0 ? alpha * x : x
//   kClip              x below alpha becomes alpha, x above beta becomes beta
//   kHardSigmoid       alpha * x + beta, clipped to [0, 1]
//   kExp ... kSoftplus as in simd/vmath.h, with its errors
//   kSilu              x / (1 + e^-x)
//   kGeluErf           x / 2 * (1 + erf(x / sqrt 2))
//   kGeluTanh          x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3)))
//   kSwoosh            ln(1 + e^(x - alpha)) - beta * x - gamma
//
// n may be 0; y may equal x, no other overlap. No pointer needs alignment; nothing outside the n
// elements is read or written. NaN gives NaN.
#pragma once

#include <cstddef>
#include <cstdint>

#include "cpu/kernel_list.h"
#include "kernels/activation.h"

namespace ossicle {

enum class UnaryOp : uint8_t {
  kAbs,
  kNeg,
  kSqrt,
  kReciprocal,
  kFloor,
  kCeil,
  kRound,
  kRelu,
  kLeakyRelu,
  kClip,
  kHardSigmoid,
  kExp,
  kLog,
  kLog1p,
  kSigmoid,
  kTanh,
  kErf,
  kSoftplus,
  kSilu,
  kGeluErf,
  kGeluTanh,
  kSwoosh,
};

struct UnaryRow {
  const float* x;
  float* y;
  size_t n;
  float alpha;
  float beta;
  float gamma;
};

using UnaryFn = void (*)(UnaryOp op, const UnaryRow& row);

#define OSSICLE_UNARY(needs, name) void name(UnaryOp, const UnaryRow&);
#include "kernels/unary/kernels.inc"
#undef OSSICLE_UNARY

KernelList<UnaryFn> UnaryKernels();

// Applies an activation to n floats where they are.
void ActivateRow(UnaryFn kernel, Activation activation, float* row, size_t n);

}  // namespace ossicle
