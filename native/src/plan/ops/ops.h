// The preparations of all opcodes. CheckOperands has been passed before any of them is called.
#pragma once

#include "plan/prepare.h"

namespace ossicle {

int32_t PrepareArg(Preparation& prepare);
int32_t PrepareBiasNorm(Preparation& prepare);
int32_t PrepareBinary(Preparation& prepare);
int32_t PrepareCast(Preparation& prepare);
int32_t PrepareConv(Preparation& prepare);
int32_t PrepareConvInteger(Preparation& prepare);
int32_t PrepareCopy(Preparation& prepare);
int32_t PrepareCumsum(Preparation& prepare);
int32_t PrepareDequantize(Preparation& prepare);
int32_t PrepareDynamicQuantize(Preparation& prepare);
int32_t PrepareFill(Preparation& prepare);
int32_t PrepareGather(Preparation& prepare);
int32_t PrepareGatherElements(Preparation& prepare);
int32_t PrepareGatherNd(Preparation& prepare);
int32_t PrepareGru(Preparation& prepare);
int32_t PrepareLayerNorm(Preparation& prepare);
int32_t PrepareLstm(Preparation& prepare);
int32_t PrepareMatmul(Preparation& prepare);
int32_t PrepareMatmulInteger(Preparation& prepare);
int32_t PreparePad(Preparation& prepare);
int32_t PreparePool(Preparation& prepare);
int32_t PrepareQuantize(Preparation& prepare);
int32_t PrepareQuantizedMatmul(Preparation& prepare);
int32_t PrepareRange(Preparation& prepare);
int32_t PrepareReduce(Preparation& prepare);
int32_t PrepareScatterElements(Preparation& prepare);
int32_t PrepareScatterNd(Preparation& prepare);
int32_t PrepareSoftmax(Preparation& prepare);
int32_t PrepareSwoosh(Preparation& prepare);
int32_t PrepareTopk(Preparation& prepare);
int32_t PrepareUnary(Preparation& prepare);
int32_t PrepareWhere(Preparation& prepare);

}  // namespace ossicle
