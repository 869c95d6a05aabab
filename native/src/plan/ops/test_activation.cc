// A product or convolution that activates its result gives the bits of one that does not, followed
// by the activation as a step of its own.
#include <cmath>
#include <cstring>

#include "kernels/activation.h"
#include "plan/ops/unary.h"
#include "tests/each_feature_set.h"
#include "tests/step_case.h"

using namespace ossicle;
using namespace ossicle::test;

namespace {

constexpr uint32_t kUnary = 3, kMatmul = 9, kQuantizedMatmul = 11, kConv = 15;

// Writes the step twice, with and without the activation, and compares.
struct Twins {
  StepCase step;
  Random random{51};

  Values Reals(int64_t count, double low = -1, double high = 1) {
    return RandomValues(count, &random, low, high, false);
  }

  int32_t Input(DType type, const Dims& dims) {
    return step.Input(type, dims, Reals(ElementsOf(dims)));
  }

  int32_t Weight(DType type, const Dims& dims) {
    return step.Weight(type, dims, Reals(ElementsOf(dims)));
  }

  void Compare(const char* what, uint64_t features, uint32_t opcode, DType type, const Layout& y,
               const std::vector<int32_t>& inputs, std::vector<int64_t> attributes,
               Activation activation) {
    constexpr int64_t kKinds[kActivations] = {-1,         kUnaryRelu,    kUnarySigmoid, kUnaryTanh,
                                              kUnarySilu, kUnaryGeluErf, kUnaryGeluTanh};
    const int32_t fused = step.Output(type, y);
    const int32_t plain = step.Output(type, y);
    const int32_t after = step.Output(type, y);
    attributes[0] = static_cast<int64_t>(activation);
    step.Step(opcode, {fused}, inputs, attributes);
    attributes[0] = 0;
    step.Step(opcode, {plain}, inputs, attributes);
    step.Step(kUnary, {after}, {plain}, {kKinds[static_cast<size_t>(activation)], 0, 0});
    if (!CHECK_MSG(step.Run(features) == OSSICLE_OK, "%s: %s", what, step.error.message)) return;
    const Values got = step.Seen(fused);
    const Values wanted = step.Seen(after);
    for (size_t i = 0; i < got.size(); ++i) {
      if (!CHECK_MSG(std::memcmp(&got[i], &wanted[i], sizeof(double)) == 0,
                     "%s, activation %d [%zu]: %.9g, as two steps %.9g", what,
                     static_cast<int>(activation), i, got[i], wanted[i])) {
        return;
      }
    }
  }
};

// Columns of y adjacent, or rows.
Layout TurnedMatrix(int64_t m, int64_t n) { return {{m, n}, {1, m}, 0, m * n}; }

void Multiplies(uint64_t features, Activation activation) {
  for (int64_t m : {1, 5, 40}) {
    constexpr int64_t kN = 77, kK = 19;
    for (DType b_type : {DType::kFloat32, DType::kFloat16, DType::kBfloat16}) {
      Twins weights;
      const int32_t a = weights.Input(DType::kFloat32, {m, kK});
      const int32_t b = weights.Weight(b_type, {kK, kN});
      const int32_t bias = weights.Input(DType::kFloat32, {m, kN});
      weights.Compare("matmul by a weight", features, kMatmul, DType::kFloat32, Packed({m, kN}),
                      {a, b, bias}, {0}, activation);
    }
    Twins turned;
    const int32_t a = turned.Input(DType::kFloat32, {m, kK});
    const int32_t b = turned.Weight(DType::kFloat32, {kK, kN});
    turned.Compare("matmul, turned", features, kMatmul, DType::kFloat32, TurnedMatrix(m, kN),
                   {a, b, -1}, {0}, activation);
    for (DType type : {DType::kFloat32, DType::kFloat64}) {
      Twins dynamic;
      const int32_t left = dynamic.Input(type, {m, kK});
      const int32_t right = dynamic.Input(type, {kK, kN});
      dynamic.Compare("matmul", features, kMatmul, type, Packed({m, kN}), {left, right, -1}, {0},
                      activation);
    }
  }
}

void MultipliesBytes(uint64_t features, Activation activation) {
  constexpr int64_t kN = 45, kK = 30;
  for (int64_t m : {1, 9}) {
    for (int form = 0; form < 3; ++form) {  // a row as bias, a matrix, y turned
      Twins twins;
      StepCase& step = twins.step;
      const Values a = RandomValues(m * kK, &twins.random, 0, 256, true);
      const Values b = RandomValues(kK * kN, &twins.random, -128, 128, true);
      const Dims scalar = {};
      const std::vector<int32_t> inputs = {
          step.Input(DType::kUint8, Dims{m, kK}, a),
          step.Input(DType::kFloat32, scalar, {0.01}),
          step.Input(DType::kUint8, scalar, {117}),
          step.Weight(DType::kInt8, Dims{kK, kN}, b),
          step.Weight(DType::kFloat32, Dims{kN}, twins.Reals(kN, 0.001, 0.01)),
          step.Weight(DType::kInt8, scalar, {0}),
          form == 1 ? twins.Input(DType::kFloat32, {m, kN})
                    : step.Weight(DType::kFloat32, {{m, kN}, {0, 1}, 0, kN}, twins.Reals(m * kN))};
      twins.Compare("quantized matmul", features, kQuantizedMatmul, DType::kFloat32,
                    form == 2 ? TurnedMatrix(m, kN) : Packed({m, kN}), inputs, {0}, activation);
    }
  }
}

struct Convolution {
  const char* what;
  DType type;
  Dims x, w;
  int64_t groups;
  bool constant;
};

// One for every way of convolving, and the plain sums.
const Convolution kConvolutions[] = {
    {"rows", DType::kFloat32, {2, 3, 9, 21}, {5, 3, 3, 3}, 1, true},
    {"a product", DType::kFloat32, {1, 24, 20}, {40, 24, 3}, 1, true},
    {"Winograd's", DType::kFloat32, {1, 16, 12, 12}, {32, 16, 3, 3}, 1, true},
    {"pointwise", DType::kFloat32, {1, 24, 50}, {40, 24, 1}, 1, true},
    {"pointwise, large", DType::kFloat32, {1, 64, 400}, {96, 64, 1}, 1, true},
    {"depthwise", DType::kFloat32, {1, 40, 50}, {40, 1, 5}, 40, true},
    {"to a point", DType::kFloat32, {1, 24, 9}, {24, 1, 9}, 24, true},
    {"weights that are not constant", DType::kFloat32, {1, 3, 20}, {5, 3, 3}, 1, false},
    {"three axes", DType::kFloat32, {1, 2, 5, 5, 5}, {3, 2, 2, 2, 2}, 1, true},
    {"float64", DType::kFloat64, {1, 3, 20}, {5, 3, 3}, 1, true},
};

void Convolves(uint64_t features, Activation activation) {
  for (const Convolution& conv : kConvolutions) {
    Twins twins;
    const int32_t x = twins.Input(conv.type, conv.x);
    const int32_t w =
        conv.constant ? twins.Weight(conv.type, conv.w) : twins.Input(conv.type, conv.w);
    const int32_t bias = twins.Weight(conv.type, {conv.w[0]});
    const size_t rank = conv.x.size() - 2;
    Dims y = {conv.x[0], conv.w[0]};
    Dims attributes = {0, conv.groups, static_cast<int64_t>(rank)};
    for (size_t i = 0; i < rank; ++i) y.push_back(conv.x[2 + i] - conv.w[2 + i] + 1);
    attributes.insert(attributes.end(), 2 * rank, 1);
    attributes.insert(attributes.end(), 2 * rank, 0);
    twins.Compare(conv.what, features, kConv, conv.type, Packed(y), {x, w, bias}, attributes,
                  activation);
  }
}

// The first number that is none, and one far off.
void RefusesOthers() {
  for (int64_t activation : {int64_t{-1}, int64_t{kActivations}, int64_t{256}, INT64_MAX}) {
    StepCase product;
    const int32_t a = product.Input(DType::kFloat32, Dims{2, 3}, Values(6, 1.0));
    const int32_t b = product.Input(DType::kFloat32, Dims{3, 2}, Values(6, 1.0));
    product.Step(kMatmul, {product.Output(DType::kFloat32, Dims{2, 2})}, {a, b, -1}, {activation});
    CHECK(product.Run() == OSSICLE_INVALID_PROGRAM);
    CHECK(std::strstr(product.error.message, "activation") != nullptr);

    StepCase conv;
    const int32_t x = conv.Input(DType::kFloat32, Dims{1, 1, 4}, Values(4, 1.0));
    const int32_t w = conv.Weight(DType::kFloat32, Dims{1, 1, 2}, Values(2, 1.0));
    conv.Step(kConv, {conv.Output(DType::kFloat32, Dims{1, 1, 3})}, {x, w, -1},
              {activation, 1, 1, 1, 1, 0, 0});
    CHECK(conv.Run() == OSSICLE_INVALID_PROGRAM);
    CHECK(std::strstr(conv.error.message, "activation") != nullptr);
  }
}

}  // namespace

int main() {
  ForEachFeatureSet([](uint64_t features) {
    for (int number = 1; number < kActivations; ++number) {
      const Activation activation = static_cast<Activation>(number);
      Multiplies(features, activation);
      MultipliesBytes(features, activation);
      Convolves(features, activation);
    }
  });
  RefusesOthers();
  return Finish();
}
