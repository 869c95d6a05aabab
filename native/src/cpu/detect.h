// Asks the machine which features it has.
#pragma once

#include "cpu/arch.h"

namespace ossicle::arch {

// What x86 reports about itself, before any conclusion: the words cpuid and xgetbv return.
struct X86Words {
  uint32_t max_leaf;   // cpuid(0).eax
  uint32_t leaf1_ecx;  // cpuid(1)
  uint32_t leaf1_edx;
  uint32_t leaf7_ebx;  // cpuid(7, 0)
  uint32_t leaf7_ecx;
  uint32_t leaf7_1_eax;  // cpuid(7, 1)
  uint64_t xcr0;         // state the operating system saves; 0 without OSXSAVE
  uint32_t vendor;       // cpuid(0).ebx: the first letters of the name
  uint32_t leaf1_eax;    // which model it is
};

// Features both the CPU and the operating system support. A feature whose registers the operating
// system does not save is left out.
Features FeaturesFromX86(const X86Words& words);

// Features from the Linux auxiliary vector: HWCAP and HWCAP2 as the kernel defines them.
Features FeaturesFromArm64(uint64_t hwcap, uint64_t hwcap2);
Features FeaturesFromArm32(uint64_t hwcap);

// Features of the CPU this runs on. Constant over the life of the process; thread-safe.
Features DetectFeatures();

}  // namespace ossicle::arch
