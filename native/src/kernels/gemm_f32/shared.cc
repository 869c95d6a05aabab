#include "kernels/gemm_f32/shared.h"

namespace ossicle {
namespace {

// Multiplications that take several times as long as handing some of them to another thread.
constexpr uint64_t kWorthSharing = 1 << 20;

// A product whose panels are divided into parts.
struct Divided {
  const PanelProduct* product;
  const GemmF32Args* args;
  size_t panels_of_part;
};

void RunPart(const void* work, size_t part) {
  const Divided& divided = *static_cast<const Divided*>(work);
  const PanelProduct& product = *divided.product;
  GemmF32Args args = *divided.args;
  const size_t panel = part * divided.panels_of_part;
  const size_t columns = divided.panels_of_part * product.columns;
  const size_t first = part * columns;
  if (first >= args.n) return;
  if (args.n - first > columns) {
    args.n = columns;
  } else {
    args.n -= first;
  }
  const ptrdiff_t elements = static_cast<ptrdiff_t>(panel) * args.b_panel_stride;
  args.b =
      static_cast<const char*>(args.b) + elements * static_cast<ptrdiff_t>(product.element_bytes);
  args.c += first;
  if (args.bias != nullptr) args.bias += first;
  product.run(args);
}

}  // namespace

void RunShared(const PanelProduct& product, const GemmF32Args& args, const Helpers& helpers) {
  const size_t panels = (args.n + product.columns - 1) / product.columns;
  const uint32_t parts =
      uint64_t{args.m} * args.n * args.k < kWorthSharing ? 1 : helpers.PartsOf(panels);
  if (parts <= 1) return product.run(args);
  const Divided divided = {&product, &args, (panels + parts - 1) / parts};
  helpers.team->Run(RunPart, &divided, parts);
}

}  // namespace ossicle
