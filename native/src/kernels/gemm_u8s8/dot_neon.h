// Four byte products per lane through 16 bits; needs arch::kNeon.
//
// Even and odd bytes, widened to 16 bits, multiply to 32; neighbours are added to make whole lanes.
#pragma once

#include "simd/arm_neon.h"

namespace ossicle::gemm_u8s8 {

struct DotNeon {
  using V = simd::Neon;
  struct A {
    int16x8_t even;
    int16x8_t odd;
  };
  using B = A;
  static constexpr bool kSignedA = false;
  static constexpr size_t kSpreadGroups = 0;  // words of A are spread as they are loaded
  OSSICLE_INLINE A SpreadA(uint32_t four) {
    const uint16x8_t words = vreinterpretq_u16_u32(vdupq_n_u32(four));
    const uint16x8_t even = vandq_u16(words, vdupq_n_u16(0xFF));
    return {vreinterpretq_s16_u16(even), vreinterpretq_s16_u16(vshrq_n_u16(words, 8))};
  }
  OSSICLE_INLINE B LoadB(const int8_t* p) {
    const int16x8_t words = vreinterpretq_s16_s8(vld1q_s8(p));
    return {vshrq_n_s16(vshlq_n_s16(words, 8), 8), vshrq_n_s16(words, 8)};
  }
  OSSICLE_INLINE int32x4_t Dot(int32x4_t sum, const A& a, const B& b) {
    int32x4_t low = vmull_s16(vget_low_s16(a.even), vget_low_s16(b.even));
    int32x4_t high = vmull_high_s16(a.even, b.even);
    low = vmlal_s16(low, vget_low_s16(a.odd), vget_low_s16(b.odd));
    high = vmlal_high_s16(high, a.odd, b.odd);
    return vaddq_s32(sum, vpaddq_s32(low, high));
  }
};

}  // namespace ossicle::gemm_u8s8
