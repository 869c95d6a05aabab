// One float at a time, in plain C++: the vector type of CPUs without a better one.
//
// The vector types in this folder offer the same operations, so that a kernel written as a template
// over them exists once. F holds kLanes floats, I as many int32, M one truth value per lane.
//
//   Min(a, b)        a < b ? a : b, so b where either is NaN; Max likewise with a > b
//   MulAdd(a, b, c)  a * b + c, rounded once where the CPU can
//   RoundToInt       nearest, ties to even; only defined for |x| < 2^31
//   ScaleByPowerOf2  a * 2^n for whole |n| <= 252; n is whatever where a is NaN
//   LoadFirst(p, n)  reads n <= kLanes floats and nothing behind them; the other lanes are zero
//   LoadHalf(p)      reads kLanes numbers of IEEE binary16, LoadBfloat of bfloat16; SSE4.1 lacks
//   both StoreFirst       writes n <= kLanes floats and nothing behind them LoadFirstBytes   reads
//   n <= kLanes bytes, each into a lane between 0 and 255 StoreFirstBytes  writes the lowest byte
//   of the first n <= kLanes lanes
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "simd/half.h"
#include "simd/inline.h"

namespace ossicle::simd {

struct Scalar {
  static constexpr size_t kLanes = 1;
  using F = float;
  using I = int32_t;
  using M = bool;

  OSSICLE_INLINE F Zero() { return 0.0f; }
  OSSICLE_INLINE F Set(float x) { return x; }
  OSSICLE_INLINE F Load(const float* p) { return *p; }
  OSSICLE_INLINE F LoadFirst(const float* p, size_t n) { return n > 0 ? *p : 0.0f; }
  OSSICLE_INLINE F LoadHalf(const uint16_t* p) { return HalfToFloat(*p); }
  OSSICLE_INLINE F LoadBfloat(const uint16_t* p) { return BfloatToFloat(*p); }
  OSSICLE_INLINE void Store(float* p, F v) { *p = v; }
  OSSICLE_INLINE void StoreFirst(float* p, F v, size_t n) {
    if (n > 0) *p = v;
  }

  OSSICLE_INLINE F Add(F a, F b) { return a + b; }
  OSSICLE_INLINE F Sub(F a, F b) { return a - b; }
  OSSICLE_INLINE F Mul(F a, F b) { return a * b; }
  OSSICLE_INLINE F Div(F a, F b) { return a / b; }
  OSSICLE_INLINE F MulAdd(F a, F b, F c) { return a * b + c; }
  OSSICLE_INLINE F Min(F a, F b) { return a < b ? a : b; }
  OSSICLE_INLINE F Max(F a, F b) { return a > b ? a : b; }
  OSSICLE_INLINE F Abs(F a) { return BitsFloat(FloatBits(a) & 0x7fffffff); }
  OSSICLE_INLINE F Sqrt(F a) { return __builtin_sqrtf(a); }
  OSSICLE_INLINE F CopySign(F magnitude, F sign) {
    return BitsFloat((FloatBits(magnitude) & 0x7fffffff) |
                     (FloatBits(sign) & static_cast<I>(0x80000000u)));
  }
  OSSICLE_INLINE F Round(F a) {
    // Adding 2^23 leaves no room for a fraction; the addition rounds ties to even.
    const F big = CopySign(8388608.0f, a);
    return Abs(a) < 8388608.0f ? CopySign((a + big) - big, a) : a;
  }

  OSSICLE_INLINE I SetInt(int32_t x) { return x; }
  OSSICLE_INLINE I LoadInt(const int32_t* p) { return *p; }
  OSSICLE_INLINE I LoadFirstInt(const int32_t* p, size_t n) { return n > 0 ? *p : 0; }
  OSSICLE_INLINE void StoreInt(int32_t* p, I v) { *p = v; }
  OSSICLE_INLINE void StoreFirstInt(int32_t* p, I v, size_t n) {
    if (n > 0) *p = v;
  }
  OSSICLE_INLINE I LoadFirstBytes(const uint8_t* p, size_t n) { return n > 0 ? *p : 0; }
  OSSICLE_INLINE void StoreFirstBytes(uint8_t* p, I v, size_t n) {
    if (n > 0) *p = static_cast<uint8_t>(v);
  }
  OSSICLE_INLINE I MulInt(I a, I b) {
    return static_cast<I>(static_cast<uint32_t>(a) * static_cast<uint32_t>(b));
  }
  OSSICLE_INLINE I AddInt(I a, I b) {
    return static_cast<I>(static_cast<uint32_t>(a) + static_cast<uint32_t>(b));
  }
  OSSICLE_INLINE I SubInt(I a, I b) {
    return static_cast<I>(static_cast<uint32_t>(a) - static_cast<uint32_t>(b));
  }
  OSSICLE_INLINE I AndInt(I a, I b) { return a & b; }
  OSSICLE_INLINE I OrInt(I a, I b) { return a | b; }
  template <int kBits>
  OSSICLE_INLINE I ShiftLeft(I a) {
    return static_cast<I>(static_cast<uint32_t>(a) << kBits);
  }
  template <int kBits>
  OSSICLE_INLINE I ShiftRight(I a) {
    return a >> kBits;
  }
  OSSICLE_INLINE I FloatBits(F a) {
    I bits;
    std::memcpy(&bits, &a, sizeof(bits));
    return bits;
  }
  OSSICLE_INLINE F BitsFloat(I a) {
    F value;
    std::memcpy(&value, &a, sizeof(value));
    return value;
  }
  OSSICLE_INLINE I RoundToInt(F a) {
    const F whole = Round(a);
    const bool fits = whole >= -2147483648.0f && whole < 2147483648.0f;
    return fits ? static_cast<I>(whole) : static_cast<I>(0x80000000u);
  }
  OSSICLE_INLINE F ToFloat(I a) { return static_cast<F>(a); }

  OSSICLE_INLINE F ScaleByPowerOf2(F a, F n) {
    // In two factors, because one cannot hold a power below 2^-126.
    const I exponent = RoundToInt(n);
    const I half = ShiftRight<1>(exponent);
    const F first = BitsFloat(ShiftLeft<23>(AddInt(half, 127)));
    const F second = BitsFloat(ShiftLeft<23>(AddInt(SubInt(exponent, half), 127)));
    return a * first * second;
  }

  OSSICLE_INLINE M Less(F a, F b) { return a < b; }
  OSSICLE_INLINE M LessEqual(F a, F b) { return a <= b; }
  OSSICLE_INLINE M Equal(F a, F b) { return a == b; }
  OSSICLE_INLINE M IsNan(F a) { return a != a; }
  OSSICLE_INLINE M FirstLanes(size_t n) { return n > 0; }
  OSSICLE_INLINE F Select(M mask, F yes, F no) { return mask ? yes : no; }

  OSSICLE_INLINE float Sum(F a) { return a; }
  OSSICLE_INLINE float Smallest(F a) { return a; }
  OSSICLE_INLINE float Largest(F a) { return a; }
};

}  // namespace ossicle::simd
