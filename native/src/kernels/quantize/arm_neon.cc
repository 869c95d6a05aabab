#include "simd/arm_neon.h"

#include "kernels/quantize/rows.h"

namespace ossicle {

void quantize_f32u8_neon(size_t n, const float* x, const Quantization& q, uint8_t* y) {
  quantize::Quantize<simd::Neon>(n, x, q, y);
}

void dequantize_u8f32_neon(size_t n, const uint8_t* x, const Quantization& q, float* y) {
  quantize::Dequantize<simd::Neon>(n, x, q, y);
}

void dynamic_quantize_f32u8_neon(size_t n, const float* x, uint8_t* y, float* scale,
                                 uint8_t* zero_point) {
  quantize::Dynamic<simd::Neon>(n, x, y, scale, zero_point);
}

}  // namespace ossicle
