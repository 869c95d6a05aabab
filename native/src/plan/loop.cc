#include "plan/loop.h"

namespace ossicle {
namespace {

struct Axes {
  int operands;
  int64_t* entries;

  int64_t* at(int i) const { return entries + i * (operands + 1); }
  int64_t count(int i) const { return at(i)[0]; }
  int64_t stride(int i, int operand) const { return at(i)[1 + operand]; }

  void Swap(int i, int j) const {
    for (int k = 0; k <= operands; ++k) {
      const int64_t held = at(i)[k];
      at(i)[k] = at(j)[k];
      at(j)[k] = held;
    }
  }
  // Whether axis i belongs inside axis j: smaller steps of the first operand, then of the next.
  bool IsInside(int i, int j) const {
    for (int k = 0; k < operands; ++k) {
      const int64_t a = stride(i, k) < 0 ? -stride(i, k) : stride(i, k);
      const int64_t b = stride(j, k) < 0 ? -stride(j, k) : stride(j, k);
      if (a != b) return a < b;
    }
    return false;
  }
  bool Continues(int outer, int inner) const {
    for (int k = 0; k < operands; ++k) {
      if (stride(outer, k) != stride(inner, k) * count(inner)) return false;
    }
    return true;
  }
};

}  // namespace

void OrderAndMergeAxes(int operands, int32_t* rank, int64_t* entries) {
  const Axes axes = {operands, entries};
  for (int i = 1; i < *rank; ++i) {
    for (int j = i; j > 0 && axes.IsInside(j, j - 1); --j) axes.Swap(j, j - 1);
  }
  int kept = 0;
  for (int i = 1; i < *rank; ++i) {
    if (axes.Continues(i, kept)) {
      axes.at(kept)[0] *= axes.count(i);
      continue;
    }
    ++kept;
    if (kept != i) axes.Swap(kept, i);
  }
  if (*rank > 0) *rank = kept + 1;
}

}  // namespace ossicle
