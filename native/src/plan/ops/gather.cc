// GATHER: slices along one axis, picked by indices.
#include <cstring>

#include "plan/ops/index.h"
#include "plan/ops/ops.h"

namespace ossicle {
namespace {

// Data as [outer, n, slice], y as [outer, count, slice].
struct GatherParams {
  TensorRef y, data, indices;
  int64_t outer, n, count, slice_bytes;
};

// Refuses a bad index before anything is written.
template <typename Index>
int32_t CheckIndices(const GatherParams& params, const Index* indices, const RunContext& run) {
  for (int64_t i = 0; i < params.count; ++i) {
    int64_t index;
    if (!ResolveIndex(indices[i], params.n, &index)) return RefuseIndex(run, indices[i], params.n);
  }
  return OSSICLE_OK;
}

template <typename Index>
int32_t RunSlices(const GatherParams& params, const RunContext& run) {
  const Index* const indices = params.indices.As<const Index>(run);
  if (const int32_t status = CheckIndices(params, indices, run)) return status;
  const size_t bytes = static_cast<size_t>(params.slice_bytes);
  const char* data = params.data.At(run);
  char* y = params.y.At(run);
  for (int64_t o = 0; o < params.outer; ++o) {
    for (int64_t i = 0; i < params.count; ++i, y += bytes) {
      int64_t index;
      ResolveIndex(indices[i], params.n, &index);
      std::memcpy(y, data + index * params.slice_bytes, bytes);
    }
    data += params.n * params.slice_bytes;
  }
  return OSSICLE_OK;
}

// Slices of one element.
template <typename Index, typename Unit>
int32_t RunElements(const GatherParams& params, const RunContext& run) {
  const Index* const indices = params.indices.As<const Index>(run);
  if (const int32_t status = CheckIndices(params, indices, run)) return status;
  const Unit* data = params.data.As<const Unit>(run);
  Unit* y = params.y.As<Unit>(run);
  for (int64_t o = 0; o < params.outer; ++o, data += params.n) {
    for (int64_t i = 0; i < params.count; ++i) {
      int64_t index;
      ResolveIndex(indices[i], params.n, &index);
      *y++ = data[index];
    }
  }
  return OSSICLE_OK;
}

int32_t CheckDims(const Preparation& prepare, const Tensor& y, const Tensor& data,
                  const Tensor& indices, int axis) {
  bool fits = y.rank == data.rank - 1 + indices.rank;
  for (int i = 0; i < y.rank && fits; ++i) {
    const int64_t wanted = i < axis                  ? data.dims[i]
                           : i < axis + indices.rank ? indices.dims[i - axis]
                                                     : data.dims[i - indices.rank + 1];
    fits = y.dims[i] == wanted;
  }
  if (fits) return OSSICLE_OK;
  char texts[3][160];
  DescribeTensor(y, texts[0], sizeof(texts[0]));
  DescribeTensor(data, texts[1], sizeof(texts[1]));
  DescribeTensor(indices, texts[2], sizeof(texts[2]));
  return prepare.Reject(
      "y is %s; expected the dims of data %s with axis %d replaced by those of "
      "indices %s",
      texts[0], texts[1], axis, texts[2]);
}

}  // namespace

int32_t PrepareGather(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& data = *prepare.input(0);
  const Tensor& indices = *prepare.input(1);
  int axis;
  if (const int32_t status = prepare.NeedAxis(0, data.rank, &axis)) return status;
  if (const int32_t status = prepare.NeedType(&data, "data", y.dtype)) return status;
  if (const int32_t status = CheckDims(prepare, y, data, indices, axis)) return status;
  if (const int32_t status = prepare.NeedDense(&y, "y")) return status;
  if (const int32_t status = prepare.NeedDense(&data, "data")) return status;
  if (const int32_t status = prepare.NeedDense(&indices, "indices")) return status;
  GatherParams* const params = prepare.NewParams<GatherParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  *params = {prepare.Ref(&y), prepare.Ref(&data), prepare.Ref(&indices), 1,
             data.dims[axis], indices.elements,   data.element_bytes()};
  for (int i = 0; i < axis; ++i) params->outer *= data.dims[i];
  for (int i = axis + 1; i < data.rank; ++i) params->slice_bytes *= data.dims[i];
  return VisitIndices(prepare, &indices, [&](auto tag) -> int32_t {
    using Index = typename decltype(tag)::Type;
    if (y.elements == 0) return prepare.FinishIdle();
    if (params->slice_bytes != data.element_bytes()) {
      return prepare.Finish<GatherParams, RunSlices<Index>>(params, "gather_slices");
    }
    return VisitWidth(data, [&](auto unit) -> int32_t {
      using Unit = typename decltype(unit)::Type;
      return prepare.Finish<GatherParams, RunElements<Index, Unit>>(params, "gather_elements");
    });
  });
}

}  // namespace ossicle
