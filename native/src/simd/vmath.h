// Elementary functions over the vector types of this folder. No library function is called.
//
// Errors are at most 3 units in the last place where the result is a normal number; each function
// states its special values. NaN in gives NaN out, lane by lane. The polynomials are minimax fits
// of our own over the reduced ranges; the reductions are the textbook ones (Cody and Waite).
#pragma once

#include <cstddef>

#include "simd/inline.h"

namespace ossicle::simd {

// Horner's scheme, lowest coefficient first.
template <typename V, size_t N>
OSSICLE_INLINE typename V::F Polynomial(typename V::F x, const float (&coefficients)[N]) {
  typename V::F sum = V::Set(coefficients[N - 1]);
  for (size_t i = N - 1; i-- > 0;) sum = V::MulAdd(sum, x, V::Set(coefficients[i]));
  return sum;
}

// e^x. Infinity above 88.73, zero below -104.
template <typename V>
OSSICLE_INLINE typename V::F Exp(typename V::F x) {
  using F = typename V::F;
  constexpr float kTerms[] = {0.5f, 0.166665182f, 0.041666206f, 0.0083688898f, 0.00139504916f};
  // The variable comes second, since Min and Max return it when it is NaN.
  const F clamped = V::Max(V::Set(-105.0f), V::Min(V::Set(89.0f), x));
  const F n = V::Round(V::Mul(clamped, V::Set(1.44269504f)));
  // ln 2 in two parts, the first short enough for n times it to be exact.
  const F high = V::MulAdd(n, V::Set(-0.693359375f), clamped);
  const F r = V::MulAdd(n, V::Set(2.12194440e-4f), high);
  const F tail = V::MulAdd(V::Mul(r, r), Polynomial<V>(r, kTerms), r);
  return V::ScaleByPowerOf2(V::Add(V::Set(1.0f), tail), n);
}

// The logarithm of m * 2^e from f = m - 1 in [sqrt(1/2) - 1, sqrt(2) - 1].
template <typename V>
OSSICLE_INLINE typename V::F LogOfParts(typename V::F f, typename V::F e) {
  using F = typename V::F;
  constexpr float kTerms[] = {0.333333135f,  -0.250000089f, 0.200021192f,
                              -0.166679963f, 0.142195508f,  -0.124055862f,
                              0.118881673f,  -0.116756707f, 0.0674665198f};
  const F square = V::Mul(f, f);
  const F cubic = V::Mul(V::Mul(square, f), Polynomial<V>(f, kTerms));
  const F low = V::MulAdd(e, V::Set(-2.12194440e-4f), V::MulAdd(square, V::Set(-0.5f), cubic));
  return V::MulAdd(e, V::Set(0.693359375f), V::Add(f, low));
}

// The logarithm of a normal, positive, finite x; anything else gives an unspecified value.
template <typename V>
OSSICLE_INLINE typename V::F LogOfNormal(typename V::F x) {
  using F = typename V::F;
  using I = typename V::I;
  // Splitting at sqrt(1/2): the bits of x, less those of sqrt(1/2), carry the exponent on top.
  const I split = V::SetInt(0x3f3504f3);
  const I offset = V::SubInt(V::FloatBits(x), split);
  const F e = V::ToFloat(V::template ShiftRight<23>(offset));
  const F m = V::BitsFloat(V::AddInt(V::AndInt(offset, V::SetInt(0x007fffff)), split));
  return LogOfParts<V>(V::Sub(m, V::Set(1.0f)), e);
}

// ln x. Minus infinity at zero of either sign, NaN below it, infinity at infinity.
template <typename V>
OSSICLE_INLINE typename V::F Log(typename V::F x) {
  using F = typename V::F;
  const F infinity = V::Set(__builtin_inff());
  const typename V::M small = V::Less(x, V::Set(1.17549435e-38f));
  const F normal = V::Select(small, V::Mul(x, V::Set(8388608.0f)), x);
  const F shift = V::Select(small, V::Set(-15.9423847f), V::Zero());
  F result = V::Add(LogOfNormal<V>(normal), shift);
  result = V::Select(V::Less(x, infinity), result, x);  // infinity and NaN stay
  result = V::Select(V::Equal(x, V::Zero()), V::Set(-__builtin_inff()), result);
  return V::Select(V::Less(x, V::Zero()), V::Set(__builtin_nanf("")), result);
}

// ln(1 + x) for 0 <= x <= 1; anything else, except NaN, gives an unspecified value.
template <typename V>
OSSICLE_INLINE typename V::F Log1pOfUnit(typename V::F x) {
  constexpr float kTerms[] = {-0.499996901f, 0.333220452f,  -0.248618513f,  0.191693068f,
                              -0.137832046f, 0.0795153305f, -0.0302370954f, 0.00540290028f};
  return V::MulAdd(V::Mul(x, x), Polynomial<V>(x, kTerms), x);
}

// ln(1 + x). Minus infinity at -1, NaN below it, infinity at infinity.
template <typename V>
OSSICLE_INLINE typename V::F Log1p(typename V::F x) {
  using F = typename V::F;
  const F one = V::Set(1.0f);
  const F infinity = V::Set(__builtin_inff());
  const F u = V::Add(one, x);
  const F lost = V::Sub(x, V::Sub(u, one));
  // The sign is that of x, also where x is -0.
  F result = V::CopySign(V::Add(LogOfNormal<V>(u), V::Div(lost, u)), x);
  result = V::Select(V::Less(x, infinity), result, x);
  result = V::Select(V::Equal(x, V::Set(-1.0f)), V::Set(-__builtin_inff()), result);
  return V::Select(V::Less(x, V::Set(-1.0f)), V::Set(__builtin_nanf("")), result);
}

// 1 / (1 + e^-x).
template <typename V>
OSSICLE_INLINE typename V::F Sigmoid(typename V::F x) {
  using F = typename V::F;
  const F e = Exp<V>(V::Sub(V::Zero(), V::Abs(x)));
  const F numerator = V::Select(V::Less(x, V::Zero()), e, V::Set(1.0f));
  return V::Div(numerator, V::Add(V::Set(1.0f), e));
}

// The hyperbolic tangent; 1 and -1 at the infinities, the sign of zero is kept.
template <typename V>
OSSICLE_INLINE typename V::F Tanh(typename V::F x) {
  using F = typename V::F;
  constexpr float kTerms[] = {-0.333333313f, 0.133332059f,   -0.0539467633f,
                              0.0217007026f, -0.0081773987f, 0.00214296184f};
  const F magnitude = V::Abs(x);
  const F one = V::Set(1.0f);
  const F e = Exp<V>(V::Add(magnitude, magnitude));
  const F large = V::Sub(one, V::Div(V::Set(2.0f), V::Add(e, one)));
  const F square = V::Mul(x, x);
  const F small = V::MulAdd(V::Mul(x, square), Polynomial<V>(square, kTerms), x);
  return V::CopySign(V::Select(V::Less(magnitude, V::Set(0.625f)), small, large), x);
}

// The error function 2 / sqrt(pi) * integral of exp(-t^2) over 0..x; the sign of zero is kept.
template <typename V>
OSSICLE_INLINE typename V::F Erf(typename V::F x) {
  using F = typename V::F;
  constexpr float kSmall[] = {0.12837911f,    -0.37612626f,     0.112836003f,   -0.0268544443f,
                              0.00518953567f, -0.000802084222f, 7.88912294e-05f};
  // erfc(1 + t) = exp(-p(t)) for 0 <= t <= 3.
  constexpr float kLarge[] = {1.84960556f,     2.6389668f,     0.84311831f,     0.0415006876f,
                              -0.00989089161f, 0.00182616326f, -0.000185574012f};
  const F magnitude = V::Abs(x);
  const F one = V::Set(1.0f);
  const F t = V::Min(V::Set(3.0f), V::Sub(magnitude, one));
  const F large = V::Sub(one, Exp<V>(V::Sub(V::Zero(), Polynomial<V>(t, kLarge))));
  const F small = V::MulAdd(x, Polynomial<V>(V::Mul(x, x), kSmall), x);
  return V::Select(V::Less(magnitude, one), small, V::CopySign(large, x));
}

// ln(1 + e^x), without overflow: max(x, 0) + ln(1 + e^-|x|).
template <typename V>
OSSICLE_INLINE typename V::F Softplus(typename V::F x) {
  using F = typename V::F;
  const F e = Exp<V>(V::Sub(V::Zero(), V::Abs(x)));
  return V::Add(V::Max(V::Zero(), x), Log1pOfUnit<V>(e));
}

}  // namespace ossicle::simd
