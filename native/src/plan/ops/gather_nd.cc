// GATHER_ND and SCATTER_ND: slices addressed by tuples of indices.
#include <cstring>

#include "plan/ops/index.h"
#include "plan/ops/ops.h"
#include "plan/ops/scatter.h"

namespace ossicle {
namespace {

// Tuples of `depth` indices address slices of `slice` elements within a batch of the indexed
// tensor.
struct TupleParams {
  TensorRef slices, indices, indexed;
  int64_t batches, tuples;  // tuples per batch
  int64_t slice, batch;     // elements
  int64_t dims[kMaxRank];   // the indexed dims, `depth` of them
  int64_t steps[kMaxRank];  // elements from one index to the next
  int32_t depth;
  TensorRef copied_from;
  size_t copied_bytes;  // what SCATTER_ND copies first
};

template <typename Index>
int32_t FindSlice(const TupleParams& params, const Index* tuple, const RunContext& run,
                  int64_t* offset) {
  *offset = 0;
  for (int i = 0; i < params.depth; ++i) {
    int64_t index;
    if (!ResolveIndex(tuple[i], params.dims[i], &index)) {
      return RefuseIndex(run, tuple[i], params.dims[i]);
    }
    *offset += index * params.steps[i];
  }
  return OSSICLE_OK;
}

template <typename Index, typename Unit>
int32_t RunGather(const TupleParams& params, const RunContext& run) {
  const Index* tuple = params.indices.As<const Index>(run);
  const Unit* data = params.indexed.As<const Unit>(run);
  Unit* y = params.slices.As<Unit>(run);
  const size_t bytes = static_cast<size_t>(params.slice) * sizeof(Unit);
  for (int64_t b = 0; b < params.batches; ++b, data += params.batch) {
    for (int64_t i = 0; i < params.tuples; ++i, tuple += params.depth, y += params.slice) {
      int64_t offset;
      if (const int32_t status = FindSlice(params, tuple, run, &offset)) return status;
      std::memcpy(y, data + offset, bytes);
    }
  }
  return OSSICLE_OK;
}

template <typename Index, typename T, typename Combine>
int32_t RunScatter(const TupleParams& params, const RunContext& run) {
  T* const y = params.indexed.As<T>(run);
  if (params.copied_bytes > 0) std::memcpy(y, params.copied_from.At(run), params.copied_bytes);
  const Index* tuple = params.indices.As<const Index>(run);
  const T* update = params.slices.As<const T>(run);
  for (int64_t i = 0; i < params.tuples; ++i, tuple += params.depth, update += params.slice) {
    int64_t offset;
    if (const int32_t status = FindSlice(params, tuple, run, &offset)) return status;
    for (int64_t j = 0; j < params.slice; ++j) {
      y[offset + j] = Combine()(y[offset + j], update[j]);
    }
  }
  return OSSICLE_OK;
}

// Checks dims: indices [batch..., tuples..., depth], slices [batch..., tuples..., rest of indexed].
int32_t CheckDims(const Preparation& prepare, const Tensor& slices, const Tensor& indices,
                  const Tensor& indexed, int batch_dims) {
  bool fits = indices.rank > batch_dims && indexed.rank >= batch_dims;
  const int64_t depth = fits ? indices.dims[indices.rank - 1] : 0;
  fits = fits && depth >= 1 && depth <= indexed.rank - batch_dims;
  const int first_rest = batch_dims + static_cast<int>(depth);
  fits = fits && slices.rank == indices.rank - 1 + indexed.rank - first_rest;
  for (int i = 0; i < batch_dims && fits; ++i) fits = indices.dims[i] == indexed.dims[i];
  for (int i = 0; i < slices.rank && fits; ++i) {
    const int64_t wanted =
        i < indices.rank - 1 ? indices.dims[i] : indexed.dims[first_rest + i - (indices.rank - 1)];
    fits = slices.dims[i] == wanted;
  }
  if (fits) return OSSICLE_OK;
  char texts[3][160];
  DescribeTensor(indices, texts[0], sizeof(texts[0]));
  DescribeTensor(indexed, texts[1], sizeof(texts[1]));
  DescribeTensor(slices, texts[2], sizeof(texts[2]));
  return prepare.Reject("indices %s do not address slices %s of data %s with %d batch dims",
                        texts[0], texts[2], texts[1], batch_dims);
}

TupleParams* NewTuples(Preparation& prepare, const Tensor& slices, const Tensor& indices,
                       const Tensor& indexed, int batch_dims) {
  TupleParams* const params = prepare.NewParams<TupleParams>();
  if (params == nullptr) return nullptr;
  params->slices = prepare.Ref(&slices);
  params->indices = prepare.Ref(&indices);
  params->indexed = prepare.Ref(&indexed);
  params->depth = static_cast<int32_t>(indices.dims[indices.rank - 1]);
  params->batches = params->tuples = params->slice = params->batch = 1;
  for (int i = 0; i < indices.rank - 1; ++i) {
    (i < batch_dims ? params->batches : params->tuples) *= indices.dims[i];
  }
  for (int i = indexed.rank - 1; i >= batch_dims; --i) {
    const int level = i - batch_dims;
    if (level < params->depth) {
      params->dims[level] = indexed.dims[i];
      params->steps[level] = params->batch;
    } else {
      params->slice *= indexed.dims[i];
    }
    params->batch *= indexed.dims[i];
  }
  return params;
}

int32_t NeedAllDense(const Preparation& prepare, const Tensor& slices, const Tensor& indices,
                     const Tensor& indexed) {
  if (const int32_t status = prepare.NeedDense(&slices, "slices")) return status;
  if (const int32_t status = prepare.NeedDense(&indices, "indices")) return status;
  return prepare.NeedDense(&indexed, "data");
}

}  // namespace

int32_t PrepareGatherNd(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& data = *prepare.input(0);
  const Tensor& indices = *prepare.input(1);
  int64_t batch_dims;
  if (const int32_t status = prepare.NeedAttribute(0, "batch dims", 0, kMaxRank - 1, &batch_dims)) {
    return status;
  }
  const int batch = static_cast<int>(batch_dims);
  if (const int32_t status = prepare.NeedType(&data, "data", y.dtype)) return status;
  if (const int32_t status = CheckDims(prepare, y, indices, data, batch)) return status;
  if (const int32_t status = NeedAllDense(prepare, y, indices, data)) return status;
  TupleParams* const params = NewTuples(prepare, y, indices, data, batch);
  if (params == nullptr) return prepare.OutOfMemory();
  return VisitIndices(prepare, &indices, [&](auto tag) -> int32_t {
    using Index = typename decltype(tag)::Type;
    if (y.elements == 0) return prepare.FinishIdle();
    return VisitWidth(data, [&](auto unit) -> int32_t {
      using Unit = typename decltype(unit)::Type;
      return prepare.Finish<TupleParams, RunGather<Index, Unit>>(params, "gather_tuples");
    });
  });
}

int32_t PrepareScatterNd(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& data = *prepare.input(0);
  const Tensor& indices = *prepare.input(1);
  const Tensor& updates = *prepare.input(2);
  if (const int32_t status = prepare.NeedType(&data, "data", y.dtype)) return status;
  if (const int32_t status = prepare.NeedType(&updates, "updates", y.dtype)) return status;
  if (const int32_t status = prepare.NeedDims(&data, "data", y)) return status;
  if (const int32_t status = CheckDims(prepare, updates, indices, y, 0)) return status;
  if (const int32_t status = NeedAllDense(prepare, updates, indices, y)) return status;
  if (const int32_t status = prepare.NeedDense(&data, "data")) return status;
  TupleParams* const params = NewTuples(prepare, updates, indices, y, 0);
  if (params == nullptr) return prepare.OutOfMemory();
  params->copied_from = prepare.Ref(&data);
  params->copied_bytes = SameView(y, data) ? 0 : static_cast<size_t>(y.bytes());
  return VisitIndices(prepare, &indices, [&](auto tag) -> int32_t {
    using Index = typename decltype(tag)::Type;
    if (y.elements == 0) return prepare.FinishIdle();
    return VisitScatter(prepare, 0, y, [&](auto type, auto combine) -> int32_t {
      using T = typename decltype(type)::Type;
      using Combine = typename decltype(combine)::Type;
      return prepare.Finish<TupleParams, RunScatter<Index, T, Combine>>(params, "scatter_tuples");
    });
  });
}

}  // namespace ossicle
