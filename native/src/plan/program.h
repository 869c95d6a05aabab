// A program as read from bytes: what core/docs/plan-format.md describes, checked.
#pragma once

#include <cstddef>
#include <cstdint>

#include "abi/error.h"
#include "plan/array.h"
#include "plan/dtype.h"

namespace ossicle {

constexpr int kMaxRank = 8;

enum class Residence : uint8_t { kWeight = 0, kState = 1, kScratch = 2, kInput = 3, kOutput = 4 };

// A strided view of the bytes of a slot, a source or the arena. `elements` is the product of dims.
struct Tensor {
  int64_t offset;             // byte offset of element 0
  int64_t dims[kMaxRank];     // entries past the rank are 0, as in strides
  int64_t strides[kMaxRank];  // in elements
  int64_t elements;
  int64_t first_byte;  // what the view reaches: [first_byte, end_byte) of its buffer
  int64_t end_byte;
  uint32_t slot;
  DType dtype;
  Residence residence;
  uint8_t rank;
  bool dense;  // row-major without gaps

  int64_t element_bytes() const { return ElementBytes(dtype); }
  int64_t bytes() const { return elements * ElementBytes(dtype); }
};

struct Slot {
  Residence residence;
  uint64_t bytes;
};

// The tensors of a state. If both are in one slot, that moves by `distance` bytes after each run;
// else their slots exchange their buffers.
struct StatePair {
  uint32_t read;
  uint32_t written;
  uint64_t distance;  // 0 also if the state never changes
  uint64_t room;      // bytes that the slot moves through before it goes back, full distances
};

// Operands and attributes point into the program's own copy of the bytes.
struct StepRecord {
  const int32_t* operands;  // outputs, then inputs; -1 for an absent one
  const int64_t* attributes;
  const char* name;  // not terminated
  uint32_t name_bytes;
  uint32_t opcode;
  uint32_t outputs;
  uint32_t inputs;
  uint32_t attribute_count;
};

struct Program {
  uint64_t scratch_bytes = 0;
  uint32_t sources = 0;
  Array<Slot> slots;
  Array<Tensor> tensors;
  Array<StatePair> pairs;
  Array<uint32_t> inputs;  // tensors
  Array<uint32_t> outputs;
  Array<StepRecord> steps;
  Array<unsigned char> bytes;  // a copy of the program

  // The tensor of an operand; null if absent. `index` is within operands[].
  const Tensor* Operand(const StepRecord& step, uint32_t index) const {
    const int32_t id = step.operands[index];
    return id < 0 ? nullptr : &tensors[static_cast<size_t>(id)];
  }
};

// Slots and arena of one state together may not be larger than this.
constexpr uint64_t kMaxStateBytes = uint64_t{64} << 30;
// A view that repeats elements could name more of them than a run would ever get through.
constexpr int64_t kMaxElements = int64_t{1} << 36;

// Whether memory of so many bytes, computed without overflow, could exist on this machine at all.
constexpr bool CouldExist(double bytes) { return bytes < static_cast<double>(SIZE_MAX / 4); }

// Reads and checks the structure: counts, sections, records, views within their buffers, state
// pairs, inputs and outputs, and where steps may write. What an opcode asks of its operands is not
// checked here. `source_bytes[i]` is the size of source i.
int32_t ReadProgram(const void* bytes, uint64_t size, const uint64_t* source_bytes,
                    uint32_t source_count, Program* program, const ErrorSink& error);

// The parts of ReadProgram that follow the parsing of sections.
int32_t CheckTensors(Program* program, const uint64_t* source_bytes, const ErrorSink& error);
int32_t CheckPairs(Program* program, const ErrorSink& error);
int32_t CheckRoom(const Program& program, const ErrorSink& error);
int32_t CheckSteps(const Program& program, const ErrorSink& error);

// Writes "float32[1,80,-]" like text, cut off at `capacity` with the terminating zero.
void DescribeTensor(const Tensor& tensor, char* text, size_t capacity);

}  // namespace ossicle
