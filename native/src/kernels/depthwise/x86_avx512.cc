#include "simd/x86_avx512.h"

#include "kernels/depthwise/points.h"

namespace ossicle {

void depthwise_f32_10x16_avx512(const DepthwiseArgs& args) {
  depthwise::Points<simd::Avx512, 10, 4>(args);
}

}  // namespace ossicle
