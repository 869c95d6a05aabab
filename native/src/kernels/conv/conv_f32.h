// Convolution in float32 (ONNX Conv) over one or two spatial axes:
//   y[n, o, ...] = activation(sum over taps and input channels of w * x + bias[o])
//
// Lay out once, prepare the weights once, run often. Seven ways are taken, whichever suits the
// shape: as the product of weights and picture (one tap), as the same with half of the terms in
// pairs (where the CPU adds beside multiplying), as that of the picture with the channels innermost
// and weights, the same with fewer multiplications by Winograd's algorithm (pictures with three
// taps along the outer axis), depthwise with the channels innermost, onto one point with the groups
// innermost, or along rows (what is left: few channels).
//
// The sum of an element does not depend on its place nor on the length of the picture. By
// Winograd's algorithm it depends on the place along the outer axis modulo four, by a float's
// rounding, and a NaN or an infinity spreads over the four rows that are computed together.
//
// x, w, bias and y are contiguous as ONNX has them: [N, C, H, W], [M, C / groups, kH, kW], [M],
// [N, M, outH, outW]. The depthwise way takes x, y or both also with their channels innermost,
// which saves turning them. y overlaps nothing else. No pointer needs alignment, save `prepared`;
// nothing outside the elements named is read or written. Runs of one plan may go on at the same
// time, each with its own workspace.
#pragma once

#include <cstdint>

#include "cpu/arch.h"
#include "kernels/activation.h"
#include "kernels/conv/shape.h"
#include "kernels/depthwise/depthwise.h"
#include "kernels/gemm_f32/gemm_f32.h"
#include "kernels/paired/paired.h"
#include "kernels/rowconv/rowconv.h"
#include "kernels/transpose/transpose.h"
#include "kernels/unary/unary.h"
#include "kernels/winograd/winograd.h"

namespace ossicle {

enum class ConvWay : uint8_t {
  kRows,
  kProduct,
  kWinograd,
  kPointwise,
  kPaired,
  kDepthwise,
  kPoint
};

// Such as "conv_f32_rows".
const char* ConvWayName(ConvWay way);

// Where the pictures of a batch lie whose channels are innermost, adjacent to each other.
struct ChannelsInnermost {
  bool are_innermost = false;
  ptrdiff_t picture = 0;  // elements from one to the next
  ptrdiff_t row = 0;
  ptrdiff_t point = 0;
};

struct ConvF32 {
  ConvShape shape;  // flattened
  ChannelsInnermost x, y;
  ConvWay way = ConvWay::kRows;
  bool reads_in_place = false;  // the input needs no copy
  RowconvFn rowconv = nullptr;
  DepthwiseFn depthwise = nullptr;
  GemmF32Kernel gemm = {};
  WinogradKernel winograd = {};
  PairedKernel paired = {};
  TransposeFn transpose = nullptr;
  UnaryFn unary = nullptr;
  size_t prepared_bytes = 0;
  size_t workspace_floats = 0;
  const ptrdiff_t* offsets = nullptr;  // of the taps; none of a product
  const float* weights = nullptr;      // rows of terms, or packed group by group
};

// Whether x and y may have their channels innermost: depthwise, with more than one tap.
bool ConvF32TakesChannelsInnermost(const ConvShape& shape);

// Chooses the way and the kernels for a CPU with these features.
ConvF32 ConvF32Layout(const ConvShape& shape, arch::Features features,
                      const ChannelsInnermost& x = {}, const ChannelsInnermost& y = {});

// Puts the weights into `prepared`, prepared_bytes at an address divisible by 64, which the
// convolution refers to from then on. Returns false if memory for the conversion is short.
bool ConvF32Prepare(ConvF32* conv, const float* w, void* prepared);

// bias is null or holds one float per output channel; workspace holds workspace_floats. Helpers
// take part in large products.
void ConvF32Run(const ConvF32& conv, const float* x, const float* bias, Activation activation,
                float* y, float* workspace, const Helpers& helpers = {});

}  // namespace ossicle
