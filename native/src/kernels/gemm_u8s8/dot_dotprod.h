// Four products of signed bytes per lane by sdot; needs arch::kNeon | arch::kDotprod.
#pragma once

#include "simd/arm_neon.h"

namespace ossicle::gemm_u8s8 {

struct DotDotprod {
  using V = simd::Neon;
  using A = int8x16_t;
  using B = int8x16_t;
  static constexpr bool kSignedA = true;
  static constexpr size_t kSpreadGroups = 0;  // words of A are spread as they are loaded
  OSSICLE_INLINE A SpreadA(uint32_t four) { return vreinterpretq_s8_u32(vdupq_n_u32(four)); }
  OSSICLE_INLINE B LoadB(const int8_t* p) { return vld1q_s8(p); }
  OSSICLE_INLINE int32x4_t Dot(int32x4_t sum, A a, B b) { return vdotq_s32(sum, a, b); }
};

}  // namespace ossicle::gemm_u8s8
