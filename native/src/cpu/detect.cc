// Compiled with baseline flags only: this file decides whether anything newer may run.
#include "cpu/detect.h"

#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#elif defined(__linux__)
#include <sys/auxv.h>
#endif

namespace ossicle::arch {
namespace {

constexpr bool Bit(uint64_t word, int index) { return ((word >> index) & 1) != 0; }

constexpr uint64_t kXcr0Avx = 0x6;   // SSE and upper halves of ymm
constexpr uint64_t kXcr0Zmm = 0xE6;  // ... and mask registers, zmm upper halves, zmm16-31

struct X86Bit {
  Features feature;
  int index;
};

Features Collect(uint32_t word, const X86Bit* bits, size_t count) {
  Features found = kNone;
  for (size_t i = 0; i < count; ++i) {
    if (Bit(word, bits[i].index)) found |= bits[i].feature;
  }
  return found;
}

template <size_t N>
Features Collect(uint32_t word, const X86Bit (&bits)[N]) {
  return Collect(word, bits, N);
}

constexpr uint32_t kAmd = 0x68747541;  // "Auth"
constexpr uint32_t kZenFamily = 0x17;

// The family is the sum of two fields where the first is full.
bool IsZen(const X86Words& words) {
  const uint32_t family = (words.leaf1_eax >> 8 & 0xF) + (words.leaf1_eax >> 20 & 0xFF);
  return words.vendor == kAmd && family >= kZenFamily;
}

constexpr X86Bit kLeaf1Edx[] = {{kSse2, 26}};
constexpr X86Bit kLeaf1Ecx[] = {{kSsse3, 9}, {kSse41, 19}};
constexpr X86Bit kLeaf1EcxYmm[] = {{kFma, 12}, {kAvx, 28}, {kF16c, 29}};
constexpr X86Bit kLeaf7EbxYmm[] = {{kAvx2, 5}};
constexpr X86Bit kLeaf7EbxZmm[] = {
    {kAvx512f, 16}, {kAvx512dq, 17}, {kAvx512bw, 30}, {kAvx512vl, 31}};
constexpr X86Bit kLeaf7EcxZmm[] = {{kAvx512Vnni, 11}};
constexpr X86Bit kLeaf71EaxYmm[] = {{kAvxVnni, 4}};
constexpr X86Bit kLeaf71EaxZmm[] = {{kAvx512Bf16, 5}};

#if defined(__x86_64__) || defined(__i386__)
uint64_t ReadXcr0() {
  uint32_t low;
  uint32_t high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (static_cast<uint64_t>(high) << 32) | low;
}

X86Words ReadX86Words() {
  X86Words words = {};
  uint32_t eax, ebx, ecx, edx;
  if (!__get_cpuid(0, &eax, &ebx, &ecx, &edx)) return words;
  words.max_leaf = eax;
  words.vendor = ebx;
  if (__get_cpuid(1, &eax, &ebx, &ecx, &edx)) {
    words.leaf1_eax = eax;
    words.leaf1_ecx = ecx;
    words.leaf1_edx = edx;
    if (Bit(ecx, 27)) words.xcr0 = ReadXcr0();
  }
  if (words.max_leaf >= 7) {
    __cpuid_count(7, 0, eax, ebx, ecx, edx);
    words.leaf7_ebx = ebx;
    words.leaf7_ecx = ecx;
    const uint32_t max_subleaf = eax;
    if (max_subleaf >= 1) {
      __cpuid_count(7, 1, eax, ebx, ecx, edx);
      words.leaf7_1_eax = eax;
    }
  }
  return words;
}
#endif

}  // namespace

Features FeaturesFromX86(const X86Words& words) {
  Features found = Collect(words.leaf1_edx, kLeaf1Edx) | Collect(words.leaf1_ecx, kLeaf1Ecx);
  if (IsZen(words)) found |= kFpAdders;
  const bool ymm = (words.xcr0 & kXcr0Avx) == kXcr0Avx;
  if (!ymm) return found;
  found |= Collect(words.leaf1_ecx, kLeaf1EcxYmm);
  if (words.max_leaf < 7) return found;
  found |= Collect(words.leaf7_ebx, kLeaf7EbxYmm) | Collect(words.leaf7_1_eax, kLeaf71EaxYmm);
  const bool zmm = (words.xcr0 & kXcr0Zmm) == kXcr0Zmm;
  if (!zmm) return found;
  return found | Collect(words.leaf7_ebx, kLeaf7EbxZmm) | Collect(words.leaf7_ecx, kLeaf7EcxZmm) |
         Collect(words.leaf7_1_eax, kLeaf71EaxZmm);
}

Features FeaturesFromArm64(uint64_t hwcap, uint64_t hwcap2) {
  Features found = kNone;
  if (Bit(hwcap, 1)) found |= kNeon;
  if (Bit(hwcap, 10)) found |= kNeonFp16;
  if (Bit(hwcap, 20)) found |= kDotprod;
  if (Bit(hwcap2, 13)) found |= kI8mm;
  return found;
}

Features FeaturesFromArm32(uint64_t hwcap) {
  const bool neon = Bit(hwcap, 12);
  const bool vfpv4 = Bit(hwcap, 16);
  return neon && vfpv4 ? kNeon : kNone;
}

Features DetectFeatures() {
#if defined(__x86_64__) || defined(__i386__)
  return FeaturesFromX86(ReadX86Words());
#elif defined(__aarch64__) && defined(__linux__)
  return FeaturesFromArm64(getauxval(AT_HWCAP), getauxval(AT_HWCAP2));
#elif defined(__arm__) && defined(__linux__)
  return FeaturesFromArm32(getauxval(AT_HWCAP));
#else
  return kNone;
#endif
}

}  // namespace ossicle::arch
