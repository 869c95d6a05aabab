// An activation of each lane of a vector.
#pragma once

#include "kernels/activation.h"
#include "simd/vmath.h"

namespace ossicle {

template <typename V>
OSSICLE_INLINE typename V::F Activate(Activation activation, typename V::F x) {
  switch (activation) {
    case Activation::kNone:
      return x;
    case Activation::kRelu:
      return V::Max(V::Zero(), x);
    case Activation::kSigmoid:
      return simd::Sigmoid<V>(x);
    case Activation::kTanh:
      return simd::Tanh<V>(x);
  }
  return x;
}

}  // namespace ossicle
