#include "simd/x86_avx512.h"

#include "kernels/gemm_f28/product.h"

namespace ossicle {
namespace {

struct Bytes {
  using V = simd::Avx512;
  using I = __m512i;
  OSSICLE_INLINE I Load(const char* p) { return _mm512_loadu_si512(p); }
  OSSICLE_INLINE I Spread16(const uint8_t* p) {
    return _mm512_broadcast_i32x4(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
  }
  OSSICLE_INLINE I LowHalves(I a) { return _mm512_and_si512(a, _mm512_set1_epi8(15)); }
  OSSICLE_INLINE I HighHalves(I a) { return LowHalves(_mm512_srli_epi16(a, 4)); }
  OSSICLE_INLINE I LookUp(I table, I numbers) { return _mm512_shuffle_epi8(table, numbers); }
  OSSICLE_INLINE I PairLowBytes(I a, I b) { return _mm512_unpacklo_epi8(a, b); }
  OSSICLE_INLINE I PairHighBytes(I a, I b) { return _mm512_unpackhi_epi8(a, b); }
  OSSICLE_INLINE I PairLowWords(I a, I b) { return _mm512_unpacklo_epi16(a, b); }
  OSSICLE_INLINE I PairHighWords(I a, I b) { return _mm512_unpackhi_epi16(a, b); }
  OSSICLE_INLINE V::F Floats(I a) { return _mm512_castsi512_ps(a); }
};

}  // namespace

void gemm_f28_2x128_avx512(const GemmF28Args& args) { gemm_f28::Product<Bytes, 2>(args); }

}  // namespace ossicle
