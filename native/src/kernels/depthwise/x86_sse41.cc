#include "simd/x86_sse41.h"

#include "kernels/depthwise/points.h"

namespace ossicle {

void depthwise_f32_2x16_sse41(const DepthwiseArgs& args) {
  depthwise::Points<simd::Sse41, 2, 4>(args);
}

}  // namespace ossicle
