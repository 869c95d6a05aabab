// What the two files of SOFTMAX share.
#pragma once

#include "plan/prepare.h"

namespace ossicle {

// The step has a mask; x and y are real, dense and of equal types and dims.
int32_t PrepareMaskedSoftmax(Preparation& prepare, int axis, bool log);

}  // namespace ossicle
