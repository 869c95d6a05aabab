// A program ready to run: checked, kernels chosen, weights packed. Shared by all its states.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "abi/error.h"
#include "abi/source.h"
#include "cpu/arch.h"
#include "plan/array.h"
#include "plan/program.h"
#include "plan/run.h"
#include "plan/weights.h"

namespace ossicle {

struct Plan {
  Plan() = default;
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

  Program program;
  Weights weights;
  Array<PreparedStep> steps;
  Pool params;
  size_t workspace_bytes = 0;
  arch::Features features = arch::kNone;
  std::atomic<uint32_t> references{1};
  std::atomic<uint32_t> threads{1};  // of a run; more than one if the plan holds the team

  ~Plan();

  // Bases of a state: its slots, the arena, then the buffers of weights.
  uint32_t arena_base() const { return static_cast<uint32_t>(program.slots.size()); }
  uint32_t weight_base(uint32_t buffer) const { return arena_base() + 1 + buffer; }
  size_t base_count() const { return program.slots.size() + 1 + weights.count(); }

  // Reads the program and prepares every step.
  int32_t Build(const void* bytes, uint64_t size, ossicle_source* const* sources,
                uint32_t source_count, const ErrorSink& error);

  // Lets up to `wanted` threads work at one run; answers how many can.
  uint32_t UseThreads(uint32_t wanted);
};

void RetainPlan(Plan* plan);
void ReleasePlan(Plan* plan);

// Writes "step 12 'name' (OPCODE)" cut off at `capacity` with the terminating zero.
void DescribeStep(const Program& program, size_t index, char* text, size_t capacity);

}  // namespace ossicle

struct ossicle_plan final : public ossicle::Plan {};
