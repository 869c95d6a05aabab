// COPY and FILL.
#include "plan/ops/copy.h"

#include <cstring>

#include "plan/ops/ops.h"

namespace ossicle {
namespace {

void RunBlock(const CopyLoop& copy, char* y, char* x) {
  std::memcpy(y, x, static_cast<size_t>(copy.row_bytes));
}

// Rows are packed in both; any distances between rows.
void RunRows(const CopyLoop& copy, char* y, char* x) {
  const size_t bytes = static_cast<size_t>(copy.row_bytes);
  ForEachRow<2>(copy.loop, {y, x}, [bytes](char* const* p) { std::memcpy(p[0], p[1], bytes); });
}

// Rows of kUnit to 2 * kUnit bytes: their first and their last kUnit, which may overlap.
template <size_t kUnit>
void RunShortRows(const CopyLoop& copy, char* y, char* x) {
  const size_t last = static_cast<size_t>(copy.row_bytes) - kUnit;
  ForEachRow<2>(copy.loop, {y, x}, [last](char* const* p) {
    char ends[2][kUnit];
    std::memcpy(ends[0], p[1], kUnit);
    std::memcpy(ends[1], p[1] + last, kUnit);
    std::memcpy(p[0], ends[0], kUnit);
    std::memcpy(p[0] + last, ends[1], kUnit);
  });
}

void (*RunOfRows(int64_t row_bytes))(const CopyLoop&, char*, char*) {
  if (row_bytes < 4 || row_bytes > 64) return RunRows;
  if (row_bytes <= 8) return RunShortRows<4>;
  if (row_bytes <= 16) return RunShortRows<8>;
  return row_bytes <= 32 ? RunShortRows<16> : RunShortRows<32>;
}

template <typename Unit>
void RunStrided(const CopyLoop& copy, char* y, char* x) {
  const int64_t n = copy.loop.row_length();
  const int64_t to = copy.loop.row_stride(0);
  const int64_t from = copy.loop.row_stride(1);
  ForEachRow<2>(copy.loop, {y, x}, [=](char* const* p) {
    for (int64_t i = 0; i < n; ++i) {
      *reinterpret_cast<Unit*>(p[0] + i * to) = *reinterpret_cast<const Unit*>(p[1] + i * from);
    }
  });
}

// Axis 0 is packed in y, axis 1 in x. Tiles keep both sides within a few cache lines.
template <typename Unit>
void TransposeTiles(const Loop<2>& loop, char* y, const char* x) {
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

// Two rows of x become the columns of y.
template <typename Unit>
void RunInterleaved(const CopyLoop& copy, char* y, char* x) {
  const int64_t rows = copy.loop.axes[1].count;
  const int64_t apart = copy.loop.axes[0].strides[1];
  ForEachRow<2>(
      copy.loop, {y, x},
      [=](char* const* p) {
        Unit* const __restrict target = reinterpret_cast<Unit*>(p[0]);
        const Unit* const first = reinterpret_cast<const Unit*>(p[1]);
        const Unit* const second = reinterpret_cast<const Unit*>(p[1] + apart);
        for (int64_t r = 0; r < rows; ++r) {
          target[2 * r] = first[r];
          target[2 * r + 1] = second[r];
        }
      },
      2);
}

// Whether the two innermost axes of y are packed pairs whose halves are packed in x.
bool IsInterleaved(const Loop<2>& loop, int64_t unit) {
  return loop.rank > 1 && loop.axes[0].count == 2 && loop.axes[0].strides[0] == unit &&
         loop.axes[1].strides[0] == 2 * unit && loop.axes[1].strides[1] == unit;
}

template <typename Unit>
void RunTransposed(const CopyLoop& copy, char* y, char* x) {
  ForEachRow<2>(
      copy.loop, {y, x}, [&](char* const* p) { TransposeTiles<Unit>(copy.loop, p[0], p[1]); }, 2);
}

// The same for elements of four bytes that lie forwards.
void RunTransposedWords(const CopyLoop& copy, char* y, char* x) {
  const Loop<2>& loop = copy.loop;
  const size_t columns = static_cast<size_t>(loop.axes[0].count);
  const size_t rows = static_cast<size_t>(loop.axes[1].count);
  const size_t to = static_cast<size_t>(loop.axes[1].strides[0] / 4);
  const size_t from = static_cast<size_t>(loop.axes[0].strides[1] / 4);
  ForEachRow<2>(
      loop, {y, x},
      [&](char* const* p) {
        copy.transpose(columns, rows, reinterpret_cast<const float*>(p[1]), from,
                       reinterpret_cast<float*>(p[0]), to);
      },
      2);
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
void ChooseRun(CopyLoop* copy) {
  if (FindTransposition(&copy->loop, sizeof(Unit))) {
    const Loop<2>::Axis* const axes = copy->loop.axes;
    const bool forwards = axes[1].strides[0] > 0 && axes[0].strides[1] > 0;
    copy->name = "copy_transposed";
    copy->run = sizeof(Unit) == 4 && forwards ? RunTransposedWords : RunTransposed<Unit>;
  } else if (IsInterleaved(copy->loop, sizeof(Unit))) {
    copy->name = "copy_interleaved";
    copy->run = RunInterleaved<Unit>;
  } else {
    // Either order will do, and a longer inner loop costs less.
    Loop<2>& loop = copy->loop;
    if (loop.rank > 1 && loop.axes[0].count < loop.axes[1].count) {
      const Loop<2>::Axis longer = loop.axes[1];
      loop.axes[1] = loop.axes[0];
      loop.axes[0] = longer;
    }
    copy->name = "copy_strided";
    copy->run = RunStrided<Unit>;
  }
}

struct CopyParams {
  TensorRef y, x;
  CopyLoop copy;
};

int32_t RunCopy(const CopyParams& params, const RunContext& run) {
  params.copy(params.y.At(run), params.x.At(run));
  return OSSICLE_OK;
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

CopyLoop MakeCopyLoop(const Tensor& y, const Tensor& x, arch::Features features) {
  CopyLoop copy = {};
  copy.loop = MakeLoop<2>({&y, &x});
  copy.transpose = TransposeKernels().Select(features).kernel;
  const int64_t unit = y.element_bytes();
  copy.row_bytes = copy.loop.row_length() * unit;
  if (copy.loop.row_stride(0) == unit && copy.loop.row_stride(1) == unit) {
    copy.run = copy.loop.rank == 1 ? RunBlock : RunOfRows(copy.row_bytes);
    copy.name = copy.loop.rank == 1 ? "copy_block" : "copy_rows";
    return copy;
  }
  switch (unit) {
    case 1:
      ChooseRun<uint8_t>(&copy);
      break;
    case 2:
      ChooseRun<uint16_t>(&copy);
      break;
    case 4:
      ChooseRun<uint32_t>(&copy);
      break;
    default:
      ChooseRun<uint64_t>(&copy);
  }
  return copy;
}

int32_t PrepareCopy(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  if (const int32_t status = prepare.NeedDims(&x, "x", y)) return status;
  if (const int32_t status = prepare.NeedType(&x, "x", y.dtype)) return status;
  if (y.elements == 0) return prepare.FinishIdle();
  CopyParams* const params = prepare.NewParams<CopyParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  *params = {prepare.Ref(&y), prepare.Ref(&x), MakeCopyLoop(y, x, prepare.features())};
  return prepare.Finish<CopyParams, RunCopy>(params, params->copy.name);
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
