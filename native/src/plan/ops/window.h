// Windows that slide over spatial axes: what CONV, CONV_INTEGER and POOL share.
#pragma once

#include <cstdint>

#include "plan/prepare.h"

namespace ossicle {

constexpr int kMaxSpatial = 3;

// One spatial axis. Position p of the input is read by output o through tap t where
// p = o * stride - pad_begin + t * dilation.
struct WindowAxis {
  int64_t input;
  int64_t output;
  int64_t taps;
  int64_t stride;
  int64_t dilation;
  int64_t pad_begin;
  int64_t pad_end;
};

struct Window {
  int32_t rank;  // 1..kMaxSpatial
  WindowAxis axes[kMaxSpatial];
};

// Fills in strides, dilations, pads and sizes from attributes `first` on (strides[n], dilations[n],
// pads[2n]) and from x and y, both [batch, channels, ...n]. `taps` has n entries. Outputs may reach
// past the padded input by less than a stride if `ceil` (rounding sizes up); otherwise the size of
// y must be the usual one. No stride comes out larger than the padded input, and the dilation of a
// single tap as 1.
int32_t ReadWindow(const Preparation& prepare, uint32_t first, int rank, const int64_t* taps,
                   const Tensor& x, const Tensor& y, bool ceil, Window* window);

// Puts axes of one element in front, so that there are always three.
void MakeThreeAxes(Window* window);

}  // namespace ossicle
