// COPY and WHERE of packed rows, every length and form that has a path of its own.
#include <initializer_list>

#include "tests/step_case.h"

using namespace ossicle;
using namespace ossicle::test;

namespace {

// Three rows of n elements, `gap` elements apart.
Layout Rows(int64_t n, int64_t gap) {
  Layout rows = Packed({3, n + gap});
  rows.dims = {3, n};
  return rows;
}

void CopiesRowsOfAnyLength() {
  Random random(12);
  for (DType type : {DType::kInt8, DType::kFloat32}) {
    for (int64_t n = 1; n <= 70; ++n) {
      StepCase step;
      const int32_t y = step.Output(type, Rows(n, 3));
      const int32_t x = step.Input(type, Rows(n, 2), ValuesFor(type, {3, n}, &random));
      step.Step(1, {y}, {x});
      CHECK_MSG(step.Run() == OSSICLE_OK, "%s", step.error.message);
      Matches("copy of rows", step.Seen(y), step.Seen(x), 0);
    }
  }
}

// The condition and both values row by row, or one for a row.
void SelectsRows() {
  Random random(13);
  const Dims dims = {3, 37};
  for (int form = 0; form < 8; ++form) {
    for (DType type : {DType::kInt8, DType::kInt16, DType::kFloat32, DType::kFloat64}) {
      const auto layout = [&](int bit) {
        Layout rows = Rows(37, 1);
        if ((form >> bit & 1) != 0) rows.strides[1] = 0;
        return rows;
      };
      StepCase step;
      const int32_t y = step.Output(type, Rows(37, 2));
      const int32_t c = step.Input(DType::kBool, layout(0), ValuesFor(DType::kBool, dims, &random));
      const int32_t a = step.Input(type, layout(1), ValuesFor(type, dims, &random));
      const int32_t b = step.Input(type, layout(2), ValuesFor(type, dims, &random));
      step.Step(5, {y}, {c, a, b});
      CHECK_MSG(step.Run() == OSSICLE_OK, "%s", step.error.message);
      char text[300];
      ossicle_plan_describe(step.plan(), text, sizeof(text));
      CHECK_MSG(std::strstr(text, "where_rows") != nullptr, "%s", text);
      Values wanted = step.Seen(b);
      const Values condition = step.Seen(c);
      const Values chosen = step.Seen(a);
      for (size_t i = 0; i < wanted.size(); ++i) {
        if (condition[i] != 0) wanted[i] = chosen[i];
      }
      Matches("where of rows", step.Seen(y), wanted, 0);
    }
  }
}

}  // namespace

int main() {
  CopiesRowsOfAnyLength();
  SelectsRows();
  return Finish();
}
