// The CPU features a kernel may require, as bits of one mask.
//
// A mask describes a CPU: bits it has. A kernel states the bits it needs. Nothing here asks the
// machine; detection lives in detect.h, so choices can be tested for CPUs that are not at hand.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ossicle::arch {

using Features = uint32_t;

constexpr Features kNone = 0;

constexpr Features kSse2 = 1u << 0;
constexpr Features kSsse3 = 1u << 1;
constexpr Features kSse41 = 1u << 2;
constexpr Features kAvx = 1u << 3;
constexpr Features kAvx2 = 1u << 4;
constexpr Features kFma = 1u << 5;
constexpr Features kF16c = 1u << 6;
constexpr Features kAvxVnni = 1u << 7;
constexpr Features kAvx512f = 1u << 8;
constexpr Features kAvx512bw = 1u << 9;
constexpr Features kAvx512dq = 1u << 10;
constexpr Features kAvx512vl = 1u << 11;
constexpr Features kAvx512Vnni = 1u << 12;
constexpr Features kAvx512Bf16 = 1u << 13;
// Additions of floats have units beside those that multiply, as in the Zen line of AMD.
constexpr Features kFpAdders = 1u << 14;

constexpr Features kNeon = 1u << 16;
constexpr Features kNeonFp16 = 1u << 17;
constexpr Features kDotprod = 1u << 18;
constexpr Features kI8mm = 1u << 19;

// What the files compiled for one instruction set rely on: x86_sse41.cc, x86_avx2.cc,
// x86_avxvnni.cc, x86_avx512.cc, x86_avx512vnni.cc. A kernel in such a file must require the whole
// group.
constexpr Features kSse41Group = kSse2 | kSsse3 | kSse41;
constexpr Features kAvx2Group = kSse41Group | kAvx | kAvx2 | kFma | kF16c;
constexpr Features kAvxVnniGroup = kAvx2Group | kAvxVnni;
constexpr Features kAvx512Group = kAvx2Group | kAvx512f | kAvx512bw | kAvx512dq | kAvx512vl;
constexpr Features kAvx512VnniGroup = kAvx512Group | kAvx512Vnni;

// The name of one bit as text such as "avx512vnni"; null for a bit without a meaning.
const char* FeatureName(Features bit);

// Reads a list such as "avx2,fma". Group names "sse41-group", "avx2-group", "avx512-group",
// "avx512vnni-group", "avxvnni-group", and "none" and "all" are understood. Returns false, leaving
// *features alone, on an unknown name.
bool ParseFeatures(const char* text, Features* features);

// Writes the names of the set bits, comma separated and terminated by a zero byte, "none" for an
// empty mask. Text longer than the buffer is cut at a name. Returns the length written.
size_t FormatFeatures(Features features, char* buffer, size_t capacity);

}  // namespace ossicle::arch
