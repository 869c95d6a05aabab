#include "cpu/allocate.h"
#include "cpu/arch.h"
#include "cpu/detect.h"
#include "ossicle.h"

using namespace ossicle;

extern "C" {

uint32_t ossicle_abi_version(void) { return OSSICLE_ABI_VERSION; }

const char* ossicle_version(void) { return "0.1.0"; }

uint64_t ossicle_cpu_features(void) { return arch::DetectFeatures(); }

const char* ossicle_cpu_feature_name(uint32_t bit) {
  return bit < 32 ? arch::FeatureName(arch::Features{1} << bit) : nullptr;
}

uint64_t ossicle_allocations(void) { return AllocationCount(); }

uint64_t ossicle_live_bytes(void) { return AllocatedBytes(); }

}  // extern "C"
