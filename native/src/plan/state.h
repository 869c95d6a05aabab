// The buffers of one stream and the loop over the steps.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "plan/plan.h"
#include "threads/trial.h"

namespace ossicle {

class State {
 public:
  State() = default;
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  // Holds a reference to the plan from here on.
  int32_t Build(Plan* plan, const ErrorSink& error);

  int32_t Run(ossicle_error* error);
  void Reset();

  // What steps run in, from step 0 on; a run walks it through all steps.
  RunContext Context(const ErrorSink& error);

  const Plan& plan() const { return *plan_; }
  char* At(const Tensor& tensor) const { return bases_[tensor.slot] + tensor.offset; }
  char* slot(uint32_t index) const { return bases_[index]; }

 private:
  int32_t RunSteps(RunContext run);
  int32_t RunWithHelpers(const ErrorSink& error, uint32_t threads);

  // Reserves the buffer of each slot, those that move with room to do so.
  int32_t AllocateBuffers(const ErrorSink& error);
  // Makes what this run wrote what the next one reads.
  void Advance();

  Plan* plan_ = nullptr;
  Array<char*> bases_;    // slots and the arena, which are owned, and weights
  Array<uint64_t> room_;  // bytes by which each slot and the arena may still move on
  Array<char> workspace_;
  std::atomic<uint32_t> busy_{0};
  Trial trial_;
};

}  // namespace ossicle

struct ossicle_state final : public ossicle::State {};
