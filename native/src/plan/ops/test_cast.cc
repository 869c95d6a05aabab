// CAST between all types, and in the corners of each.
#include <cmath>
#include <initializer_list>
#include <limits>

#include "tests/step_case.h"

using namespace ossicle;
using namespace ossicle::test;

namespace {

void CastsEveryPairOfTypes() {
  Random random(7);
  for (DType from : kAllTypes) {
    for (DType to : kAllTypes) {
      for (const Dims& dims : {Dims{37}, Dims{3, 5}}) {
        StepCase step;
        const int32_t y = step.Output(to, AnyLayout(dims, &random, false));
        // Whole numbers that every type but BOOL holds.
        const double high = from == DType::kBool ? 2 : 100;
        const int32_t x = step.Input(from, AnyLayout(dims, &random, true),
                                     RandomValues(ElementsOf(dims), &random, 0, high, true));
        step.Step(6, {y}, {x});
        if (!CHECK_MSG(step.Run() == OSSICLE_OK, "%s", step.error.message)) return;
        Values wanted = step.Seen(x);
        for (double& value : wanted) value = to == DType::kBool && value != 0 ? 1 : value;
        Matches(DTypeName(from), step.Seen(y), wanted, 0);
      }
    }
  }
}

Values Cast(DType from, DType to, const Values& x) {
  StepCase step;
  const Dims dims = {static_cast<int64_t>(x.size())};
  const int32_t y = step.Output(to, dims);
  const int32_t in = step.Input(from, dims, x);
  step.Step(6, {y}, {in});
  CHECK_MSG(step.Run() == OSSICLE_OK, "%s", step.error.message);
  return step.Seen(y);
}

void CastsInCorners() {
  const double inf = std::numeric_limits<double>::infinity();
  Matches("cut off", Cast(DType::kFloat32, DType::kInt8, {1.9, -1.9, 300, -300, NAN, inf}),
          {1, -1, 127, -128, 0, 127}, 0);
  Matches("to uint64", Cast(DType::kFloat64, DType::kUint64, {-1, 1e30, 5.5}),
          {0, 18446744073709551615.0, 5}, 0);
  Matches("to int64", Cast(DType::kFloat64, DType::kInt64, {9.3e18, -9.3e18}),
          {9223372036854775807.0, -9223372036854775808.0}, 0);
  Matches("wrap", Cast(DType::kInt32, DType::kUint8, {-1, 256, 257}), {255, 0, 1}, 0);
  Matches("to bool", Cast(DType::kFloat32, DType::kBool, {0.25, 0, -0.0, NAN}), {1, 0, 0, 1}, 0);
  // 1 + 2^-11 lies between two halves; a little more rounds up.
  Matches("to half",
          Cast(DType::kFloat32, DType::kFloat16,
               {1 + 0x1p-11, 1 + 0x1.002p-11, 70000, 0x1p-24, 0x1p-25, 0x1.8p-24}),
          {1, 1 + 0x1p-10, inf, 0x1p-24, 0, 0x1p-23}, 0);
  // Rounding to float first would make a tie of this one.
  Matches("double to half", Cast(DType::kFloat64, DType::kFloat16, {1 + 0x1p-11 + 0x1p-40}),
          {1 + 0x1p-10}, 0);
  Matches("to bfloat16", Cast(DType::kFloat32, DType::kBfloat16, {1 + 0x1p-8, 1 + 0x1.8p-8, NAN}),
          {1, 1 + 0x1p-7, NAN}, 0);
  Values halves;
  for (int i = 0; i < 65536; ++i) {
    halves.push_back(static_cast<double>(ToFloat(Half{static_cast<uint16_t>(i)})));
  }
  const Values there = Cast(DType::kFloat16, DType::kFloat32, halves);
  Matches("all halves", there, halves, 0);
  Matches("and back", Cast(DType::kFloat32, DType::kFloat16, there), halves, 0);
}

}  // namespace

int main() {
  CastsEveryPairOfTypes();
  CastsInCorners();
  return Finish();
}
