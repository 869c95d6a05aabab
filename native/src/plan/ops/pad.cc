// PAD with elements of x itself: mirrored, repeated or wrapped around.
#include "plan/ops/index.h"
#include "plan/ops/ops.h"

namespace ossicle {
namespace {

enum PadMode : int64_t { kReflect = 1, kEdge = 2, kWrap = 3 };

struct PadParams {
  TensorRef y, x;
  int32_t rank;  // at least 1
  int64_t y_dims[kMaxRank];
  // For each axis and index of y, how many elements of x before the one that is copied.
  const int64_t* offsets[kMaxRank];
};

template <typename Unit>
void CopyAxis(const PadParams& params, int axis, const Unit* x, Unit** y) {
  const int64_t* const offsets = params.offsets[axis];
  const int64_t n = params.y_dims[axis];
  if (axis + 1 < params.rank) {
    for (int64_t i = 0; i < n; ++i) CopyAxis(params, axis + 1, x + offsets[i], y);
    return;
  }
  Unit* const row = *y;
  for (int64_t i = 0; i < n; ++i) row[i] = x[offsets[i]];
  *y += n;
}

template <typename Unit>
int32_t Run(const PadParams& params, const RunContext& run) {
  Unit* y = params.y.As<Unit>(run);
  CopyAxis(params, 0, params.x.As<const Unit>(run), &y);
  return OSSICLE_OK;
}

// The index of x (n > 0 elements) that stands at `position`, counted from the first of x.
int64_t SourceIndex(int64_t mode, int64_t position, int64_t n) {
  if (mode == kEdge) return position < 0 ? 0 : position >= n ? n - 1 : position;
  const int64_t period = mode == kWrap ? n : n > 1 ? 2 * (n - 1) : 1;
  const int64_t rest = position % period;
  const int64_t folded = rest < 0 ? rest + period : rest;
  return folded < n ? folded : period - folded;
}

int32_t CheckDims(const Preparation& prepare, const Tensor& y, const Tensor& x) {
  const uint32_t rank = x.rank;
  if (y.rank != x.rank || prepare.attribute_count() != 1 + 2 * rank) {
    return prepare.Reject("expected y of the rank of x, %u, and %u attributes, found %u and %u",
                          rank, 1 + 2 * rank, y.rank, prepare.attribute_count());
  }
  for (uint32_t i = 0; i < rank; ++i) {
    int64_t begin, end;
    if (const int32_t s = prepare.NeedAttribute(1 + i, "begin", 0, kMaxElements, &begin)) return s;
    if (const int32_t s = prepare.NeedAttribute(1 + rank + i, "end", 0, kMaxElements, &end)) {
      return s;
    }
    const bool nothing_to_copy = x.dims[i] == 0 && y.dims[i] > 0;
    if (y.dims[i] != x.dims[i] + begin + end || nothing_to_copy) {
      return prepare.Reject("axis %u: %" PRId64 " + %" PRId64 " + %" PRId64
                            " elements of x do not make the %" PRId64 " of y",
                            i, begin, x.dims[i], end, y.dims[i]);
    }
  }
  return OSSICLE_OK;
}

}  // namespace

int32_t PreparePad(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  int64_t mode;
  if (const int32_t status = prepare.NeedAttribute(0, "mode", kReflect, kWrap, &mode)) {
    return status;
  }
  if (const int32_t status = prepare.NeedType(&x, "x", y.dtype)) return status;
  if (const int32_t status = CheckDims(prepare, y, x)) return status;
  if (const int32_t status = prepare.NeedDense(&x, "x")) return status;
  if (const int32_t status = prepare.NeedDense(&y, "y")) return status;
  if (y.elements == 0) return prepare.FinishIdle();
  if (y.rank == 0) return PrepareCopy(prepare);
  PadParams* const params = prepare.NewParams<PadParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  params->y = prepare.Ref(&y);
  params->x = prepare.Ref(&x);
  params->rank = y.rank;
  int64_t step = 1;
  for (int axis = y.rank - 1; axis >= 0; --axis) {
    const int64_t begin = prepare.attribute(1 + static_cast<uint32_t>(axis));
    int64_t* const offsets = prepare.NewArray<int64_t>(static_cast<size_t>(y.dims[axis]));
    if (offsets == nullptr) return prepare.OutOfMemory();
    for (int64_t i = 0; i < y.dims[axis]; ++i) {
      offsets[i] = SourceIndex(mode, i - begin, x.dims[axis]) * step;
    }
    params->offsets[axis] = offsets;
    params->y_dims[axis] = y.dims[axis];
    step *= x.dims[axis];
  }
  return VisitWidth(x, [&](auto unit) -> int32_t {
    return prepare.Finish<PadParams, Run<typename decltype(unit)::Type>>(params, "pad");
  });
}

}  // namespace ossicle
