#include <cmath>
#include <cstring>
#include <initializer_list>

#include "kernels/binary/binary.h"
#include "tests/check.h"
#include "tests/each_kernel.h"
#include "tests/guarded.h"
#include "tests/random.h"
#include "tests/tolerance.h"

using namespace ossicle;
using ossicle::test::Edge;
using ossicle::test::Guarded;

namespace {

constexpr BinaryOp kOps[] = {BinaryOp::kAdd, BinaryOp::kSub, BinaryOp::kMul, BinaryOp::kDiv,
                             BinaryOp::kMax, BinaryOp::kMin, BinaryOp::kGlu};

float Exact(BinaryOp op, float a, float b) {
  switch (op) {
    case BinaryOp::kAdd:
      return a + b;
    case BinaryOp::kSub:
      return a - b;
    case BinaryOp::kMul:
      return a * b;
    case BinaryOp::kDiv:
      return a / b;
    case BinaryOp::kMax:
      return std::isnan(a) || std::isnan(b) ? NAN : a > b ? a : b;
    case BinaryOp::kGlu:
      return static_cast<float>(a / (1.0 + std::exp(-static_cast<double>(b))));
    default:
      return std::isnan(a) || std::isnan(b) ? NAN : a < b ? a : b;
  }
}

bool Same(float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); }

// Only the gate is rounded more than once.
bool Agrees(BinaryOp op, float got, float wanted) {
  return op == BinaryOp::kGlu ? test::Close(got, wanted, 8.0, std::fabs(wanted))
                              : Same(got, wanted);
}

// Some of the elements are no numbers.
void Fill(Guarded<float>* values, test::Random* random) {
  random->Fill(*values, -4.0f, 4.0f);
  for (size_t i = 0; i < values->size(); ++i) {
    if (random->Int(0, 15) == 0) (*values)[i] = random->Int(0, 1) == 0 ? NAN : INFINITY;
  }
}

void Computes(const KernelEntry<BinaryFn>& entry, BinaryOp op, size_t n, Edge edge, size_t a_step,
              size_t b_step) {
  test::Random random(n + 100 * a_step + 200 * b_step);
  Guarded<float> a(a_step != 0 ? n : 1, edge), b(b_step != 0 ? n : 1, edge), y(n, edge);
  Fill(&a, &random);
  Fill(&b, &random);
  entry.kernel(op, {a.data(), b.data(), y.data(), n, a_step, b_step});
  for (size_t i = 0; i < n; ++i) {
    const float wanted = Exact(op, a[i * a_step], b[i * b_step]);
    CHECK_MSG(Agrees(op, y[i], wanted), "%s op %d n=%zu [%zu]: %g, wanted %g", entry.name,
              static_cast<int>(op), n, i, y[i], wanted);
  }
  if (a_step != 0) {
    entry.kernel(op, {a.data(), b.data(), a.data(), n, a_step, b_step});
    for (size_t i = 0; i < n; ++i) CHECK(Same(a[i], y[i]));
  }
}

// Rows of each operand lie as far apart as they like, also backwards or on top of each other.
void WalksRows(const KernelEntry<BinaryFn>& entry, size_t a_step, size_t b_step) {
  constexpr size_t kRows = 5, kLength = 19, kStride = 23;
  test::Random random(a_step + 2 * b_step);
  Guarded<float> a(kRows * kStride, Edge::kBack), b(kLength, Edge::kBack);
  Guarded<float> y((kRows - 1) * kStride + kLength, Edge::kBack);
  Fill(&a, &random);
  Fill(&b, &random);
  for (size_t i = 0; i < y.size(); ++i) y[i] = -9.0f;
  BinaryRow row = {a.data() + (kRows - 1) * kStride, b.data(), y.data(), kLength, a_step, b_step};
  row.rows = kRows;
  row.a_row = -static_cast<ptrdiff_t>(kStride);
  row.y_row = kStride;
  entry.kernel(BinaryOp::kSub, row);
  for (size_t i = 0; i < y.size(); ++i) {
    const size_t r = i / kStride, at = i % kStride;
    const float x = a[(kRows - 1 - r) * kStride + at * a_step];
    const float wanted = at < kLength ? x - b[at * b_step] : -9.0f;
    CHECK_MSG(Same(y[i], wanted), "%s row %zu [%zu]: %g, wanted %g", entry.name, r, at, y[i],
              wanted);
  }
}

}  // namespace

int main() {
  test::ForEachKernel(BinaryKernels(), [](const KernelEntry<BinaryFn>& entry) {
    for (size_t steps : {0, 1, 2, 3}) WalksRows(entry, steps % 2, steps / 2);
    for (BinaryOp op : kOps) {
      for (size_t n : {0, 1, 3, 7, 8, 9, 15, 16, 17, 31, 33, 100}) {
        for (Edge edge : {Edge::kFront, Edge::kBack}) {
          Computes(entry, op, n, edge, 1, 1);
          Computes(entry, op, n, edge, 1, 0);
          Computes(entry, op, n, edge, 0, 1);
          Computes(entry, op, n, edge, 0, 0);
        }
      }
    }
  });
  return test::Finish();
}
