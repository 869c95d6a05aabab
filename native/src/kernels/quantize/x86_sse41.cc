#include "simd/x86_sse41.h"

#include "kernels/quantize/rows.h"

namespace ossicle {

void quantize_f32u8_sse41(size_t n, const float* x, const Quantization& q, uint8_t* y) {
  quantize::Quantize<simd::Sse41>(n, x, q, y);
}

void dequantize_u8f32_sse41(size_t n, const uint8_t* x, const Quantization& q, float* y) {
  quantize::Dequantize<simd::Sse41>(n, x, q, y);
}

void dynamic_quantize_f32u8_sse41(size_t n, const float* x, uint8_t* y, float* scale,
                                  uint8_t* zero_point) {
  quantize::Dynamic<simd::Sse41>(n, x, y, scale, zero_point);
}

}  // namespace ossicle
