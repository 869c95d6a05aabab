// Convolution in float32 (ONNX Conv) over one or two spatial axes:
//   y[n, o, ...] = activation(sum over taps and input channels of w * x + bias[o])
//
// Lay out once, prepare the weights once, run often. Two ways are taken, whichever suits the shape:
// along rows (depthwise, few channels), or as a matrix product with the channels innermost. The sum
// of an element does not depend on its place nor on the length of the picture.
//
// x, w, bias and y are contiguous as ONNX has them: [N, C, H, W], [M, C / groups, kH, kW], [M],
// [N, M, outH, outW]. y overlaps nothing else. No pointer needs alignment, save `prepared`; nothing
// outside the elements named is read or written. Runs of one plan may go on at the same time, each
// with its own workspace.
#pragma once

#include "cpu/arch.h"
#include "kernels/activation.h"
#include "kernels/conv/shape.h"
#include "kernels/gemm_f32/gemm_f32.h"
#include "kernels/rowconv/rowconv.h"
#include "kernels/transpose/transpose.h"

namespace ossicle {

struct ConvF32 {
  ConvShape shape;  // flattened
  bool by_product = false;
  bool reads_in_place = false;  // the input needs no copy
  RowconvFn rowconv = nullptr;
  GemmF32Kernel gemm = {};
  TransposeFn transpose = nullptr;
  size_t prepared_bytes = 0;
  size_t workspace_floats = 0;
  const ptrdiff_t* offsets = nullptr;  // of the taps, when along rows
  const float* weights = nullptr;      // rows of taps, or packed panels group by group
};

// Chooses the way and the kernels for a CPU with these features.
ConvF32 ConvF32Layout(const ConvShape& shape, arch::Features features);

// Puts the weights into `prepared`, prepared_bytes at an address divisible by 64, which the
// convolution refers to from then on. Returns false if memory for the conversion is short.
bool ConvF32Prepare(ConvF32* conv, const float* w, void* prepared);

// bias is null or holds one float per output channel; workspace holds workspace_floats.
void ConvF32Run(const ConvF32& conv, const float* x, const float* bias, Activation activation,
                float* y, float* workspace);

}  // namespace ossicle
