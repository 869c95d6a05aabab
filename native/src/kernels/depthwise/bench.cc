#include <vector>

#include "kernels/depthwise/depthwise.h"
#include "tools/session.h"

namespace ossicle::bench {
namespace {

// One row; tap t reads t points further on.
void TimeRow(Session* session, const KernelEntry<DepthwiseFn>& entry, const Shape& shape) {
  DepthwiseArgs args;
  args.taps = args.run = shape[0];
  args.width = shape[1];
  args.in_step = kDepthwiseChannels;
  std::vector<ptrdiff_t> offsets(args.taps);
  for (size_t t = 0; t < args.taps; ++t) {
    offsets[t] = static_cast<ptrdiff_t>(t * kDepthwiseChannels);
  }
  const std::vector<float> in((args.taps + args.width) * kDepthwiseChannels, 0.5f);
  const std::vector<float> weights(args.taps * kDepthwiseChannels, 0.1f);
  std::vector<float> out(args.width * kDepthwiseChannels);
  args.in = in.data();
  args.offsets = offsets.data();
  args.weights = weights.data();
  args.out = out.data();
  const double products = static_cast<double>(args.taps * args.width * kDepthwiseChannels);
  session->Time(entry.name, shape, 2.0 * products, 0.0, [&] { entry.kernel(args); });
}

}  // namespace

void Bench_depthwise(Session* session) {
  if (!session->Open("depthwise", "TAPSxWIDTH")) return;
  session->ForEachKernel(DepthwiseKernels(), [&](const KernelEntry<DepthwiseFn>& entry) {
    for (const Shape& shape : session->Shapes({{31, 8}, {31, 16}, {49, 19}, {20, 10}})) {
      TimeRow(session, entry, shape);
    }
  });
}

}  // namespace ossicle::bench
