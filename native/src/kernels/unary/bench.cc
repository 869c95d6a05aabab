#include <string>
#include <vector>

#include "kernels/unary/unary.h"
#include "tools/session.h"

namespace ossicle::bench {

void Bench_unary(Session* session) {
  if (!session->Open("unary", "N")) return;
  struct Named {
    UnaryOp op;
    const char* name;
  };
  constexpr Named kOps[] = {{UnaryOp::kRelu, "relu"},         {UnaryOp::kExp, "exp"},
                            {UnaryOp::kLog, "log"},           {UnaryOp::kSigmoid, "sigmoid"},
                            {UnaryOp::kTanh, "tanh"},         {UnaryOp::kErf, "erf"},
                            {UnaryOp::kSoftplus, "softplus"}, {UnaryOp::kSilu, "silu"},
                            {UnaryOp::kGeluErf, "gelu"},      {UnaryOp::kSwoosh, "swoosh"}};
  session->ForEachKernel(UnaryKernels(), [&](const KernelEntry<UnaryFn>& entry) {
    for (const Shape& shape : session->Shapes({{8192}})) {
      std::vector<float> x(shape[0], 0.7f), y(shape[0]);
      for (const Named& named : kOps) {
        const std::string name = std::string(entry.name) + " " + named.name;
        session->Time(name.c_str(), shape, static_cast<double>(shape[0]), 0.0, [&] {
          entry.kernel(named.op, {x.data(), y.data(), shape[0], 1.0f, 0.08f, 0.03f});
        });
      }
    }
  });
}

}  // namespace ossicle::bench
