// MATMUL, MATMUL_INTEGER, QUANTIZED_MATMUL and the conversions to and from 8 bits.
#include <cmath>
#include <initializer_list>

#include "tests/activated.h"
#include "tests/step_case.h"

using namespace ossicle;
using namespace ossicle::test;

namespace {

struct Sizes {
  Dims batch;
  int64_t m, n, k;
};

const Sizes kSizes[] = {{{}, 1, 1, 1},    {{}, 3, 5, 7},        {{}, 1, 40, 17},
                        {{}, 33, 1, 9},   {{2}, 4, 6, 5},       {{3, 2}, 7, 19, 33},
                        {{4}, 1, 64, 32}, {{1, 3}, 16, 16, 16}, {{2, 1, 3}, 5, 35, 8},
                        {{}, 4, 3, 0},    {{2}, 0, 3, 4},       {{5}, 2, 70, 3}};

Dims With(const Dims& batch, int64_t rows, int64_t columns) {
  Dims dims = batch;
  dims.push_back(rows);
  dims.push_back(columns);
  return dims;
}

enum class Form { kPacked, kScattered, kTransposed, kRepeated };

// A view of [batch, rows, columns] in one of the forms that models have.
Layout ViewOf(const Dims& dims, Form form, Random* random, bool repeats) {
  const size_t r = dims.size();
  if (form == Form::kScattered) return Scattered(dims, random, repeats);
  Layout layout = Packed(dims);
  if (form == Form::kTransposed && ElementsOf(dims) > 0) {
    Dims turned = dims;
    std::swap(turned[r - 1], turned[r - 2]);
    layout.strides = PackedStrides(turned);
    std::swap(layout.strides[r - 1], layout.strides[r - 2]);
  }
  if (form == Form::kRepeated && repeats) {
    for (size_t i = 0; i + 2 < r; ++i) layout.strides[i] = 0;
  }
  return layout;
}

// The exact product of what a step saw, [batch, m, n].
Values Product(const Sizes& s, const Values& a, const Values& b) {
  const int64_t batches = ElementsOf(s.batch);
  Values y(static_cast<size_t>(batches * s.m * s.n));
  for (int64_t q = 0; q < batches; ++q) {
    for (int64_t i = 0; i < s.m; ++i) {
      for (int64_t j = 0; j < s.n; ++j) {
        double sum = 0;
        for (int64_t p = 0; p < s.k; ++p) {
          sum += a[static_cast<size_t>((q * s.m + i) * s.k + p)] *
                 b[static_cast<size_t>((q * s.k + p) * s.n + j)];
        }
        y[static_cast<size_t>((q * s.m + i) * s.n + j)] = sum;
      }
    }
  }
  return y;
}

Layout BiasLayout(const Dims& dims, int kind, Random* random) {
  if (kind == 1) {  // one row
    Layout row = {dims, Dims(dims.size(), 0), 0, dims.back() > 0 ? dims.back() : 1};
    row.strides.back() = 1;
    return row;
  }
  return kind == 2 ? Scattered(dims, random, true) : Packed(dims);
}

void MultipliesMatrices(uint64_t features) {
  Random random(31);
  const Form forms[] = {Form::kPacked, Form::kScattered, Form::kTransposed, Form::kRepeated};
  for (const Sizes& s : kSizes) {
    for (int round = 0; round < 24; ++round) {
      const DType type = round % 6 == 5 ? DType::kFloat64 : DType::kFloat32;
      const Form form = forms[random.Int(0, 3)];
      const bool constant = random.Int(0, 1) == 0 && s.k > 0;
      // 16-bit weights are taken where the batch repeats them.
      const bool narrow = constant && type == DType::kFloat32 && form == Form::kRepeated;
      const DType b_type = narrow ? (round % 2 != 0 ? DType::kFloat16 : DType::kBfloat16) : type;
      const Dims a_dims = With(s.batch, s.m, s.k);
      const Dims b_dims = With(s.batch, s.k, s.n);
      const Dims y_dims = With(s.batch, s.m, s.n);
      StepCase step;
      const int32_t y = step.Output(type, ViewOf(y_dims, forms[random.Int(0, 2)], &random, false));
      const int32_t a = step.Input(type, ViewOf(a_dims, forms[random.Int(0, 3)], &random, true),
                                   RandomValues(ElementsOf(a_dims), &random, -1, 1, false));
      const Layout b_layout = ViewOf(b_dims, form, &random, true);
      // Multiples of 1/8 are exact in 16 bits.
      Values b_values = RandomValues(ElementsOf(b_dims), &random, -16, 16, true);
      for (double& v : b_values) v /= 8;
      const int32_t b = constant ? step.Weight(b_type, b_layout, b_values, round % 3 == 0)
                                 : step.Input(b_type, b_layout, b_values);
      const int bias_kind = random.Int(0, 3);
      const int32_t bias =
          bias_kind == 0 ? -1
                         : step.Input(type, BiasLayout(y_dims, bias_kind, &random),
                                      RandomValues(ElementsOf(y_dims), &random, -1, 1, false));
      const int64_t activation = random.Int(0, kActivations - 1);
      step.Step(9, {y}, {a, b, bias}, {activation});
      if (!CHECK_MSG(step.Run(features) == OSSICLE_OK, "%s", step.error.message)) return;
      Values wanted = Product(s, step.Seen(a), step.Seen(b));
      const Values shift = bias_kind == 0 ? Values(wanted.size(), 0.0) : step.Seen(bias);
      for (size_t i = 0; i < wanted.size(); ++i) {
        wanted[i] = Activated(static_cast<Activation>(activation), wanted[i] + shift[i]);
      }
      char what[80];
      std::snprintf(what, sizeof(what), "matmul m %d n %d k %d form %d", static_cast<int>(s.m),
                    static_cast<int>(s.n), static_cast<int>(s.k), static_cast<int>(form));
      if (!Matches(what, step.Seen(y), wanted, 64, 4)) return;
    }
  }
}

void SharesPackedWeights() {
  Random random(32);
  StepCase step;
  const Dims dims = {48, 64};
  const Values values = RandomValues(48 * 64, &random, -1, 1, false);
  const int32_t b = step.Weight(DType::kFloat32, Packed(dims), values, true);
  const int32_t a = step.Input(DType::kFloat32, Dims{3, 48}, Values(3 * 48, 1.0));
  step.Step(9, {step.Output(DType::kFloat32, Dims{3, 64})}, {a, b}, {0});
  CHECK_MSG(step.Run() == OSSICLE_OK, "%s", step.error.message);
  const uint64_t once = ossicle_plan_packed_bytes(step.plan());
  step.Step(9, {step.Output(DType::kFloat32, Dims{3, 64})}, {a, b}, {1});
  CHECK_MSG(step.Run() == OSSICLE_OK, "%s", step.error.message);
  CHECK(once == 48 * 64 * sizeof(float));
  CHECK(ossicle_plan_packed_bytes(step.plan()) == once);
}

struct ByteCase {
  int32_t id;
  DType type;
};

ByteCase Bytes(StepCase* step, bool constant, const Layout& layout, Random* random) {
  const DType type = random->Int(0, 1) == 0 ? DType::kUint8 : DType::kInt8;
  const double low = type == DType::kInt8 ? -128 : 0;
  const Values values = RandomValues(ElementsOf(layout.dims), random, low, low + 256, true);
  const int32_t id =
      constant ? step->Weight(type, layout, values) : step->Input(type, layout, values);
  return {id, type};
}

int32_t ZeroPoints(StepCase* step, bool constant, DType type, int64_t count, Random* random) {
  const double low = type == DType::kInt8 ? -128 : 0;
  const Values values = RandomValues(count, random, low, low + 256, true);
  const Dims dims = count == 1 ? Dims{} : Dims{count};
  return constant ? step->Weight(type, dims, values) : step->Input(type, dims, values);
}

// Takes zero points off rows or columns.
Values Shifted(const Values& x, const Values& zeros, int64_t rows, int64_t columns, bool by_row) {
  Values y = x;
  for (size_t i = 0; i < y.size(); ++i) {
    const int64_t column = static_cast<int64_t>(i) % columns;
    const int64_t row = static_cast<int64_t>(i) / columns % rows;
    const size_t at = zeros.size() == 1 ? 0 : static_cast<size_t>(by_row ? row : column);
    y[i] -= zeros[at];
  }
  return y;
}

void MultipliesIntegers(uint64_t features) {
  Random random(33);
  const Form forms[] = {Form::kPacked, Form::kScattered, Form::kTransposed, Form::kRepeated};
  for (const Sizes& s : kSizes) {
    for (int round = 0; round < 24; ++round) {
      const bool constant = random.Int(0, 1) == 0 && s.k > 0;
      StepCase step;
      const Dims y_dims = With(s.batch, s.m, s.n);
      const int32_t y =
          step.Output(DType::kInt32, ViewOf(y_dims, forms[random.Int(0, 2)], &random, false));
      const ByteCase a =
          Bytes(&step, false,
                ViewOf(With(s.batch, s.m, s.k), forms[random.Int(0, 3)], &random, true), &random);
      const ByteCase b =
          Bytes(&step, constant,
                ViewOf(With(s.batch, s.k, s.n), forms[random.Int(0, 3)], &random, true), &random);
      const bool per_row = random.Int(0, 1) == 0 && s.m > 0;
      const bool per_column = random.Int(0, 1) == 0;
      const int32_t za =
          random.Int(0, 2) == 0 ? -1 : ZeroPoints(&step, false, a.type, per_row ? s.m : 1, &random);
      const int32_t zb = random.Int(0, 2) == 0
                             ? -1
                             : ZeroPoints(&step, constant, b.type, per_column ? s.n : 1, &random);
      step.Step(10, {y}, {a.id, b.id, za, zb});
      if (!CHECK_MSG(step.Run(features) == OSSICLE_OK, "%s", step.error.message)) return;
      Values left = step.Seen(a.id);
      Values right = step.Seen(b.id);
      if (za >= 0 && s.k > 0) left = Shifted(left, step.Seen(za), s.m, s.k, true);
      if (zb >= 0) right = Shifted(right, step.Seen(zb), s.k, s.n, false);
      if (!Matches("integer product", step.Seen(y), Product(s, left, right), 0)) return;
    }
  }
}

void QuantizedProductsEqualTheirParts(uint64_t features) {
  Random random(34);
  const Form forms[] = {Form::kPacked, Form::kScattered, Form::kTransposed, Form::kRepeated};
  for (const Sizes& s : kSizes) {
    for (int round = 0; round < 16; ++round) {
      const bool constant = random.Int(0, 2) > 0 && s.k > 0;
      StepCase step;
      const Dims y_dims = With(s.batch, s.m, s.n);
      const int32_t y =
          step.Output(DType::kFloat32, ViewOf(y_dims, forms[random.Int(0, 2)], &random, false));
      const ByteCase a =
          Bytes(&step, false,
                ViewOf(With(s.batch, s.m, s.k), forms[random.Int(0, 3)], &random, true), &random);
      const ByteCase b =
          Bytes(&step, constant,
                ViewOf(With(s.batch, s.k, s.n), forms[random.Int(0, 3)], &random, true), &random);
      const bool per_row = s.batch.empty() && random.Int(0, 1) == 0;
      const int64_t ranges = per_row ? s.m : 1;
      const int32_t sa = step.Input(DType::kFloat32, per_row ? Dims{s.m, 1} : Dims{},
                                    RandomValues(ranges, &random, 0.001f, 0.02f, false));
      const int32_t za = ZeroPoints(&step, false, a.type, ranges, &random);
      const int64_t columns = random.Int(0, 1) == 0 ? 1 : s.n;
      const int32_t sb =
          step.Weight(DType::kFloat32, Packed(columns == 1 ? Dims{} : Dims{columns}),
                      RandomValues(columns, &random, 0.001f, 0.02f, false), round % 2 == 0);
      const int32_t zb = ZeroPoints(&step, constant, b.type, columns, &random);
      const int bias_kind = random.Int(0, 3);
      const int32_t bias =
          bias_kind == 0 ? -1
                         : step.Input(DType::kFloat32, BiasLayout(y_dims, bias_kind, &random),
                                      RandomValues(ElementsOf(y_dims), &random, -1, 1, false));
      const int64_t activation = random.Int(0, kActivations - 1);
      step.Step(11, {y}, {a.id, sa, za, b.id, sb, zb, bias}, {activation});
      if (!CHECK_MSG(step.Run(features) == OSSICLE_OK, "%s", step.error.message)) return;
      const Values left = Shifted(step.Seen(a.id), step.Seen(za), s.m, s.k > 0 ? s.k : 1, true);
      const Values right = Shifted(step.Seen(b.id), step.Seen(zb), s.k, s.n, false);
      Values wanted = Product(s, left, right);
      const Values shift = bias_kind == 0 ? Values(wanted.size(), 0.0) : step.Seen(bias);
      const Values scales = step.Seen(sb);
      const Values scales_a = step.Seen(sa);
      for (size_t i = 0; i < wanted.size(); ++i) {
        // As MATMUL_INTEGER, CAST, MUL by the product of the scales, and ADD would have it.
        const size_t column = i % static_cast<size_t>(s.n);
        const size_t row = per_row ? i / static_cast<size_t>(s.n) : 0;
        const float scale = static_cast<float>(scales_a[row]) *
                            static_cast<float>(scales[scales.size() == 1 ? 0 : column]);
        const float real = static_cast<float>(wanted[i]) * scale;
        wanted[i] = static_cast<double>(real + static_cast<float>(shift[i]));
        wanted[i] = Activated(static_cast<Activation>(activation), wanted[i]);
      }
      // Equal to the bit where no activation follows.
      if (!Matches("quantised product", step.Seen(y), wanted, activation < 2 ? 0 : 8)) return;
    }
  }
}

void ConvertsToAndFromIntegers(uint64_t features) {
  Random random(35);
  for (const Dims& dims : {Dims{37}, Dims{3, 5}, Dims{2, 4, 33}, Dims{2, 7, 1}}) {
    for (DType type : {DType::kUint8, DType::kInt8, DType::kInt16, DType::kUint16}) {
      const int axis = random.Int(-1, static_cast<int>(dims.size()) - 1);
      const int64_t n = axis < 0 ? 1 : dims[static_cast<size_t>(axis)];
      const double low = type == DType::kInt8 ? -128 : type == DType::kInt16 ? -32768 : 0;
      const double high = low + (ElementBytes(type) == 1 ? 255 : 65535);
      const Values scales = RandomValues(n, &random, 0.25f, 2, false);
      const Values zeros = RandomValues(n, &random, 0, 100, true);
      const auto of = [&](const Values& values, const Dims& index) {
        return values[axis < 0 ? 0 : static_cast<size_t>(index[static_cast<size_t>(axis)])];
      };
      StepCase step;
      const int32_t y = step.Output(type, dims);
      const int32_t x = step.Input(DType::kFloat32, dims,
                                   RandomValues(ElementsOf(dims), &random, -400, 400, false));
      const Dims shape = axis < 0 ? Dims{} : Dims{n};
      const int32_t scale = step.Input(DType::kFloat32, shape, scales);
      const int32_t zero = step.Weight(type, Packed(shape), zeros, true);
      step.Step(13, {y}, {x, scale, zero}, {axis});
      if (!CHECK_MSG(step.Run(features) == OSSICLE_OK, "%s", step.error.message)) return;
      Values wanted = step.Seen(x);
      const Values seen = step.Seen(scale);
      ForIndices(dims, [&](const Dims& index, int64_t i) {
        double& v = wanted[static_cast<size_t>(i)];
        const float ratio = static_cast<float>(v) / static_cast<float>(of(seen, index));
        v = std::fmin(high, std::fmax(low, std::nearbyint(ratio) + of(zeros, index)));
      });
      Matches("quantize", step.Seen(y), wanted, 0);

      StepCase back;
      const int32_t real = back.Output(DType::kFloat32, dims);
      const int32_t whole = back.Input(type, dims, wanted);
      const int32_t factor = back.Input(DType::kFloat32, shape, scales);
      const bool shifted = random.Int(0, 1) == 0;
      const int32_t origin = shifted ? back.Input(type, shape, zeros) : -1;
      back.Step(14, {real}, {whole, factor, origin}, {axis});
      if (!CHECK_MSG(back.Run(features) == OSSICLE_OK, "%s", back.error.message)) return;
      ForIndices(dims, [&](const Dims& index, int64_t i) {
        double& v = wanted[static_cast<size_t>(i)];
        v = (v - (shifted ? of(zeros, index) : 0)) * of(back.Seen(factor), index);
      });
      Matches("dequantize", back.Seen(real), wanted, 1);
    }
  }
  StepCase dynamic;
  const int32_t y = dynamic.Output(DType::kUint8, Dims{6});
  const int32_t scale = dynamic.Output(DType::kFloat32, Dims{});
  const int32_t zero = dynamic.Output(DType::kUint8, Dims{});
  const int32_t x = dynamic.Input(DType::kFloat32, Dims{6}, {0, 2, -3, -2.5, 1.34f, 0.5});
  dynamic.Step(12, {y, scale, zero}, {x});
  CHECK_MSG(dynamic.Run(features) == OSSICLE_OK, "%s", dynamic.error.message);
  Matches("dynamic", dynamic.Seen(y), {153, 255, 0, 26, 221, 179}, 0);
  Matches("scale", dynamic.Seen(scale), {5.0 / 255}, 1);
  Matches("zero", dynamic.Seen(zero), {153}, 0);
}

void QuantizesEachRowAsIfAlone(uint64_t features) {
  Random random(36);
  const Dims dims = {2, 3, 37};
  StepCase all;
  const int32_t y = all.Output(DType::kUint8, dims);
  const int32_t scale = all.Output(DType::kFloat32, Dims{2, 3, 1});
  const int32_t zero = all.Output(DType::kUint8, Dims{2, 3, 1});
  const int32_t x = all.Input(DType::kFloat32, dims, RandomValues(222, &random, -3, 5, false));
  all.Step(12, {y, scale, zero}, {x});
  if (!CHECK_MSG(all.Run(features) == OSSICLE_OK, "%s", all.error.message)) return;
  Values bytes, scales, zeros;
  const Values seen = all.Seen(x);
  for (int row = 0; row < 6; ++row) {
    StepCase one;
    const int32_t of_row[] = {one.Output(DType::kUint8, Dims{37}),
                              one.Output(DType::kFloat32, Dims{}),
                              one.Output(DType::kUint8, Dims{})};
    const auto first = seen.begin() + row * 37;
    const int32_t from = one.Input(DType::kFloat32, Dims{37}, Values(first, first + 37));
    one.Step(12, {of_row[0], of_row[1], of_row[2]}, {from});
    if (!CHECK_MSG(one.Run(features) == OSSICLE_OK, "%s", one.error.message)) return;
    for (double byte : one.Seen(of_row[0])) bytes.push_back(byte);
    scales.push_back(one.Seen(of_row[1])[0]);
    zeros.push_back(one.Seen(of_row[2])[0]);
  }
  Matches("rows", all.Seen(y), bytes, 0);
  Matches("scales", all.Seen(scale), scales, 0);
  Matches("zeros", all.Seen(zero), zeros, 0);
}

}  // namespace

int main() {
  for (uint64_t features : {uint64_t{0}, uint64_t{0xFF}, uint64_t{0xFFF}, ~uint64_t{0}}) {
    MultipliesMatrices(features);
    MultipliesIntegers(features);
    QuantizedProductsEqualTheirParts(features);
    ConvertsToAndFromIntegers(features);
    QuantizesEachRowAsIfAlone(features);
  }
  SharesPackedWeights();
  return Finish();
}
