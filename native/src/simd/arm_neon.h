// Four floats in a NEON register of 64-bit Arm; needs arch::kNeon. Operations as in scalar.h.
#pragma once

#include <arm_neon.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "simd/inline.h"

namespace ossicle::simd {

struct Neon {
  static constexpr size_t kLanes = 4;
  using F = float32x4_t;
  using I = int32x4_t;
  using M = uint32x4_t;

  OSSICLE_INLINE F Zero() { return vdupq_n_f32(0.0f); }
  OSSICLE_INLINE F Set(float x) { return vdupq_n_f32(x); }
  OSSICLE_INLINE F Load(const float* p) { return vld1q_f32(p); }
  OSSICLE_INLINE F LoadFirst(const float* p, size_t n) {
    if (n == 4) return Load(p);
    F v = Zero();
    if (n > 0) v = vld1q_lane_f32(p, v, 0);
    if (n > 1) v = vld1q_lane_f32(p + 1, v, 1);
    if (n > 2) v = vld1q_lane_f32(p + 2, v, 2);
    return v;
  }
  OSSICLE_INLINE F LoadHalf(const uint16_t* p) {
    return vcvt_f32_f16(vreinterpret_f16_u16(vld1_u16(p)));
  }
  OSSICLE_INLINE F LoadBfloat(const uint16_t* p) {
    return vreinterpretq_f32_u32(vshll_n_u16(vld1_u16(p), 16));
  }
  OSSICLE_INLINE void Store(float* p, F v) { vst1q_f32(p, v); }
  OSSICLE_INLINE void StoreFirst(float* p, F v, size_t n) {
    if (n == 4) return Store(p, v);
    if (n > 0) vst1q_lane_f32(p, v, 0);
    if (n > 1) vst1q_lane_f32(p + 1, v, 1);
    if (n > 2) vst1q_lane_f32(p + 2, v, 2);
  }

  OSSICLE_INLINE F Add(F a, F b) { return vaddq_f32(a, b); }
  OSSICLE_INLINE F Sub(F a, F b) { return vsubq_f32(a, b); }
  OSSICLE_INLINE F Mul(F a, F b) { return vmulq_f32(a, b); }
  OSSICLE_INLINE F Div(F a, F b) { return vdivq_f32(a, b); }
  OSSICLE_INLINE F MulAdd(F a, F b, F c) { return vfmaq_f32(c, a, b); }
  // The instructions named min and max would pass NaN on whichever side it stands.
  OSSICLE_INLINE F Min(F a, F b) { return vbslq_f32(vcltq_f32(a, b), a, b); }
  OSSICLE_INLINE F Max(F a, F b) { return vbslq_f32(vcgtq_f32(a, b), a, b); }
  OSSICLE_INLINE F Abs(F a) { return vabsq_f32(a); }
  OSSICLE_INLINE F Sqrt(F a) { return vsqrtq_f32(a); }
  OSSICLE_INLINE F CopySign(F magnitude, F sign) {
    return vbslq_f32(vdupq_n_u32(0x80000000u), sign, magnitude);
  }
  OSSICLE_INLINE F Round(F a) { return vrndnq_f32(a); }

  OSSICLE_INLINE I SetInt(int32_t x) { return vdupq_n_s32(x); }
  OSSICLE_INLINE I LoadInt(const int32_t* p) { return vld1q_s32(p); }
  OSSICLE_INLINE I LoadFirstInt(const int32_t* p, size_t n) {
    if (n == 4) return LoadInt(p);
    I v = SetInt(0);
    if (n > 0) v = vld1q_lane_s32(p, v, 0);
    if (n > 1) v = vld1q_lane_s32(p + 1, v, 1);
    if (n > 2) v = vld1q_lane_s32(p + 2, v, 2);
    return v;
  }
  OSSICLE_INLINE void StoreInt(int32_t* p, I v) { vst1q_s32(p, v); }
  OSSICLE_INLINE void StoreFirstInt(int32_t* p, I v, size_t n) {
    if (n == 4) return StoreInt(p, v);
    if (n > 0) vst1q_lane_s32(p, v, 0);
    if (n > 1) vst1q_lane_s32(p + 1, v, 1);
    if (n > 2) vst1q_lane_s32(p + 2, v, 2);
  }
  OSSICLE_INLINE I LoadFirstBytes(const uint8_t* p, size_t n) {
    uint32_t bytes = 0;
    if (n == 4) {
      std::memcpy(&bytes, p, sizeof(bytes));
    } else {
      for (size_t i = 0; i < n; ++i) bytes |= static_cast<uint32_t>(p[i]) << (8 * i);
    }
    const uint16x8_t words = vmovl_u8(vreinterpret_u8_u32(vdup_n_u32(bytes)));
    return vreinterpretq_s32_u32(vmovl_u16(vget_low_u16(words)));
  }
  OSSICLE_INLINE void StoreFirstBytes(uint8_t* p, I v, size_t n) {
    const uint16x4_t words = vmovn_u32(vreinterpretq_u32_s32(v));
    const uint8x8_t narrow = vmovn_u16(vcombine_u16(words, words));
    const uint32_t bytes = vget_lane_u32(vreinterpret_u32_u8(narrow), 0);
    if (n == 4) {
      std::memcpy(p, &bytes, sizeof(bytes));
    } else {
      for (size_t i = 0; i < n; ++i) p[i] = static_cast<uint8_t>(bytes >> (8 * i));
    }
  }
  OSSICLE_INLINE I MulInt(I a, I b) { return vmulq_s32(a, b); }
  OSSICLE_INLINE I AddInt(I a, I b) { return vaddq_s32(a, b); }
  OSSICLE_INLINE I SubInt(I a, I b) { return vsubq_s32(a, b); }
  OSSICLE_INLINE I AndInt(I a, I b) { return vandq_s32(a, b); }
  OSSICLE_INLINE I OrInt(I a, I b) { return vorrq_s32(a, b); }
  template <int kBits>
  OSSICLE_INLINE I ShiftLeft(I a) {
    return vshlq_n_s32(a, kBits);
  }
  template <int kBits>
  OSSICLE_INLINE I ShiftRight(I a) {
    return vshrq_n_s32(a, kBits);
  }
  OSSICLE_INLINE I FloatBits(F a) { return vreinterpretq_s32_f32(a); }
  OSSICLE_INLINE F BitsFloat(I a) { return vreinterpretq_f32_s32(a); }
  OSSICLE_INLINE I RoundToInt(F a) { return vcvtnq_s32_f32(a); }
  OSSICLE_INLINE F ToFloat(I a) { return vcvtq_f32_s32(a); }
  OSSICLE_INLINE F ScaleByPowerOf2(F a, F n) {
    // In two factors, because one cannot hold a power below 2^-126.
    const I exponent = RoundToInt(n);
    const I half = ShiftRight<1>(exponent);
    const F first = BitsFloat(ShiftLeft<23>(AddInt(half, SetInt(127))));
    const F second = BitsFloat(ShiftLeft<23>(AddInt(SubInt(exponent, half), SetInt(127))));
    return Mul(Mul(a, first), second);
  }

  OSSICLE_INLINE M Less(F a, F b) { return vcltq_f32(a, b); }
  OSSICLE_INLINE M LessEqual(F a, F b) { return vcleq_f32(a, b); }
  OSSICLE_INLINE M Equal(F a, F b) { return vceqq_f32(a, b); }
  OSSICLE_INLINE M IsNan(F a) { return vmvnq_u32(vceqq_f32(a, a)); }
  OSSICLE_INLINE M FirstLanes(size_t n) {
    const uint32_t kLane[] = {0, 1, 2, 3};
    return vcltq_u32(vld1q_u32(kLane), vdupq_n_u32(static_cast<uint32_t>(n)));
  }
  OSSICLE_INLINE F Select(M mask, F yes, F no) { return vbslq_f32(mask, yes, no); }

  OSSICLE_INLINE float Sum(F a) { return vaddvq_f32(a); }
  OSSICLE_INLINE float Smallest(F a) { return vminnmvq_f32(a); }
  OSSICLE_INLINE float Largest(F a) { return vmaxnmvq_f32(a); }
};

}  // namespace ossicle::simd
