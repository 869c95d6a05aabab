// What a product or convolution may apply to its result before storing it.
#pragma once

#include <cstdint>

namespace ossicle {

enum class Activation : uint8_t { kNone = 0, kRelu = 1, kSigmoid = 2, kTanh = 3 };

}  // namespace ossicle
