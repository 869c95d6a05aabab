// Sixteen floats in a zmm register; needs arch::kAvx512Group. Operations as in scalar.h.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "simd/inline.h"

namespace ossicle::simd {

struct Avx512 {
  static constexpr size_t kLanes = 16;
  using F = __m512;
  using I = __m512i;
  using M = __mmask16;

  OSSICLE_INLINE F Zero() { return _mm512_setzero_ps(); }
  OSSICLE_INLINE F Set(float x) { return _mm512_set1_ps(x); }
  OSSICLE_INLINE F Load(const float* p) { return _mm512_loadu_ps(p); }
  OSSICLE_INLINE F LoadFirst(const float* p, size_t n) {
    return _mm512_maskz_loadu_ps(FirstLanes(n), p);
  }
  OSSICLE_INLINE F LoadHalf(const uint16_t* p) {
    return _mm512_cvtph_ps(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)));
  }
  OSSICLE_INLINE F LoadBfloat(const uint16_t* p) {
    const __m256i bits = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
    return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(bits), 16));
  }
  OSSICLE_INLINE void Store(float* p, F v) { _mm512_storeu_ps(p, v); }
  OSSICLE_INLINE void StoreFirst(float* p, F v, size_t n) {
    _mm512_mask_storeu_ps(p, FirstLanes(n), v);
  }

  OSSICLE_INLINE F Add(F a, F b) { return _mm512_add_ps(a, b); }
  OSSICLE_INLINE F Sub(F a, F b) { return _mm512_sub_ps(a, b); }
  OSSICLE_INLINE F Mul(F a, F b) { return _mm512_mul_ps(a, b); }
  OSSICLE_INLINE F Div(F a, F b) { return _mm512_div_ps(a, b); }
  OSSICLE_INLINE F MulAdd(F a, F b, F c) { return _mm512_fmadd_ps(a, b, c); }
  OSSICLE_INLINE F Min(F a, F b) { return _mm512_min_ps(a, b); }
  OSSICLE_INLINE F Max(F a, F b) { return _mm512_max_ps(a, b); }
  OSSICLE_INLINE F Abs(F a) { return _mm512_andnot_ps(Set(-0.0f), a); }
  OSSICLE_INLINE F Sqrt(F a) { return _mm512_sqrt_ps(a); }
  OSSICLE_INLINE F CopySign(F magnitude, F sign) {
    return _mm512_or_ps(Abs(magnitude), _mm512_and_ps(Set(-0.0f), sign));
  }
  OSSICLE_INLINE F Round(F a) { return _mm512_roundscale_ps(a, _MM_FROUND_TO_NEAREST_INT); }

  OSSICLE_INLINE I SetInt(int32_t x) { return _mm512_set1_epi32(x); }
  OSSICLE_INLINE I LoadInt(const int32_t* p) { return _mm512_loadu_si512(p); }
  OSSICLE_INLINE I LoadFirstInt(const int32_t* p, size_t n) {
    return _mm512_maskz_loadu_epi32(FirstLanes(n), p);
  }
  OSSICLE_INLINE void StoreInt(int32_t* p, I v) { _mm512_storeu_si512(p, v); }
  OSSICLE_INLINE void StoreFirstInt(int32_t* p, I v, size_t n) {
    _mm512_mask_storeu_epi32(p, FirstLanes(n), v);
  }
  OSSICLE_INLINE I LoadFirstBytes(const uint8_t* p, size_t n) {
    return _mm512_cvtepu8_epi32(_mm_maskz_loadu_epi8(FirstLanes(n), p));
  }
  OSSICLE_INLINE void StoreFirstBytes(uint8_t* p, I v, size_t n) {
    _mm512_mask_cvtepi32_storeu_epi8(p, FirstLanes(n), v);
  }
  OSSICLE_INLINE I MulInt(I a, I b) { return _mm512_mullo_epi32(a, b); }
  OSSICLE_INLINE I AddInt(I a, I b) { return _mm512_add_epi32(a, b); }
  OSSICLE_INLINE I SubInt(I a, I b) { return _mm512_sub_epi32(a, b); }
  OSSICLE_INLINE I AndInt(I a, I b) { return _mm512_and_si512(a, b); }
  OSSICLE_INLINE I OrInt(I a, I b) { return _mm512_or_si512(a, b); }
  template <int kBits>
  OSSICLE_INLINE I ShiftLeft(I a) {
    return _mm512_slli_epi32(a, kBits);
  }
  template <int kBits>
  OSSICLE_INLINE I ShiftRight(I a) {
    return _mm512_srai_epi32(a, kBits);
  }
  OSSICLE_INLINE I FloatBits(F a) { return _mm512_castps_si512(a); }
  OSSICLE_INLINE F BitsFloat(I a) { return _mm512_castsi512_ps(a); }
  OSSICLE_INLINE I RoundToInt(F a) { return _mm512_cvtps_epi32(a); }
  OSSICLE_INLINE F ToFloat(I a) { return _mm512_cvtepi32_ps(a); }

  OSSICLE_INLINE F ScaleByPowerOf2(F a, F n) { return _mm512_scalef_ps(a, n); }

  OSSICLE_INLINE M Less(F a, F b) { return _mm512_cmp_ps_mask(a, b, _CMP_LT_OQ); }
  OSSICLE_INLINE M LessEqual(F a, F b) { return _mm512_cmp_ps_mask(a, b, _CMP_LE_OQ); }
  OSSICLE_INLINE M Equal(F a, F b) { return _mm512_cmp_ps_mask(a, b, _CMP_EQ_OQ); }
  OSSICLE_INLINE M IsNan(F a) { return _mm512_cmp_ps_mask(a, a, _CMP_UNORD_Q); }
  OSSICLE_INLINE M FirstLanes(size_t n) { return static_cast<M>((1u << n) - 1u); }
  OSSICLE_INLINE F Select(M mask, F yes, F no) { return _mm512_mask_blend_ps(mask, no, yes); }

  OSSICLE_INLINE float Sum(F a) { return _mm512_reduce_add_ps(a); }
  OSSICLE_INLINE float Smallest(F a) { return _mm512_reduce_min_ps(a); }
  OSSICLE_INLINE float Largest(F a) { return _mm512_reduce_max_ps(a); }
};

}  // namespace ossicle::simd
