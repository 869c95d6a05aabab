// The way of ConvF32 for pictures with three taps along the outer axis: four rows of the output at
// a time, for half the multiplications, by kernels/winograd around the product.
#pragma once

#include "kernels/conv/conv_f32.h"

namespace ossicle {

bool SuitsWinograd(const ConvShape& shape);

// The parts of ConvF32Layout, ConvF32Prepare and ConvF32Run; a run takes one picture of the batch.
void LayOutWinograd(ConvF32* conv);
bool PrepareWinograd(ConvF32* conv, const float* w, float* packed);
void RunWinograd(const ConvF32& conv, const float* x, const float* bias, Activation activation,
                 float* y, float* workspace, const Helpers& helpers);

}  // namespace ossicle
