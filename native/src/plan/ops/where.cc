// WHERE: elements of a where the condition holds, of b elsewhere.
#include "plan/element.h"
#include "plan/loop.h"
#include "plan/ops/ops.h"

namespace ossicle {
namespace {

struct WhereParams {
  TensorRef y, condition, a, b;
  Loop<4> loop;  // y, condition, a, b
};

template <typename Unit>
void SelectStrided(const Loop<4>& loop, char* const* p) {
  for (int64_t i = 0; i < loop.row_length(); ++i) {
    const Unit a = *reinterpret_cast<const Unit*>(p[2] + i * loop.row_stride(2));
    const Unit b = *reinterpret_cast<const Unit*>(p[3] + i * loop.row_stride(3));
    *reinterpret_cast<Unit*>(p[0] + i * loop.row_stride(0)) =
        p[1][i * loop.row_stride(1)] != 0 ? a : b;
  }
}

// A packed y; the others are packed (1) or repeat one element (0).
template <typename Unit, int kCondition, int kA, int kB>
void SelectRow(const Loop<4>& loop, char* const* p) {
  const int64_t n = loop.row_length();
  const uint8_t* const condition = reinterpret_cast<const uint8_t*>(p[1]);
  const Unit* const a = reinterpret_cast<const Unit*>(p[2]);
  const Unit* const b = reinterpret_cast<const Unit*>(p[3]);
  Unit* const y = reinterpret_cast<Unit*>(p[0]);
  // Where y is a or b, it is so element by element.
#pragma GCC ivdep
  for (int64_t i = 0; i < n; ++i) {
    const Unit from_a = a[i * kA];
    const Unit from_b = b[i * kB];
    y[i] = condition[i * kCondition] != 0 ? from_a : from_b;
  }
}

template <typename Unit, void (*kSelect)(const Loop<4>&, char* const*)>
int32_t Run(const WhereParams& params, const RunContext& run) {
  char* const start[] = {params.y.At(run), params.condition.At(run), params.a.At(run),
                         params.b.At(run)};
  ForEachRow<4>(params.loop, start, [&](char* const* p) { kSelect(params.loop, p); });
  return OSSICLE_OK;
}

template <typename Unit, int kCondition, int kA>
int32_t FinishRows(Preparation& prepare, const WhereParams* params) {
  if (params->loop.row_stride(3) == 0) {
    return prepare.Finish<WhereParams, Run<Unit, SelectRow<Unit, kCondition, kA, 0>>>(params,
                                                                                      "where_rows");
  }
  return prepare.Finish<WhereParams, Run<Unit, SelectRow<Unit, kCondition, kA, 1>>>(params,
                                                                                    "where_rows");
}

template <typename Unit>
int32_t FinishWhere(Preparation& prepare, const WhereParams* params) {
  const int64_t unit = sizeof(Unit);
  const Loop<4>& loop = params->loop;
  const auto suits = [&loop](int operand, int64_t packed) {
    return loop.row_stride(operand) == packed || loop.row_stride(operand) == 0;
  };
  if (loop.row_stride(0) != unit || !suits(1, 1) || !suits(2, unit) || !suits(3, unit)) {
    return prepare.Finish<WhereParams, Run<Unit, SelectStrided<Unit>>>(params, "where_strided");
  }
  if (loop.row_stride(1) == 0) {
    return loop.row_stride(2) == 0 ? FinishRows<Unit, 0, 0>(prepare, params)
                                   : FinishRows<Unit, 0, 1>(prepare, params);
  }
  return loop.row_stride(2) == 0 ? FinishRows<Unit, 1, 0>(prepare, params)
                                 : FinishRows<Unit, 1, 1>(prepare, params);
}

}  // namespace

int32_t PrepareWhere(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const char* const roles[] = {"condition", "a", "b"};
  for (uint32_t i = 0; i < 3; ++i) {
    const Tensor* const x = prepare.input(i);
    const DType type = i == 0 ? DType::kBool : y.dtype;
    if (const int32_t status = prepare.NeedType(x, roles[i], type)) return status;
    if (const int32_t status = prepare.NeedDims(x, roles[i], y)) return status;
  }
  if (y.elements == 0) return prepare.FinishIdle();
  WhereParams* const params = prepare.NewParams<WhereParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  params->y = prepare.Ref(&y);
  params->condition = prepare.Ref(prepare.input(0));
  params->a = prepare.Ref(prepare.input(1));
  params->b = prepare.Ref(prepare.input(2));
  params->loop = MakeLoop<4>({&y, prepare.input(0), prepare.input(1), prepare.input(2)});
  switch (y.element_bytes()) {
    case 1:
      return FinishWhere<uint8_t>(prepare, params);
    case 2:
      return FinishWhere<uint16_t>(prepare, params);
    case 4:
      return FinishWhere<uint32_t>(prepare, params);
    default:
      return FinishWhere<uint64_t>(prepare, params);
  }
}

}  // namespace ossicle
