// Four floats in an xmm register; needs arch::kSse41Group. Operations as in scalar.h.
#pragma once

#include <smmintrin.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "simd/inline.h"

namespace ossicle::simd {

struct Sse41 {
  static constexpr size_t kLanes = 4;
  using F = __m128;
  using I = __m128i;
  using M = __m128;

  OSSICLE_INLINE F Zero() { return _mm_setzero_ps(); }
  OSSICLE_INLINE F Set(float x) { return _mm_set1_ps(x); }
  OSSICLE_INLINE F Load(const float* p) { return _mm_loadu_ps(p); }
  OSSICLE_INLINE F LoadFirst(const float* p, size_t n) {
    if (n >= 4) return Load(p);
    if (n == 0) return Zero();
    if (n == 1) return _mm_load_ss(p);
    const F two = _mm_castsi128_ps(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)));
    return n == 2 ? two : _mm_movelh_ps(two, _mm_load_ss(p + 2));
  }
  OSSICLE_INLINE void Store(float* p, F v) { _mm_storeu_ps(p, v); }
  OSSICLE_INLINE void StoreFirst(float* p, F v, size_t n) {
    if (n >= 4) return Store(p, v);
    if (n == 0) return;
    if (n == 1) return _mm_store_ss(p, v);
    _mm_storel_epi64(reinterpret_cast<__m128i*>(p), _mm_castps_si128(v));
    if (n == 3) _mm_store_ss(p + 2, _mm_movehl_ps(v, v));
  }

  OSSICLE_INLINE F Add(F a, F b) { return _mm_add_ps(a, b); }
  OSSICLE_INLINE F Sub(F a, F b) { return _mm_sub_ps(a, b); }
  OSSICLE_INLINE F Mul(F a, F b) { return _mm_mul_ps(a, b); }
  OSSICLE_INLINE F Div(F a, F b) { return _mm_div_ps(a, b); }
  OSSICLE_INLINE F MulAdd(F a, F b, F c) { return _mm_add_ps(_mm_mul_ps(a, b), c); }
  OSSICLE_INLINE F Min(F a, F b) { return _mm_min_ps(a, b); }
  OSSICLE_INLINE F Max(F a, F b) { return _mm_max_ps(a, b); }
  OSSICLE_INLINE F Abs(F a) { return _mm_andnot_ps(Set(-0.0f), a); }
  OSSICLE_INLINE F Sqrt(F a) { return _mm_sqrt_ps(a); }
  OSSICLE_INLINE F CopySign(F magnitude, F sign) {
    return _mm_or_ps(Abs(magnitude), _mm_and_ps(Set(-0.0f), sign));
  }
  OSSICLE_INLINE F Round(F a) {
    return _mm_round_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  }

  OSSICLE_INLINE I SetInt(int32_t x) { return _mm_set1_epi32(x); }
  OSSICLE_INLINE I LoadInt(const int32_t* p) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
  }
  OSSICLE_INLINE I LoadFirstInt(const int32_t* p, size_t n) {
    if (n >= 4) return LoadInt(p);
    int32_t lanes[4] = {};
    for (size_t i = 0; i < n; ++i) lanes[i] = p[i];
    return LoadInt(lanes);
  }
  OSSICLE_INLINE void StoreInt(int32_t* p, I v) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(p), v);
  }
  OSSICLE_INLINE void StoreFirstInt(int32_t* p, I v, size_t n) {
    if (n >= 4) return StoreInt(p, v);
    int32_t lanes[4];
    StoreInt(lanes, v);
    for (size_t i = 0; i < n; ++i) p[i] = lanes[i];
  }
  OSSICLE_INLINE I LoadFirstBytes(const uint8_t* p, size_t n) {
    uint32_t bytes = 0;
    if (n == kLanes) {
      std::memcpy(&bytes, p, sizeof(bytes));
    } else {
      for (size_t i = 0; i < n; ++i) bytes |= static_cast<uint32_t>(p[i]) << (8 * i);
    }
    return _mm_cvtepu8_epi32(_mm_cvtsi32_si128(static_cast<int>(bytes)));
  }
  OSSICLE_INLINE void StoreFirstBytes(uint8_t* p, I v, size_t n) {
    const I low = AndInt(v, SetInt(0xFF));
    const I words = _mm_packus_epi32(low, low);
    const uint32_t bytes = static_cast<uint32_t>(_mm_cvtsi128_si32(_mm_packus_epi16(words, words)));
    if (n == kLanes) {
      std::memcpy(p, &bytes, sizeof(bytes));
    } else {
      for (size_t i = 0; i < n; ++i) p[i] = static_cast<uint8_t>(bytes >> (8 * i));
    }
  }
  OSSICLE_INLINE I MulInt(I a, I b) { return _mm_mullo_epi32(a, b); }
  OSSICLE_INLINE I AddInt(I a, I b) { return _mm_add_epi32(a, b); }
  OSSICLE_INLINE I SubInt(I a, I b) { return _mm_sub_epi32(a, b); }
  OSSICLE_INLINE I AndInt(I a, I b) { return _mm_and_si128(a, b); }
  OSSICLE_INLINE I OrInt(I a, I b) { return _mm_or_si128(a, b); }
  template <int kBits>
  OSSICLE_INLINE I ShiftLeft(I a) {
    return _mm_slli_epi32(a, kBits);
  }
  template <int kBits>
  OSSICLE_INLINE I ShiftRight(I a) {
    return _mm_srai_epi32(a, kBits);
  }
  OSSICLE_INLINE I FloatBits(F a) { return _mm_castps_si128(a); }
  OSSICLE_INLINE F BitsFloat(I a) { return _mm_castsi128_ps(a); }
  OSSICLE_INLINE I RoundToInt(F a) { return _mm_cvtps_epi32(a); }
  OSSICLE_INLINE F ToFloat(I a) { return _mm_cvtepi32_ps(a); }
  OSSICLE_INLINE F ScaleByPowerOf2(F a, F n) {
    // In two factors, because one cannot hold a power below 2^-126.
    const I exponent = RoundToInt(n);
    const I half = ShiftRight<1>(exponent);
    const F first = BitsFloat(ShiftLeft<23>(AddInt(half, SetInt(127))));
    const F second = BitsFloat(ShiftLeft<23>(AddInt(SubInt(exponent, half), SetInt(127))));
    return Mul(Mul(a, first), second);
  }

  OSSICLE_INLINE M Less(F a, F b) { return _mm_cmplt_ps(a, b); }
  OSSICLE_INLINE M LessEqual(F a, F b) { return _mm_cmple_ps(a, b); }
  OSSICLE_INLINE M Equal(F a, F b) { return _mm_cmpeq_ps(a, b); }
  OSSICLE_INLINE M IsNan(F a) { return _mm_cmpunord_ps(a, a); }
  OSSICLE_INLINE M FirstLanes(size_t n) {
    const I lane = _mm_setr_epi32(0, 1, 2, 3);
    return _mm_castsi128_ps(_mm_cmpgt_epi32(SetInt(static_cast<int>(n)), lane));
  }
  OSSICLE_INLINE F Select(M mask, F yes, F no) { return _mm_blendv_ps(no, yes, mask); }

  OSSICLE_INLINE float Sum(F a) {
    const F s = _mm_add_ps(a, _mm_movehl_ps(a, a));
    return _mm_cvtss_f32(_mm_add_ss(s, _mm_shuffle_ps(s, s, 1)));
  }
  OSSICLE_INLINE float Smallest(F a) {
    const F s = _mm_min_ps(a, _mm_movehl_ps(a, a));
    return _mm_cvtss_f32(_mm_min_ss(s, _mm_shuffle_ps(s, s, 1)));
  }
  OSSICLE_INLINE float Largest(F a) {
    const F s = _mm_max_ps(a, _mm_movehl_ps(a, a));
    return _mm_cvtss_f32(_mm_max_ss(s, _mm_shuffle_ps(s, s, 1)));
  }
};

}  // namespace ossicle::simd
