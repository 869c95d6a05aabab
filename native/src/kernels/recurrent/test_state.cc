// Products of a state: as the float32 kernel's, to the bit where weights stay floats and by
// rounding where they are short.
#include <cstring>
#include <vector>

#include "kernels/recurrent/state_product.h"
#include "tests/check.h"
#include "tests/each_feature_set.h"
#include "tests/guarded.h"
#include "tests/random.h"
#include "tests/tolerance.h"

using namespace ossicle;
using ossicle::test::Edge;
using ossicle::test::Guarded;

namespace {

constexpr size_t kUnits = 90;
constexpr size_t kColumns = 370;
constexpr size_t kEnoughBytes = size_t{128} << 10;

// Two sums of kUnits products of up to 0.5, in float32.
constexpr double kEpsilons = 8.0;
constexpr double kMagnitude = 5.0;

// Weights [columns, units] of one magnitude, or with three outliers in every column.
std::vector<float> Weights(bool usual) {
  test::Random random(usual ? 3 : 4);
  std::vector<float> r(kUnits * kColumns);
  random.Fill(r, -0.5f, 0.5f);
  if (usual) return r;
  for (size_t i = 0; i < r.size(); i += kUnits / 3) r[i] = 3.0f;
  return r;
}

struct Aligned {
  explicit Aligned(size_t bytes) : memory(bytes + 64) {}
  char* data() {
    char* const start = memory.data();
    return start + (64 - reinterpret_cast<uintptr_t>(start) % 64) % 64;
  }
  std::vector<char> memory;
};

// Rows of the result lie further apart than they are long; what is between stays.
std::vector<float> Multiply(const recurrent::StateKernels& kernels,
                            const recurrent::StateWeights& weights, size_t rows, bool accumulate,
                            bool backwards) {
  constexpr size_t kStride = kColumns + 3;
  test::Random random(9);
  Guarded<float> state(rows * kUnits, Edge::kBack);
  Guarded<float> bias(kColumns, Edge::kBack);
  std::vector<float> out(rows * kStride);
  random.Fill(state, -1.0f, 1.0f);
  random.Fill(bias, -1.0f, 1.0f);
  random.Fill(out, -1.0f, 1.0f);
  recurrent::StateProductArgs args;
  args.rows = rows;
  args.state = state.data();
  args.bias = accumulate ? nullptr : bias.data();
  args.out = out.data();
  args.out_row_stride = kStride;
  args.accumulate = accumulate;
  args.backwards = backwards;
  recurrent::MultiplyState(kernels, weights, args);
  return out;
}

bool SameBits(const std::vector<float>& a, const std::vector<float>& b) {
  return std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

void IsAsWithFloats(arch::Features features, size_t rows, bool usual) {
  const std::vector<float> r = Weights(usual);
  const recurrent::StateKernels kernels =
      recurrent::ChooseStateKernels(rows, kEnoughBytes, features);
  const recurrent::StateKernels floats = recurrent::ChooseStateKernels(rows, 0, features);
  const bool can = GemmF24Kernels().Select(features).kernel.pays;
  CHECK(kernels.tries_short == (can && rows <= 2));
  CHECK(!floats.tries_short);
  Aligned memory(kernels.PackedBytes(kUnits, kColumns));
  Aligned plain(floats.PackedBytes(kUnits, kColumns));
  const auto weights = recurrent::PackState(kernels, kUnits, kColumns, r.data(), memory.data());
  const auto wanted = recurrent::PackState(floats, kUnits, kColumns, r.data(), plain.data());
  CHECK(weights.is_short == (kernels.tries_short && usual));
  CHECK(!wanted.is_short);
  for (bool accumulate : {false, true}) {
    const auto out = Multiply(kernels, weights, rows, accumulate, false);
    const auto back = Multiply(kernels, weights, rows, accumulate, true);
    const auto plainly = Multiply(floats, wanted, rows, accumulate, false);
    CHECK(SameBits(out, back));
    for (size_t i = 0; i < out.size(); ++i) {
      CHECK_MSG(weights.is_short ? test::Close(out[i], plainly[i], kEpsilons, kMagnitude)
                                 : out[i] == plainly[i],
                "rows=%zu usual=%d accumulate=%d [%zu]: %g, wanted %g", rows, usual, accumulate, i,
                static_cast<double>(out[i]), static_cast<double>(plainly[i]));
    }
  }
}

}  // namespace

int main() {
  test::ForEachFeatureSet([](arch::Features features) {
    for (size_t rows : {1, 2, 3}) {
      IsAsWithFloats(features, rows, true);
      IsAsWithFloats(features, rows, false);
    }
  });
  return test::Finish();
}
