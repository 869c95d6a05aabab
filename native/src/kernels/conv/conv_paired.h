// The way of ConvF32 for one tap over many channels where additions cost nothing beside
// multiplications: the product of kernels/paired of weights and picture.
#pragma once

#include "kernels/conv/conv_f32.h"

namespace ossicle {

// For a shape that is a product as it stands.
bool SuitsPaired(const ConvShape& shape, arch::Features features);

// The parts of ConvF32Layout, ConvF32Prepare and ConvF32Run; a run takes one picture of the batch.
void LayOutPaired(ConvF32* conv);
void PreparePaired(ConvF32* conv, const float* w, float* prepared);
void RunPaired(const ConvF32& conv, const float* x, const float* bias, Activation activation,
               float* y, float* workspace);

}  // namespace ossicle
