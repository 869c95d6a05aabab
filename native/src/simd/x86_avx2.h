// Eight floats in a ymm register; needs arch::kAvx2Group. Operations as in scalar.h.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "simd/inline.h"

namespace ossicle::simd {

struct Avx2 {
  static constexpr size_t kLanes = 8;
  using F = __m256;
  using I = __m256i;
  using M = __m256;

  OSSICLE_INLINE F Zero() { return _mm256_setzero_ps(); }
  OSSICLE_INLINE F Set(float x) { return _mm256_set1_ps(x); }
  OSSICLE_INLINE F Load(const float* p) { return _mm256_loadu_ps(p); }
  OSSICLE_INLINE F LoadFirst(const float* p, size_t n) {
    return _mm256_maskload_ps(p, _mm256_castps_si256(FirstLanes(n)));
  }
  OSSICLE_INLINE F LoadHalf(const uint16_t* p) {
    return _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
  }
  OSSICLE_INLINE F LoadBfloat(const uint16_t* p) {
    const __m128i bits = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(bits), 16));
  }
  OSSICLE_INLINE void Store(float* p, F v) { _mm256_storeu_ps(p, v); }
  OSSICLE_INLINE void StoreFirst(float* p, F v, size_t n) {
    _mm256_maskstore_ps(p, _mm256_castps_si256(FirstLanes(n)), v);
  }

  OSSICLE_INLINE F Add(F a, F b) { return _mm256_add_ps(a, b); }
  OSSICLE_INLINE F Sub(F a, F b) { return _mm256_sub_ps(a, b); }
  OSSICLE_INLINE F Mul(F a, F b) { return _mm256_mul_ps(a, b); }
  OSSICLE_INLINE F Div(F a, F b) { return _mm256_div_ps(a, b); }
  OSSICLE_INLINE F MulAdd(F a, F b, F c) { return _mm256_fmadd_ps(a, b, c); }
  OSSICLE_INLINE F Min(F a, F b) { return _mm256_min_ps(a, b); }
  OSSICLE_INLINE F Max(F a, F b) { return _mm256_max_ps(a, b); }
  OSSICLE_INLINE F Abs(F a) { return _mm256_andnot_ps(Set(-0.0f), a); }
  OSSICLE_INLINE F Sqrt(F a) { return _mm256_sqrt_ps(a); }
  OSSICLE_INLINE F CopySign(F magnitude, F sign) {
    return _mm256_or_ps(Abs(magnitude), _mm256_and_ps(Set(-0.0f), sign));
  }
  OSSICLE_INLINE F Round(F a) {
    return _mm256_round_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  }

  OSSICLE_INLINE I SetInt(int32_t x) { return _mm256_set1_epi32(x); }
  OSSICLE_INLINE I LoadInt(const int32_t* p) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
  }
  OSSICLE_INLINE I LoadFirstInt(const int32_t* p, size_t n) {
    return _mm256_maskload_epi32(p, _mm256_castps_si256(FirstLanes(n)));
  }
  OSSICLE_INLINE void StoreInt(int32_t* p, I v) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), v);
  }
  OSSICLE_INLINE void StoreFirstInt(int32_t* p, I v, size_t n) {
    _mm256_maskstore_epi32(p, _mm256_castps_si256(FirstLanes(n)), v);
  }
  OSSICLE_INLINE I LoadFirstBytes(const uint8_t* p, size_t n) {
    uint64_t bytes = 0;
    if (n == kLanes) {
      std::memcpy(&bytes, p, sizeof(bytes));
    } else {
      for (size_t i = 0; i < n; ++i) bytes |= static_cast<uint64_t>(p[i]) << (8 * i);
    }
    return _mm256_cvtepu8_epi32(_mm_cvtsi64_si128(static_cast<long long>(bytes)));
  }
  OSSICLE_INLINE void StoreFirstBytes(uint8_t* p, I v, size_t n) {
    const I low = AndInt(v, SetInt(0xFF));
    const __m128i words =
        _mm_packus_epi32(_mm256_castsi256_si128(low), _mm256_extracti128_si256(low, 1));
    const uint64_t bytes = static_cast<uint64_t>(_mm_cvtsi128_si64(_mm_packus_epi16(words, words)));
    if (n == kLanes) {
      std::memcpy(p, &bytes, sizeof(bytes));
    } else {
      for (size_t i = 0; i < n; ++i) p[i] = static_cast<uint8_t>(bytes >> (8 * i));
    }
  }
  OSSICLE_INLINE I MulInt(I a, I b) { return _mm256_mullo_epi32(a, b); }
  OSSICLE_INLINE I AddInt(I a, I b) { return _mm256_add_epi32(a, b); }
  OSSICLE_INLINE I SubInt(I a, I b) { return _mm256_sub_epi32(a, b); }
  OSSICLE_INLINE I AndInt(I a, I b) { return _mm256_and_si256(a, b); }
  OSSICLE_INLINE I OrInt(I a, I b) { return _mm256_or_si256(a, b); }
  template <int kBits>
  OSSICLE_INLINE I ShiftLeft(I a) {
    return _mm256_slli_epi32(a, kBits);
  }
  template <int kBits>
  OSSICLE_INLINE I ShiftRight(I a) {
    return _mm256_srai_epi32(a, kBits);
  }
  OSSICLE_INLINE I FloatBits(F a) { return _mm256_castps_si256(a); }
  OSSICLE_INLINE F BitsFloat(I a) { return _mm256_castsi256_ps(a); }
  OSSICLE_INLINE I RoundToInt(F a) { return _mm256_cvtps_epi32(a); }
  OSSICLE_INLINE F ToFloat(I a) { return _mm256_cvtepi32_ps(a); }

  OSSICLE_INLINE F ScaleByPowerOf2(F a, F n) {
    // In two factors, because one cannot hold a power below 2^-126.
    const I exponent = RoundToInt(n);
    const I half = ShiftRight<1>(exponent);
    const F first = BitsFloat(ShiftLeft<23>(AddInt(half, SetInt(127))));
    const F second = BitsFloat(ShiftLeft<23>(AddInt(SubInt(exponent, half), SetInt(127))));
    return Mul(Mul(a, first), second);
  }

  OSSICLE_INLINE M Less(F a, F b) { return _mm256_cmp_ps(a, b, _CMP_LT_OQ); }
  OSSICLE_INLINE M LessEqual(F a, F b) { return _mm256_cmp_ps(a, b, _CMP_LE_OQ); }
  OSSICLE_INLINE M Equal(F a, F b) { return _mm256_cmp_ps(a, b, _CMP_EQ_OQ); }
  OSSICLE_INLINE M IsNan(F a) { return _mm256_cmp_ps(a, a, _CMP_UNORD_Q); }
  OSSICLE_INLINE M FirstLanes(size_t n) {
    const __m256i lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    return _mm256_castsi256_ps(_mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(n)), lane));
  }
  OSSICLE_INLINE F Select(M mask, F yes, F no) { return _mm256_blendv_ps(no, yes, mask); }

  OSSICLE_INLINE float Sum(F a) {
    __m128 s = _mm_add_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1));
    s = _mm_add_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_add_ss(s, _mm_movehdup_ps(s)));
  }
  OSSICLE_INLINE float Smallest(F a) {
    __m128 s = _mm_min_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1));
    s = _mm_min_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_min_ss(s, _mm_movehdup_ps(s)));
  }
  OSSICLE_INLINE float Largest(F a) {
    __m128 s = _mm_max_ps(_mm256_castps256_ps128(a), _mm256_extractf128_ps(a, 1));
    s = _mm_max_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_max_ss(s, _mm_movehdup_ps(s)));
  }
};

}  // namespace ossicle::simd
