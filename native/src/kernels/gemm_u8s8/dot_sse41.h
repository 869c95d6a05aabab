// Four byte products per lane through 16 bits, as in dot_avx2.h; needs arch::kSse41Group.
#pragma once

#include "simd/x86_sse41.h"

namespace ossicle::gemm_u8s8 {

struct DotSse41 {
  using V = simd::Sse41;
  struct A {
    __m128i even;
    __m128i odd;
  };
  using B = A;
  static constexpr bool kSignedA = false;
  static constexpr size_t kSpreadGroups = 0;  // words of A are spread as they are loaded
  OSSICLE_INLINE A SpreadA(uint32_t four) {
    const __m128i bytes = _mm_set1_epi32(static_cast<int>(four));
    return {_mm_and_si128(bytes, _mm_set1_epi16(0xFF)), _mm_srli_epi16(bytes, 8)};
  }
  OSSICLE_INLINE B LoadB(const int8_t* p) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    return {_mm_srai_epi16(_mm_slli_epi16(bytes, 8), 8), _mm_srai_epi16(bytes, 8)};
  }
  OSSICLE_INLINE __m128i Dot(__m128i sum, const A& a, const B& b) {
    sum = _mm_add_epi32(sum, _mm_madd_epi16(a.even, b.even));
    return _mm_add_epi32(sum, _mm_madd_epi16(a.odd, b.odd));
  }
};

}  // namespace ossicle::gemm_u8s8
