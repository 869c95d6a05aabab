// Four byte products per lane by vpdpbusd, which does not saturate; needs arch::kAvx512VnniGroup.
#pragma once

#include "simd/x86_avx512.h"

namespace ossicle::gemm_u8s8 {

struct DotAvx512Vnni {
  using V = simd::Avx512;
  using A = __m512i;
  using B = __m512i;
  static constexpr bool kSignedA = false;
  OSSICLE_INLINE A SpreadA(uint32_t four) { return _mm512_set1_epi32(static_cast<int>(four)); }
  OSSICLE_INLINE B LoadB(const int8_t* p) {
    B bytes = _mm512_loadu_si512(p);
    // Kept in a register: compilers would rather read it again for each row.
    asm("" : "+v"(bytes));
    return bytes;
  }
  OSSICLE_INLINE __m512i Dot(__m512i sum, A a, B b) { return _mm512_dpbusd_epi32(sum, a, b); }
};

}  // namespace ossicle::gemm_u8s8
