// Convolution of 8-bit integers (ONNX ConvInteger) over one or two spatial axes, exact in int32:
//   y[n, o, ...] = sum over taps and input channels of (w - w_zero[o]) * (x - x_zero)
// Padding counts as x_zero, so it adds nothing.
//
// Lay out once, prepare the weights once, run often. Taken is either the product of bytes, or, for
// depthwise and other small sums, float arithmetic along rows: below 2^24 it is exact too.
//
// Arrays are as in conv_f32.h, x and w of bytes, y of int32.
#pragma once

#include "cpu/arch.h"
#include "kernels/conv/shape.h"
#include "kernels/gemm_u8s8/gemm_u8s8.h"
#include "kernels/rowconv/rowconv.h"
#include "kernels/transpose/transpose.h"

namespace ossicle {

struct ConvInteger {
  ConvShape shape;  // flattened
  bool by_product = false;
  bool gathers = false;  // the terms of an output element are brought together first
  RowconvFn rowconv = nullptr;
  GemmU8S8Kernel gemm = {};
  TransposeFn transpose = nullptr;
  size_t prepared_bytes = 0;
  size_t workspace_bytes = 0;
  const ptrdiff_t* offsets = nullptr;  // along rows: of the taps
  const float* weights = nullptr;      // along rows: less their zero points
  const PackedU8S8* panels = nullptr;  // by product: one per group
};

// The bytes of a kernel and what they stand for.
struct ConvIntegerWeights {
  const uint8_t* w = nullptr;
  bool is_signed = false;                // the bytes are int8
  const int32_t* zero_points = nullptr;  // null counts as zero
  size_t zero_point_stride = 0;          // 0: one for all, 1: one per output channel
};

// Chooses the way and the kernels for a CPU with these features.
ConvInteger ConvIntegerLayout(const ConvShape& shape, arch::Features features);

// Puts the weights into `prepared`, prepared_bytes at an address divisible by 64, which the
// convolution refers to from then on. Returns false if memory for the conversion is short.
bool ConvIntegerPrepare(ConvInteger* conv, const ConvIntegerWeights& weights, void* prepared);

// The bytes of x are int8 if x_is_signed, and x_zero within their range; workspace holds
// workspace_bytes at an address divisible by 4. Helpers take part in large products.
void ConvIntegerRun(const ConvInteger& conv, const uint8_t* x, bool x_is_signed, int32_t x_zero,
                    int32_t* y, void* workspace, const Helpers& helpers = {});

}  // namespace ossicle
