// Runs a test once per instruction set, for code that selects its kernels itself.
#pragma once

#include <cstdio>

#include "cpu/detect.h"

namespace ossicle::test {

// Calls body(features) for the masks under which different kernels are chosen, as far as this CPU
// has them; the others are reported by name.
template <typename Body>
void ForEachFeatureSet(Body body) {
  struct Set {
    const char* name;
    arch::Features features;
  };
  const Set sets[] = {
    {"none", arch::kNone},
#if defined(__x86_64__)
    {"sse41", arch::kSse41Group},
    {"avx2", arch::kAvx2Group},
    {"avxvnni", arch::kAvxVnniGroup},
    {"avx512", arch::kAvx512Group},
    {"avx512vnni", arch::kAvx512VnniGroup},
    {"avx512 and fp-adders", arch::kAvx512Group | arch::kFpAdders},
#elif defined(__aarch64__)
    {"neon", arch::kNeon},
    {"dotprod", arch::kNeon | arch::kDotprod},
    {"i8mm", arch::kNeon | arch::kDotprod | arch::kI8mm},
#elif defined(__arm__)
    {"neon", arch::kNeon},
#endif
  };
  const arch::Features here = arch::DetectFeatures();
  for (const Set& set : sets) {
    if ((set.features & ~here) != 0) {
      std::printf("NOT RUN with %s: this CPU lacks it\n", set.name);
      continue;
    }
    std::printf("testing with %s\n", set.name);
    body(set.features);
  }
}

}  // namespace ossicle::test
