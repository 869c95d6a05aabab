#include "simd/x86_avx2.h"

#include "kernels/depthwise/points.h"

namespace ossicle {

void depthwise_f32_6x16_avx2(const DepthwiseArgs& args) {
  depthwise::Points<simd::Avx2, 6, 2>(args);
}

}  // namespace ossicle
