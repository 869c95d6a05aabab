#include <cinttypes>
#include <cstring>

#include "plan/program.h"

namespace ossicle {
namespace {

constexpr uint32_t kMagic = 0x4C43534F;
constexpr uint32_t kFormatVersion = 5;
constexpr uint64_t kHeaderBytes = 56;
constexpr uint64_t kSlotBytes = 16;
constexpr uint64_t kTensorBytes = 144;
constexpr uint64_t kStepBytes = 24;
// Counts are 32-bit, and a name needs an offset: a larger program cannot be described anyway.
constexpr uint64_t kMaxProgramBytes = uint64_t{1} << 32;

// Hands out consecutive parts of the program, each padded to 8 bytes.
class Cursor {
 public:
  Cursor(const unsigned char* bytes, uint64_t size) : at_(bytes), left_(size) {}

  // Null if fewer than `count * each` bytes are left; `count` and `each` fit 33 bits.
  const unsigned char* Take(uint64_t count, uint64_t each) {
    const uint64_t wanted = (count * each + 7) / 8 * 8;
    if (wanted > left_) return nullptr;
    const unsigned char* const taken = at_;
    at_ += wanted;
    left_ -= wanted;
    return taken;
  }
  uint64_t left() const { return left_; }

 private:
  const unsigned char* at_;
  uint64_t left_;
};

template <typename T>
T ReadAt(const unsigned char* bytes, uint64_t offset) {
  T value;
  std::memcpy(&value, bytes + offset, sizeof(value));
  return value;
}

struct Header {
  uint32_t slots, tensors, steps, pairs, inputs, outputs, sources, name_bytes;
};

class Reader {
 public:
  Reader(Program* program, const ErrorSink& error)
      : program_(program), error_(error), cursor_(program->bytes.data(), program->bytes.size()) {}

  int32_t Read() {
    int32_t status = ReadHeader();
    if (status == 0) status = ReadSlots();
    if (status == 0) status = ReadTensors();
    if (status == 0) status = ReadPairs();
    if (status == 0) status = ReadIds(header_.inputs, "input", &program_->inputs);
    if (status == 0) status = ReadIds(header_.outputs, "output", &program_->outputs);
    if (status == 0) status = ReadSteps();
    return status;
  }

  uint32_t sources() const { return header_.sources; }

 private:
  int32_t Truncated(const char* section, uint64_t count) {
    return error_.Fail(OSSICLE_INVALID_PROGRAM, -1,
                       "program: %" PRIu64 " %s do not fit in the %" PRIu64
                       " bytes left; the program is damaged, compile the model again",
                       count, section, cursor_.left());
  }

  int32_t ReadHeader() {
    const unsigned char* const at = cursor_.Take(1, kHeaderBytes);
    if (at == nullptr) return Truncated("headers", 1);
    const uint32_t magic = ReadAt<uint32_t>(at, 0);
    const uint32_t version = ReadAt<uint32_t>(at, 4);
    const uint64_t bytes = ReadAt<uint64_t>(at, 8);
    if (magic != kMagic) {
      return error_.Fail(OSSICLE_INVALID_PROGRAM, -1,
                         "program: expected the magic number 0x%08x, found 0x%08x; these bytes are "
                         "not a program",
                         kMagic, magic);
    }
    if (version != kFormatVersion) {
      return error_.Fail(OSSICLE_INVALID_PROGRAM, -1,
                         "program: expected format version %u, found %u; use the Java and native "
                         "parts of one release",
                         kFormatVersion, version);
    }
    if (bytes != program_->bytes.size()) {
      return error_.Fail(OSSICLE_INVALID_PROGRAM, -1,
                         "program: the header says %" PRIu64
                         " bytes, %zu were given; the program "
                         "is damaged, compile the model again",
                         bytes, program_->bytes.size());
    }
    program_->scratch_bytes = ReadAt<uint64_t>(at, 16);
    std::memcpy(&header_, at + 24, sizeof(header_));
    program_->sources = header_.sources;
    return OSSICLE_OK;
  }

  template <typename T>
  int32_t Reserve(Array<T>* array, uint64_t count) {
    if (array->Reset(count)) return OSSICLE_OK;
    return error_.OutOfMemory("program", count * sizeof(T));
  }

  int32_t ReadSlots() {
    const unsigned char* at = cursor_.Take(header_.slots, kSlotBytes);
    if (at == nullptr) return Truncated("slots", header_.slots);
    if (const int32_t status = Reserve(&program_->slots, header_.slots)) return status;
    for (uint32_t i = 0; i < header_.slots; ++i, at += kSlotBytes) {
      const uint32_t residence = ReadAt<uint32_t>(at, 0);
      const uint32_t zero = ReadAt<uint32_t>(at, 4);
      if ((residence != 1 && residence != 3 && residence != 4) || zero != 0) {
        return error_.Fail(OSSICLE_INVALID_PROGRAM, -1,
                           "slot %u: expected residence 1, 3 or 4 followed by 0, found %u and %u",
                           i, residence, zero);
      }
      program_->slots[i] = {static_cast<Residence>(residence), ReadAt<uint64_t>(at, 8)};
    }
    return OSSICLE_OK;
  }

  int32_t ReadTensors() {
    const unsigned char* at = cursor_.Take(header_.tensors, kTensorBytes);
    if (at == nullptr) return Truncated("tensors", header_.tensors);
    if (const int32_t status = Reserve(&program_->tensors, header_.tensors)) return status;
    for (uint32_t i = 0; i < header_.tensors; ++i, at += kTensorBytes) {
      Tensor& tensor = program_->tensors[i];
      const uint8_t rank = at[1];
      if (ElementBytes(static_cast<DType>(at[0])) == 0 || rank > kMaxRank || at[2] > 4 ||
          at[3] != 0) {
        return error_.Fail(OSSICLE_INVALID_PROGRAM, -1,
                           "tensor %u: type %u, rank %u, residence %u, reserved %u; expected a "
                           "numeric or bool ONNX type, rank 0 to 8, residence 0 to 4 and 0",
                           i, at[0], rank, at[2], at[3]);
      }
      tensor.dtype = static_cast<DType>(at[0]);
      tensor.rank = rank;
      tensor.residence = static_cast<Residence>(at[2]);
      tensor.slot = ReadAt<uint32_t>(at, 4);
      tensor.offset = ReadAt<int64_t>(at, 8);
      std::memcpy(tensor.dims, at + 16, sizeof(tensor.dims));
      std::memcpy(tensor.strides, at + 80, sizeof(tensor.strides));
    }
    return OSSICLE_OK;
  }

  int32_t ReadPairs() {
    const unsigned char* at = cursor_.Take(header_.pairs, 8);
    if (at == nullptr) return Truncated("state pairs", header_.pairs);
    if (const int32_t status = Reserve(&program_->pairs, header_.pairs)) return status;
    for (uint32_t i = 0; i < header_.pairs; ++i, at += 8) {
      program_->pairs[i] = {ReadAt<uint32_t>(at, 0), ReadAt<uint32_t>(at, 4), 0, 0};
    }
    return OSSICLE_OK;
  }

  int32_t ReadIds(uint32_t count, const char* what, Array<uint32_t>* ids) {
    const unsigned char* const at = cursor_.Take(count, 4);
    if (at == nullptr) return Truncated(what, count);
    if (const int32_t status = Reserve(ids, count)) return status;
    for (uint32_t i = 0; i < count; ++i) {
      (*ids)[i] = ReadAt<uint32_t>(at, uint64_t{4} * i);
      if ((*ids)[i] >= header_.tensors) {
        return error_.Fail(OSSICLE_INVALID_PROGRAM, -1, "%s %u: tensor %u, but there are %u", what,
                           i, (*ids)[i], header_.tensors);
      }
    }
    return OSSICLE_OK;
  }

  int32_t ReadSteps() {
    if (header_.steps > cursor_.left() / kStepBytes) return Truncated("steps", header_.steps);
    if (const int32_t status = Reserve(&program_->steps, header_.steps)) return status;
    for (uint32_t i = 0; i < header_.steps; ++i) {
      if (const int32_t status = ReadStep(i)) return status;
    }
    const unsigned char* const names = cursor_.Take(header_.name_bytes, 1);
    if (names == nullptr) return Truncated("bytes of names", header_.name_bytes);
    for (StepRecord& step : program_->steps) {
      step.name = reinterpret_cast<const char*>(names) + name_offset(step);
    }
    if (cursor_.left() == 0) return OSSICLE_OK;
    return error_.Fail(OSSICLE_INVALID_PROGRAM, -1,
                       "program: %" PRIu64 " bytes follow the last section; expected none",
                       cursor_.left());
  }

  int32_t ReadStep(uint32_t index) {
    const int32_t number = index <= INT32_MAX ? static_cast<int32_t>(index) : -1;
    const unsigned char* const at = cursor_.Take(1, kStepBytes);
    if (at == nullptr) return Truncated("steps", header_.steps - index);
    StepRecord& step = program_->steps[index];
    step.opcode = ReadAt<uint32_t>(at, 0);
    step.outputs = ReadAt<uint32_t>(at, 4);
    step.inputs = ReadAt<uint32_t>(at, 8);
    step.attribute_count = ReadAt<uint32_t>(at, 12);
    const uint32_t offset = ReadAt<uint32_t>(at, 16);
    step.name_bytes = ReadAt<uint32_t>(at, 20);
    if (offset > header_.name_bytes || step.name_bytes > header_.name_bytes - offset) {
      return error_.Fail(OSSICLE_INVALID_PROGRAM, number,
                         "step %u: its name is bytes %u to %" PRIu64 " of %u", index, offset,
                         uint64_t{offset} + step.name_bytes, header_.name_bytes);
    }
    const uint64_t operands = uint64_t{step.outputs} + step.inputs;
    step.operands = reinterpret_cast<const int32_t*>(cursor_.Take(operands, 4));
    if (step.operands == nullptr) return Truncated("operands", operands);
    step.attributes = reinterpret_cast<const int64_t*>(cursor_.Take(step.attribute_count, 8));
    if (step.attributes == nullptr) return Truncated("attributes", step.attribute_count);
    for (uint64_t i = 0; i < operands; ++i) {
      const int32_t id = step.operands[i];
      if (id < -1 || (id >= 0 && static_cast<uint32_t>(id) >= header_.tensors)) {
        return error_.Fail(OSSICLE_INVALID_PROGRAM, number,
                           "step %u: operand %" PRIu64 " is tensor %d, but there are %u", index, i,
                           id, header_.tensors);
      }
    }
    return OSSICLE_OK;
  }

  // Where the step's record keeps its name offset: two words before its operands.
  static uint32_t name_offset(const StepRecord& step) {
    return ReadAt<uint32_t>(reinterpret_cast<const unsigned char*>(step.operands) - 8, 0);
  }

  Program* program_;
  const ErrorSink& error_;
  Cursor cursor_;
  Header header_ = {};
};

}  // namespace

int32_t ReadProgram(const void* bytes, uint64_t size, const uint64_t* source_bytes,
                    uint32_t source_count, Program* program, const ErrorSink& error) {
  if (size > kMaxProgramBytes) {
    return error.Fail(OSSICLE_INVALID_PROGRAM, -1,
                      "program: %" PRIu64 " bytes; at most %" PRIu64 " are possible", size,
                      kMaxProgramBytes);
  }
  if (!program->bytes.Reset(size)) return error.OutOfMemory("program", size);
  if (size > 0) std::memcpy(program->bytes.data(), bytes, static_cast<size_t>(size));
  Reader reader(program, error);
  if (const int32_t status = reader.Read()) return status;
  if (reader.sources() != source_count) {
    return error.Fail(OSSICLE_INVALID_ARGUMENT, -1,
                      "program: weights live in %u sources, %u were given", reader.sources(),
                      source_count);
  }
  if (const int32_t status = CheckTensors(program, source_bytes, error)) return status;
  if (const int32_t status = CheckPairs(program, error)) return status;
  if (const int32_t status = CheckRoom(*program, error)) return status;
  return CheckSteps(*program, error);
}

}  // namespace ossicle
