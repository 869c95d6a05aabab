// Convolution along rows, for few channels at a time:
//   out[c, y, x] = activation(sum over taps t of weights[c, t] * in[y * in_row_step + offsets[t] +
//   x]
//                             + bias[c])
// for c < channels, y < height, x < width. Strides, dilations and input channels are all in the
// offsets, so one kernel serves depthwise, grouped and small dense convolutions.
//
// The whole is repeated `groups` times, each with the next channels of weights, bias and out, and
// with `in` moved by in_group_step.
//
// An element's sum takes its taps in an order that depends on `channels` only, never on where it
// stands or how many there are: a long row has the bits of its parts. Relu keeps NaN.
//
// out overlaps no input. No pointer needs alignment; nothing outside the elements named is read or
// written. Any count may be 0.
#pragma once

#include <cstddef>

#include "cpu/kernel_list.h"
#include "kernels/activation.h"

namespace ossicle {

struct RowconvArgs {
  size_t groups = 1;
  size_t channels = 1;
  size_t taps = 0;
  size_t height = 1;
  size_t width = 0;

  const float* in = nullptr;
  const ptrdiff_t* offsets = nullptr;  // one per tap, in elements
  ptrdiff_t in_row_step = 0;
  ptrdiff_t in_group_step = 0;

  const float* weights = nullptr;  // groups * channels rows of `taps`
  const float* bias = nullptr;     // groups * channels, or null
  Activation activation = Activation::kNone;

  float* out = nullptr;  // groups * channels planes
  ptrdiff_t out_channel_step = 0;
  ptrdiff_t out_row_step = 0;
};

using RowconvFn = void (*)(const RowconvArgs& args);

#define OSSICLE_ROWCONV(needs, name) void name(const RowconvArgs& args);
#include "kernels/rowconv/kernels.inc"
#undef OSSICLE_ROWCONV

KernelList<RowconvFn> RowconvKernels();

}  // namespace ossicle
