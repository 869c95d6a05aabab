// Between float32 and 8-bit integers, as ONNX defines it:
//   quantize     y = saturate(round(x / scale) + zero)     ties to even, a true division
//   dequantize   y = (x - zero) * scale
//   dynamic      scale = (max - min) / 255 and zero = round(saturate(-min / scale)), with min and
//                max over x and 0; then quantize to uint8
//
// All kernels agree to the bit. n may be 0. No pointer needs alignment, arrays do not overlap, and
// nothing outside the elements named is read or written.
//
// Where the standard is silent: a scale that comes out as 0 (x all zero, or n = 0) counts as 1. NaN
// in x is left out of min and max. An x / scale that is NaN gives the zero point. Infinities in x
// make the scale infinite and every result the zero point, which is 0 then if min is infinite.
#pragma once

#include <cstddef>
#include <cstdint>

#include "cpu/kernel_list.h"

namespace ossicle {

// How integers stand for numbers. A stride is 0 for one value for all, 1 for one per element.
struct Quantization {
  const float* scales = nullptr;
  size_t scale_stride = 0;
  const int32_t* zero_points = nullptr;  // within the range of the bytes; null counts as zero
  size_t zero_point_stride = 0;
  bool is_signed = false;  // the bytes are int8
};

struct QuantizeKernel {
  void (*quantize)(size_t n, const float* x, const Quantization& q, uint8_t* y);
  void (*dequantize)(size_t n, const uint8_t* x, const Quantization& q, float* y);
  void (*dynamic)(size_t n, const float* x, uint8_t* y, float* scale, uint8_t* zero_point);
};

#define OSSICLE_QUANTIZE(needs, isa)                                                \
  void quantize_f32u8_##isa(size_t, const float*, const Quantization&, uint8_t*);   \
  void dequantize_u8f32_##isa(size_t, const uint8_t*, const Quantization&, float*); \
  void dynamic_quantize_f32u8_##isa(size_t, const float*, uint8_t*, float*, uint8_t*);
#include "kernels/quantize/kernels.inc"
#undef OSSICLE_QUANTIZE

KernelList<QuantizeKernel> QuantizeKernels();

}  // namespace ossicle
