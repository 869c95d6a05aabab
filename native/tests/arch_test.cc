// Detection from recorded words, and text forms of masks.
#include "cpu/arch.h"

#include <cstring>

#include "cpu/detect.h"
#include "tests/check.h"

using namespace ossicle;
using namespace ossicle::arch;

namespace {

constexpr uint32_t B(int index) { return 1u << index; }

X86Words Skylake() {
  X86Words words = {};
  words.max_leaf = 22;
  words.leaf1_edx = B(26);
  words.leaf1_ecx = B(9) | B(19) | B(12) | B(28) | B(29) | B(27);
  words.leaf7_ebx = B(5) | B(16) | B(17) | B(30) | B(31);
  words.xcr0 = 0xE7;
  return words;
}

void FollowsTheOperatingSystem() {
  X86Words words = Skylake();
  CHECK(FeaturesFromX86(words) == kAvx512Group);
  words.xcr0 = 0x7;  // zmm state is not saved
  CHECK(FeaturesFromX86(words) == kAvx2Group);
  words.xcr0 = 0x3;  // nor is ymm state
  CHECK(FeaturesFromX86(words) == (kSse2 | kSsse3 | kSse41));
  words.xcr0 = 0;
  CHECK(FeaturesFromX86(words) == (kSse2 | kSsse3 | kSse41));
}

void KnowsVnniInBothEncodings() {
  X86Words words = Skylake();
  words.leaf7_ecx = B(11);
  CHECK(FeaturesFromX86(words) == kAvx512VnniGroup);
  words.leaf7_ebx = B(5);
  words.leaf7_ecx = 0;
  words.leaf7_1_eax = B(4);
  CHECK(FeaturesFromX86(words) == kAvxVnniGroup);
  words.max_leaf = 6;
  CHECK((FeaturesFromX86(words) & (kAvx2 | kAvxVnni)) == 0);
}

void KnowsCpusThatAddBesideMultiplying() {
  X86Words words = Skylake();
  words.vendor = 0x68747541;     // AMD
  words.leaf1_eax = 0x00800F11;  // Zen
  CHECK(FeaturesFromX86(words) == (kAvx512Group | kFpAdders));
  words.leaf1_eax = 0x00B00F21;  // Zen 5
  CHECK(FeaturesFromX86(words) == (kAvx512Group | kFpAdders));
  words.leaf1_eax = 0x00660F01;  // Excavator
  CHECK(FeaturesFromX86(words) == kAvx512Group);
  words.vendor = 0x756E6547;  // Intel
  words.leaf1_eax = 0x00B00F21;
  CHECK(FeaturesFromX86(words) == kAvx512Group);
}

void ReadsArmWords() {
  CHECK(FeaturesFromArm64(B(1), 0) == kNeon);
  CHECK(FeaturesFromArm64(B(1) | B(20), B(13)) == (kNeon | kDotprod | kI8mm));
  CHECK(FeaturesFromArm32(B(12)) == kNone);
  CHECK(FeaturesFromArm32(B(12) | B(16)) == kNeon);
}

void ConvertsText() {
  Features features = kNone;
  CHECK(ParseFeatures("avx2,fma", &features) && features == (kAvx2 | kFma));
  CHECK(ParseFeatures("avx512-group,avx512vnni", &features) && features == kAvx512VnniGroup);
  CHECK(ParseFeatures("none", &features) && features == kNone);
  CHECK(!ParseFeatures("avx2,quick", &features) && features == kNone);
  CHECK(!ParseFeatures("", &features));
  char text[64];
  CHECK(FormatFeatures(kAvx2 | kFma, text, sizeof(text)) == 8 && !std::strcmp(text, "avx2,fma"));
  CHECK(FormatFeatures(kNone, text, sizeof(text)) == 4 && !std::strcmp(text, "none"));
  CHECK(FormatFeatures(kAvx2 | kFma, text, 7) == 4 && !std::strcmp(text, "avx2"));
  CHECK(FeatureName(kDotprod) != nullptr && FeatureName(1u << 31) == nullptr);
}

}  // namespace

int main() {
  FollowsTheOperatingSystem();
  KnowsVnniInBothEncodings();
  KnowsCpusThatAddBesideMultiplying();
  ReadsArmWords();
  ConvertsText();
  char text[200];
  FormatFeatures(DetectFeatures(), text, sizeof(text));
  std::printf("this CPU: %s\n", text);
  return test::Finish();
}
