// BINARY kinds whose result is BOOL.
#include "plan/element.h"
#include "plan/ops/binary.h"

namespace ossicle {
namespace {

template <typename T, typename Function>
int32_t Run(const void* p, const RunContext& run) {
  ForEachPair<T, Bool>(*static_cast<const BinaryParams*>(p), run,
                       [](T a, T b) { return ToBool(Function()(a, b)); });
  return OSSICLE_OK;
}

struct And {
  bool operator()(Bool a, Bool b) const { return IsTrue(a) && IsTrue(b); }
};
struct Or {
  bool operator()(Bool a, Bool b) const { return IsTrue(a) || IsTrue(b); }
};
struct Xor {
  bool operator()(Bool a, Bool b) const { return IsTrue(a) != IsTrue(b); }
};
struct SameTruth {
  bool operator()(Bool a, Bool b) const { return IsTrue(a) == IsTrue(b); }
};

struct Equal {
  template <typename T>
  bool operator()(T a, T b) const {
    return a == b;
  }
};
struct Less {
  template <typename T>
  bool operator()(T a, T b) const {
    return a < b;
  }
};
struct LessOrEqual {
  template <typename T>
  bool operator()(T a, T b) const {
    return a <= b;
  }
};
struct Greater {
  template <typename T>
  bool operator()(T a, T b) const {
    return a > b;
  }
};
struct GreaterOrEqual {
  template <typename T>
  bool operator()(T a, T b) const {
    return a >= b;
  }
};

RunFn LogicRun(int64_t kind) {
  switch (kind) {
    case kBinaryAnd:
      return Run<Bool, And>;
    case kBinaryOr:
      return Run<Bool, Or>;
    case kBinaryXor:
      return Run<Bool, Xor>;
    case kBinaryEqual:
      return Run<Bool, SameTruth>;
    default:
      return nullptr;
  }
}

template <typename T>
RunFn OrderRun(int64_t kind) {
  switch (kind) {
    case kBinaryEqual:
      return Run<T, Equal>;
    case kBinaryLess:
      return Run<T, Less>;
    case kBinaryLessOrEqual:
      return Run<T, LessOrEqual>;
    case kBinaryGreater:
      return Run<T, Greater>;
    case kBinaryGreaterOrEqual:
      return Run<T, GreaterOrEqual>;
    default:
      return nullptr;
  }
}

}  // namespace

RunFn ComparisonRun(int64_t kind, DType type) {
  if (type == DType::kBool) return LogicRun(kind);
  return VisitArithmetic<RunFn>(
      type, [kind](auto tag) -> RunFn { return OrderRun<typename decltype(tag)::Type>(kind); });
}

}  // namespace ossicle
