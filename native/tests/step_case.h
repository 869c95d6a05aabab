// Runs one step over views of any strides and hands out its results, for tests of opcodes.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "ossicle.h"
#include "plan/half.h"
#include "tests/check.h"
#include "tests/program_builder.h"
#include "tests/random.h"

namespace ossicle::test {

using Dims = std::vector<int64_t>;
// Elements of a tensor in row-major order. Integers up to 2^53 are exact.
using Values = std::vector<double>;

inline void StoreElement(DType type, double value, unsigned char* to) {
  VisitAny<bool>(type, [&](auto tag) {
    using T = typename decltype(tag)::Type;
    T element;
    if constexpr (std::is_same<T, Bool>::value) {
      element = {static_cast<uint8_t>(value != 0 ? 1 : 0)};
    } else if constexpr (std::is_same<T, Half>::value) {
      element = ToHalf(value);
    } else if constexpr (std::is_same<T, Bfloat16>::value) {
      element = ToBfloat16(value);
    } else {
      element = static_cast<T>(value);
    }
    std::memcpy(to, &element, sizeof(element));
    return true;
  });
}

inline double LoadElement(DType type, const unsigned char* from) {
  return VisitAny<double>(type, [&](auto tag) -> double {
    using T = typename decltype(tag)::Type;
    T element;
    std::memcpy(&element, from, sizeof(element));
    if constexpr (std::is_same<T, Bool>::value) {
      return element.byte;
    } else if constexpr (std::is_same<T, Half>::value || std::is_same<T, Bfloat16>::value) {
      return static_cast<double>(ToFloat(element));
    } else {
      return static_cast<double>(element);
    }
  });
}

// How a tensor lies in its buffer; element 0 is at `first`, and `room` elements are needed.
struct Layout {
  Dims dims;
  Dims strides;
  int64_t first = 0;
  int64_t room = 0;
};

inline Layout Packed(const Dims& dims) { return {dims, PackedStrides(dims), 0, ElementsOf(dims)}; }

// Axes in some other order in memory, gaps between them, backwards steps, and, if `repeats`,
// repeated axes (whose elements must be equal along them).
inline Layout Scattered(const Dims& dims, Random* random, bool repeats) {
  Layout layout = {dims, Dims(dims.size()), 0, 1};
  std::vector<size_t> order(dims.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  for (size_t i = order.size(); i > 1; --i) {
    std::swap(order[i - 1], order[static_cast<size_t>(random->Int(0, static_cast<int>(i) - 1))]);
  }
  for (size_t axis : order) {
    if (dims[axis] == 0) return Packed(dims);
    if (repeats && random->Int(0, 4) == 0) {
      layout.strides[axis] = 0;
      continue;
    }
    const int64_t stride = layout.room + (random->Int(0, 2) == 0 ? random->Int(0, 3) : 0);
    const bool backwards = random->Int(0, 5) == 0;
    layout.strides[axis] = backwards ? -stride : stride;
    if (backwards) layout.first += (dims[axis] - 1) * stride;
    layout.room = (dims[axis] - 1) * stride + layout.room;
  }
  return layout;
}

// Calls visit(index tuple, row-major position) for all elements.
inline void ForIndices(const Dims& dims, const std::function<void(const Dims&, int64_t)>& visit) {
  const int64_t count = ElementsOf(dims);
  Dims index(dims.size(), 0);
  for (int64_t i = 0; i < count; ++i) {
    visit(index, i);
    for (size_t axis = dims.size(); axis-- > 0;) {
      if (++index[axis] < dims[axis]) break;
      index[axis] = 0;
    }
  }
}

// A program of one step. Operands are added, then Run, then results read.
class StepCase {
 public:
  // Adds an operand with its values; values of a repeated axis are read back through Seen.
  int32_t Input(DType type, const Layout& layout, const Values& values) {
    return Add(3, type, layout, values);
  }
  int32_t Input(DType type, const Dims& dims, const Values& values) {
    return Add(3, type, Packed(dims), values);
  }
  // The same as part of the only source, at an address that is aligned or, if `odd`, not.
  int32_t Weight(DType type, const Layout& layout, const Values& values, bool odd = false) {
    std::vector<unsigned char> bytes = Laid(type, layout, values);
    if (odd) bytes.insert(bytes.begin(), 0x55);
    weights_.push_back({bytes, odd});
    builder.sources = static_cast<uint32_t>(weights_.size());
    return Tensor(0, static_cast<uint32_t>(weights_.size() - 1), type, layout);
  }
  int32_t Weight(DType type, const Dims& dims, const Values& values) {
    return Weight(type, Packed(dims), values);
  }
  int32_t Output(DType type, const Layout& layout) { return Add(4, type, layout, {}); }
  int32_t Output(DType type, const Dims& dims) { return Output(type, Packed(dims)); }

  void Step(uint32_t opcode, const std::vector<int32_t>& outputs,
            const std::vector<int32_t>& inputs, const std::vector<int64_t>& attributes = {}) {
    builder.AddStep(opcode, outputs, inputs, attributes, "case");
  }

  // Creates plan and state, fills inputs and runs. Returns the first status that is not 0; what a
  // plan or a run says is in `error`.
  int32_t Run(uint64_t features = ~uint64_t{0}) {
    Close();
    for (const SourceBytes& weight : weights_) {
      ossicle_source* source = nullptr;
      const size_t skip = weight.odd ? 1 : 0;
      const int32_t status =
          ossicle_source_open_memory(weight.bytes.data() + skip, weight.bytes.size() - skip,
                                     OSSICLE_SOURCE_IN_PLACE, &source, &error);
      if (status != OSSICLE_OK) return status;
      sources_.push_back(source);
    }
    const std::vector<unsigned char> program = builder.Bytes();
    int32_t status =
        ossicle_plan_create(program.data(), program.size(), sources_.data(),
                            static_cast<uint32_t>(sources_.size()), features, &plan_, &error);
    if (status == OSSICLE_OK) status = ossicle_state_create(plan_, &state_, &error);
    if (status != OSSICLE_OK) return status;
    for (uint32_t i = 0; i < contents_.size(); ++i) {
      if (contents_[i].empty()) continue;
      std::memcpy(ossicle_state_input(state_, i), contents_[i].data(), contents_[i].size());
    }
    return ossicle_state_run(state_, &error);
  }

  // What an operand holds after the run, or for an input what the step saw.
  Values Seen(int32_t id) const {
    const TensorSpec& tensor = builder.tensors[static_cast<size_t>(id)];
    const unsigned char* buffer = nullptr;
    if (tensor.residence == 0) {
      buffer = weights_[tensor.slot].bytes.data() + (weights_[tensor.slot].odd ? 1 : 0);
    } else {
      for (uint32_t i = 0; i < builder.inputs.size(); ++i) {
        const bool here = builder.tensors[builder.inputs[i]].slot == tensor.slot;
        if (here) buffer = static_cast<unsigned char*>(ossicle_state_input(state_, i));
      }
      for (uint32_t i = 0; i < builder.outputs.size(); ++i) {
        const bool here = builder.tensors[builder.outputs[i]].slot == tensor.slot;
        if (here) buffer = static_cast<unsigned char*>(ossicle_state_output(state_, i));
      }
    }
    return Read(tensor, buffer);
  }

  ossicle_plan* plan() const { return plan_; }
  ossicle_state* state() const { return state_; }

  StepCase() = default;
  ~StepCase() { Close(); }
  StepCase(const StepCase&) = delete;
  StepCase& operator=(const StepCase&) = delete;

  ProgramBuilder builder;
  ossicle_error error = {};

 private:
  struct SourceBytes {
    std::vector<unsigned char> bytes;
    bool odd;
  };

  void Close() {
    ossicle_state_close(state_);
    ossicle_plan_close(plan_);
    for (ossicle_source* source : sources_) ossicle_source_close(source);
    state_ = nullptr;
    plan_ = nullptr;
    sources_.clear();
  }

  static Values Read(const TensorSpec& tensor, const unsigned char* buffer) {
    Values values(static_cast<size_t>(ElementsOf(tensor.dims)));
    ForIndices(tensor.dims, [&](const Dims& index, int64_t at) {
      int64_t offset = tensor.offset;
      for (size_t i = 0; i < index.size(); ++i) {
        offset += index[i] * tensor.strides[i] * ElementBytes(tensor.dtype);
      }
      values[static_cast<size_t>(at)] = LoadElement(tensor.dtype, buffer + offset);
    });
    return values;
  }

  static std::vector<unsigned char> Laid(DType type, const Layout& layout, const Values& values) {
    const int64_t each = ElementBytes(type);
    std::vector<unsigned char> bytes(static_cast<size_t>(layout.room * each), 0x5A);
    ForIndices(layout.dims, [&](const Dims& index, int64_t at) {
      int64_t offset = layout.first;
      for (size_t i = 0; i < index.size(); ++i) offset += index[i] * layout.strides[i];
      StoreElement(type, values[static_cast<size_t>(at)], bytes.data() + offset * each);
    });
    return bytes;
  }

  int32_t Tensor(uint32_t residence, uint32_t slot, DType type, const Layout& layout) {
    return builder.AddTensor(
        {type, layout.dims, layout.strides, residence, slot, layout.first * ElementBytes(type)});
  }

  // The slot is listed as a tensor of bytes, since what callers see must be packed.
  int32_t Add(uint32_t residence, DType type, const Layout& layout, const Values& values) {
    const int64_t bytes = layout.room * ElementBytes(type);
    builder.AddBuffer(residence, DType::kUint8, {bytes});
    if (residence == 3) contents_.push_back(Laid(type, layout, values));
    return Tensor(residence, static_cast<uint32_t>(builder.slots.size() - 1), type, layout);
  }

  std::vector<SourceBytes> weights_;
  std::vector<std::vector<unsigned char>> contents_;
  std::vector<ossicle_source*> sources_;
  ossicle_plan* plan_ = nullptr;
  ossicle_state* state_ = nullptr;
};

inline Values RandomValues(int64_t count, Random* random, double low, double high, bool whole) {
  Values values(static_cast<size_t>(count));
  for (double& value : values) {
    value = static_cast<double>(random->Uniform(static_cast<float>(low), static_cast<float>(high)));
    if (whole) value = std::floor(value);
  }
  return values;
}

inline constexpr DType kAllTypes[] = {
    DType::kFloat32, DType::kUint8,  DType::kInt8,    DType::kUint16,  DType::kInt16,
    DType::kInt32,   DType::kInt64,  DType::kBool,    DType::kFloat16, DType::kFloat64,
    DType::kUint32,  DType::kUint64, DType::kBfloat16};

inline Layout AnyLayout(const Dims& dims, Random* random, bool repeats) {
  return random->Int(0, 2) == 0 ? Packed(dims) : Scattered(dims, random, repeats);
}

// Values that the type holds exactly, or nearly if it is real.
inline Values ValuesFor(DType type, const Dims& dims, Random* random) {
  const bool narrow = ElementBytes(type) == 1;
  const bool is_unsigned = IsUnsignedInteger(type) || type == DType::kBool;
  const double low = is_unsigned ? 0 : narrow ? -100 : -1000;
  const double high = type == DType::kBool ? 2 : narrow ? 100 : 1000;
  const bool whole = !IsReal(type);
  return RandomValues(ElementsOf(dims), random, low, high, whole);
}

// Checks each result against what was wanted, with an error of `epsilons` floats of the magnitude.
inline bool Matches(const char* what, const Values& got, const Values& wanted, double epsilons,
                    double magnitude = 1.0) {
  if (!CHECK_MSG(got.size() == wanted.size(), "%s: %zu results, wanted %zu", what, got.size(),
                 wanted.size())) {
    return false;
  }
  for (size_t i = 0; i < got.size(); ++i) {
    const bool both_nan = std::isnan(got[i]) && std::isnan(wanted[i]);
    const double scale = std::fmax(magnitude, std::fabs(wanted[i]));
    const bool close =
        got[i] == wanted[i] || std::fabs(got[i] - wanted[i]) <= epsilons * 0x1p-23 * scale;
    if (!CHECK_MSG(both_nan || close, "%s [%zu]: %.9g, wanted %.9g", what, i, got[i], wanted[i])) {
      return false;
    }
  }
  return true;
}

}  // namespace ossicle::test
