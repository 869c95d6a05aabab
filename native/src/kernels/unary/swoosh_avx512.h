// Swoosh by table: log(1 + e^x) is max(x, 0) + f(|x|) with f(t) = log(1 + e^-t), and f is a quartic
// on each of 32 intervals, whose coefficients fit registers. Needs arch::kAvx512Group.
//
// The quartics are minimax fits of our own. With float arithmetic f is within 1.2e-7 everywhere,
// also behind the last interval, where f is smaller than that and taken to be constant.
#pragma once

#include "kernels/unary/row.h"
#include "simd/x86_avx512.h"

namespace ossicle::unary {

// Interval i reaches from (i - 1/2) kInterval to (i + 1/2) kInterval. Short enough for its small
// multiples to be exact.
constexpr float kInterval = 0.53125f;
constexpr float kLastArgument = 31.4f * kInterval;
constexpr size_t kIntervals = 32;

// Lowest power first, in the distance from the middle of an interval.
alignas(64) constexpr float kSwooshTerms[5][kIntervals] = {
    {0.693147182f,    0.462393284f,    0.296833128f,    0.184953362f,    0.112822279f,
     0.0678558424f,   0.0404458568f,   0.0239745788f,   0.0141634569f,   0.0083505474f,
     0.00491747679f,  0.00289376406f,  0.00170217035f,  0.00100100529f,  0.000588582014f,
     0.000346051471f, 0.000203447678f, 0.000119605735f, 7.0314316e-05f,  4.13362541e-05f,
     2.43005361e-05f, 1.42856197e-05f, 8.39810764e-06f, 4.93700145e-06f, 2.90231628e-06f,
     1.70618478e-06f, 1.00301463e-06f, 5.89642013e-07f, 3.46632703e-07f, 2.03774874e-07f,
     1.19793071e-07f, 7.04227077e-08f},
    {-0.500000119f,    -0.3702268f,      -0.256833524f,    -0.168857783f,    -0.106690735f,
     -0.0656046569f,   -0.0396385938f,   -0.0236892644f,   -0.0140634812f,   -0.00831568334f,
     -0.00490534678f,  -0.00288954517f,  -0.00170070084f,  -0.00100049155f,  -0.000588401221f,
     -0.000345987122f, -0.000203424337f, -0.000119597025f, -7.03109326e-05f, -4.13348607e-05f,
     -2.42999249e-05f, -1.42853323e-05f, -8.39796303e-06f, -4.9369246e-06f,  -2.90227376e-06f,
     -1.70616067e-06f, -1.00300122e-06f, -5.89634169e-07f, -3.46628269e-07f, -2.03772288e-07f,
     -1.19791551e-07f, -7.04214713e-08f},
    {0.125003427f,    0.116578586f,    0.0954350308f,   0.0701728016f,   0.0476542637f,
     0.0306505561f,   0.0190337952f,   0.0115640927f,   0.00693287374f,  0.00412327796f,
     0.00244064792f,  0.00144060084f,  0.000848905882f, 0.000499746238f, 0.000294028054f,
     0.000172934015f, 0.000101691658f, 5.97914659e-05f, 3.51530543e-05f, 2.06666118e-05f,
     1.21496887e-05f, 7.14257658e-06f, 4.19895332e-06f, 2.46845661e-06f, 1.45113415e-06f,
     8.53079825e-07f, 5.01499756e-07f, 2.9481933e-07f,  1.73312031e-07f, 1.01884922e-07f,
     5.98947878e-08f, 3.52112615e-08f},
    {-3.17557933e-05f, -0.0100066066f,   -0.0153834084f,   -0.0154445823f,   -0.0124871098f,
     -0.0088865133f,   -0.00585557148f,  -0.0036837731f,   -0.00225423183f,  -0.0013569541f,
     -0.000808923971f, -0.000479465525f, -0.000283229281f, -0.000166976053f, -9.83244463e-05f,
     -5.78588188e-05f, -3.40331135e-05f, -2.00138347e-05f, -1.17678774e-05f, -6.91879086e-06f,
     -4.0676282e-06f,  -2.39133237e-06f, -1.40582529e-06f, -8.26460223e-07f, -4.85860994e-07f,
     -2.8562431e-07f,  -1.67906407e-07f, -9.87084405e-08f, -5.8026199e-08f,  -3.41118636e-08f,
     -2.00533101e-08f, -1.1793162e-08f},
    {-0.00510674436f, -0.00385471946f, -0.00116631202f, 0.000903269276f, 0.00168771588f,
     0.00161064963f,  0.00122405437f,  0.00083141058f,  0.000531119702f, 0.000327683694f,
     0.000198149864f, 0.000118428325f, 7.02990583e-05f, 4.15627474e-05f, 2.45153751e-05f,
     1.4440212e-05f,  8.4987787e-06f,  4.99956923e-06f, 2.94026904e-06f, 1.72890077e-06f,
     1.01650858e-06f, 5.97623057e-07f, 3.51341214e-07f, 2.06530899e-07f, 1.21436642e-07f,
     7.13896071e-08f, 4.19768469e-08f, 2.46444447e-08f, 1.45303787e-08f, 8.54197868e-09f,
     5.02523045e-09f, 2.94238833e-09f},
};

struct SwooshTerm {
  __m512 low;
  __m512 high;

  // The coefficient of each lane's interval, the lowest five bits of its index.
  OSSICLE_INLINE_MEMBER __m512 Of(__m512i interval) const {
    return _mm512_permutex2var_ps(low, interval, high);
  }
};

OSSICLE_INLINE SwooshTerm LoadSwooshTerm(size_t power) {
  return {_mm512_load_ps(kSwooshTerms[power]), _mm512_load_ps(kSwooshTerms[power] + 16)};
}

OSSICLE_INLINE void SwooshRow(const UnaryRow& row) {
  using V = simd::Avx512;
  using F = V::F;
  const SwooshTerm terms[] = {LoadSwooshTerm(0), LoadSwooshTerm(1), LoadSwooshTerm(2),
                              LoadSwooshTerm(3), LoadSwooshTerm(4)};
  const F shift = V::Set(row.alpha);
  const F slope = V::Set(-row.beta);
  const F offset = V::Set(row.gamma);
  // Added, it leaves the nearest whole number in the lowest bits.
  const F rounder = V::Set(8388608.0f);
  Map<V>(row, [=](F x) {
    const F z = V::Sub(x, shift);
    const F t = V::Min(V::Set(kLastArgument), V::Abs(z));  // in this order NaN stays
    const F rounded = V::MulAdd(t, V::Set(1.0f / kInterval), rounder);
    const __m512i interval = V::FloatBits(rounded);
    const F r = V::MulAdd(V::Sub(rounded, rounder), V::Set(-kInterval), t);
    F f = terms[4].Of(interval);
    for (int power = 3; power >= 0; --power) f = V::MulAdd(f, r, terms[power].Of(interval));
    const F soft = V::Add(V::Max(V::Zero(), z), f);
    return V::Sub(V::MulAdd(slope, x, soft), offset);
  });
}

}  // namespace ossicle::unary
