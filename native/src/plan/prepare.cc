#include "plan/prepare.h"

#include <cinttypes>
#include <cstdio>
#include <cstring>

namespace ossicle {

Preparation::Preparation(Plan* plan, size_t index, const ErrorSink& error)
    : plan_(plan), index_(index), record_(plan->program.steps[index]), error_(error) {}

const Tensor* Preparation::output(uint32_t i) const {
  return i < record_.outputs ? plan_->program.Operand(record_, i) : nullptr;
}

const Tensor* Preparation::input(uint32_t i) const {
  return i < record_.inputs ? plan_->program.Operand(record_, record_.outputs + i) : nullptr;
}

double Preparation::real_attribute(uint32_t i) const {
  double value;
  std::memcpy(&value, &record_.attributes[i], sizeof(value));
  return value;
}

TensorRef Preparation::Ref(const Tensor* tensor) {
  if (tensor == nullptr) return {0, kAbsentBase};
  switch (tensor->residence) {
    case Residence::kWeight: {
      uint32_t buffer = 0;
      TensorRef ref = {0, 0};
      if (!plan_->weights.Locate(*tensor, &buffer, &ref.offset)) short_of_memory_ = true;
      ref.base = plan_->weight_base(buffer);
      return ref;
    }
    case Residence::kScratch:
      return {tensor->offset, plan_->arena_base()};
    default:
      return {tensor->offset, tensor->slot};
  }
}

void Preparation::NeedWorkspace(uint64_t bytes) {
  if (bytes > kMaxStateBytes || bytes > SIZE_MAX / 2) {
    short_of_memory_ = true;
  } else if (bytes > plan_->workspace_bytes) {
    plan_->workspace_bytes = static_cast<size_t>(bytes);
  }
}

int32_t Preparation::Finish(RunFn run, const void* params, const char* kernel) {
  if (short_of_memory_) return OutOfMemory();
  plan_->steps[index_] = {run, params, kernel};
  return OSSICLE_OK;
}

int32_t Preparation::FinishIdle() { return Finish(nullptr, nullptr, "idle"); }

int32_t Preparation::FailV(int32_t status, const char* format, va_list arguments) const {
  char where[240];
  char what[700];
  DescribeStep(plan_->program, index_, where, sizeof(where));
  std::vsnprintf(what, sizeof(what), format, arguments);
  return error_.Fail(status, static_cast<int32_t>(index_), "%s: %s", where, what);
}

int32_t Preparation::Reject(const char* format, ...) const {
  va_list arguments;
  va_start(arguments, format);
  FailV(OSSICLE_INVALID_PROGRAM, format, arguments);
  va_end(arguments);
  return OSSICLE_INVALID_PROGRAM;
}

int32_t Preparation::Unsupported(const char* format, ...) const {
  va_list arguments;
  va_start(arguments, format);
  FailV(OSSICLE_UNSUPPORTED, format, arguments);
  va_end(arguments);
  return OSSICLE_UNSUPPORTED;
}

int32_t Preparation::OutOfMemory() const {
  char where[240];
  DescribeStep(plan_->program, index_, where, sizeof(where));
  return error_.Fail(OSSICLE_OUT_OF_MEMORY, static_cast<int32_t>(index_),
                     "%s: not enough memory to prepare it; close unused models", where);
}

int32_t Preparation::NeedDense(const Tensor* tensor, const char* role) const {
  if (tensor == nullptr || tensor->dense) return OSSICLE_OK;
  char text[160];
  DescribeTensor(*tensor, text, sizeof(text));
  return Reject("%s must be row-major without gaps, found strides that are not; tensor %s", role,
                text);
}

int32_t Preparation::NeedType(const Tensor* tensor, const char* role, DType type) const {
  if (tensor == nullptr || tensor->dtype == type) return OSSICLE_OK;
  return Reject("%s must be %s, found %s", role, DTypeName(type), DTypeName(tensor->dtype));
}

int32_t Preparation::NeedDims(const Tensor* tensor, const char* role, const Tensor& wanted) const {
  if (tensor == nullptr || SameDims(*tensor, wanted)) return OSSICLE_OK;
  char found[160];
  char expected[160];
  DescribeTensor(*tensor, found, sizeof(found));
  DescribeTensor(wanted, expected, sizeof(expected));
  return Reject("%s is %s; its dims must be those of %s", role, found, expected);
}

int32_t Preparation::NeedAxis(uint32_t i, int rank, int* axis) const {
  int64_t value = 0;
  const int32_t status = NeedAttribute(i, "axis", 0, rank - 1, &value);
  if (status == OSSICLE_OK) *axis = static_cast<int>(value);
  return status;
}

int32_t Preparation::NeedAttribute(uint32_t i, const char* role, int64_t low, int64_t high,
                                   int64_t* value) const {
  if (i >= record_.attribute_count) {
    return Reject("%s must be attribute %u, but there are %u", role, i, record_.attribute_count);
  }
  *value = attribute(i);
  if (*value >= low && *value <= high) return OSSICLE_OK;
  return Reject("%s must be in %" PRId64 "..%" PRId64 ", found %" PRId64, role, low, high, *value);
}

int32_t Preparation::WrongType(const Tensor* tensor, const char* role, const char* expected) const {
  return Unsupported("%s of type %s is not supported; expected %s", role, DTypeName(tensor->dtype),
                     expected);
}

}  // namespace ossicle
