#include "simd/scalar.h"

#include "kernels/recurrent/units.h"

namespace ossicle {

void lstm_cell_f32_reference(const LstmCellArgs& args) { recurrent::LstmCell<simd::Scalar>(args); }

void gru_gates_f32_reference(const GruGatesArgs& args) { recurrent::GruGates<simd::Scalar>(args); }

void gru_output_f32_reference(const GruOutputArgs& args) {
  recurrent::GruOutput<simd::Scalar>(args);
}

}  // namespace ossicle
