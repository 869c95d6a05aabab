// Four byte products per lane through 16 bits; needs arch::kAvx2Group.
//
// vpmaddubsw would saturate. Split into even and odd bytes, widened to 16 bits, the products of
// vpmaddwd and their sums of two stay far inside 32 bits.
#pragma once

#include "simd/x86_avx2.h"

namespace ossicle::gemm_u8s8 {

struct DotAvx2 {
  using V = simd::Avx2;
  struct A {
    __m256i even;
    __m256i odd;
  };
  using B = A;
  static constexpr bool kSignedA = false;
  static constexpr size_t kSpreadGroups = 0;  // words of A are spread as they are loaded
  OSSICLE_INLINE A SpreadA(uint32_t four) {
    const __m256i bytes = _mm256_set1_epi32(static_cast<int>(four));
    return {_mm256_and_si256(bytes, _mm256_set1_epi16(0xFF)), _mm256_srli_epi16(bytes, 8)};
  }
  OSSICLE_INLINE B LoadB(const int8_t* p) {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
    return {_mm256_srai_epi16(_mm256_slli_epi16(bytes, 8), 8), _mm256_srai_epi16(bytes, 8)};
  }
  OSSICLE_INLINE __m256i Dot(__m256i sum, const A& a, const B& b) {
    sum = _mm256_add_epi32(sum, _mm256_madd_epi16(a.even, b.even));
    return _mm256_add_epi32(sum, _mm256_madd_epi16(a.odd, b.odd));
  }
};

}  // namespace ossicle::gemm_u8s8
