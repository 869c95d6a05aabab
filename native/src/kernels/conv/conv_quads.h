// The way of ConvF32 for groups of four outputs onto few points, such as the convolution of a
// stateless prediction network: the four outputs of a group are summed side by side.
#pragma once

#include "kernels/conv/conv_f32.h"

namespace ossicle {

bool SuitsQuads(const ConvShape& shape);

// The parts of ConvF32Layout, ConvF32Prepare and ConvF32Run; a run takes one picture of the batch.
void LayOutQuads(ConvF32* conv);
void PrepareQuads(ConvF32* conv, const float* w, char* prepared);
void RunQuads(const ConvF32& conv, const float* x, const float* bias, Activation activation,
              float* y);

}  // namespace ossicle
