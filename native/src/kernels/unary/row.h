// The row kernel as a template over a vector type of simd/.
#pragma once

#include "kernels/activate.h"
#include "kernels/unary/unary.h"
#include "simd/many.h"
#include "simd/vmath.h"

namespace ossicle::unary {

template <typename V, typename Function>
OSSICLE_INLINE void Map(const UnaryRow& row, Function function) {
  const size_t whole = row.n / V::kLanes * V::kLanes;
  for (size_t i = 0; i < whole; i += V::kLanes) {
    V::Store(row.y + i, function(V::Load(row.x + i)));
  }
  const size_t tail = row.n - whole;
  if (tail == 0) return;
  V::StoreFirst(row.y + whole, function(V::LoadFirst(row.x + whole, tail)), tail);
}

// The whole number at or below x, or with `above` at or above it; the sign of zero is that of x.
template <typename V>
OSSICLE_INLINE typename V::F WholeNumber(typename V::F x, bool above) {
  using F = typename V::F;
  const F nearest = V::Round(x);
  const F one = V::Set(1.0f);
  const F whole = above ? V::Select(V::Less(nearest, x), V::Add(nearest, one), nearest)
                        : V::Select(V::Less(x, nearest), V::Sub(nearest, one), nearest);
  return V::CopySign(whole, x);
}

// Simple arithmetic; the functions with a polynomial are in Row.
template <typename V>
OSSICLE_INLINE bool SimpleRow(UnaryOp op, const UnaryRow& row) {
  using F = typename V::F;
  const F alpha = V::Set(row.alpha);
  const F beta = V::Set(row.beta);
  const F zero = V::Zero();
  const F one = V::Set(1.0f);
  switch (op) {
    case UnaryOp::kAbs:
      Map<V>(row, [](F x) { return V::Abs(x); });
      return true;
    case UnaryOp::kNeg:
      Map<V>(row, [](F x) { return V::Sub(V::Set(-0.0f), x); });
      return true;
    case UnaryOp::kSqrt:
      Map<V>(row, [](F x) { return V::Sqrt(x); });
      return true;
    case UnaryOp::kReciprocal:
      Map<V>(row, [one](F x) { return V::Div(one, x); });
      return true;
    case UnaryOp::kFloor:
      Map<V>(row, [](F x) { return WholeNumber<V>(x, false); });
      return true;
    case UnaryOp::kCeil:
      Map<V>(row, [](F x) { return WholeNumber<V>(x, true); });
      return true;
    case UnaryOp::kRound:
      Map<V>(row, [](F x) { return V::Round(x); });
      return true;
    case UnaryOp::kRelu:
      // Max and Min give their second operand where one is NaN.
      Map<V>(row, [zero](F x) { return V::Max(zero, x); });
      return true;
    case UnaryOp::kLeakyRelu:
      Map<V>(row, [=](F x) { return V::Select(V::Less(x, zero), V::Mul(alpha, x), x); });
      return true;
    case UnaryOp::kClip:
      Map<V>(row, [=](F x) { return V::Min(beta, V::Max(alpha, x)); });
      return true;
    case UnaryOp::kHardSigmoid:
      Map<V>(row, [=](F x) { return V::Min(one, V::Max(zero, V::Add(V::Mul(alpha, x), beta))); });
      return true;
    default:
      return false;
  }
}

template <typename V>
OSSICLE_INLINE typename V::F Swoosh(typename V::F x, const UnaryRow& row) {
  const typename V::F soft = simd::Softplus<V>(V::Sub(x, V::Set(row.alpha)));
  return V::Sub(V::Sub(soft, V::Mul(V::Set(row.beta), x)), V::Set(row.gamma));
}

// For long chains of steps, where it measures faster: kSideBySide vectors at a time, as far as they
// reach.
// `function` is called with a V or a Many of them, which says what it is to compute with.
template <typename V, size_t kSideBySide, typename Function>
OSSICLE_INLINE void MapChains(const UnaryRow& row, Function function) {
  using Wide = simd::Many<V, kSideBySide>;
  const size_t whole = row.n / Wide::kLanes * Wide::kLanes;
  for (size_t i = 0; i < whole; i += Wide::kLanes) {
    Wide::Store(row.y + i, function(Wide(), Wide::Load(row.x + i)));
  }
  UnaryRow rest = row;
  rest.x += whole;
  rest.y += whole;
  rest.n -= whole;
  Map<V>(rest, [&](typename V::F x) { return function(V(), x); });
}

template <typename V, size_t kSideBySide>
OSSICLE_INLINE void Row(UnaryOp op, const UnaryRow& row) {
  using F = typename V::F;
  if (SimpleRow<V>(op, row)) return;
  switch (op) {
    case UnaryOp::kExp:
      return MapChains<V, kSideBySide>(row,
                                       [](auto v, auto x) { return simd::Exp<decltype(v)>(x); });
    case UnaryOp::kLog:
      return Map<V>(row, [](F x) { return simd::Log<V>(x); });
    case UnaryOp::kLog1p:
      return Map<V>(row, [](F x) { return simd::Log1p<V>(x); });
    case UnaryOp::kSigmoid:
      return Map<V>(row, [](F x) { return simd::Sigmoid<V>(x); });
    case UnaryOp::kTanh:
      return Map<V>(row, [](F x) { return simd::Tanh<V>(x); });
    case UnaryOp::kErf:
      return Map<V>(row, [](F x) { return simd::Erf<V>(x); });
    case UnaryOp::kSoftplus:
      return Map<V>(row, [](F x) { return simd::Softplus<V>(x); });
    case UnaryOp::kSilu:
      return Map<V>(row, [](F x) { return Silu<V>(x); });
    case UnaryOp::kGeluErf:
      return MapChains<V, kSideBySide>(row, [](auto v, auto x) { return GeluErf<decltype(v)>(x); });
    case UnaryOp::kGeluTanh:
      return Map<V>(row, [](F x) { return GeluTanh<V>(x); });
    default:
      return MapChains<V, kSideBySide>(row,
                                       [&](auto v, auto x) { return Swoosh<decltype(v)>(x, row); });
  }
}

}  // namespace ossicle::unary
