#include "kernels/depthwise/depthwise.h"

#include "kernels/activate.h"
#include "simd/scalar.h"

namespace ossicle {
void depthwise_f32_reference(const DepthwiseArgs& args) {
  for (size_t point = 0; point < args.height * args.width; ++point) {
    const ptrdiff_t y = static_cast<ptrdiff_t>(point / args.width);
    const ptrdiff_t x = static_cast<ptrdiff_t>(point % args.width);
    const float* const in = args.in + y * args.in_row_step + x * args.in_step;
    float* const out = args.out + y * args.out_row_step + x * args.out_step;
    for (size_t c = 0; c < kDepthwiseChannels; ++c) {
      double sum = 0.0;
      for (size_t t = 0; t < args.taps; ++t) {
        sum += static_cast<double>(args.weights[t * kDepthwiseChannels + c]) *
               static_cast<double>(in[args.offsets[t] + static_cast<ptrdiff_t>(c)]);
      }
      const float value = static_cast<float>(sum);
      out[c] = Activate<simd::Scalar>(args.activation,
                                      args.bias != nullptr ? value + args.bias[c] : value);
    }
  }
}

}  // namespace ossicle
