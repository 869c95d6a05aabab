#include "kernels/quantize/quantize.h"

#include <cmath>
#include <initializer_list>
#include <vector>

#include "tests/check.h"
#include "tests/each_kernel.h"
#include "tests/guarded.h"
#include "tests/random.h"

using namespace ossicle;
using ossicle::test::Edge;
using ossicle::test::Guarded;

namespace {

using Entry = KernelEntry<QuantizeKernel>;

constexpr size_t kSizes[] = {0, 1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 100, 257};

// The definition, by the C library.
int Exact(float x, float scale, int zero, bool is_signed) {
  const float ratio = x / scale;
  const float number = std::isnan(ratio) ? 0.0f : ratio;
  const float whole = std::nearbyint(number) + static_cast<float>(zero);
  const float low = is_signed ? -128.0f : 0.0f;
  const float high = is_signed ? 127.0f : 255.0f;
  return static_cast<int>(std::fmin(high, std::fmax(low, whole)));
}

int Value(uint8_t byte, bool is_signed) { return is_signed ? static_cast<int8_t>(byte) : byte; }

void ConvertsBothWays(const Entry& entry, size_t n, Edge edge, bool is_signed, bool per_element) {
  test::Random random(n * 2 + is_signed);
  const size_t parameters = per_element ? n : 1;
  Guarded<float> x(n, edge), back(n, edge), scales(parameters, edge);
  Guarded<int32_t> zeros(parameters, edge);
  Guarded<uint8_t> y(n, edge);
  random.Fill(x, -3.0f, 3.0f);
  random.Fill(scales, 0.001f, 0.02f);
  for (size_t i = 0; i < parameters; ++i) zeros[i] = random.Int(0, 255) - (is_signed ? 128 : 0);
  Quantization q;
  q.scales = scales.data();
  q.zero_points = zeros.data();
  q.scale_stride = q.zero_point_stride = per_element ? 1 : 0;
  q.is_signed = is_signed;
  entry.kernel.quantize(n, x.data(), q, y.data());
  entry.kernel.dequantize(n, y.data(), q, back.data());
  for (size_t i = 0; i < n; ++i) {
    const float scale = scales[per_element ? i : 0];
    const int zero = zeros[per_element ? i : 0];
    const int got = Value(y[i], is_signed);
    CHECK_MSG(got == Exact(x[i], scale, zero, is_signed), "%s n=%zu [%zu] %g: %d", entry.name, n, i,
              x[i], got);
    CHECK_MSG(back[i] == static_cast<float>(got - zero) * scale, "%s back n=%zu [%zu]: %g",
              entry.name, n, i, back[i]);
  }
}

// The dynamic form against its definition, for values from `low` to `high`.
void FindsItsOwnRange(const Entry& entry, size_t n, Edge edge, float low, float high) {
  test::Random random(n);
  Guarded<float> x(n, edge);
  Guarded<uint8_t> y(n, edge);
  random.Fill(x, low, high);
  float smallest = 0.0f;
  float largest = 0.0f;
  for (size_t i = 0; i < n; ++i) {
    smallest = std::fmin(smallest, x[i]);
    largest = std::fmax(largest, x[i]);
  }
  float wanted_scale = (largest - smallest) / 255.0f;
  if (wanted_scale == 0.0f) wanted_scale = 1.0f;
  const float origin = std::fmin(255.0f, std::fmax(0.0f, -smallest / wanted_scale));
  float scale = -1.0f;
  uint8_t zero = 77;
  entry.kernel.dynamic(n, x.data(), y.data(), &scale, &zero);
  CHECK_MSG(scale == wanted_scale, "%s n=%zu scale %a, wanted %a", entry.name, n, scale,
            wanted_scale);
  CHECK_MSG(zero == static_cast<int>(std::nearbyint(origin)), "%s n=%zu zero point %d from %g",
            entry.name, n, zero, origin);
  for (size_t i = 0; i < n; ++i) {
    CHECK_MSG(y[i] == Exact(x[i], scale, zero, false), "%s n=%zu [%zu] %a: %d", entry.name, n, i,
              x[i], y[i]);
  }
}

void RoundsTiesToEven(const Entry& entry) {
  const float scale = 0.5f;
  const float x[] = {0.25f, 0.75f, 1.25f, -0.25f, -0.75f, -1.25f, 300.0f, -300.0f};
  const int wanted[] = {100, 102, 102, 100, 98, 98, 255, 0};
  const int32_t zero = 100;
  uint8_t y[8];
  Quantization q;
  q.scales = &scale;
  q.zero_points = &zero;
  entry.kernel.quantize(8, x, q, y);
  for (int i = 0; i < 8; ++i) CHECK_MSG(y[i] == wanted[i], "%s tie %g: %d", entry.name, x[i], y[i]);
}

void IsDefinedForOddValues(const Entry& entry) {
  std::vector<float> x(37, 127.5f);
  std::vector<uint8_t> y(37);
  x[36] = NAN;  // behind the smallest, in the same lane of every width
  x[4] = -127.5f;
  float scale;
  uint8_t zero;
  entry.kernel.dynamic(37, x.data(), y.data(), &scale, &zero);
  CHECK(scale == 1.0f && zero == 128 && y[36] == zero && y[0] == 255 && y[4] == 0);
  x[5] = INFINITY;
  entry.kernel.dynamic(37, x.data(), y.data(), &scale, &zero);
  CHECK(std::isinf(scale) && zero == 0 && y[5] == 0 && y[0] == 0);
  x[6] = -INFINITY;
  entry.kernel.dynamic(37, x.data(), y.data(), &scale, &zero);
  CHECK(std::isinf(scale) && zero == 0 && y[6] == 0);
}

void TestKernel(const Entry& entry) {
  for (size_t n : kSizes) {
    for (Edge edge : {Edge::kFront, Edge::kBack}) {
      for (int bits = 0; bits < 4; ++bits) {
        ConvertsBothWays(entry, n, edge, (bits & 1) != 0, (bits & 2) != 0);
      }
      FindsItsOwnRange(entry, n, edge, -1.0f, 2.0f);
      FindsItsOwnRange(entry, n, edge, 0.5f, 2.0f);
      FindsItsOwnRange(entry, n, edge, -2.0f, -0.5f);
      FindsItsOwnRange(entry, n, edge, 0.0f, 0.0f);
      FindsItsOwnRange(entry, n, edge, -1e-40f, 1e-40f);
      FindsItsOwnRange(entry, n, edge, -1e38f, 1e38f);
    }
  }
  for (size_t seed = 1000; seed < 1400; ++seed) {
    FindsItsOwnRange(entry, seed, Edge::kBack, -0.001f * static_cast<float>(seed), 0.7f);
  }
  RoundsTiesToEven(entry);
  IsDefinedForOddValues(entry);
}

}  // namespace

int main() {
  test::ForEachKernel(QuantizeKernels(), TestKernel);
  return test::Finish();
}
