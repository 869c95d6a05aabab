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
  // Words of a row that are loaded at once, into each stretch of 128 bits, and then spread out of
  // the register one by one: that leaves the loads to B.
  static constexpr size_t kSpreadGroups = 4;
  OSSICLE_INLINE A LoadWords(const uint8_t* p, bool flip) {
    const A words = _mm512_broadcast_i32x4(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
    return flip ? _mm512_xor_si512(words, _mm512_set1_epi8(-128)) : words;
  }
  OSSICLE_INLINE A SpreadWord(A words, size_t index) {
    switch (index) {
      case 0:
        return _mm512_shuffle_epi32(words, _MM_PERM_AAAA);
      case 1:
        return _mm512_shuffle_epi32(words, _MM_PERM_BBBB);
      case 2:
        return _mm512_shuffle_epi32(words, _MM_PERM_CCCC);
      default:
        return _mm512_shuffle_epi32(words, _MM_PERM_DDDD);
    }
  }
  OSSICLE_INLINE B LoadB(const int8_t* p) {
    B bytes = _mm512_loadu_si512(p);
    // Kept in a register: compilers would rather read it again for each row.
    asm("" : "+v"(bytes));
    return bytes;
  }
  OSSICLE_INLINE __m512i Dot(__m512i sum, A a, B b) { return _mm512_dpbusd_epi32(sum, a, b); }
};

}  // namespace ossicle::gemm_u8s8
