// The kinds of REDUCE, and reductions of any type and strides.
#pragma once

#include <cstdint>

#include "plan/loop.h"
#include "plan/run.h"

namespace ossicle {

enum ReduceKind : int64_t {
  kReduceSum = 0,
  kReduceMean,
  kReduceMax,
  kReduceMin,
  kReduceProd,
  kReduceL1,
  kReduceL2,
  kReduceSumOfSquares,
  kReduceLogSum,
  kReduceLogSumExp,
  kReduceKinds,
};

struct ReduceParams {
  TensorRef y, x;
  Loop<2> kept;     // one y and the first of its x
  Loop<1> reduced;  // from the first x to the others of one y
  int64_t count;    // x of one y
  int64_t kind;
};

// Runs a ReduceParams; null if the type has no such reduction.
RunFn ReduceRun(int64_t kind, DType type);

}  // namespace ossicle
