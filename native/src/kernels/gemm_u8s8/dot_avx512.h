// Four byte products per lane through 16 bits, as in dot_avx2.h; needs arch::kAvx512Group.
#pragma once

#include "simd/x86_avx512.h"

namespace ossicle::gemm_u8s8 {

struct DotAvx512 {
  using V = simd::Avx512;
  struct A {
    __m512i even;
    __m512i odd;
  };
  using B = A;
  static constexpr bool kSignedA = false;
  static constexpr size_t kSpreadGroups = 0;  // words of A are spread as they are loaded
  OSSICLE_INLINE A SpreadA(uint32_t four) {
    const __m512i bytes = _mm512_set1_epi32(static_cast<int>(four));
    return {_mm512_and_si512(bytes, _mm512_set1_epi16(0xFF)), _mm512_srli_epi16(bytes, 8)};
  }
  OSSICLE_INLINE B LoadB(const int8_t* p) {
    const __m512i bytes = _mm512_loadu_si512(p);
    return {_mm512_srai_epi16(_mm512_slli_epi16(bytes, 8), 8), _mm512_srai_epi16(bytes, 8)};
  }
  OSSICLE_INLINE __m512i Dot(__m512i sum, const A& a, const B& b) {
    sum = _mm512_add_epi32(sum, _mm512_madd_epi16(a.even, b.even));
    return _mm512_add_epi32(sum, _mm512_madd_epi16(a.odd, b.odd));
  }
};

}  // namespace ossicle::gemm_u8s8
