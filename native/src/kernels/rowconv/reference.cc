#include "kernels/rowconv/rowconv.h"
#include "simd/scalar.h"
#include "simd/vmath.h"

namespace ossicle {
namespace {

float Activate(Activation activation, float x) {
  switch (activation) {
    case Activation::kNone:
      return x;
    case Activation::kRelu:
      return x < 0.0f ? 0.0f : x;
    case Activation::kSigmoid:
      return simd::Sigmoid<simd::Scalar>(x);
    case Activation::kTanh:
      return simd::Tanh<simd::Scalar>(x);
  }
  return x;
}

}  // namespace

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
        out[x] = Activate(args.activation, args.bias != nullptr ? value + args.bias[c] : value);
      }
      in += args.in_row_step;
      out += args.out_row_step;
    }
  }
}

}  // namespace ossicle
