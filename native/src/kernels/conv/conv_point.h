// The way of ConvF32 onto a single point: kernels as large as the picture and many small groups,
// such as a stateless prediction network has. Sixteen groups stand side by side in a vector.
#pragma once

#include "kernels/conv/conv_f32.h"

namespace ossicle {

bool SuitsPoint(const ConvShape& shape);

// The parts of ConvF32Layout, ConvF32Prepare and ConvF32Run; a run takes one picture of the batch.
void LayOutPoint(ConvF32* conv);
void PreparePoint(ConvF32* conv, const float* w, char* prepared);
void RunPoint(const ConvF32& conv, const float* x, const float* bias, Activation activation,
              float* y, float* workspace);

}  // namespace ossicle
