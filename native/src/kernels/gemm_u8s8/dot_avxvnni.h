// Four byte products per lane by vpdpbusd, which does not saturate; needs arch::kAvxVnniGroup.
#pragma once

#include "simd/x86_avx2.h"

namespace ossicle::gemm_u8s8 {

struct DotAvxVnni {
  using V = simd::Avx2;
  using A = __m256i;
  using B = __m256i;
  static constexpr bool kSignedA = false;
  static constexpr size_t kSpreadGroups = 0;  // words of A are spread as they are loaded
  OSSICLE_INLINE A SpreadA(uint32_t four) { return _mm256_set1_epi32(static_cast<int>(four)); }
  OSSICLE_INLINE B LoadB(const int8_t* p) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
  }
  OSSICLE_INLINE __m256i Dot(__m256i sum, A a, B b) { return _mm256_dpbusd_avx_epi32(sum, a, b); }
};

}  // namespace ossicle::gemm_u8s8
