// Conversions of the 16-bit floating-point types, rounding to nearest, ties to even.
#pragma once

#include <cstdint>

#include "plan/dtype.h"
#include "simd/half.h"

namespace ossicle {

using simd::BitsFloat;
using simd::FloatBits;

inline float ToFloat(Bfloat16 value) { return simd::BfloatToFloat(value.bits); }

inline Bfloat16 ToBfloat16(float value) {
  const uint32_t bits = FloatBits(value);
  if ((bits & 0x7FFFFFFFu) > 0x7F800000u) return {static_cast<uint16_t>((bits >> 16) | 0x40u)};
  const uint32_t rounded = bits + 0x7FFFu + ((bits >> 16) & 1u);
  return {static_cast<uint16_t>(rounded >> 16)};
}

inline float ToFloat(Half value) { return simd::HalfToFloat(value.bits); }

inline Half ToHalf(float value) {
  const uint32_t bits = FloatBits(value);
  const uint16_t sign = static_cast<uint16_t>((bits >> 16) & 0x8000u);
  const uint32_t magnitude = bits & 0x7FFFFFFFu;
  const auto signed_half = [sign](uint32_t rest) {
    return Half{static_cast<uint16_t>(sign | rest)};
  };
  if (magnitude > 0x7F800000u) return signed_half(0x7E00u | ((magnitude >> 13) & 0x1FFu));
  if (magnitude >= 0x47800000u) return signed_half(0x7C00u);  // 65536 and above
  if (magnitude >= 0x38800000u) {                             // 2^-14 and above: normal
    const uint32_t rounded = magnitude + 0xFFFu + ((magnitude >> 13) & 1u);
    return signed_half((rounded - (112u << 23)) >> 13);
  }
  if (magnitude < 0x33000000u) return signed_half(0);  // below half of the least subnormal
  const uint32_t shift = 126u - (magnitude >> 23);
  const uint32_t mantissa = (magnitude & 0x7FFFFFu) | 0x800000u;
  const uint32_t half = 1u << (shift - 1);
  const uint32_t kept = mantissa >> shift;
  const uint32_t rest = mantissa & ((1u << shift) - 1);
  const bool up = rest > half || (rest == half && (kept & 1u) != 0);
  return signed_half(kept + (up ? 1u : 0u));
}

// A float from which a 16-bit float can still be rounded correctly: inexact results are made odd,
// so that a value next to a tie does not become the tie.
inline float RoundToOdd(double value) {
  const float nearest = static_cast<float>(value);
  if (static_cast<double>(nearest) == value || nearest != nearest) return nearest;
  const uint32_t bits = FloatBits(nearest);
  if ((bits & 1u) != 0) return nearest;
  // Of the two neighbours of `value` the nearest is even, so the other one is odd.
  const bool away = (static_cast<double>(nearest) < value) == (value > 0);
  return BitsFloat(away ? bits + 1 : bits - 1);
}

inline Half ToHalf(double value) { return ToHalf(RoundToOdd(value)); }
inline Bfloat16 ToBfloat16(double value) { return ToBfloat16(RoundToOdd(value)); }

}  // namespace ossicle
