// What a product or convolution may apply to its result before storing it.
#pragma once

#include <cstdint>

namespace ossicle {

// By the numbers that programs give them. Those from kSigmoid on have a polynomial: kernels apply
// them to what they have stored. NaN stays NaN; SiLU and GELU make one of minus infinity.
enum class Activation : uint8_t {
  kNone = 0,
  kRelu = 1,
  kSigmoid = 2,
  kTanh = 3,
  kSilu = 4,
  kGeluErf = 5,
  kGeluTanh = 6,
};

constexpr int kActivations = 7;

}  // namespace ossicle
