// Softmax of a row:
//   y[i] = e^(x[i] - m) / s, or with `log` y[i] = x[i] - m - ln s
// with m the largest x and s the sum of e^(x[i] - m). Under a mask, x[i] counts as `replacement`
// where flags[i] is not 0, and with `zeroes`, which no logarithm may have, y[i] is 0 there.
//
// n >= 1; y may equal x, no other overlap. No pointer needs alignment; nothing outside the n
// elements is read or written. A NaN, an infinity above, or nothing but infinities below make the
// whole row NaN.
#pragma once

#include <cstddef>
#include <cstdint>

#include "cpu/kernel_list.h"

namespace ossicle {

struct SoftmaxMask {
  const uint8_t* flags;  // n of them
  float replacement;
  bool zeroes;
};

// The mask is null where there is none.
using SoftmaxFn = void (*)(bool log, size_t n, const float* x, const SoftmaxMask* mask, float* y);

#define OSSICLE_SOFTMAX(needs, name) \
  void name(bool, size_t, const float*, const SoftmaxMask*, float*);
#include "kernels/softmax/kernels.inc"
#undef OSSICLE_SOFTMAX

KernelList<SoftmaxFn> SoftmaxKernels();

}  // namespace ossicle
