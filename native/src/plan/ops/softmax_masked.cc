// SOFTMAX along the last axis of scores under a mask: added to the scores, or flags of those that
// are replaced.
#include "plan/ops/softmax.h"

#include "kernels/binary/binary.h"
#include "kernels/softmax/softmax.h"
#include "plan/loop.h"
#include "plan/ops/ops.h"

namespace ossicle {
namespace {

struct MaskedSoftmaxParams {
  TensorRef y, x, mask;
  Loop<3> rows;  // y, x, mask: the first element of each row
  size_t n;
  int64_t step;  // bytes from one element of the mask to the next
  float replacement;
  bool log;
  bool zeroes;
  SoftmaxFn kernel;
  BinaryFn add;
};

template <typename Row>
void ForEachMaskedRow(const MaskedSoftmaxParams& params, const RunContext& run, Row row) {
  char* const start[] = {params.y.At(run), params.x.At(run), params.mask.At(run)};
  ForEachRow<3>(
      params.rows, start,
      [&](char* const* p) {
        row(reinterpret_cast<float*>(p[0]), reinterpret_cast<const float*>(p[1]), p[2]);
      },
      0);
}

// One element after the other where those of the mask are neither packed nor the same.
int32_t RunAdded(const MaskedSoftmaxParams& params, const RunContext& run) {
  const size_t n = params.n;
  const bool rows = params.step == 0 || params.step == static_cast<int64_t>(sizeof(float));
  BinaryRow row = {nullptr, nullptr, nullptr, rows ? n : 1, 1, params.step == 0 ? size_t{0} : 1};
  ForEachMaskedRow(params, run, [&](float* y, const float* x, const char* mask) {
    for (size_t i = 0; i < n; i += row.n) {
      row.a = x + i;
      row.b = reinterpret_cast<const float*>(mask + static_cast<int64_t>(i) * params.step);
      row.y = y + i;
      params.add(BinaryOp::kAdd, row);
    }
    params.kernel(params.log, n, y, nullptr, y);
  });
  return OSSICLE_OK;
}

// Masks of packed rows are taken as they are, others gathered in the workspace.
int32_t RunReplaced(const MaskedSoftmaxParams& params, const RunContext& run) {
  const size_t n = params.n;
  uint8_t* const gathered = reinterpret_cast<uint8_t*>(run.workspace);
  SoftmaxMask row = {nullptr, params.replacement, params.zeroes};
  ForEachMaskedRow(params, run, [&](float* y, const float* x, const char* mask) {
    row.flags = reinterpret_cast<const uint8_t*>(mask);
    if (params.step != 1) {
      for (size_t i = 0; i < n; ++i) {
        gathered[i] = static_cast<uint8_t>(mask[static_cast<int64_t>(i) * params.step]);
      }
      row.flags = gathered;
    }
    params.kernel(params.log, n, x, &row, y);
  });
  return OSSICLE_OK;
}

// The view of the first element of each row.
Tensor FirstOfRows(const Tensor& tensor) {
  Tensor first = tensor;
  first.dims[tensor.rank - 1] = 1;
  return first;
}

int32_t CheckMask(const Preparation& prepare, const Tensor& x, const Tensor& mask, int axis) {
  if (x.dtype != DType::kFloat32) return prepare.WrongType(&x, "x with a mask", "float32");
  if (axis != x.rank - 1) return prepare.Reject("with a mask, the axis must be the last one");
  if (const int32_t status = prepare.NeedDims(&mask, "mask", x)) return status;
  if (mask.dtype != DType::kBool && mask.dtype != DType::kFloat32) {
    return prepare.WrongType(&mask, "mask", "bool or float32");
  }
  const uint32_t wanted = mask.dtype == DType::kBool ? 4 : 2;
  if (prepare.attribute_count() == wanted) return OSSICLE_OK;
  return prepare.Reject("with a %s mask it has %u attributes, found %u",
                        mask.dtype == DType::kBool ? "bool" : "float32", wanted,
                        prepare.attribute_count());
}

}  // namespace

int32_t PrepareMaskedSoftmax(Preparation& prepare, int axis, bool log) {
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  const Tensor& mask = *prepare.input(1);
  if (const int32_t status = CheckMask(prepare, x, mask, axis)) return status;
  const bool replaces = mask.dtype == DType::kBool;
  int64_t zeroes = 0;
  if (replaces) {
    if (const int32_t s = prepare.NeedAttribute(3, "zeroes", 0, log ? 0 : 1, &zeroes)) return s;
  }
  if (y.elements == 0) return prepare.FinishIdle();
  MaskedSoftmaxParams* const params = prepare.NewParams<MaskedSoftmaxParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  const Tensor first[] = {FirstOfRows(y), FirstOfRows(x), FirstOfRows(mask)};
  *params = {prepare.Ref(&y),
             prepare.Ref(&x),
             prepare.Ref(&mask),
             MakeLoop<3>({&first[0], &first[1], &first[2]}),
             static_cast<size_t>(x.dims[axis]),
             mask.strides[axis] * mask.element_bytes(),
             replaces ? static_cast<float>(prepare.real_attribute(2)) : 0.0f,
             log,
             zeroes != 0,
             SoftmaxKernels().Select(prepare.features()).kernel,
             BinaryKernels().Select(prepare.features()).kernel};
  if (replaces) {
    if (params->step != 1) prepare.NeedWorkspace(params->n);
    return prepare.Finish<MaskedSoftmaxParams, RunReplaced>(params, "softmax_replaced");
  }
  return prepare.Finish<MaskedSoftmaxParams, RunAdded>(params, "softmax_added");
}

}  // namespace ossicle
