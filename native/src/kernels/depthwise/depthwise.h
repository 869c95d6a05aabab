// Convolution of sixteen channels, each with its own taps, the channels innermost:
//   out[y * out_row_step + x * out_step + c] =
//       activation(sum over taps t of weights[t, c] *
//                  in[y * in_row_step + x * in_step + offsets[t] + c] + bias[c])
// for y < height, x < width, c < 16. Strides and dilations are in the steps and offsets.
//
// Every element is summed over t in ascending order in one accumulator, so its bits do not depend
// on where it stands. Relu keeps NaN.
//
// out overlaps no input. No pointer needs alignment; nothing outside the elements named is read or
// written. Any count may be 0 (without taps the sum is 0).
#pragma once

#include <cstddef>

#include "cpu/kernel_list.h"
#include "kernels/activation.h"

namespace ossicle {

constexpr size_t kDepthwiseChannels = 16;

struct DepthwiseArgs {
  size_t taps = 0;
  size_t run = 1;  // divides taps: so many taps follow each other in_step apart
  size_t height = 1;
  size_t width = 0;

  const float* in = nullptr;
  const ptrdiff_t* offsets = nullptr;  // one per tap, in elements; runs follow from their first
  ptrdiff_t in_row_step = 0;
  ptrdiff_t in_step = 0;

  const float* weights = nullptr;  // taps rows of 16
  const float* bias = nullptr;     // 16, or null
  Activation activation = Activation::kNone;

  float* out = nullptr;
  ptrdiff_t out_row_step = 0;
  ptrdiff_t out_step = kDepthwiseChannels;
};

using DepthwiseFn = void (*)(const DepthwiseArgs& args);

#define OSSICLE_DEPTHWISE(needs, name) void name(const DepthwiseArgs& args);
#include "kernels/depthwise/kernels.inc"
#undef OSSICLE_DEPTHWISE

KernelList<DepthwiseFn> DepthwiseKernels();

}  // namespace ossicle
