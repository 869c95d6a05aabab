// COPY, FILL, UNARY, BINARY, WHERE and SWOOSH against plain loops over views of all kinds.
#include <cmath>
#include <initializer_list>
#include <limits>

#include "plan/ops/binary.h"
#include "plan/ops/unary.h"
#include "tests/step_case.h"

using namespace ossicle;
using namespace ossicle::test;

namespace {

const Dims kShapes[] = {{},
                        {1},
                        {7},
                        {64},
                        {3, 5},
                        {4, 1, 6},
                        {2, 3, 4, 5},
                        {16, 33},
                        {2, 1, 17, 3},
                        {5, 0, 2},
                        {9, 70},
                        {2, 65, 34},
                        {1, 2, 1, 3, 1, 2, 2, 2}};

// As the last two vectors of an embedding come before a convolution.
void CopiesHalvesToPairs() {
  Random random(9);
  for (const DType type : kAllTypes) {
    for (const int64_t rows : {3, 64, 129}) {
      for (const int64_t batch : {1, 2}) {
        const Dims dims = {batch, rows, 2};
        StepCase step;
        const int32_t y = step.Output(type, dims);
        const Layout halves = {dims, {2 * rows, 1, rows}, 0, ElementsOf(dims)};
        const int32_t x = step.Input(type, halves, ValuesFor(type, dims, &random));
        step.Step(1, {y}, {x});
        if (!CHECK_MSG(step.Run() == OSSICLE_OK, "%s", step.error.message)) return;
        char text[300];
        ossicle_plan_describe(step.plan(), text, sizeof(text));
        CHECK_MSG(std::strstr(text, "copy_interleaved") != nullptr, "%s", text);
        Matches("pairs", step.Seen(y), step.Seen(x), 0);
      }
    }
  }
}

void CopiesAnyViewToAnyView() {
  Random random(1);
  for (const Dims& dims : kShapes) {
    for (int round = 0; round < 12; ++round) {
      const DType type = kAllTypes[random.Int(0, 12)];
      StepCase step;
      const int32_t y = step.Output(type, AnyLayout(dims, &random, false));
      const int32_t x =
          step.Input(type, AnyLayout(dims, &random, true), ValuesFor(type, dims, &random));
      step.Step(1, {y}, {x});
      if (!CHECK_MSG(step.Run() == OSSICLE_OK, "%s", step.error.message)) return;
      Matches("copy", step.Seen(y), step.Seen(x), 0);
    }
  }
}

void TransposesInEveryWidth() {
  Random random(2);
  for (DType type : {DType::kInt8, DType::kInt16, DType::kFloat32, DType::kFloat64}) {
    const Dims dims = {3, 37, 41};
    Layout turned = Packed({3, 41, 37});
    turned.dims = dims;
    turned.strides = {41 * 37, 1, 37};
    StepCase step;
    const int32_t y = step.Output(type, dims);
    const int32_t x = step.Input(type, turned, ValuesFor(type, dims, &random));
    step.Step(1, {y}, {x});
    CHECK_MSG(step.Run() == OSSICLE_OK, "%s", step.error.message);
    char text[300];
    ossicle_plan_describe(step.plan(), text, sizeof(text));
    CHECK_MSG(std::strstr(text, "copy_transposed") != nullptr, "%s", text);
    Matches("transpose", step.Seen(y), step.Seen(x), 0);
  }
}

void FillsWithAnyBits() {
  Random random(3);
  for (const Dims& dims : kShapes) {
    for (DType type : kAllTypes) {
      StepCase step;
      const double value = random.Int(0, 1) == 0 ? 0 : type == DType::kBool ? 1 : 42;
      int64_t bits = 0;
      StoreElement(type, value, reinterpret_cast<unsigned char*>(&bits));
      const int32_t y = step.Output(type, AnyLayout(dims, &random, false));
      step.Step(2, {y}, {}, {bits});
      if (!CHECK_MSG(step.Run() == OSSICLE_OK, "%s", step.error.message)) return;
      Matches("fill", step.Seen(y), Values(static_cast<size_t>(ElementsOf(dims)), value), 0);
    }
  }
}

void AppliesUnaryFunctions(uint64_t features) {
  Random random(4);
  const double alpha = 0.25;
  const double beta = 0.75;
  for (int64_t kind = 0; kind < kUnaryKinds; ++kind) {
    const RealFn function = RealFunction(kind);
    if (function == nullptr) continue;
    for (DType type : {DType::kFloat32, DType::kFloat64}) {
      for (const Dims& dims : kShapes) {
        StepCase step;
        const int32_t y = step.Output(type, AnyLayout(dims, &random, false));
        const bool positive = kind == kUnaryLog || kind == kUnarySqrt || kind == kUnaryAcosh;
        const bool small = kind == kUnaryAsin || kind == kUnaryAcos || kind == kUnaryAtanh;
        const double low = positive ? 1.0 : small ? -0.99 : -5.0;
        const int32_t x =
            step.Input(type, AnyLayout(dims, &random, true),
                       RandomValues(ElementsOf(dims), &random, low, small ? 0.99 : 5.0, false));
        step.Step(3, {y}, {x}, {kind, RealBits(alpha), RealBits(beta)});
        if (!CHECK_MSG(step.Run(features) == OSSICLE_OK, "%s", step.error.message)) return;
        Values wanted = step.Seen(x);
        for (double& value : wanted) value = function(value, alpha, beta);
        char what[60];
        std::snprintf(what, sizeof(what), "unary kind %d", static_cast<int>(kind));
        if (!Matches(what, step.Seen(y), wanted, 4)) break;
      }
    }
  }
}

void KeepsNanAndInfinities(uint64_t features) {
  const double inf = std::numeric_limits<double>::infinity();
  const Values x = {NAN, inf, -inf, -0.0, 0.0, 2.5, -3.5, NAN, NAN};
  const auto run = [&](int64_t kind, double alpha, double beta, DType result) {
    StepCase step;
    const int32_t y = step.Output(result, {9});
    const int32_t in = step.Input(DType::kFloat32, Dims{9}, x);
    step.Step(3, {y}, {in}, {kind, RealBits(alpha), RealBits(beta)});
    CHECK_MSG(step.Run(features) == OSSICLE_OK, "%s", step.error.message);
    return step.Seen(y);
  };
  const DType f = DType::kFloat32;
  Matches("relu", run(kUnaryRelu, 0, 0, f), {NAN, inf, 0, 0, 0, 2.5, 0, NAN, NAN}, 0);
  Matches("clip", run(kUnaryClip, -1, 2, f), {NAN, 2, -1, 0, 0, 2, -1, NAN, NAN}, 0);
  Matches("round", run(kUnaryRound, 0, 0, f), {NAN, inf, -inf, 0, 0, 2, -4, NAN, NAN}, 0);
  Matches("nan", run(kUnaryIsNan, 0, 0, DType::kBool), {1, 0, 0, 0, 0, 0, 0, 1, 1}, 0);
  Matches("inf", run(kUnaryIsInf, 0, 0, DType::kBool), {0, 1, 1, 0, 0, 0, 0, 0, 0}, 0);
}

void AppliesUnaryFunctionsToIntegers() {
  const auto run = [](DType type, int64_t kind, const Values& x, const Values& wanted) {
    StepCase step;
    const int32_t y = step.Output(type, {static_cast<int64_t>(x.size())});
    const int32_t in = step.Input(type, Dims{static_cast<int64_t>(x.size())}, x);
    step.Step(3, {y}, {in}, {kind, RealBits(-5), RealBits(1e30)});
    CHECK_MSG(step.Run() == OSSICLE_OK, "%s", step.error.message);
    Matches("integer unary", step.Seen(y), wanted, 0);
  };
  run(DType::kInt8, kUnaryAbs, {-128, -3, 4}, {-128, 3, 4});
  run(DType::kInt32, kUnaryNeg, {-7, 0, 9}, {7, 0, -9});
  run(DType::kUint8, kUnaryBitwiseNot, {0, 1, 255}, {255, 254, 0});
  run(DType::kInt64, kUnarySign, {-9, 0, 5}, {-1, 0, 1});
  run(DType::kInt64, kUnaryClip, {-9, 0, 1e15}, {-5, 0, 1e15});
  run(DType::kInt16, kUnaryRelu, {-9, 0, 5}, {0, 0, 5});
  run(DType::kBool, kUnaryNot, {0, 1, 1}, {1, 0, 0});
  StepCase step;
  const int32_t y = step.Output(DType::kInt32, {2});
  const int32_t x = step.Input(DType::kInt32, Dims{2}, {1, 2});
  step.Step(3, {y}, {x}, {kUnaryExp, 0, 0});
  CHECK(step.Run() == OSSICLE_UNSUPPORTED && std::strstr(step.error.message, "int32"));
}

double Combine(int64_t kind, double a, double b, bool whole) {
  switch (kind) {
    case kBinaryAdd:
      return a + b;
    case kBinarySub:
      return a - b;
    case kBinaryMul:
      return a * b;
    case kBinaryDiv:
      return whole ? std::trunc(a / b) : a / b;
    case kBinaryPow:
      return std::pow(a, b);
    case kBinaryMax:
      return a > b ? a : b;
    case kBinaryMin:
      return a < b ? a : b;
    case kBinaryMod:
      return a - std::floor(a / b) * b;
    case kBinaryFmod:
      return std::fmod(a, b);
    case kBinaryPrelu:
      return a < 0 ? a * b : a;
    case kBinaryGlu:
      return a / (1 + std::exp(-b));
    case kBinaryEqual:
      return a == b;
    case kBinaryLess:
      return a < b;
    case kBinaryLessOrEqual:
      return a <= b;
    case kBinaryGreater:
      return a > b;
    default:
      return a >= b;
  }
}

void CombinesPairs(uint64_t features) {
  Random random(5);
  const int64_t kinds[] = {kBinaryAdd,     kBinarySub,
                           kBinaryMul,     kBinaryDiv,
                           kBinaryMax,     kBinaryMin,
                           kBinaryMod,     kBinaryFmod,
                           kBinaryPrelu,   kBinaryEqual,
                           kBinaryLess,    kBinaryLessOrEqual,
                           kBinaryGreater, kBinaryGreaterOrEqual,
                           kBinaryGlu};
  for (int64_t kind : kinds) {
    for (DType type : {DType::kFloat32, DType::kFloat32, DType::kFloat64, DType::kInt32,
                       DType::kInt64, DType::kUint8, DType::kInt16}) {
      const bool is_unsigned = IsUnsignedInteger(type);
      const bool whole = IsInteger(type);
      if (whole && kind == kBinaryGlu) continue;
      for (const Dims& dims : kShapes) {
        StepCase step;
        const bool compares = kind >= kBinaryEqual && kind <= kBinaryGreaterOrEqual;
        const double low = is_unsigned ? 1 : -9;
        Values a = RandomValues(ElementsOf(dims), &random, is_unsigned ? 11 : low, 15, whole);
        Values b = RandomValues(ElementsOf(dims), &random, low, 9, whole);
        for (double& value : b) value = value == 0 ? 3 : value;
        const int32_t y =
            step.Output(compares ? DType::kBool : type, AnyLayout(dims, &random, false));
        const int32_t left = step.Input(type, AnyLayout(dims, &random, true), a);
        const int32_t right = step.Input(type, AnyLayout(dims, &random, true), b);
        step.Step(4, {y}, {left, right}, {kind});
        if (!CHECK_MSG(step.Run(features) == OSSICLE_OK, "%s", step.error.message)) return;
        a = step.Seen(left);
        b = step.Seen(right);
        for (size_t i = 0; i < a.size(); ++i) a[i] = Combine(kind, a[i], b[i], whole);
        char what[60];
        std::snprintf(what, sizeof(what), "binary kind %d %s", static_cast<int>(kind),
                      DTypeName(type));
        // Rests of reals are compared where rounding cannot move them by a whole divisor.
        const bool rest = (kind == kBinaryMod || kind == kBinaryFmod) && !whole;
        if (!Matches(what, step.Seen(y), a, rest ? 1e-3 / 0x1p-23 : kind == kBinaryGlu ? 4 : 1))
          break;
      }
    }
  }
}

Values RunPair(int64_t kind, DType type, DType b_type, DType result, const Values& a,
               const Values& b, int32_t wanted_status, uint64_t features = ~uint64_t{0}) {
  StepCase step;
  const Dims dims = {static_cast<int64_t>(a.size())};
  const int32_t y = step.Output(result, dims);
  const int32_t left = step.Input(type, dims, a);
  const int32_t right = step.Input(b_type, dims, b);
  step.Step(4, {y}, {left, right}, {kind});
  const int32_t status = step.Run(features);
  CHECK_MSG(status == wanted_status, "%d: %s", status, step.error.message);
  return status == OSSICLE_OK ? step.Seen(y) : Values();
}

void FollowsOnnxInCorners(uint64_t features) {
  const DType f = DType::kFloat32;
  const DType i = DType::kInt32;
  const DType u = DType::kUint8;
  const DType b = DType::kBool;
  const int32_t ok = OSSICLE_OK;
  Matches("mod", RunPair(kBinaryMod, i, i, i, {-7, 7, -7, 7}, {3, -3, -3, 3}, ok), {2, -2, -1, 1},
          0);
  Matches("fmod", RunPair(kBinaryFmod, i, i, i, {-7, 7, -7}, {3, -3, -3}, ok), {-1, 1, -1}, 0);
  Matches("least / -1", RunPair(kBinaryDiv, i, i, i, {-2147483648.0}, {-1}, ok), {-2147483648.0},
          0);
  Matches("least mod -1", RunPair(kBinaryMod, i, i, i, {-2147483648.0}, {-1}, ok), {0}, 0);
  RunPair(kBinaryDiv, i, i, i, {1, 2}, {1, 0}, OSSICLE_DATA_REFUSED);
  RunPair(kBinaryMod, u, u, u, {1}, {0}, OSSICLE_DATA_REFUSED);
  Matches("max", RunPair(kBinaryMax, f, f, f, {NAN, 1, 3}, {1, NAN, 2}, ok, features),
          {NAN, NAN, 3}, 0);
  Matches("min", RunPair(kBinaryMin, f, f, f, {NAN, 1, 3}, {1, NAN, 2}, ok, features),
          {NAN, NAN, 2}, 0);
  Matches("pow", RunPair(kBinaryPow, f, i, f, {3, 2, -2, 4}, {2, -1, 3, 0}, ok), {9, 0.5, -8, 1},
          1);
  Matches("integer pow", RunPair(kBinaryPow, i, f, i, {3, -3, 2, 9}, {2, 3, 10, 0.5}, ok),
          {9, -27, 1024, 3}, 0);
  Matches("and", RunPair(kBinaryAnd, b, b, b, {0, 0, 1, 1}, {0, 1, 0, 1}, ok), {0, 0, 0, 1}, 0);
  Matches("or", RunPair(kBinaryOr, b, b, b, {0, 0, 1, 1}, {0, 1, 0, 1}, ok), {0, 1, 1, 1}, 0);
  Matches("xor", RunPair(kBinaryXor, b, b, b, {0, 0, 1, 1}, {0, 1, 0, 1}, ok), {0, 1, 1, 0}, 0);
  Matches("equal", RunPair(kBinaryEqual, b, b, b, {0, 0, 1, 1}, {0, 1, 0, 1}, ok), {1, 0, 0, 1}, 0);
  Matches("bits", RunPair(kBinaryBitwiseXor, u, u, u, {12, 255}, {10, 1}, ok), {6, 254}, 0);
  Matches("left", RunPair(kBinaryShiftLeft, u, u, u, {3, 129, 1}, {2, 1, 8}, ok), {12, 2, 0}, 0);
  Matches("right", RunPair(kBinaryShiftRight, u, u, u, {12, 129, 1}, {2, 1, 9}, ok), {3, 64, 0}, 0);
  RunPair(kBinaryShiftLeft, f, f, f, {1}, {1}, OSSICLE_UNSUPPORTED);
  RunPair(kBinaryGlu, i, i, i, {1}, {1}, OSSICLE_UNSUPPORTED);
  RunPair(kBinaryAdd, f, i, f, {1}, {1}, OSSICLE_INVALID_PROGRAM);
}

void SquaresByAConstantPower() {
  StepCase step;
  const int32_t y = step.Output(DType::kFloat32, {3});
  const int32_t a = step.Input(DType::kFloat32, Dims{3}, {1.5, -2, 3});
  const int32_t b = step.Weight(DType::kFloat32, Layout{{3}, {0}, 0, 1}, {2, 2, 2}, true);
  step.Step(4, {y}, {a, b}, {kBinaryPow});
  CHECK_MSG(step.Run() == OSSICLE_OK, "%s", step.error.message);
  Matches("square", step.Seen(y), {2.25, 4, 9}, 0);
}

void ChoosesByACondition() {
  Random random(6);
  for (const Dims& dims : kShapes) {
    for (DType type : {DType::kFloat32, DType::kInt64, DType::kUint8, DType::kFloat16}) {
      StepCase step;
      const int32_t y = step.Output(type, AnyLayout(dims, &random, false));
      const int32_t c = step.Input(DType::kBool, AnyLayout(dims, &random, true),
                                   ValuesFor(DType::kBool, dims, &random));
      const int32_t a =
          step.Input(type, AnyLayout(dims, &random, true), ValuesFor(type, dims, &random));
      const int32_t b =
          step.Input(type, AnyLayout(dims, &random, true), ValuesFor(type, dims, &random));
      step.Step(5, {y}, {c, a, b});
      if (!CHECK_MSG(step.Run() == OSSICLE_OK, "%s", step.error.message)) return;
      Values wanted = step.Seen(b);
      const Values condition = step.Seen(c);
      for (size_t i = 0; i < wanted.size(); ++i) {
        if (condition[i] != 0) wanted[i] = step.Seen(a)[i];
      }
      Matches("where", step.Seen(y), wanted, 0);
    }
  }
}

void ComputesSwoosh(uint64_t features) {
  Random random(8);
  for (const Dims& dims : kShapes) {
    StepCase step;
    const int32_t y = step.Output(DType::kFloat32, AnyLayout(dims, &random, false));
    const int32_t x = step.Input(DType::kFloat32, AnyLayout(dims, &random, true),
                                 RandomValues(ElementsOf(dims), &random, -60, 60, false));
    step.Step(31, {y}, {x}, {RealBits(4.0), RealBits(0.08), RealBits(0.035)});
    if (!CHECK_MSG(step.Run(features) == OSSICLE_OK, "%s", step.error.message)) return;
    Values wanted = step.Seen(x);
    for (double& v : wanted) {
      const double z = v - 4.0;
      v = std::fmax(z, 0.0) + std::log1p(std::exp(-std::fabs(z))) - 0.08 * v - 0.035;
    }
    Matches("swoosh", step.Seen(y), wanted, 8);
  }
}

void WorksInPlaceOnTheSameViewOnly() {
  ProgramBuilder builder;
  builder.AddBuffer(3, DType::kFloat32, {8});
  const int32_t t = builder.AddScratch(DType::kFloat32, {8});
  builder.AddStep(1, {t}, {0});
  builder.AddStep(4, {t}, {t, t}, {kBinaryAdd});
  const int32_t y = builder.AddBuffer(4, DType::kFloat32, {8});
  builder.AddStep(1, {y}, {t});
  const std::vector<unsigned char> good = builder.Bytes();
  ossicle_plan* plan = nullptr;
  ossicle_error error;
  CHECK(ossicle_plan_create(good.data(), good.size(), nullptr, 0, 0, &plan, &error) == 0);
  ossicle_plan_close(plan);
  // The same bytes in another order.
  const int32_t backwards = builder.AddTensor({DType::kFloat32, {8}, {-1}, 2, 0, 28});
  builder.steps[1].inputs[1] = backwards;
  const std::vector<unsigned char> bad = builder.Bytes();
  CHECK(ossicle_plan_create(bad.data(), bad.size(), nullptr, 0, 0, &plan, &error) ==
        OSSICLE_INVALID_PROGRAM);
  CHECK_MSG(std::strstr(error.message, "in place") && error.step == 1, "%s", error.message);
}

}  // namespace

int main() {
  CopiesAnyViewToAnyView();
  CopiesHalvesToPairs();
  TransposesInEveryWidth();
  FillsWithAnyBits();
  for (uint64_t features : {uint64_t{0}, uint64_t{0xFF}, ~uint64_t{0}}) {
    AppliesUnaryFunctions(features);
    KeepsNanAndInfinities(features);
    CombinesPairs(features);
    FollowsOnnxInCorners(features);
    ComputesSwoosh(features);
  }
  AppliesUnaryFunctionsToIntegers();
  SquaresByAConstantPower();
  ChoosesByACondition();
  WorksInPlaceOnTheSameViewOnly();
  return Finish();
}
