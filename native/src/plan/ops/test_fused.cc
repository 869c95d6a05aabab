// Steps that stand for several operators, against plain loops over those: BIAS_NORM and SOFTMAX
// under a mask.
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

// Shares of one row, of scores with what the mask adds, or has replaced.
Values SharesOf(Values scores, const Values& mask, bool adds, double replacement, bool log,
                bool zeroes) {
  double sum = 0;
  for (size_t i = 0; i < scores.size(); ++i) {
    if (adds) {
      scores[i] += mask[i];
    } else if (mask[i] != 0) {
      scores[i] = replacement;
    }
    sum += std::exp(scores[i]);
  }
  for (size_t i = 0; i < scores.size(); ++i) {
    const double share = log ? scores[i] - std::log(sum) : std::exp(scores[i]) / sum;
    scores[i] = zeroes && mask[i] != 0 ? 0 : share;
  }
  return scores;
}

void MasksScores(uint64_t features) {
  Random random(37);
  for (int round = 0; round < 12; ++round) {
    for (const Dims& dims : kShapes) {
      const bool adds = round % 3 == 0;
      const bool log = round % 3 == 1;
      const bool zeroes = round % 3 == 2;
      const DType type = adds ? DType::kFloat32 : DType::kBool;
      StepCase step;
      const int32_t y = step.Output(DType::kFloat32, dims);
      const int32_t x =
          step.Input(DType::kFloat32, dims, RandomValues(ElementsOf(dims), &random, -9, 9, false));
      const Values values = RandomValues(ElementsOf(dims), &random, adds ? -5 : 0, 2, !adds);
      const int32_t mask = step.Input(type, AnyLayout(dims, &random, true), values);
      const int64_t axis = static_cast<int64_t>(dims.size()) - 1;
      std::vector<int64_t> attributes = {axis, log};
      if (!adds) attributes.insert(attributes.end(), {RealBits(-20), zeroes});
      const bool in_place = random.Int(0, 1) == 0;
      if (in_place) step.Step(1, {y}, {x});
      step.Step(8, {y}, {in_place ? y : x, mask}, attributes);
      if (!CHECK_MSG(step.Run(features) == OSSICLE_OK, "%s", step.error.message)) return;
      const Values scores = step.Seen(x);
      const Values masks = step.Seen(mask);
      Values wanted;
      const size_t n = static_cast<size_t>(dims.back());
      for (size_t row = 0; row < scores.size(); row += n) {
        const auto part = [&](const Values& from) {
          return Values(from.begin() + static_cast<long>(row),
                        from.begin() + static_cast<long>(row + n));
        };
        const Values shares = SharesOf(part(scores), part(masks), adds, -20, log, zeroes);
        wanted.insert(wanted.end(), shares.begin(), shares.end());
      }
      if (!Matches("masked softmax", step.Seen(y), wanted, 8, log ? 32 : 1)) return;
    }
  }
}

// With nothing but infinities below there are no shares, unless what is masked is to be zero.
void MasksWholeRows(uint64_t features) {
  for (int64_t zeroes : {0, 1}) {
    StepCase step;
    const int32_t y = step.Output(DType::kFloat32, {2, 19});
    const int32_t x = step.Input(DType::kFloat32, {2, 19}, Values(38, 1.5));
    Values flags(38, 1);
    flags[3] = 0;
    const int32_t mask = step.Input(DType::kBool, {2, 19}, flags);
    step.Step(8, {y}, {x, mask}, {1, 0, RealBits(-INFINITY), zeroes});
    CHECK(step.Run(features) == OSSICLE_OK);
    const Values got = step.Seen(y);
    CHECK(got[3] == 1 && got[4] == 0);
    CHECK(zeroes != 0 ? got[19] == 0 : std::isnan(got[19]));
  }
}

void RefusesUnsoundMasks() {
  const auto refuses = [](const char* words, DType mask_type, const Dims& mask_dims, int64_t axis,
                          const std::vector<int64_t>& more) {
    StepCase step;
    const int32_t y = step.Output(DType::kFloat32, {4, 6});
    const int32_t x = step.Input(DType::kFloat32, {4, 6}, Values(24, 1.0));
    const int32_t mask = step.Input(mask_type, mask_dims, Values(24, 1.0));
    std::vector<int64_t> attributes = {axis, 0};
    attributes.insert(attributes.end(), more.begin(), more.end());
    step.Step(8, {y}, {x, mask}, attributes);
    const int32_t status = step.Run();
    CHECK_MSG(status != OSSICLE_OK && std::strstr(step.error.message, words), "%s: %d: %s", words,
              status, step.error.message);
  };
  const std::vector<int64_t> flags = {RealBits(-1), 0};
  refuses("its dims must be", DType::kBool, {6, 4}, 1, flags);
  refuses("the last one", DType::kBool, {4, 6}, 0, flags);
  refuses("expected bool or float32", DType::kUint8, {4, 6}, 1, flags);
  refuses("bool mask it has 4 attributes", DType::kBool, {4, 6}, 1, {});
  refuses("float32 mask it has 2 attributes", DType::kFloat32, {4, 6}, 1, flags);
  refuses("zeroes must be", DType::kBool, {4, 6}, 1, {RealBits(-1), 2});
  StepCase step;
  const int32_t y = step.Output(DType::kFloat32, {4, 6});
  const int32_t x = step.Input(DType::kFloat32, {4, 6}, Values(24, 1.0));
  step.Step(8, {y}, {x}, {1, 0, RealBits(-1), 0});
  Refuses("without a mask", &step);
}

}  // namespace

int main() {
  for (uint64_t features : {uint64_t{0}, uint64_t{0xFF}, ~uint64_t{0}}) {
    NormalisesWithABias(features);
    MasksScores(features);
    MasksWholeRows(features);
  }
  RefusesUnsoundNormalisations();
  RefusesUnsoundMasks();
  return Finish();
}
