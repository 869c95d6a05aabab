// Writes programs as core/docs/plan-format.md describes them, for tests.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "plan/dtype.h"

namespace ossicle::test {

struct TensorSpec {
  DType dtype = DType::kFloat32;
  std::vector<int64_t> dims;
  std::vector<int64_t> strides;
  uint32_t residence = 0;
  uint32_t slot = 0;
  int64_t offset = 0;  // bytes
};

struct StepSpec {
  uint32_t opcode = 0;
  std::vector<int32_t> outputs;
  std::vector<int32_t> inputs;
  std::vector<int64_t> attributes;
  std::string name;
};

struct SlotSpec {
  uint32_t residence = 0;
  uint64_t bytes = 0;
};

struct PairSpec {
  uint32_t read = 0;
  uint32_t written = 0;
};

inline int64_t RealBits(double value) {
  int64_t bits;
  std::memcpy(&bits, &value, sizeof(bits));
  return bits;
}

inline std::vector<int64_t> PackedStrides(const std::vector<int64_t>& dims) {
  std::vector<int64_t> strides(dims.size());
  int64_t next = 1;
  for (size_t i = dims.size(); i-- > 0;) {
    strides[i] = next;
    next *= dims[i] > 0 ? dims[i] : 1;
  }
  return strides;
}

inline int64_t ElementsOf(const std::vector<int64_t>& dims) {
  int64_t product = 1;
  for (int64_t dim : dims) product *= dim;
  return product;
}

// A program in parts; Bytes() puts them together without judging them.
class ProgramBuilder {
 public:
  uint64_t scratch_bytes = 0;
  uint32_t sources = 0;
  std::vector<SlotSpec> slots;
  std::vector<TensorSpec> tensors;
  std::vector<PairSpec> pairs;
  std::vector<uint32_t> inputs;
  std::vector<uint32_t> outputs;
  std::vector<StepSpec> steps;

  uint32_t AddSlot(uint32_t residence, uint64_t bytes) {
    slots.push_back({residence, bytes});
    return static_cast<uint32_t>(slots.size() - 1);
  }

  int32_t AddTensor(const TensorSpec& spec) {
    tensors.push_back(spec);
    return static_cast<int32_t>(tensors.size() - 1);
  }

  // A packed tensor that fills a slot of its own; inputs and outputs are listed as such.
  int32_t AddBuffer(uint32_t residence, DType dtype, const std::vector<int64_t>& dims) {
    const uint64_t bytes = static_cast<uint64_t>(ElementsOf(dims) * ElementBytes(dtype));
    const uint32_t slot = AddSlot(residence, bytes);
    const int32_t id = AddTensor({dtype, dims, PackedStrides(dims), residence, slot, 0});
    if (residence == 3) inputs.push_back(static_cast<uint32_t>(id));
    if (residence == 4) outputs.push_back(static_cast<uint32_t>(id));
    return id;
  }

  // A packed tensor at the end of the arena.
  int32_t AddScratch(DType dtype, const std::vector<int64_t>& dims) {
    const int64_t offset = static_cast<int64_t>((scratch_bytes + 63) / 64 * 64);
    scratch_bytes = static_cast<uint64_t>(offset + ElementsOf(dims) * ElementBytes(dtype));
    return AddTensor({dtype, dims, PackedStrides(dims), 2, 0, offset});
  }

  void AddStep(uint32_t opcode, const std::vector<int32_t>& step_outputs,
               const std::vector<int32_t>& step_inputs, const std::vector<int64_t>& attributes = {},
               const std::string& name = "step") {
    steps.push_back({opcode, step_outputs, step_inputs, attributes, name});
  }

  std::vector<unsigned char> Bytes() const {
    std::string names;
    std::vector<unsigned char> body;
    for (const SlotSpec& slot : slots) {
      Put(&body, slot.residence);
      Put(&body, uint32_t{0});
      Put(&body, slot.bytes);
    }
    for (const TensorSpec& tensor : tensors) PutTensor(&body, tensor);
    for (const PairSpec& pair : pairs) {
      Put(&body, pair.read);
      Put(&body, pair.written);
    }
    PutIds(&body, inputs);
    PutIds(&body, outputs);
    for (const StepSpec& step : steps) {
      PutStep(&body, step, static_cast<uint32_t>(names.size()));
      names += step.name;
    }
    const uint32_t name_bytes = static_cast<uint32_t>(names.size());
    body.insert(body.end(), names.begin(), names.end());
    Pad(&body);

    std::vector<unsigned char> bytes;
    Put(&bytes, uint32_t{0x4C43534F});
    Put(&bytes, uint32_t{5});
    Put(&bytes, static_cast<uint64_t>(56 + body.size()));
    Put(&bytes, scratch_bytes);
    const size_t counts[] = {slots.size(),  tensors.size(), steps.size(), pairs.size(),
                             inputs.size(), outputs.size(), sources,      name_bytes};
    for (size_t count : counts) Put(&bytes, static_cast<uint32_t>(count));
    bytes.insert(bytes.end(), body.begin(), body.end());
    return bytes;
  }

 private:
  template <typename T>
  static void Put(std::vector<unsigned char>* bytes, T value) {
    const unsigned char* const from = reinterpret_cast<const unsigned char*>(&value);
    bytes->insert(bytes->end(), from, from + sizeof(value));
  }

  static void Pad(std::vector<unsigned char>* bytes) {
    while (bytes->size() % 8 != 0) bytes->push_back(0);
  }

  static void PutIds(std::vector<unsigned char>* bytes, const std::vector<uint32_t>& ids) {
    for (uint32_t id : ids) Put(bytes, id);
    Pad(bytes);
  }

  static void PutTensor(std::vector<unsigned char>* bytes, const TensorSpec& tensor) {
    bytes->push_back(static_cast<unsigned char>(tensor.dtype));
    bytes->push_back(static_cast<unsigned char>(tensor.dims.size()));
    bytes->push_back(static_cast<unsigned char>(tensor.residence));
    bytes->push_back(0);
    Put(bytes, tensor.slot);
    Put(bytes, tensor.offset);
    for (size_t i = 0; i < 8; ++i) Put(bytes, i < tensor.dims.size() ? tensor.dims[i] : int64_t{0});
    for (size_t i = 0; i < 8; ++i) {
      Put(bytes, i < tensor.dims.size() ? tensor.strides[i] : int64_t{0});
    }
  }

  static void PutStep(std::vector<unsigned char>* bytes, const StepSpec& step,
                      uint32_t name_offset) {
    Put(bytes, step.opcode);
    Put(bytes, static_cast<uint32_t>(step.outputs.size()));
    Put(bytes, static_cast<uint32_t>(step.inputs.size()));
    Put(bytes, static_cast<uint32_t>(step.attributes.size()));
    Put(bytes, name_offset);
    Put(bytes, static_cast<uint32_t>(step.name.size()));
    for (int32_t id : step.outputs) Put(bytes, id);
    for (int32_t id : step.inputs) Put(bytes, id);
    Pad(bytes);
    for (int64_t attribute : step.attributes) Put(bytes, attribute);
  }
};

}  // namespace ossicle::test
