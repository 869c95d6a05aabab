// What an epilogue does to one number, in float64: the reference of kernels with activations.
#pragma once

#include <cmath>

#include "kernels/activation.h"

namespace ossicle::test {

inline double Activated(Activation activation, double x) {
  switch (activation) {
    case Activation::kNone:
      return x;
    case Activation::kRelu:
      return x < 0.0 ? 0.0 : x;
    case Activation::kSigmoid:
      return 1.0 / (1.0 + std::exp(-x));
    case Activation::kTanh:
      return std::tanh(x);
  }
  return x;
}

}  // namespace ossicle::test
