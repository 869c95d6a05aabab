#include "simd/x86_avx512.h"

#include "kernels/gemm_f24/product.h"

namespace ossicle {
namespace {

struct Bytes {
  using V = simd::Avx512;
  using I = __m512i;
  OSSICLE_INLINE I Zero() { return _mm512_setzero_si512(); }
  OSSICLE_INLINE I Load(const char* p) { return _mm512_loadu_si512(p); }
  OSSICLE_INLINE I PairLowBytes(I a, I b) { return _mm512_unpacklo_epi8(a, b); }
  OSSICLE_INLINE I PairHighBytes(I a, I b) { return _mm512_unpackhi_epi8(a, b); }
  OSSICLE_INLINE I PairLowWords(I a, I b) { return _mm512_unpacklo_epi16(a, b); }
  OSSICLE_INLINE I PairHighWords(I a, I b) { return _mm512_unpackhi_epi16(a, b); }
};

}  // namespace

void gemm_f24_2x128_avx512(const GemmF24Args& args) { gemm_f24::Product<Bytes, 2>(args); }

}  // namespace ossicle
