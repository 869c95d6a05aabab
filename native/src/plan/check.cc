// Checks of a program's buffers and of where views and steps may reach.
#include <cinttypes>
#include <cstdio>

#include "plan/program.h"
#include "plan/view.h"

namespace ossicle {
namespace {

const char* ResidenceName(Residence residence) {
  switch (residence) {
    case Residence::kWeight:
      return "weight";
    case Residence::kState:
      return "state";
    case Residence::kScratch:
      return "scratch";
    case Residence::kInput:
      return "input";
    case Residence::kOutput:
      return "output";
  }
  return "unknown";
}

// Finds the size of the buffer a tensor lives in; false if it names none.
bool BufferBytes(const Program& program, const Tensor& tensor, const uint64_t* source_bytes,
                 uint64_t* bytes) {
  switch (tensor.residence) {
    case Residence::kWeight:
      if (tensor.slot >= program.sources) return false;
      *bytes = source_bytes[tensor.slot];
      return true;
    case Residence::kScratch:
      *bytes = program.scratch_bytes;
      return tensor.slot == 0;
    default:
      if (tensor.slot >= program.slots.size()) return false;
      *bytes = program.slots[tensor.slot].bytes;
      return program.slots[tensor.slot].residence == tensor.residence;
  }
}

int32_t CheckTensor(const Program& program, size_t id, Tensor* tensor, const uint64_t* source_bytes,
                    const ErrorSink& error) {
  for (int axis = tensor->rank; axis < kMaxRank; ++axis) {
    if (tensor->dims[axis] == 0 && tensor->strides[axis] == 0) continue;
    return error.Fail(OSSICLE_INVALID_PROGRAM, -1,
                      "tensor %zu: rank %u, but entry %d of dims or strides is not 0", id,
                      tensor->rank, axis);
  }
  uint64_t bytes;
  if (!BufferBytes(program, *tensor, source_bytes, &bytes)) {
    return error.Fail(OSSICLE_INVALID_PROGRAM, -1,
                      "tensor %zu: there is no %s buffer %u (slots: %zu, sources: %u)", id,
                      ResidenceName(tensor->residence), tensor->slot, program.slots.size(),
                      program.sources);
  }
  if (!MeasureView(tensor)) {
    return error.Fail(OSSICLE_INVALID_PROGRAM, -1,
                      "tensor %zu: a dim is negative, there are more than %" PRId64
                      " elements, or they lie further apart than 63 bits can say",
                      id, kMaxElements);
  }
  if (tensor->first_byte < 0 || static_cast<uint64_t>(tensor->end_byte) > bytes) {
    return error.Fail(OSSICLE_INVALID_PROGRAM, -1,
                      "tensor %zu: reaches bytes %" PRId64 " to %" PRId64
                      " of %s buffer %u, which "
                      "has %" PRIu64,
                      id, tensor->first_byte, tensor->end_byte, ResidenceName(tensor->residence),
                      tensor->slot, bytes);
  }
  if (tensor->offset % tensor->element_bytes() != 0) {
    return error.Fail(OSSICLE_INVALID_PROGRAM, -1,
                      "tensor %zu: offset %" PRId64 " is no multiple of the %" PRId64
                      " bytes of a %s",
                      id, tensor->offset, tensor->element_bytes(), DTypeName(tensor->dtype));
  }
  return OSSICLE_OK;
}

int32_t CheckEnds(const Program& program, const Array<uint32_t>& ids, Residence residence,
                  const ErrorSink& error) {
  for (size_t i = 0; i < ids.size(); ++i) {
    const Tensor& tensor = program.tensors[ids[i]];
    if (tensor.residence == residence && tensor.dense) continue;
    char text[160];
    DescribeTensor(tensor, text, sizeof(text));
    return error.Fail(OSSICLE_INVALID_PROGRAM, -1,
                      "%s %zu: expected a row-major tensor of residence %s, found %s tensor %s of "
                      "residence %s",
                      ResidenceName(residence), i, ResidenceName(residence),
                      tensor.dense ? "row-major" : "strided", text,
                      ResidenceName(tensor.residence));
  }
  return OSSICLE_OK;
}

// What a run does with each state slot; a slot may play one role only.
enum class Role : uint8_t { kUnused = 0, kConstant, kRead, kWritten, kMoving };

int32_t FindRoles(const Program& program, Array<Role>* roles, const ErrorSink& error) {
  if (!roles->Reset(program.slots.size())) {
    return error.OutOfMemory("program", program.slots.size());
  }
  for (size_t i = 0; i < program.pairs.size(); ++i) {
    const StatePair& pair = program.pairs[i];
    const uint32_t read = program.tensors[pair.read].slot;
    const uint32_t written = program.tensors[pair.written].slot;
    if ((*roles)[read] != Role::kUnused || (*roles)[written] != Role::kUnused) {
      return error.Fail(OSSICLE_INVALID_PROGRAM, -1,
                        "state pair %zu: slot %u or %u belongs to another pair too", i, read,
                        written);
    }
    (*roles)[read] = read != written     ? Role::kRead
                     : pair.distance > 0 ? Role::kMoving
                                         : Role::kConstant;
    if (read != written) (*roles)[written] = Role::kWritten;
  }
  return OSSICLE_OK;
}

// Whether both sides of a state are the same view, of two slots or of one at two places.
bool AreAlike(const Program& program, const Tensor& read, const Tensor& written) {
  bool alike = read.residence == Residence::kState && written.residence == Residence::kState &&
               read.dtype == written.dtype && read.rank == written.rank && read.offset == 0 &&
               program.slots[read.slot].bytes == program.slots[written.slot].bytes;
  for (int axis = 0; axis < kMaxRank; ++axis) {
    alike = alike && read.dims[axis] == written.dims[axis] &&
            read.strides[axis] == written.strides[axis];
  }
  return alike && (read.slot == written.slot || written.offset == 0);
}

bool MayBeWritten(const Tensor& tensor, const Array<Role>& roles) {
  switch (tensor.residence) {
    case Residence::kScratch:
    case Residence::kOutput:
      return true;
    case Residence::kState:
      return roles[tensor.slot] == Role::kWritten || roles[tensor.slot] == Role::kMoving;
    default:
      return false;
  }
}

}  // namespace

// As many distances as a slot is long, so that a state that moves takes the memory of two; few
// enough that it stays in the cache.
uint64_t Room(uint64_t distance, uint64_t bytes) {
  constexpr uint64_t kMostMoves = 128;
  if (distance == 0) return 0;
  const uint64_t moves = bytes / distance;
  return distance * (moves < 1 ? 1 : moves > kMostMoves ? kMostMoves : moves);
}

int32_t CheckPairs(Program* program, const ErrorSink& error) {
  for (size_t i = 0; i < program->pairs.size(); ++i) {
    StatePair& pair = program->pairs[i];
    const size_t tensors = program->tensors.size();
    if (pair.read < tensors && pair.written < tensors) {
      const Tensor& read = program->tensors[pair.read];
      const Tensor& written = program->tensors[pair.written];
      pair.distance = static_cast<uint64_t>(written.offset);
      if (AreAlike(*program, read, written) && pair.distance % kBufferAlignment == 0) {
        pair.room = Room(pair.distance, program->slots[read.slot].bytes);
        continue;
      }
    }
    return error.Fail(OSSICLE_INVALID_PROGRAM, -1,
                      "state pair %zu: tensors %u and %u must be equal views of state slots of "
                      "equal size from byte 0 on, or of one slot, a multiple of %zu bytes apart",
                      i, pair.read, pair.written, kBufferAlignment);
  }
  return OSSICLE_OK;
}

int32_t CheckRoom(const Program& program, const ErrorSink& error) {
  const auto add = [](uint64_t total, uint64_t bytes) {
    return bytes > kMaxStateBytes ? bytes : total + bytes;
  };
  uint64_t total = program.scratch_bytes;
  for (size_t i = 0; i < program.slots.size() && total <= kMaxStateBytes; ++i) {
    total = add(total, program.slots[i].bytes);
  }
  for (size_t i = 0; i < program.pairs.size() && total <= kMaxStateBytes; ++i) {
    total = add(total, program.pairs[i].room);
  }
  if (total <= kMaxStateBytes) return OSSICLE_OK;
  return error.Fail(OSSICLE_INVALID_PROGRAM, -1,
                    "program: a stream would need more than %" PRIu64
                    " bytes; compile for shorter inputs",
                    kMaxStateBytes);
}

int32_t CheckTensors(Program* program, const uint64_t* source_bytes, const ErrorSink& error) {
  for (size_t i = 0; i < program->tensors.size(); ++i) {
    const int32_t status = CheckTensor(*program, i, &program->tensors[i], source_bytes, error);
    if (status != OSSICLE_OK) return status;
  }
  if (const int32_t status = CheckEnds(*program, program->inputs, Residence::kInput, error)) {
    return status;
  }
  return CheckEnds(*program, program->outputs, Residence::kOutput, error);
}

int32_t CheckSteps(const Program& program, const ErrorSink& error) {
  Array<Role> roles;
  if (const int32_t status = FindRoles(program, &roles, error)) return status;
  for (size_t i = 0; i < program.steps.size(); ++i) {
    const StepRecord& step = program.steps[i];
    for (uint32_t k = 0; k < step.outputs; ++k) {
      const Tensor* const y = program.Operand(step, k);
      if (y == nullptr) continue;
      const char* const fault = !MayBeWritten(*y, roles) ? "lives where a step may not write"
                                : !RepeatsNothing(*y)    ? "writes some bytes twice"
                                                         : nullptr;
      if (fault == nullptr) continue;
      return error.Fail(OSSICLE_INVALID_PROGRAM, static_cast<int32_t>(i),
                        "step %zu '%.*s': output %u (tensor %d, %s, slot %u) %s; outputs belong in "
                        "scratch, outputs and the written side of state pairs, with distinct "
                        "elements",
                        i, PrefixBytes(step.name, step.name_bytes, 200), step.name, k,
                        step.operands[k], ResidenceName(y->residence), y->slot, fault);
    }
  }
  return OSSICLE_OK;
}

void DescribeTensor(const Tensor& tensor, char* text, size_t capacity) {
  size_t used = 0;
  const auto append = [&](const char* format, auto value) {
    if (used >= capacity) return;
    const int length = std::snprintf(text + used, capacity - used, format, value);
    used += length > 0 ? static_cast<size_t>(length) : 0;
  };
  append("%s[", DTypeName(tensor.dtype));
  for (int axis = 0; axis < tensor.rank; ++axis) {
    append(axis == 0 ? "%" PRId64 : ",%" PRId64, tensor.dims[axis]);
  }
  append("%s", "]");
}

}  // namespace ossicle
