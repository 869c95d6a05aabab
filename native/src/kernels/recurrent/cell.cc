#include "kernels/recurrent/cell.h"

namespace ossicle {
namespace {

constexpr KernelEntry<CellKernel> kKernels[] = {
#define OSSICLE_CELL(needs, isa) \
  {needs, {lstm_cell_f32_##isa, gru_gates_f32_##isa, gru_output_f32_##isa}, "lstm_cell_f32_" #isa},
#include "kernels/recurrent/kernels.inc"
#undef OSSICLE_CELL
};

}  // namespace

KernelList<CellKernel> CellKernels() { return KernelList<CellKernel>(kKernels); }

}  // namespace ossicle
