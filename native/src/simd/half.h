// What the bits of 16-bit floating-point numbers mean: IEEE 754 binary16, and bfloat16, the upper
// half of a binary32.
#pragma once

#include <cstdint>
#include <cstring>

#include "simd/inline.h"

namespace ossicle::simd {

OSSICLE_INLINE uint32_t FloatBits(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return bits;
}

OSSICLE_INLINE float BitsFloat(uint32_t bits) {
  float value;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

OSSICLE_INLINE float BfloatToFloat(uint16_t bits) {
  return BitsFloat(static_cast<uint32_t>(bits) << 16);
}

OSSICLE_INLINE float HalfToFloat(uint16_t bits) {
  const uint32_t sign = static_cast<uint32_t>(bits & 0x8000u) << 16;
  const uint32_t magnitude = bits & 0x7FFFu;
  if (magnitude >= 0x7C00u) return BitsFloat(sign | 0x7F800000u | ((magnitude & 0x3FFu) << 13));
  if (magnitude >= 0x0400u) return BitsFloat(sign | ((magnitude << 13) + (112u << 23)));
  const float subnormal = static_cast<float>(magnitude) * 0x1p-24f;
  return BitsFloat(sign | FloatBits(subnormal));
}

}  // namespace ossicle::simd
