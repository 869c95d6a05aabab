// The functions of ossicle.h under the names by which a JVM finds the native methods of
// org.ossicle.ffm.JniCalls. Addresses are 64-bit numbers, whatever the machine; every argument and
// result is a number, so that nothing of the JVM's own interface is needed but its naming and the
// two arguments that come first: the environment and the object, which are left alone.
#include <cstdint>

#include "ossicle.h"

namespace {

template <typename T>
T* At(int64_t address) {
  return reinterpret_cast<T*>(static_cast<uintptr_t>(address));
}

int64_t AddressOf(const void* pointer) {
  return static_cast<int64_t>(reinterpret_cast<uintptr_t>(pointer));
}

}  // namespace

#define OSSICLE_JNI(result, method, ...) \
  extern "C" OSSICLE_API result Java_org_ossicle_ffm_JniCalls_##method(void*, void*, ##__VA_ARGS__)

OSSICLE_JNI(int32_t, abiVersion) { return static_cast<int32_t>(ossicle_abi_version()); }

OSSICLE_JNI(int64_t, version) { return AddressOf(ossicle_version()); }

OSSICLE_JNI(int64_t, cpuFeatures) { return static_cast<int64_t>(ossicle_cpu_features()); }

OSSICLE_JNI(int64_t, cpuFeatureName, int32_t bit) {
  return AddressOf(ossicle_cpu_feature_name(static_cast<uint32_t>(bit)));
}

OSSICLE_JNI(int64_t, allocations) { return static_cast<int64_t>(ossicle_allocations()); }

OSSICLE_JNI(int64_t, liveBytes) { return static_cast<int64_t>(ossicle_live_bytes()); }

OSSICLE_JNI(int32_t, sourceOpenFile, int64_t path, int64_t offset, int64_t bytes, int32_t mode,
            int64_t out, int64_t error) {
  return ossicle_source_open_file(At<const char>(path), static_cast<uint64_t>(offset),
                                  static_cast<uint64_t>(bytes), static_cast<uint32_t>(mode),
                                  At<ossicle_source*>(out), At<ossicle_error>(error));
}

OSSICLE_JNI(int32_t, sourceOpenMemory, int64_t data, int64_t bytes, int32_t mode, int64_t out,
            int64_t error) {
  return ossicle_source_open_memory(At<const void>(data), static_cast<uint64_t>(bytes),
                                    static_cast<uint32_t>(mode), At<ossicle_source*>(out),
                                    At<ossicle_error>(error));
}

OSSICLE_JNI(void, sourceClose, int64_t source) { ossicle_source_close(At<ossicle_source>(source)); }

OSSICLE_JNI(int32_t, planCreate, int64_t program, int64_t bytes, int64_t sources,
            int32_t source_count, int64_t features_allowed, int64_t out, int64_t error) {
  return ossicle_plan_create(
      At<const void>(program), static_cast<uint64_t>(bytes), At<ossicle_source* const>(sources),
      static_cast<uint32_t>(source_count), static_cast<uint64_t>(features_allowed),
      At<ossicle_plan*>(out), At<ossicle_error>(error));
}

OSSICLE_JNI(int64_t, planPackedBytes, int64_t plan) {
  return static_cast<int64_t>(ossicle_plan_packed_bytes(At<const ossicle_plan>(plan)));
}

OSSICLE_JNI(int32_t, planUseThreads, int64_t plan, int32_t threads) {
  return static_cast<int32_t>(
      ossicle_plan_use_threads(At<ossicle_plan>(plan), static_cast<uint32_t>(threads)));
}

OSSICLE_JNI(void, planClose, int64_t plan) { ossicle_plan_close(At<ossicle_plan>(plan)); }

OSSICLE_JNI(int32_t, stateCreate, int64_t plan, int64_t out, int64_t error) {
  return ossicle_state_create(At<ossicle_plan>(plan), At<ossicle_state*>(out),
                              At<ossicle_error>(error));
}

OSSICLE_JNI(int64_t, stateInput, int64_t state, int32_t index) {
  return AddressOf(ossicle_state_input(At<ossicle_state>(state), static_cast<uint32_t>(index)));
}

OSSICLE_JNI(int64_t, stateOutput, int64_t state, int32_t index) {
  return AddressOf(ossicle_state_output(At<ossicle_state>(state), static_cast<uint32_t>(index)));
}

OSSICLE_JNI(int64_t, stateCurrent, int64_t state, int32_t pair) {
  return AddressOf(ossicle_state_current(At<ossicle_state>(state), static_cast<uint32_t>(pair)));
}

OSSICLE_JNI(int32_t, stateRun, int64_t state, int64_t error) {
  return ossicle_state_run(At<ossicle_state>(state), At<ossicle_error>(error));
}

OSSICLE_JNI(void, stateReset, int64_t state) { ossicle_state_reset(At<ossicle_state>(state)); }

OSSICLE_JNI(void, stateClose, int64_t state) { ossicle_state_close(At<ossicle_state>(state)); }
