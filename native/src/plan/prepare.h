// Turning one step of a program into a function and its parameters.
//
// A preparation checks everything an opcode asks of its operands and attributes, so that its run
// need not. It reports the first fault, in the operands' own terms, and what was expected.
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>

#include "plan/plan.h"
#include "plan/view.h"

namespace ossicle {

class Preparation {
 public:
  Preparation(Plan* plan, size_t index, const ErrorSink& error);

  // An operand, null if absent or beyond those the step has.
  const Tensor* output(uint32_t i) const;
  const Tensor* input(uint32_t i) const;

  uint32_t attribute_count() const { return record_.attribute_count; }
  int64_t attribute(uint32_t i) const { return record_.attributes[i]; }
  double real_attribute(uint32_t i) const;

  arch::Features features() const { return plan_->features; }
  Weights& weights() { return plan_->weights; }

  // Where the operand is found in a run. For a weight this may make an aligned copy, so it is not
  // to be asked for where a run needs only what was packed; if memory is short, Finish fails.
  TensorRef Ref(const Tensor* tensor);

  // Parameters that live as long as the plan, value-initialised; null if memory is short.
  template <typename Params>
  Params* NewParams() {
    static_assert(std::is_trivially_destructible<Params>::value, "nothing destroys parameters");
    void* const memory = plan_->params.Take(sizeof(Params));
    return memory == nullptr ? nullptr : new (memory) Params();
  }

  // Memory that lives as long as the plan, zero-filled; null if memory is short.
  template <typename T>
  T* NewArray(size_t count) {
    if (count > SIZE_MAX / 2 / sizeof(T)) return nullptr;
    return static_cast<T*>(plan_->params.Take(count * sizeof(T)));
  }

  // Asks for scratch memory during the run; the largest request of all steps is allocated.
  void NeedWorkspace(uint64_t bytes);

  // Ends a preparation: what runs, with which parameters, and what reports call it. Parameters must
  // be of the type that `kRun` takes.
  template <typename Params, int32_t (*kRun)(const Params&, const RunContext&)>
  int32_t Finish(const Params* params, const char* kernel) {
    return Finish([](const void* p,
                     const RunContext& run) { return kRun(*static_cast<const Params*>(p), run); },
                  params, kernel);
  }
  int32_t Finish(RunFn run, const void* params, const char* kernel);

  // Ends a preparation of a step that has nothing to compute, such as one of empty tensors.
  int32_t FinishIdle();

  // Describe a fault and return the status. The text follows "step 3 'name' (OPCODE): ".
  [[gnu::format(printf, 2, 3)]] int32_t Reject(const char* format, ...) const;
  [[gnu::format(printf, 2, 3)]] int32_t Unsupported(const char* format, ...) const;
  int32_t OutOfMemory() const;

  // Frequent requirements; 0 if met, otherwise the status of a described fault. `role` names the
  // operand in messages, such as "indices".
  int32_t NeedDense(const Tensor* tensor, const char* role) const;
  int32_t NeedType(const Tensor* tensor, const char* role, DType type) const;
  int32_t NeedDims(const Tensor* tensor, const char* role, const Tensor& wanted) const;
  // Reads attribute i as an axis of a tensor with this rank; must be 0 <= axis < rank.
  int32_t NeedAxis(uint32_t i, int rank, int* axis) const;
  // Reads attribute i, which must be in [low, high].
  int32_t NeedAttribute(uint32_t i, const char* role, int64_t low, int64_t high,
                        int64_t* value) const;

  // Says that the type of an operand is not supported here.
  int32_t WrongType(const Tensor* tensor, const char* role, const char* expected) const;

 private:
  int32_t FailV(int32_t status, const char* format, va_list arguments) const;

  Plan* plan_;
  size_t index_;
  const StepRecord& record_;
  const ErrorSink& error_;
  bool short_of_memory_ = false;
};

}  // namespace ossicle
