// Which kernel a CPU gets, for CPUs nobody here owns, and that lists are well formed.
#include <cstring>

#include "cpu/arch.h"
#include "cpu/kernel_list.h"
#include "kernels/best/best.h"
#include "kernels/biasnorm/biasnorm.h"
#include "kernels/binary/binary.h"
#include "kernels/depthwise/depthwise.h"
#include "kernels/gemm_f24/gemm_f24.h"
#include "kernels/gemm_f32/gemm_f32.h"
#include "kernels/gemm_half/gemm_half.h"
#include "kernels/gemm_u8s8/gemm_u8s8.h"
#include "kernels/layernorm/layernorm.h"
#include "kernels/paired/paired.h"
#include "kernels/quantize/quantize.h"
#include "kernels/recurrent/cell.h"
#include "kernels/reduce/reduce.h"
#include "kernels/rowconv/rowconv.h"
#include "kernels/softmax/softmax.h"
#include "kernels/transpose/transpose.h"
#include "kernels/unary/unary.h"
#include "kernels/winograd/winograd.h"
#include "tests/check.h"

using namespace ossicle;

namespace {

template <typename Kernel>
void ListIsWellFormed(const KernelList<Kernel>& list) {
  CHECK(list.count > 0 && list.entries[list.count - 1].needs == arch::kNone);
  for (size_t i = 0; i < list.count; ++i) {
    const KernelEntry<Kernel>& entry = list.entries[i];
    // An entry is of use only if some CPU picks it: the one that has just what it needs.
    CHECK_MSG(&list.Select(entry.needs) == &entry, "%s is never picked", entry.name);
  }
}

template <typename Kernel>
bool Picks(const KernelList<Kernel>& list, arch::Features features, const char* wanted) {
  return std::strcmp(list.Select(features).name, wanted) == 0;
}

}  // namespace

int main() {
  ListIsWellFormed(LayernormKernels());
  ListIsWellFormed(BiasnormKernels());
  ListIsWellFormed(CellKernels());
  ListIsWellFormed(RowconvKernels());
  ListIsWellFormed(DepthwiseKernels());
  ListIsWellFormed(TransposeKernels());
  ListIsWellFormed(QuantizeKernels());
  ListIsWellFormed(GemmU8S8Kernels());
  ListIsWellFormed(GemmF24Kernels());
  ListIsWellFormed(GemmF32Kernels());
  ListIsWellFormed(GemmF16Kernels());
  ListIsWellFormed(GemmBf16Kernels());
  ListIsWellFormed(BestKernels());
  ListIsWellFormed(BinaryKernels());
  ListIsWellFormed(ReduceKernels());
  ListIsWellFormed(SoftmaxKernels());
  ListIsWellFormed(UnaryKernels());
  ListIsWellFormed(WinogradKernels());
  ListIsWellFormed(PairedKernels());
  CHECK(Picks(LayernormKernels(), arch::kNone, "layernorm_f32_reference"));
  CHECK(Picks(LayernormKernels(), arch::kAvx2, "layernorm_f32_reference"));
#ifdef OSSICLE_HAVE_X86_SSE41
  // A CPU without AVX, and a mask with one more feature out of AVX2's group.
  CHECK(Picks(GemmF32Kernels(), arch::kSse41Group, "gemm_f32_6x8_sse41"));
  CHECK(Picks(GemmF32Kernels(), arch::kSse41Group | arch::kFma, "gemm_f32_6x8_sse41"));
#endif
#ifdef OSSICLE_HAVE_X86_AVX512
  CHECK(Picks(LayernormKernels(), arch::kAvx2Group, "layernorm_f32_avx2"));
  CHECK(Picks(LayernormKernels(), arch::kAvx512f | arch::kAvx2Group, "layernorm_f32_avx2"));
  CHECK(Picks(LayernormKernels(), arch::kAvx512VnniGroup, "layernorm_f32_avx512"));
  // A client CPU without AVX-512, one of the first with it, and one with only part of it.
  CHECK(Picks(GemmU8S8Kernels(), arch::kAvxVnniGroup, "gemm_u8s8s32_6x16_avxvnni"));
  CHECK(Picks(GemmU8S8Kernels(), arch::kAvx512Group, "gemm_u8s8s32_8x32_avx512"));
  CHECK(Picks(GemmU8S8Kernels(), arch::kAvx512VnniGroup & ~arch::kAvx512vl,
              "gemm_u8s8s32_4x16_avx2"));
#endif
  return test::Finish();
}
