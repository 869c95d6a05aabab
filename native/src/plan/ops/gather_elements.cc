// GATHER_ELEMENTS and SCATTER_ELEMENTS: each element finds its place along one axis by an index.
#include "plan/element.h"
#include "plan/loop.h"
#include "plan/ops/index.h"
#include "plan/ops/ops.h"
#include "plan/ops/scatter.h"

namespace ossicle {
namespace {

// The walk over elements, indices and the indexed tensor as if its axis had stride 0.
struct AlongParams {
  TensorRef element, indices, indexed;
  Loop<3> loop;
  int64_t n;            // of the axis
  int64_t axis_stride;  // of the indexed tensor, in bytes
  TensorRef copied_from;
  size_t copied_bytes;  // what SCATTER_ELEMENTS copies first
};

template <typename Index, typename Unit>
int32_t RunGather(const AlongParams& params, const RunContext& run) {
  const Loop<3>& loop = params.loop;
  char* const start[] = {params.element.At(run), params.indices.At(run), params.indexed.At(run)};
  bool good = true;
  int64_t bad = 0;
  ForEachRow<3>(loop, start, [&](char* const* p) {
    for (int64_t i = 0; i < loop.row_length(); ++i) {
      const Index raw = *reinterpret_cast<const Index*>(p[1] + i * loop.row_stride(1));
      int64_t index;
      if (!ResolveIndex(raw, params.n, &index)) {
        good = false;
        bad = raw;
        continue;
      }
      *reinterpret_cast<Unit*>(p[0] + i * loop.row_stride(0)) = *reinterpret_cast<const Unit*>(
          p[2] + i * loop.row_stride(2) + index * params.axis_stride);
    }
  });
  return good ? OSSICLE_OK : RefuseIndex(run, bad, params.n);
}

template <typename Index, typename T, typename Combine>
int32_t RunScatter(const AlongParams& params, const RunContext& run) {
  if (params.copied_bytes > 0) {
    std::memcpy(params.indexed.At(run), params.copied_from.At(run), params.copied_bytes);
  }
  const Loop<3>& loop = params.loop;
  char* const start[] = {params.element.At(run), params.indices.At(run), params.indexed.At(run)};
  bool good = true;
  int64_t bad = 0;
  ForEachRow<3>(loop, start, [&](char* const* p) {
    for (int64_t i = 0; i < loop.row_length(); ++i) {
      const Index raw = *reinterpret_cast<const Index*>(p[1] + i * loop.row_stride(1));
      int64_t index;
      if (!ResolveIndex(raw, params.n, &index)) {
        good = false;
        bad = raw;
        continue;
      }
      T* const y = reinterpret_cast<T*>(p[2] + i * loop.row_stride(2) + index * params.axis_stride);
      const T update = *reinterpret_cast<const T*>(p[0] + i * loop.row_stride(0));
      *y = Combine()(*y, update);
    }
  });
  return good ? OSSICLE_OK : RefuseIndex(run, bad, params.n);
}

// Everything but the axis must reach no further in `element` than in `indexed`.
int32_t CheckDims(const Preparation& prepare, const Tensor& element, const Tensor& indices,
                  const Tensor& indexed, int axis) {
  if (const int32_t status = prepare.NeedDims(&indices, "indices", element)) return status;
  bool fits = element.rank == indexed.rank;
  for (int i = 0; i < element.rank && fits; ++i) {
    fits = i == axis || element.dims[i] <= indexed.dims[i];
  }
  if (fits) return OSSICLE_OK;
  char found[160];
  char wanted[160];
  DescribeTensor(element, found, sizeof(found));
  DescribeTensor(indexed, wanted, sizeof(wanted));
  return prepare.Reject("indices are for %s, which does not fit %s on the axes other than %d",
                        found, wanted, axis);
}

AlongParams* NewAlong(Preparation& prepare, const Tensor& element, const Tensor& indices,
                      const Tensor& indexed, int axis) {
  AlongParams* const params = prepare.NewParams<AlongParams>();
  if (params == nullptr) return nullptr;
  Tensor flat = indexed;
  flat.strides[axis] = 0;
  params->element = prepare.Ref(&element);
  params->indices = prepare.Ref(&indices);
  params->indexed = prepare.Ref(&indexed);
  params->loop = MakeLoop<3>({&element, &indices, &flat});
  params->n = indexed.dims[axis];
  params->axis_stride = indexed.strides[axis] * indexed.element_bytes();
  return params;
}

int32_t NeedAllDense(const Preparation& prepare, const Tensor& element, const Tensor& indices,
                     const Tensor& indexed) {
  if (const int32_t status = prepare.NeedDense(&element, "elements")) return status;
  if (const int32_t status = prepare.NeedDense(&indices, "indices")) return status;
  return prepare.NeedDense(&indexed, "data");
}

}  // namespace

int32_t PrepareGatherElements(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& data = *prepare.input(0);
  const Tensor& indices = *prepare.input(1);
  int axis;
  if (const int32_t status = prepare.NeedAxis(0, data.rank, &axis)) return status;
  if (const int32_t status = prepare.NeedType(&data, "data", y.dtype)) return status;
  if (const int32_t status = CheckDims(prepare, y, indices, data, axis)) return status;
  if (const int32_t status = NeedAllDense(prepare, y, indices, data)) return status;
  AlongParams* const params = NewAlong(prepare, y, indices, data, axis);
  if (params == nullptr) return prepare.OutOfMemory();
  return VisitIndices(prepare, &indices, [&](auto tag) -> int32_t {
    using Index = typename decltype(tag)::Type;
    if (y.elements == 0) return prepare.FinishIdle();
    return VisitWidth(data, [&](auto unit) -> int32_t {
      using Unit = typename decltype(unit)::Type;
      return prepare.Finish<AlongParams, RunGather<Index, Unit>>(params, "gather_along");
    });
  });
}

int32_t PrepareScatterElements(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& data = *prepare.input(0);
  const Tensor& indices = *prepare.input(1);
  const Tensor& updates = *prepare.input(2);
  int axis;
  if (const int32_t status = prepare.NeedAxis(0, data.rank, &axis)) return status;
  if (const int32_t status = prepare.NeedType(&data, "data", y.dtype)) return status;
  if (const int32_t status = prepare.NeedType(&updates, "updates", y.dtype)) return status;
  if (const int32_t status = prepare.NeedDims(&data, "data", y)) return status;
  if (const int32_t status = CheckDims(prepare, updates, indices, y, axis)) return status;
  if (const int32_t status = NeedAllDense(prepare, updates, indices, y)) return status;
  if (const int32_t status = prepare.NeedDense(&data, "data")) return status;
  AlongParams* const params = NewAlong(prepare, updates, indices, y, axis);
  if (params == nullptr) return prepare.OutOfMemory();
  if (updates.elements == 0) params->loop.axes[0].count = 0;
  params->copied_from = prepare.Ref(&data);
  params->copied_bytes = SameView(y, data) ? 0 : static_cast<size_t>(y.bytes());
  return VisitIndices(prepare, &indices, [&](auto tag) -> int32_t {
    using Index = typename decltype(tag)::Type;
    if (y.elements == 0) return prepare.FinishIdle();
    return VisitScatter(prepare, 1, y, [&](auto type, auto combine) -> int32_t {
      using T = typename decltype(type)::Type;
      using Combine = typename decltype(combine)::Type;
      return prepare.Finish<AlongParams, RunScatter<Index, T, Combine>>(params, "scatter_along");
    });
  });
}

}  // namespace ossicle
