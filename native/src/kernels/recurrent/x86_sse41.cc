#include "simd/x86_sse41.h"

#include "kernels/recurrent/units.h"

namespace ossicle {

void lstm_cell_f32_sse41(const LstmCellArgs& args) { recurrent::LstmCell<simd::Sse41>(args); }

void gru_gates_f32_sse41(const GruGatesArgs& args) { recurrent::GruGates<simd::Sse41>(args); }

void gru_output_f32_sse41(const GruOutputArgs& args) { recurrent::GruOutput<simd::Sse41>(args); }

}  // namespace ossicle
