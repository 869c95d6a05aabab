// Layer normalisation of one row:
//   out[i] = (x[i] - mean(x)) / sqrt(var(x) + epsilon) * gamma[i] + beta[i]
// with the variance over n, not n - 1.
//
// n >= 1. x, gamma, beta and out hold n floats; beta may be null and counts as zero; out may equal
// x, no other overlap. No pointer needs alignment; nothing outside the n elements is read or
// written. A NaN or an infinity in x makes the whole row NaN.
#pragma once

#include <cstddef>

#include "cpu/kernel_list.h"

namespace ossicle {

using LayernormFn = void (*)(size_t n, const float* x, const float* gamma, const float* beta,
                             float epsilon, float* out);

#define OSSICLE_LAYERNORM(needs, name) \
  void name(size_t, const float*, const float*, const float*, float, float*);
#include "kernels/layernorm/kernels.inc"
#undef OSSICLE_LAYERNORM

KernelList<LayernormFn> LayernormKernels();

}  // namespace ossicle
