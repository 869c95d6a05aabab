// A plan as text, for people.
#pragma once

#include <cstdint>

#include "plan/plan.h"

namespace ossicle {

// One line per step: index, opcode, kernel, outputs <- inputs, name. Cut off at `capacity` bytes
// with the terminating zero; `text` may be null if `capacity` is 0. Returns the length of the whole
// text without the zero, INT32_MAX at most.
int32_t DescribePlan(const Plan& plan, char* text, uint64_t capacity);

}  // namespace ossicle
