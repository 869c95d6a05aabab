#include "plan/opcodes.h"

#include "plan/ops/ops.h"
#include "plan/view.h"

namespace ossicle {
namespace {

constexpr Opcode kOpcodes[] = {
    // number, name, prepare, outputs: most, required; inputs: most, required, in place; attributes
    {1, "COPY", PrepareCopy, 1, 1, 1, 0b1, 0, 0, 0},
    {2, "FILL", PrepareFill, 1, 1, 0, 0, 0, 1, 1},
    {3, "UNARY", PrepareUnary, 1, 1, 1, 0b1, 0b1, 3, 3},
    {4, "BINARY", PrepareBinary, 1, 1, 2, 0b11, 0b11, 1, 1},
    {5, "WHERE", PrepareWhere, 1, 1, 3, 0b111, 0b111, 0, 0},
    {6, "CAST", PrepareCast, 1, 1, 1, 0b1, 0, 0, 0},
    {7, "REDUCE", PrepareReduce, 1, 1, 1, 0b1, 0, 2, 2},
    {8, "SOFTMAX", PrepareSoftmax, 1, 1, 2, 0b1, 0b1, 2, 4},
    {9, "MATMUL", PrepareMatmul, 1, 1, 3, 0b11, 0, 1, 1},
    {10, "MATMUL_INTEGER", PrepareMatmulInteger, 1, 1, 4, 0b11, 0, 0, 0},
    {11, "QUANTIZED_MATMUL", PrepareQuantizedMatmul, 1, 1, 7, 0b111111, 0, 1, 1},
    {12, "DYNAMIC_QUANTIZE", PrepareDynamicQuantize, 3, 0b111, 1, 0b1, 0, 0, 0},
    {13, "QUANTIZE", PrepareQuantize, 1, 1, 3, 0b11, 0, 1, 1},
    {14, "DEQUANTIZE", PrepareDequantize, 1, 1, 3, 0b11, 0, 1, 1},
    {15, "CONV", PrepareConv, 1, 1, 3, 0b11, 0, 7, 15},
    {16, "CONV_INTEGER", PrepareConvInteger, 1, 1, 4, 0b11, 0, 7, 15},
    {17, "GATHER", PrepareGather, 1, 1, 2, 0b11, 0, 1, 1},
    {18, "GATHER_ELEMENTS", PrepareGatherElements, 1, 1, 2, 0b11, 0, 1, 1},
    {19, "GATHER_ND", PrepareGatherNd, 1, 1, 2, 0b11, 0, 1, 1},
    {20, "SCATTER_ND", PrepareScatterNd, 1, 1, 3, 0b111, 0b1, 1, 1},
    {21, "SCATTER_ELEMENTS", PrepareScatterElements, 1, 1, 3, 0b111, 0b1, 2, 2},
    {22, "CUMSUM", PrepareCumsum, 1, 1, 1, 0b1, 0, 3, 3},
    {23, "ARG", PrepareArg, 1, 1, 1, 0b1, 0, 3, 3},
    {24, "PAD", PreparePad, 1, 1, 1, 0b1, 0, 1, 1 + 2 * kMaxRank},
    {25, "LSTM", PrepareLstm, 3, 0, 8, 0b111, 0, 8, 11},
    {26, "GRU", PrepareGru, 2, 0, 6, 0b111, 0, 7, 9},
    {27, "LAYER_NORM", PrepareLayerNorm, 1, 1, 3, 0b11, 0b1, 2, 2},
    {28, "TOPK", PrepareTopk, 2, 0b11, 2, 0b11, 0, 3, 3},
    {29, "POOL", PreparePool, 1, 1, 1, 0b1, 0, 8, 18},
    {30, "RANGE", PrepareRange, 1, 1, 3, 0b111, 0, 0, 0},
    {31, "SWOOSH", PrepareSwoosh, 1, 1, 1, 0b1, 0b1, 3, 3},
    {33, "BIAS_NORM", PrepareBiasNorm, 1, 1, 2, 0b11, 0b1, 1, 1},
};

bool Holds(uint32_t mask, uint32_t bit) { return bit < 32 && ((mask >> bit) & 1u) != 0; }

int32_t CheckCounts(const Opcode& opcode, const StepRecord& step, const Preparation& preparation) {
  if (step.outputs == 0 || step.outputs > opcode.max_outputs || step.inputs > opcode.max_inputs ||
      step.attribute_count < opcode.min_attributes ||
      step.attribute_count > opcode.max_attributes) {
    return preparation.Reject(
        "expected 1..%u outputs, at most %u inputs and %u..%u attributes, found %u, %u and %u",
        opcode.max_outputs, opcode.max_inputs, opcode.min_attributes, opcode.max_attributes,
        step.outputs, step.inputs, step.attribute_count);
  }
  bool any_output = false;
  for (uint32_t i = 0; i < opcode.max_outputs; ++i) {
    any_output = any_output || preparation.output(i) != nullptr;
    if (Holds(opcode.required_outputs, i) && preparation.output(i) == nullptr) {
      return preparation.Reject("output %u is required but absent", i);
    }
  }
  if (!any_output) return preparation.Reject("all its outputs are absent; leave the step out");
  for (uint32_t i = 0; i < opcode.max_inputs; ++i) {
    if (Holds(opcode.required_inputs, i) && preparation.input(i) == nullptr) {
      return preparation.Reject("input %u is required but absent", i);
    }
  }
  return OSSICLE_OK;
}

}  // namespace

const Opcode* FindOpcode(uint32_t number) {
  for (const Opcode& opcode : kOpcodes) {
    if (opcode.number == number) return &opcode;
  }
  return nullptr;
}

int32_t CheckOperands(const Opcode& opcode, const Program& program, const StepRecord& step,
                      const Preparation& preparation) {
  if (const int32_t status = CheckCounts(opcode, step, preparation)) return status;
  for (uint32_t o = 0; o < step.outputs; ++o) {
    const Tensor* const y = program.Operand(step, o);
    if (y == nullptr) continue;
    for (uint32_t other = 0; other < o; ++other) {
      const Tensor* const z = program.Operand(step, other);
      if (z != nullptr && MayShareBytes(*y, *z)) {
        return preparation.Reject("outputs %u and %u share bytes", other, o);
      }
    }
    for (uint32_t i = 0; i < step.inputs; ++i) {
      const Tensor* const x = program.Operand(step, step.outputs + i);
      if (x == nullptr || !MayShareBytes(*y, *x)) continue;
      if (o == 0 && Holds(opcode.in_place, i) && SameView(*y, *x)) continue;
      return preparation.Reject("output %u and input %u share bytes; %s", o, i,
                                Holds(opcode.in_place, i)
                                    ? "in place means the same view of the same element size"
                                    : "this opcode does not work in place");
    }
  }
  return OSSICLE_OK;
}

}  // namespace ossicle
