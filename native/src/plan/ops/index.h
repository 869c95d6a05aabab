// Indices that tensors hold: loading them, and refusing those that point nowhere.
#pragma once

#include <cinttypes>
#include <cstdint>

#include "plan/prepare.h"

namespace ossicle {

// Reads an index of either type; a negative one counts from the end. False if it is outside [0, n).
template <typename Index>
[[gnu::always_inline]] inline bool ResolveIndex(Index raw, int64_t n, int64_t* index) {
  const int64_t value = static_cast<int64_t>(raw);
  *index = value < 0 ? value + n : value;
  return static_cast<uint64_t>(*index) < static_cast<uint64_t>(n);
}

// Describes an index that ResolveIndex refused.
inline int32_t RefuseIndex(const RunContext& run, int64_t raw, int64_t n) {
  return run.Refuse("index %" PRId64 " is outside a dim of %" PRId64 "; expected one of %" PRId64
                    "..%" PRId64,
                    raw, n, -n, n - 1);
}

// Calls visit with the tag of the type of an index tensor; a described fault if it is no such type.
template <typename Visit>
int32_t VisitIndices(const Preparation& prepare, const Tensor* indices, Visit&& visit) {
  switch (indices->dtype) {
    case DType::kInt32:
      return visit(TypeTag<int32_t>());
    case DType::kInt64:
      return visit(TypeTag<int64_t>());
    default:
      return prepare.WrongType(indices, "indices", "int32 or int64");
  }
}

// Calls visit with the tag of an unsigned integer as wide as the elements, for code that only moves
// them.
template <typename Visit>
int32_t VisitWidth(const Tensor& tensor, Visit&& visit) {
  switch (tensor.element_bytes()) {
    case 1:
      return visit(TypeTag<uint8_t>());
    case 2:
      return visit(TypeTag<uint16_t>());
    case 4:
      return visit(TypeTag<uint32_t>());
    default:
      return visit(TypeTag<uint64_t>());
  }
}

}  // namespace ossicle
