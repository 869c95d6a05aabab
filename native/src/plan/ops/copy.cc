// COPY and FILL.
#include <cstring>

#include "kernels/transpose/transpose.h"
#include "plan/loop.h"
#include "plan/ops/ops.h"

namespace ossicle {
namespace {

struct CopyParams {
  TensorRef y, x;
  Loop<2> loop;
  int64_t row_bytes;
  TransposeFn transpose;
};

int32_t RunBlock(const CopyParams& params, const RunContext& run) {
  std::memcpy(params.y.At(run), params.x.At(run), static_cast<size_t>(params.row_bytes));
  return OSSICLE_OK;
}

// Rows are packed in both; any distances between rows.
int32_t RunRows(const CopyParams& params, const RunContext& run) {
  const size_t bytes = static_cast<size_t>(params.row_bytes);
  ForEachRow<2>(params.loop, {params.y.At(run), params.x.At(run)},
                [bytes](char* const* p) { std::memcpy(p[0], p[1], bytes); });
  return OSSICLE_OK;
}

template <typename Unit>
int32_t RunStrided(const CopyParams& params, const RunContext& run) {
  const int64_t n = params.loop.row_length();
  const int64_t to = params.loop.row_stride(0);
  const int64_t from = params.loop.row_stride(1);
  ForEachRow<2>(params.loop, {params.y.At(run), params.x.At(run)}, [=](char* const* p) {
    for (int64_t i = 0; i < n; ++i) {
      *reinterpret_cast<Unit*>(p[0] + i * to) = *reinterpret_cast<const Unit*>(p[1] + i * from);
    }
  });
  return OSSICLE_OK;
}

// Axis 0 is packed in y, axis 1 in x. Tiles keep both sides within a few cache lines.
template <typename Unit>
void TransposeTile(const Loop<2>& loop, char* y, const char* x) {
  constexpr int64_t kTile = 64 / static_cast<int64_t>(sizeof(Unit));
  const int64_t columns = loop.axes[0].count;
  const int64_t rows = loop.axes[1].count;
  const int64_t to = loop.axes[1].strides[0];
  const int64_t from = loop.axes[0].strides[1];
  for (int64_t r0 = 0; r0 < rows; r0 += kTile) {
    const int64_t r1 = r0 + kTile < rows ? r0 + kTile : rows;
    for (int64_t c0 = 0; c0 < columns; c0 += kTile) {
      const int64_t c1 = c0 + kTile < columns ? c0 + kTile : columns;
      for (int64_t r = r0; r < r1; ++r) {
        Unit* const target = reinterpret_cast<Unit*>(y + r * to);
        const char* const source = x + r * static_cast<int64_t>(sizeof(Unit));
        for (int64_t c = c0; c < c1; ++c) {
          target[c] = *reinterpret_cast<const Unit*>(source + c * from);
        }
      }
    }
  }
}

template <typename Unit>
int32_t RunTransposed(const CopyParams& params, const RunContext& run) {
  ForEachRow<2>(
      params.loop, {params.y.At(run), params.x.At(run)},
      [&](char* const* p) { TransposeTile<Unit>(params.loop, p[0], p[1]); }, 2);
  return OSSICLE_OK;
}

// The same for elements of four bytes that lie forwards.
int32_t RunTransposedWords(const CopyParams& params, const RunContext& run) {
  const Loop<2>& loop = params.loop;
  const size_t columns = static_cast<size_t>(loop.axes[0].count);
  const size_t rows = static_cast<size_t>(loop.axes[1].count);
  const size_t to = static_cast<size_t>(loop.axes[1].strides[0] / 4);
  const size_t from = static_cast<size_t>(loop.axes[0].strides[1] / 4);
  ForEachRow<2>(
      loop, {params.y.At(run), params.x.At(run)},
      [&](char* const* p) {
        params.transpose(columns, rows, reinterpret_cast<const float*>(p[1]), from,
                         reinterpret_cast<float*>(p[0]), to);
      },
      2);
  return OSSICLE_OK;
}

// Puts the axis along which x is packed next to the innermost one, along which y is. False if there
// is no such pair, or too little of it to gain from tiles.
bool FindTransposition(Loop<2>* loop, int64_t unit) {
  if (loop->axes[0].strides[0] != unit || loop->axes[0].count < 4) return false;
  for (int axis = 1; axis < loop->rank; ++axis) {
    if (loop->axes[axis].strides[1] != unit || loop->axes[axis].count < 4) continue;
    const Loop<2>::Axis found = loop->axes[axis];
    for (int i = axis; i > 1; --i) loop->axes[i] = loop->axes[i - 1];
    loop->axes[1] = found;
    return true;
  }
  return false;
}

template <typename Unit>
int32_t FinishCopy(Preparation& prepare, CopyParams* params) {
  if (FindTransposition(&params->loop, sizeof(Unit))) {
    const bool forwards =
        params->loop.axes[1].strides[0] > 0 && params->loop.axes[0].strides[1] > 0;
    if (sizeof(Unit) == 4 && forwards) {
      params->transpose = TransposeKernels().Select(prepare.features()).kernel;
      return prepare.Finish<CopyParams, RunTransposedWords>(params, "copy_transposed_words");
    }
    return prepare.Finish<CopyParams, RunTransposed<Unit>>(params, "copy_transposed");
  }
  return prepare.Finish<CopyParams, RunStrided<Unit>>(params, "copy_strided");
}

// FILL writes one element, then doubles what is written.
struct FillParams {
  TensorRef y;
  Loop<1> loop;
  int64_t row_bytes;
  int64_t unit;
  int64_t bits;
};

void FillRow(const FillParams& params, char* y) {
  const size_t bytes = static_cast<size_t>(params.row_bytes);
  size_t done = static_cast<size_t>(params.unit);
  std::memcpy(y, &params.bits, done);
  while (done < bytes) {
    const size_t next = done < bytes - done ? done : bytes - done;
    std::memcpy(y + done, y, next);
    done += next;
  }
}

int32_t RunFillRows(const FillParams& params, const RunContext& run) {
  ForEachRow<1>(params.loop, {params.y.At(run)}, [&](char* const* p) { FillRow(params, p[0]); });
  return OSSICLE_OK;
}

int32_t RunZeroRows(const FillParams& params, const RunContext& run) {
  const size_t bytes = static_cast<size_t>(params.row_bytes);
  ForEachRow<1>(params.loop, {params.y.At(run)},
                [=](char* const* p) { std::memset(p[0], 0, bytes); });
  return OSSICLE_OK;
}

int32_t RunFillStrided(const FillParams& params, const RunContext& run) {
  const int64_t n = params.loop.row_length();
  const int64_t step = params.loop.row_stride(0);
  const size_t unit = static_cast<size_t>(params.unit);
  ForEachRow<1>(params.loop, {params.y.At(run)}, [&, n, step, unit](char* const* p) {
    for (int64_t i = 0; i < n; ++i) std::memcpy(p[0] + i * step, &params.bits, unit);
  });
  return OSSICLE_OK;
}

}  // namespace

int32_t PrepareCopy(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  if (const int32_t status = prepare.NeedDims(&x, "x", y)) return status;
  if (const int32_t status = prepare.NeedType(&x, "x", y.dtype)) return status;
  if (y.elements == 0) return prepare.FinishIdle();
  CopyParams* const params = prepare.NewParams<CopyParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  params->y = prepare.Ref(&y);
  params->x = prepare.Ref(&x);
  params->loop = MakeLoop<2>({&y, &x});
  const int64_t unit = y.element_bytes();
  params->row_bytes = params->loop.row_length() * unit;
  if (params->loop.row_stride(0) == unit && params->loop.row_stride(1) == unit) {
    if (params->loop.rank == 1) return prepare.Finish<CopyParams, RunBlock>(params, "copy_block");
    return prepare.Finish<CopyParams, RunRows>(params, "copy_rows");
  }
  switch (unit) {
    case 1:
      return FinishCopy<uint8_t>(prepare, params);
    case 2:
      return FinishCopy<uint16_t>(prepare, params);
    case 4:
      return FinishCopy<uint32_t>(prepare, params);
    default:
      return FinishCopy<uint64_t>(prepare, params);
  }
}

int32_t PrepareFill(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  if (y.elements == 0) return prepare.FinishIdle();
  FillParams* const params = prepare.NewParams<FillParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  params->y = prepare.Ref(&y);
  params->loop = MakeLoop<1>({&y});
  params->unit = y.element_bytes();
  params->row_bytes = params->loop.row_length() * params->unit;
  params->bits = prepare.attribute(0);
  if (params->loop.row_stride(0) != params->unit) {
    return prepare.Finish<FillParams, RunFillStrided>(params, "fill_strided");
  }
  int64_t low = 0;
  std::memcpy(&low, &params->bits, static_cast<size_t>(params->unit));
  if (low == 0) return prepare.Finish<FillParams, RunZeroRows>(params, "fill_zero");
  return prepare.Finish<FillParams, RunFillRows>(params, "fill_rows");
}

}  // namespace ossicle
