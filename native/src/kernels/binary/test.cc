#include <cmath>
#include <cstring>
#include <initializer_list>

#include "kernels/binary/binary.h"
#include "tests/check.h"
#include "tests/each_kernel.h"
#include "tests/guarded.h"
#include "tests/random.h"

using namespace ossicle;
using ossicle::test::Edge;
using ossicle::test::Guarded;

namespace {

constexpr BinaryOp kOps[] = {BinaryOp::kAdd, BinaryOp::kSub, BinaryOp::kMul,
                             BinaryOp::kDiv, BinaryOp::kMax, BinaryOp::kMin};

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
    default:
      return std::isnan(a) || std::isnan(b) ? NAN : a < b ? a : b;
  }
}

bool Same(float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); }

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
    CHECK_MSG(Same(y[i], wanted), "%s op %d n=%zu [%zu]: %g, wanted %g", entry.name,
              static_cast<int>(op), n, i, y[i], wanted);
  }
  if (a_step != 0) {
    entry.kernel(op, {a.data(), b.data(), a.data(), n, a_step, b_step});
    for (size_t i = 0; i < n; ++i) CHECK(Same(a[i], y[i]));
  }
}

}  // namespace

int main() {
  test::ForEachKernel(BinaryKernels(), [](const KernelEntry<BinaryFn>& entry) {
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
