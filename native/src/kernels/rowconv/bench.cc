#include <vector>

#include "kernels/rowconv/rowconv.h"
#include "tools/session.h"

namespace ossicle::bench {
namespace {

// Depthwise: every channel with its own taps.
void TimeDepthwise(Session* session, const KernelEntry<RowconvFn>& entry, const Shape& shape) {
  RowconvArgs args;
  args.groups = shape[0];
  args.taps = shape[1];
  args.width = shape[2];
  const size_t length = args.width + args.taps;
  std::vector<ptrdiff_t> offsets(args.taps);
  for (size_t t = 0; t < args.taps; ++t) offsets[t] = static_cast<ptrdiff_t>(t);
  const std::vector<float> in(args.groups * length, 0.5f), weights(args.groups * args.taps, 0.1f);
  std::vector<float> out(args.groups * args.width);
  args.in = in.data();
  args.offsets = offsets.data();
  args.in_group_step = static_cast<ptrdiff_t>(length);
  args.weights = weights.data();
  args.out = out.data();
  args.out_channel_step = static_cast<ptrdiff_t>(args.width);
  const double products = static_cast<double>(args.groups * args.taps * args.width);
  session->Time(entry.name, shape, 2.0 * products, 0.0, [&] { entry.kernel(args); });
}

}  // namespace

void Bench_rowconv(Session* session) {
  if (!session->Open("rowconv", "CHANNELSxTAPSxWIDTH")) return;
  session->ForEachKernel(RowconvKernels(), [&](const KernelEntry<RowconvFn>& entry) {
    for (const Shape& shape : session->Shapes({{512, 31, 16}, {192, 16, 32}, {512, 9, 4}})) {
      TimeDepthwise(session, entry, shape);
    }
  });
}

}  // namespace ossicle::bench
