// Steps that stand for several operators, against plain loops over those: BIAS_NORM.
#include <cmath>
#include <cstring>
#include <functional>
#include <initializer_list>

#include "tests/step_case.h"

using namespace ossicle;
using namespace ossicle::test;

namespace {

const Dims kShapes[] = {{1}, {19}, {64}, {5, 40}, {4, 1, 6}, {3, 5, 7}, {2, 33, 18}, {2, 3, 4, 5}};

// Runs a step that has to be refused with a message that holds `words`.
void Refuses(const char* words, StepCase* step) {
  CHECK_MSG(step->Run() == OSSICLE_INVALID_PROGRAM, "%s: accepted", words);
  CHECK_MSG(std::strstr(step->error.message, words), "%s: %s", words, step->error.message);
}

void NormalisesWithABias(uint64_t features) {
  Random random(29);
  for (const Dims& dims : kShapes) {
    const int64_t n = dims.back();
    for (bool in_place : {false, true}) {
      StepCase step;
      const int32_t y = step.Output(DType::kFloat32, dims);
      const int32_t x =
          step.Input(DType::kFloat32, dims, RandomValues(ElementsOf(dims), &random, -4, 9, false));
      const int32_t bias =
          step.Weight(DType::kFloat32, Packed({n}), RandomValues(n, &random, -1, 1, false), true);
      if (in_place) step.Step(1, {y}, {x});
      step.Step(33, {y}, {in_place ? y : x, bias}, {RealBits(0.3)});
      if (!CHECK_MSG(step.Run(features) == OSSICLE_OK, "%s", step.error.message)) return;
      Values wanted = step.Seen(x);
      const Values shifts = step.Seen(bias);
      const size_t each = static_cast<size_t>(n);
      for (size_t row = 0; row < wanted.size(); row += each) {
        double mean = 0;
        for (size_t i = 0; i < each; ++i) {
          mean += std::pow(wanted[row + i] - shifts[i], 2) / static_cast<double>(n);
        }
        for (size_t i = 0; i < each; ++i) wanted[row + i] *= 0.3 / std::sqrt(mean);
      }
      Matches("bias norm", step.Seen(y), wanted, 16, 0);
    }
  }
}

void RefusesUnsoundNormalisations() {
  const auto refuses = [](const char* words, const std::function<void(ProgramBuilder*)>& spoil) {
    StepCase step;
    const int32_t y = step.Output(DType::kFloat32, {4, 6});
    const int32_t x = step.Input(DType::kFloat32, {4, 6}, Values(24, 1.0));
    const int32_t bias = step.Weight(DType::kFloat32, {6}, Values(6, 0.5));
    step.Step(33, {y}, {x, bias}, {RealBits(1)});
    spoil(&step.builder);
    Refuses(words, &step);
  };
  const auto tensor = [](ProgramBuilder* builder, size_t operand) {
    const StepSpec& step = builder->steps[0];
    const int32_t id = operand == 0 ? step.outputs[0] : step.inputs[operand - 1];
    return &builder->tensors[static_cast<size_t>(id)];
  };
  refuses("bias has 5 elements", [&](ProgramBuilder* b) { tensor(b, 2)->dims = {5}; });
  refuses("bias must be float32", [&](ProgramBuilder* b) { tensor(b, 2)->dtype = DType::kInt32; });
  refuses("bias must be row-major", [&](ProgramBuilder* b) { tensor(b, 2)->strides = {0}; });
  refuses("x must be row-major", [&](ProgramBuilder* b) { tensor(b, 1)->strides = {1, 4}; });
  refuses("y is float32[4,3]", [&](ProgramBuilder* b) {
    tensor(b, 0)->dims = {4, 3};
    tensor(b, 0)->strides = {3, 1};
  });
  refuses("scalar", [&](ProgramBuilder* b) {
    for (size_t operand : {0, 1}) {
      tensor(b, operand)->dims = {};
      tensor(b, operand)->strides = {};
    }
  });
  refuses("share bytes", [](ProgramBuilder* b) { b->steps[0].inputs[1] = b->steps[0].outputs[0]; });
}

}  // namespace

int main() {
  for (uint64_t features : {uint64_t{0}, uint64_t{0xFF}, ~uint64_t{0}}) {
    NormalisesWithABias(features);
  }
  RefusesUnsoundNormalisations();
  return Finish();
}
