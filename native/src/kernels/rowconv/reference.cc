#include "kernels/rowconv/rowconv.h"

#include "kernels/activate.h"
#include "simd/scalar.h"

namespace ossicle {
void rowconv_f32_reference(const RowconvArgs& args) {
  for (size_t c = 0; c < args.groups * args.channels; ++c) {
    const float* in = args.in + static_cast<ptrdiff_t>(c / args.channels) * args.in_group_step;
    const float* weights = args.weights + c * args.taps;
    float* out = args.out + static_cast<ptrdiff_t>(c) * args.out_channel_step;
    for (size_t y = 0; y < args.height; ++y) {
      for (size_t x = 0; x < args.width; ++x) {
        double sum = 0.0;
        for (size_t t = 0; t < args.taps; ++t) {
          sum += static_cast<double>(weights[t]) *
                 static_cast<double>(in[args.offsets[t] + static_cast<ptrdiff_t>(x)]);
        }
        const float value = static_cast<float>(sum);
        out[x] = Activate<simd::Scalar>(args.activation,
                                        args.bias != nullptr ? value + args.bias[c] : value);
      }
      in += args.in_row_step;
      out += args.out_row_step;
    }
  }
}

}  // namespace ossicle
