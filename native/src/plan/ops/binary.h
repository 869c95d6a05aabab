// The kinds of BINARY and what they do to single elements.
#pragma once

#include <cstdint>

#include "plan/loop.h"
#include "plan/run.h"

namespace ossicle {

enum BinaryKind : int64_t {
  kBinaryAdd = 0,
  kBinarySub,
  kBinaryMul,
  kBinaryDiv,
  kBinaryPow,
  kBinaryMax,
  kBinaryMin,
  kBinaryMod,
  kBinaryFmod,
  kBinaryAnd,
  kBinaryOr,
  kBinaryXor,
  kBinaryEqual,
  kBinaryLess,
  kBinaryLessOrEqual,
  kBinaryGreater,
  kBinaryGreaterOrEqual,
  kBinaryBitwiseAnd,
  kBinaryBitwiseOr,
  kBinaryBitwiseXor,
  kBinaryShiftLeft,
  kBinaryShiftRight,
  kBinaryPrelu,
  kBinaryGlu,
  kBinaryKinds,
};

struct BinaryParams {
  TensorRef y, a, b;
  Loop<3> loop;                                  // y, a, b
  double (*load_exponent)(const char* element);  // kBinaryPow only
};

// Run a BinaryParams of any strides; null where the kind is not defined for the type of a.
RunFn ArithmeticRun(int64_t kind, DType type);  // result of the same type
RunFn ComparisonRun(int64_t kind, DType type);  // result BOOL; logic takes BOOL too
RunFn PowerRun(DType type);

// Reads an element as a real number; null if the type is not numeric.
double (*ExponentLoader(DType type))(const char*);

// Runs function(const A*, const A*, Y*) on every element.
template <typename A, typename Y, typename Function>
void ForEachPair(const BinaryParams& params, const RunContext& run, const Function& function) {
  const int64_t n = params.loop.row_length();
  const int64_t to = params.loop.row_stride(0);
  const int64_t from_a = params.loop.row_stride(1);
  const int64_t from_b = params.loop.row_stride(2);
  char* const start[] = {params.y.At(run), params.a.At(run), params.b.At(run)};
  ForEachRow<3>(params.loop, start, [&](char* const* p) {
    for (int64_t i = 0; i < n; ++i) {
      const A a = *reinterpret_cast<const A*>(p[1] + i * from_a);
      const A b = *reinterpret_cast<const A*>(p[2] + i * from_b);
      *reinterpret_cast<Y*>(p[0] + i * to) = function(a, b);
    }
  });
}

}  // namespace ossicle
