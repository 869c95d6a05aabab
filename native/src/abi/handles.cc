// Plans and states as the C interface hands them out.
#include <cinttypes>
#include <cstdio>
#include <new>

#include "cpu/allocate.h"
#include "cpu/detect.h"
#include "ossicle.h"
#include "plan/describe.h"
#include "plan/plan.h"
#include "plan/state.h"

using namespace ossicle;

namespace {

template <typename T>
T* New(const ErrorSink& error) {
  void* const memory = Allocate(sizeof(T), alignof(T));
  if (memory == nullptr) {
    error.OutOfMemory("object", sizeof(T));
    return nullptr;
  }
  return new (memory) T();
}

bool AllGiven(ossicle_source* const* sources, uint32_t count) {
  for (uint32_t i = 0; i < count; ++i) {
    if (sources[i] == nullptr) return false;
  }
  return true;
}

}  // namespace

extern "C" {

int32_t ossicle_plan_create(const void* program, uint64_t bytes, ossicle_source* const* sources,
                            uint32_t source_count, uint64_t features_allowed, ossicle_plan** out,
                            ossicle_error* error) {
  const ErrorSink sink(error);
  if (program == nullptr || out == nullptr || (sources == nullptr && source_count > 0) ||
      !AllGiven(sources, source_count)) {
    return sink.Fail(OSSICLE_INVALID_ARGUMENT, -1,
                     "plan: expected a program, %u sources and a place for the result, found a "
                     "null pointer",
                     source_count);
  }
  ossicle_plan* const plan = New<ossicle_plan>(sink);
  if (plan == nullptr) return OSSICLE_OUT_OF_MEMORY;
  plan->features = arch::DetectFeatures() & static_cast<arch::Features>(features_allowed);
  const int32_t status = plan->Build(program, bytes, sources, source_count, sink);
  if (status != OSSICLE_OK) {
    ReleasePlan(plan);
    return status;
  }
  // Packed weights were read once and will not be again: memory holds each of them once.
  for (uint32_t i = 0; i < source_count; ++i) DropPages(*sources[i]);
  *out = plan;
  return OSSICLE_OK;
}

uint64_t ossicle_plan_packed_bytes(const ossicle_plan* plan) {
  return plan == nullptr ? 0 : plan->weights.packed_bytes();
}

int32_t ossicle_plan_describe(const ossicle_plan* plan, char* text, uint64_t capacity) {
  if (plan == nullptr || (text == nullptr && capacity > 0)) return -1;
  return DescribePlan(*plan, text, capacity);
}

uint32_t ossicle_plan_use_threads(ossicle_plan* plan, uint32_t threads) {
  return plan == nullptr ? 0 : plan->UseThreads(threads);
}

void ossicle_plan_close(ossicle_plan* plan) {
  if (plan != nullptr) ReleasePlan(plan);
}

int32_t ossicle_state_create(ossicle_plan* plan, ossicle_state** out, ossicle_error* error) {
  const ErrorSink sink(error);
  if (plan == nullptr || out == nullptr) {
    return sink.Fail(OSSICLE_INVALID_ARGUMENT, -1,
                     "state: expected a plan and a place for the result, found a null pointer");
  }
  ossicle_state* const state = New<ossicle_state>(sink);
  if (state == nullptr) return OSSICLE_OUT_OF_MEMORY;
  const int32_t status = state->Build(plan, sink);
  if (status != OSSICLE_OK) {
    ossicle_state_close(state);
    return status;
  }
  *out = state;
  return OSSICLE_OK;
}

void* ossicle_state_input(ossicle_state* state, uint32_t index) {
  if (state == nullptr || index >= state->plan().program.inputs.size()) return nullptr;
  const Program& program = state->plan().program;
  return state->At(program.tensors[program.inputs[index]]);
}

void* ossicle_state_output(ossicle_state* state, uint32_t index) {
  if (state == nullptr || index >= state->plan().program.outputs.size()) return nullptr;
  const Program& program = state->plan().program;
  return state->At(program.tensors[program.outputs[index]]);
}

void* ossicle_state_current(ossicle_state* state, uint32_t pair) {
  if (state == nullptr || pair >= state->plan().program.pairs.size()) return nullptr;
  const Program& program = state->plan().program;
  return state->slot(program.tensors[program.pairs[pair].read].slot);
}

int32_t ossicle_state_run(ossicle_state* state, ossicle_error* error) {
  if (state == nullptr) {
    return ErrorSink(error).Fail(OSSICLE_INVALID_ARGUMENT, -1,
                                 "state: expected a state, found a null pointer");
  }
  return state->Run(error);
}

void ossicle_state_reset(ossicle_state* state) {
  if (state != nullptr) state->Reset();
}

void ossicle_state_close(ossicle_state* state) {
  if (state == nullptr) return;
  state->~ossicle_state();
  Free(state);
}

}  // extern "C"
