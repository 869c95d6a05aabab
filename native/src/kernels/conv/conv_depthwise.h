// The depthwise way of ConvF32: every channel with its own taps, sixteen channels at a time. Unless
// they are innermost as it is, they are turned, with their padding, and back.
#pragma once

#include "kernels/conv/conv_f32.h"

namespace ossicle {

bool SuitsDepthwise(const ConvShape& shape);

// The parts of ConvF32Layout, ConvF32Prepare and ConvF32Run; a run takes one picture of the batch.
void LayOutDepthwise(ConvF32* conv);
void PrepareDepthwise(ConvF32* conv, const float* w, char* prepared);
void RunDepthwise(const ConvF32& conv, const float* x, const float* bias, Activation activation,
                  float* y, float* workspace);

}  // namespace ossicle
