#include "simd/arm_neon.h"

#include "kernels/depthwise/points.h"

namespace ossicle {

void depthwise_f32_4x16_neon(const DepthwiseArgs& args) {
  depthwise::Points<simd::Neon, 4, 4>(args);
}

}  // namespace ossicle
