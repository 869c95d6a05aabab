// What a prepared step sees while a state runs.
#pragma once

#include <cstddef>
#include <cstdint>

#include "abi/error.h"
#include "threads/team.h"

namespace ossicle {

// The buffers of one state, indexed by TensorRef::base, and scratch memory for the step at hand.
struct RunContext {
  char* const* bases;
  char* workspace;  // at least what the step asked for, aligned to kBufferAlignment
  const struct Plan* plan;
  const ErrorSink* error;
  int32_t step;
  Helpers helpers;  // nobody, unless the run has claimed the team

  // Describes why the data are refused and returns OSSICLE_DATA_REFUSED. Does not allocate.
  [[gnu::format(printf, 2, 3)]] int32_t Refuse(const char* format, ...) const;
};

// The base of a TensorRef that stands for an absent operand.
constexpr uint32_t kAbsentBase = UINT32_MAX;

// Where element 0 of a tensor is found in any state of the plan.
struct TensorRef {
  int64_t offset;
  uint32_t base;

  bool absent() const { return base == kAbsentBase; }
  char* At(const RunContext& run) const { return run.bases[base] + offset; }
  template <typename T>
  T* As(const RunContext& run) const {
    return reinterpret_cast<T*>(At(run));
  }
  template <typename T>
  T* OrNull(const RunContext& run) const {
    return absent() ? nullptr : As<T>(run);
  }
};

// Runs a step. `params` is what its preparation left behind.
using RunFn = int32_t (*)(const void* params, const RunContext& run);

struct PreparedStep {
  RunFn run;  // null for a step with nothing to do
  const void* params;
  const char* kernel;  // for reports; static text
};

}  // namespace ossicle
