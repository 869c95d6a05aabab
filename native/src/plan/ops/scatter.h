// What scattered updates do to the elements they meet.
#pragma once

#include <cstdint>
#include <cstring>

#include "plan/element.h"
#include "plan/ops/index.h"

namespace ossicle {

enum class ScatterKind : int64_t { kNone = 0, kAdd, kMul, kMax, kMin };

struct Replace {
  template <typename T>
  T operator()(T, T update) const {
    return update;
  }
};
struct AddUpdate {
  template <typename T>
  T operator()(T old, T update) const {
    return Plus(old, update);
  }
};
struct MulUpdate {
  template <typename T>
  T operator()(T old, T update) const {
    return Times(old, update);
  }
};
struct MaxUpdate {
  template <typename T>
  T operator()(T old, T update) const {
    return Larger(old, update);
  }
};
struct MinUpdate {
  template <typename T>
  T operator()(T old, T update) const {
    return Smaller(old, update);
  }
};

// Calls visit(TypeTag<T>, TypeTag<Combine>) for the reduction in attribute i and the type of y;
// replacing only needs the width of the elements.
template <typename Visit>
int32_t VisitScatter(const Preparation& prepare, uint32_t i, const Tensor& y, Visit&& visit) {
  int64_t kind;
  if (const int32_t status = prepare.NeedAttribute(i, "reduction", 0, 4, &kind)) return status;
  if (kind == 0) {
    return VisitWidth(y, [&](auto unit) { return visit(unit, TypeTag<Replace>()); });
  }
  if (!IsArithmetic(y.dtype)) return prepare.WrongType(&y, "y", "a numeric type");
  return VisitArithmetic<int32_t>(y.dtype, [&](auto type) -> int32_t {
    switch (static_cast<ScatterKind>(kind)) {
      case ScatterKind::kAdd:
        return visit(type, TypeTag<AddUpdate>());
      case ScatterKind::kMul:
        return visit(type, TypeTag<MulUpdate>());
      case ScatterKind::kMax:
        return visit(type, TypeTag<MaxUpdate>());
      default:
        return visit(type, TypeTag<MinUpdate>());
    }
  });
}

}  // namespace ossicle
