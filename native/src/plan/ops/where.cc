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

template <typename Unit, bool kPacked>
void SelectRow(const Loop<4>& loop, char* const* p) {
  const int64_t unit = sizeof(Unit);
  const int64_t n = loop.row_length();
  const int64_t to = kPacked ? unit : loop.row_stride(0);
  const int64_t from_condition = kPacked ? 1 : loop.row_stride(1);
  const int64_t from_a = kPacked ? unit : loop.row_stride(2);
  const int64_t from_b = kPacked ? unit : loop.row_stride(3);
  for (int64_t i = 0; i < n; ++i) {
    const Unit a = *reinterpret_cast<const Unit*>(p[2] + i * from_a);
    const Unit b = *reinterpret_cast<const Unit*>(p[3] + i * from_b);
    *reinterpret_cast<Unit*>(p[0] + i * to) = p[1][i * from_condition] != 0 ? a : b;
  }
}

template <typename Unit, bool kPacked>
int32_t Run(const WhereParams& params, const RunContext& run) {
  char* const start[] = {params.y.At(run), params.condition.At(run), params.a.At(run),
                         params.b.At(run)};
  ForEachRow<4>(params.loop, start,
                [&](char* const* p) { SelectRow<Unit, kPacked>(params.loop, p); });
  return OSSICLE_OK;
}

template <typename Unit>
int32_t FinishWhere(Preparation& prepare, const WhereParams* params) {
  const int64_t unit = sizeof(Unit);
  const Loop<4>& loop = params->loop;
  if (loop.row_stride(0) == unit && loop.row_stride(1) == 1 && loop.row_stride(2) == unit &&
      loop.row_stride(3) == unit) {
    return prepare.Finish<WhereParams, Run<Unit, true>>(params, "where_rows");
  }
  return prepare.Finish<WhereParams, Run<Unit, false>>(params, "where_strided");
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
