#include "plan/plan.h"

#include <cinttypes>
#include <cstdio>

#include "cpu/allocate.h"
#include "plan/opcodes.h"
#include "plan/prepare.h"

namespace ossicle {
namespace {

int32_t PrepareStep(Plan* plan, size_t index, const ErrorSink& error) {
  const StepRecord& step = plan->program.steps[index];
  Preparation preparation(plan, index, error);
  const Opcode* const opcode = FindOpcode(step.opcode);
  if (opcode == nullptr) {
    return preparation.Unsupported(
        "this library has no such opcode; use the Java and native parts of one release");
  }
  if (const int32_t status = CheckOperands(*opcode, plan->program, step, preparation)) {
    return status;
  }
  return opcode->prepare(preparation);
}

// Adds to the message of an unsupported step how many more there are from `first` on.
void CountUnsupported(Plan* plan, size_t first, const ErrorSink& error) {
  size_t more = 0;
  const ErrorSink silent(nullptr);
  for (size_t i = first; i < plan->program.steps.size(); ++i) {
    if (PrepareStep(plan, i, silent) == OSSICLE_UNSUPPORTED) ++more;
  }
  if (more > 0) error.Append("; %zu more steps are not supported either", more);
}

}  // namespace

int32_t Plan::Build(const void* bytes, uint64_t size, ossicle_source* const* sources,
                    uint32_t source_count, const ErrorSink& error) {
  Array<uint64_t> source_bytes;
  if (!source_bytes.Reset(source_count)) return error.OutOfMemory("plan", source_count);
  for (uint32_t i = 0; i < source_count; ++i) source_bytes[i] = sources[i]->bytes;
  int32_t status = ReadProgram(bytes, size, source_bytes.data(), source_count, &program, error);
  if (status == OSSICLE_OK) status = weights.Reset(sources, source_count, error);
  if (status != OSSICLE_OK) return status;
  if (!steps.Reset(program.steps.size())) {
    return error.OutOfMemory("plan", program.steps.size() * sizeof(PreparedStep));
  }
  for (size_t i = 0; i < program.steps.size() && status == OSSICLE_OK; ++i) {
    status = PrepareStep(this, i, error);
    if (status == OSSICLE_UNSUPPORTED) CountUnsupported(this, i + 1, error);
  }
  return status;
}

Plan::~Plan() { UseThreads(1); }

uint32_t Plan::UseThreads(uint32_t wanted) {
  const uint32_t found = wanted > 1 ? TheTeam().Hold(wanted) : 1;
  if (wanted > 1 && found <= 1) TheTeam().Drop();
  if (threads.exchange(found) > 1) TheTeam().Drop();
  return found;
}

void RetainPlan(Plan* plan) { plan->references.fetch_add(1, std::memory_order_relaxed); }

void ReleasePlan(Plan* plan) {
  if (plan->references.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
  plan->~Plan();
  Free(plan);
}

void DescribeStep(const Program& program, size_t index, char* text, size_t capacity) {
  const StepRecord& step = program.steps[index];
  const Opcode* const opcode = FindOpcode(step.opcode);
  constexpr size_t kMostNameBytes = 160;
  const int name_length = PrefixBytes(step.name, step.name_bytes, kMostNameBytes);
  if (opcode != nullptr) {
    std::snprintf(text, capacity, "step %zu '%.*s' (%s)", index, name_length, step.name,
                  opcode->name);
  } else {
    std::snprintf(text, capacity, "step %zu '%.*s' (opcode %" PRIu32 ")", index, name_length,
                  step.name, step.opcode);
  }
}

int32_t RunContext::Refuse(const char* format, ...) const {
  char where[240];
  char what[600];
  DescribeStep(plan->program, static_cast<size_t>(step), where, sizeof(where));
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(what, sizeof(what), format, arguments);
  va_end(arguments);
  return error->Fail(OSSICLE_DATA_REFUSED, step, "%s: %s", where, what);
}

}  // namespace ossicle
