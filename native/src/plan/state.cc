#include "plan/state.h"

#include <cstring>

#include "cpu/allocate.h"

namespace ossicle {
namespace {

// Marks a state as in use for as long as it lives, unless somebody else already does.
class Entry {
 public:
  explicit Entry(std::atomic<uint32_t>* busy) : busy_(busy) {
    entered_ = busy_->exchange(1, std::memory_order_acquire) == 0;
  }
  ~Entry() {
    if (entered_) busy_->store(0, std::memory_order_release);
  }
  Entry(const Entry&) = delete;
  Entry& operator=(const Entry&) = delete;

  bool entered() const { return entered_; }

 private:
  std::atomic<uint32_t>* busy_;
  bool entered_;
};

}  // namespace

State::~State() {
  if (plan_ == nullptr) return;
  for (const StatePair& pair : plan_->program.pairs) {
    if (pair.distance == 0 || room_.size() == 0) continue;
    const uint32_t slot = plan_->program.tensors[pair.read].slot;
    if (bases_[slot] != nullptr) bases_[slot] -= pair.room - room_[slot];
  }
  for (size_t i = 0; i < bases_.size() && i <= plan_->arena_base(); ++i) Free(bases_[i]);
  ReleasePlan(plan_);
}

int32_t State::Build(Plan* plan, const ErrorSink& error) {
  RetainPlan(plan);
  plan_ = plan;
  if (!bases_.Reset(plan->base_count())) {
    return error.OutOfMemory("stream", plan->base_count() * sizeof(char*));
  }
  if (const int32_t status = AllocateBuffers(error)) return status;
  for (uint32_t i = 0; i < plan->weights.count(); ++i) {
    bases_[plan->weight_base(i)] = const_cast<char*>(plan->weights.data(i));
  }
  if (!workspace_.Reset(plan->workspace_bytes)) {
    return error.OutOfMemory("stream", plan->workspace_bytes);
  }
  return OSSICLE_OK;
}

int32_t State::AllocateBuffers(const ErrorSink& error) {
  const Program& program = plan_->program;
  const size_t count = plan_->arena_base() + size_t{1};
  if (!room_.Reset(count)) return error.OutOfMemory("stream", count * sizeof(uint64_t));
  for (const StatePair& pair : program.pairs) {
    room_[program.tensors[pair.read].slot] = pair.room;
  }
  for (size_t i = 0; i < count; ++i) {
    const uint64_t seen = i < plan_->arena_base() ? program.slots[i].bytes : program.scratch_bytes;
    const uint64_t bytes = seen + room_[i];
    if (bytes > SIZE_MAX) return error.OutOfMemory("stream", bytes);
    bases_[i] = static_cast<char*>(Allocate(static_cast<size_t>(bytes), kBufferAlignment));
    if (bases_[i] == nullptr) return error.OutOfMemory("stream", bytes);
  }
  return OSSICLE_OK;
}

void State::Advance() {
  const Program& program = plan_->program;
  for (const StatePair& pair : program.pairs) {
    const uint32_t slot = program.tensors[pair.read].slot;
    char*& base = bases_[slot];
    if (pair.distance == 0) {
      char*& written = bases_[program.tensors[pair.written].slot];
      char* const read = base;
      base = written;
      written = read;
    } else if (room_[slot] > 0) {
      base += pair.distance;
      room_[slot] -= pair.distance;
    } else {
      const size_t kept = static_cast<size_t>(program.slots[slot].bytes - pair.distance);
      room_[slot] = pair.room;
      std::memmove(base - room_[slot], base + pair.distance, kept);
      base -= room_[slot];
    }
  }
}

RunContext State::Context(const ErrorSink& error) {
  return {bases_.data(), workspace_.data(), plan_, &error, 0, {}};
}

int32_t State::RunWithHelpers(const ErrorSink& error, uint32_t threads) {
  RunContext run = Context(error);
  const bool timed = trial_.Timed();
  const int64_t start = timed ? MonotonicNanos() : 0;
  const bool helped = trial_.WantsHelp() && TheTeam().Enter(threads);
  if (helped) run.helpers = {&TheTeam(), threads};
  const int32_t status = RunSteps(run);
  const bool used = helped && TheTeam().Leave();
  trial_.Note(helped, used, timed ? MonotonicNanos() - start : 0);
  return status;
}

int32_t State::RunSteps(RunContext run) {
  const PreparedStep* const steps = plan_->steps.data();
  const int32_t count = static_cast<int32_t>(plan_->steps.size());
  for (; run.step < count; ++run.step) {
    const PreparedStep& step = steps[run.step];
    if (step.run == nullptr) continue;
    if (const int32_t status = step.run(step.params, run)) return status;
  }
  return OSSICLE_OK;
}

int32_t State::Run(ossicle_error* error) {
  const ErrorSink sink(error);
  const Entry entry(&busy_);
  if (!entry.entered()) {
    return sink.Fail(OSSICLE_BUSY, -1,
                     "state: another thread is running it; give each thread its own stream");
  }
  const uint32_t threads = plan_->threads.load(std::memory_order_relaxed);
  if (const int32_t status =
          threads > 1 ? RunWithHelpers(sink, threads) : RunSteps(Context(sink))) {
    return status;
  }
  Advance();
  return OSSICLE_OK;
}

void State::Reset() {
  const Entry entry(&busy_);
  if (!entry.entered()) return;
  const Array<Slot>& slots = plan_->program.slots;
  for (size_t i = 0; i < slots.size(); ++i) {
    if (slots[i].residence != Residence::kState) continue;
    std::memset(bases_[i], 0, static_cast<size_t>(slots[i].bytes));
  }
}

}  // namespace ossicle
