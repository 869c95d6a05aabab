// What CONV and CONV_INTEGER share: reading operands, and the plain sums of any shape.
#pragma once

#include <cstdint>

#include "kernels/activation.h"
#include "kernels/conv/shape.h"
#include "plan/ops/window.h"
#include "plan/prepare.h"

namespace ossicle {

struct ConvOperands {
  TensorRef y, x, w;  // w gets no place yet: it may be prepared instead
  int64_t batch, groups, group_inputs, group_outputs;
  Window window;  // always of three axes
  int32_t rank;   // of the axes given
  Activation activation;
};

// Checks dims and attributes (activation, groups, n, strides, dilations, pads) and that w is dense,
// but no types.
int32_t ReadConv(Preparation& prepare, ConvOperands* operands);

// Checks that x and y are dense.
int32_t NeedDensePictures(const Preparation& prepare);

// The shape as the kernels take it; false if they do not: three axes, or sizes out of all
// proportion.
bool KernelShape(const ConvOperands& operands, ConvShape* shape);

// Calls visit(offset in a plane of x, tap) for the taps of one output that meet x.
template <typename Visit>
void ForTaps(const Window& window, const int64_t (&o)[kMaxSpatial], const Visit& visit) {
  const WindowAxis* const axes = window.axes;
  int64_t tap = 0;
  for (int64_t i = 0; i < axes[0].taps; ++i) {
    const int64_t a = o[0] * axes[0].stride - axes[0].pad_begin + i * axes[0].dilation;
    for (int64_t j = 0; j < axes[1].taps; ++j) {
      const int64_t b = o[1] * axes[1].stride - axes[1].pad_begin + j * axes[1].dilation;
      for (int64_t k = 0; k < axes[2].taps; ++k, ++tap) {
        const int64_t c = o[2] * axes[2].stride - axes[2].pad_begin + k * axes[2].dilation;
        if (a < 0 || a >= axes[0].input || b < 0 || b >= axes[1].input || c < 0 ||
            c >= axes[2].input) {
          continue;
        }
        visit((a * axes[1].input + b) * axes[2].input + c, tap);
      }
    }
  }
}

// Calls visit(m, o, first) for every output in order: m the channel of y, o the place, first the
// first plane of x that it reads.
template <typename Visit>
void ForOutputs(const ConvOperands& operands, const Visit& visit) {
  const WindowAxis* const axes = operands.window.axes;
  for (int64_t n = 0; n < operands.batch; ++n) {
    for (int64_t m = 0; m < operands.groups * operands.group_outputs; ++m) {
      const int64_t group = m / operands.group_outputs;
      const int64_t first = (n * operands.groups + group) * operands.group_inputs;
      int64_t o[kMaxSpatial];
      for (o[0] = 0; o[0] < axes[0].output; ++o[0]) {
        for (o[1] = 0; o[1] < axes[1].output; ++o[1]) {
          for (o[2] = 0; o[2] < axes[2].output; ++o[2]) visit(m, o, first);
        }
      }
    }
  }
}

inline int64_t PlaneOf(const Window& window) {
  return window.axes[0].input * window.axes[1].input * window.axes[2].input;
}

inline int64_t TapsOf(const Window& window) {
  return window.axes[0].taps * window.axes[1].taps * window.axes[2].taps;
}

}  // namespace ossicle
