// The kinds of UNARY and their meaning in double precision.
#pragma once

#include <cstdint>

#include "kernels/activation.h"

namespace ossicle {

enum UnaryKind : int64_t {
  kUnaryAbs = 0,
  kUnaryNeg,
  kUnaryExp,
  kUnaryLog,
  kUnarySqrt,
  kUnaryReciprocal,
  kUnarySigmoid,
  kUnaryTanh,
  kUnaryRelu,
  kUnaryErf,
  kUnarySin,
  kUnaryCos,
  kUnaryFloor,
  kUnaryCeil,
  kUnaryRound,
  kUnarySign,
  kUnaryNot,
  kUnaryClip,
  kUnaryLeakyRelu,
  kUnaryElu,
  kUnaryHardSigmoid,
  kUnarySoftplus,
  kUnarySoftsign,
  kUnaryIsNan,
  kUnaryIsInf,
  kUnaryGeluErf,
  kUnaryGeluTanh,
  kUnaryTan,
  kUnaryAsin,
  kUnaryAcos,
  kUnaryAtan,
  kUnarySinh,
  kUnaryCosh,
  kUnaryAsinh,
  kUnaryAcosh,
  kUnaryAtanh,
  kUnaryHardSwish,
  kUnaryMish,
  kUnarySelu,
  kUnaryCelu,
  kUnaryThresholdedRelu,
  kUnaryBitwiseNot,
  kUnarySilu,
  kUnaryLog1p,
  kUnaryKinds,
};

// Functions of a real number and the two attributes alpha and beta.
using RealFn = double (*)(double x, double alpha, double beta);

// The function of a kind; null for the kinds that are none (not, clip, is nan, is inf, bitwise
// not). NaN stays NaN.
RealFn RealFunction(int64_t kind);

// What an activation makes of a number.
double ActivateReal(Activation activation, double x);

}  // namespace ossicle
