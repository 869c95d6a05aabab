#include "plan/ops/conv.h"

namespace ossicle {
namespace {

int32_t CheckChannels(const Preparation& prepare, const Tensor& y, const Tensor& x, const Tensor& w,
                      int64_t groups) {
  if (y.dims[0] == x.dims[0] && y.dims[1] == w.dims[0] && w.dims[0] % groups == 0 &&
      x.dims[1] % groups == 0 && w.dims[1] == x.dims[1] / groups) {
    return OSSICLE_OK;
  }
  char texts[3][160];
  DescribeTensor(x, texts[0], sizeof(texts[0]));
  DescribeTensor(w, texts[1], sizeof(texts[1]));
  DescribeTensor(y, texts[2], sizeof(texts[2]));
  return prepare.Reject(
      "x %s, w %s and y %s do not fit in %lld groups; expected [N,C,..], "
      "[M,C/groups,..] and [N,M,..]",
      texts[0], texts[1], texts[2], static_cast<long long>(groups));
}

}  // namespace

int32_t ReadConv(Preparation& prepare, ConvOperands* operands) {
  const Tensor& y = *prepare.output(0);
  const Tensor& x = *prepare.input(0);
  const Tensor& w = *prepare.input(1);
  int64_t activation, groups, rank;
  if (const int32_t s = prepare.NeedAttribute(0, "activation", 0, kActivations - 1, &activation))
    return s;
  if (const int32_t s = prepare.NeedAttribute(1, "groups", 1, 1 << 30, &groups)) return s;
  if (const int32_t s = prepare.NeedAttribute(2, "spatial axes", 1, kMaxSpatial, &rank)) return s;
  if (w.rank != rank + 2) {
    return prepare.Reject("w must have rank %lld, found %d", static_cast<long long>(rank + 2),
                          w.rank);
  }
  operands->rank = static_cast<int32_t>(rank);
  if (const int32_t status =
          ReadWindow(prepare, 3, operands->rank, w.dims + 2, x, y, false, &operands->window)) {
    return status;
  }
  MakeThreeAxes(&operands->window);
  if (const int32_t status = CheckChannels(prepare, y, x, w, groups)) return status;
  if (const int32_t status = prepare.NeedDense(&w, "w")) return status;
  operands->y = prepare.Ref(&y);
  operands->x = prepare.Ref(&x);
  operands->batch = x.dims[0];
  operands->groups = groups;
  operands->group_inputs = w.dims[1];
  operands->group_outputs = w.dims[0] / groups;
  operands->activation = static_cast<Activation>(activation);
  return OSSICLE_OK;
}

int32_t NeedDensePictures(const Preparation& prepare) {
  if (const int32_t status = prepare.NeedDense(prepare.input(0), "x")) return status;
  return prepare.NeedDense(prepare.output(0), "y");
}

bool KernelShape(const ConvOperands& operands, ConvShape* shape) {
  if (operands.rank > 2) return false;
  shape->batch = static_cast<size_t>(operands.batch);
  shape->groups = static_cast<size_t>(operands.groups);
  shape->in_channels = static_cast<size_t>(operands.groups * operands.group_inputs);
  shape->out_channels = static_cast<size_t>(operands.groups * operands.group_outputs);
  for (int i = 0; i < 2; ++i) {
    const WindowAxis& axis = operands.window.axes[kMaxSpatial - 2 + i];
    shape->in[i] = static_cast<size_t>(axis.input);
    shape->kernel[i] = static_cast<size_t>(axis.taps);
    shape->strides[i] = static_cast<size_t>(axis.stride);
    shape->dilations[i] = static_cast<size_t>(axis.dilation);
    shape->pads_before[i] = static_cast<size_t>(axis.pad_begin);
    shape->pads_after[i] = static_cast<size_t>(axis.pad_end);
    if (shape->Out(i) != static_cast<size_t>(axis.output)) return false;
  }
  // Keeps what the kernels multiply out addressable: padded planes, gathered terms and panels of
  // weights, which are at most 64 channels wide.
  const double padded =
      static_cast<double>(shape->Padded(0)) * static_cast<double>(shape->Padded(1));
  const double terms = static_cast<double>(shape->Terms());
  const double panels =
      static_cast<double>(shape->GroupOutputs() + 64) * static_cast<double>(shape->groups) * terms;
  const double planes = 2 * padded * static_cast<double>(shape->in_channels);
  const double gathered = static_cast<double>(shape->Out(1)) * terms;
  return operands.group_inputs > 0 && CouldExist(8 * (planes + gathered + panels));
}

}  // namespace ossicle
