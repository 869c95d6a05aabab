// The cells as templates over a vector type of simd/.
#pragma once

#include "kernels/recurrent/cell.h"
#include "simd/vmath.h"

namespace ossicle::recurrent {

// Reads and writes `count` floats of an array from `i` on.
template <typename V>
struct Lanes {
  size_t i;
  size_t count;

  OSSICLE_INLINE_MEMBER typename V::F Load(const float* p) const {
    return count == V::kLanes ? V::Load(p + i) : V::LoadFirst(p + i, count);
  }
  OSSICLE_INLINE_MEMBER void Store(float* p, typename V::F v) const {
    if (count == V::kLanes) {
      V::Store(p + i, v);
    } else {
      V::StoreFirst(p + i, v, count);
    }
  }
};

template <typename V, typename Body>
OSSICLE_INLINE void ForUnits(size_t units, Body body) {
  size_t i = 0;
  for (; i + V::kLanes <= units; i += V::kLanes) body(Lanes<V>{i, V::kLanes});
  if (i < units) body(Lanes<V>{i, units - i});
}

template <typename V>
OSSICLE_INLINE typename V::F Activate(GateActivation activation, typename V::F x) {
  switch (activation) {
    case GateActivation::kSigmoid:
      return simd::Sigmoid<V>(x);
    case GateActivation::kTanh:
      return simd::Tanh<V>(x);
    case GateActivation::kRelu:
      return V::Max(V::Zero(), x);
  }
  return x;
}

// The activation of a clipped sum; `bound` is infinite where there is no clip.
template <typename V>
OSSICLE_INLINE typename V::F Gate(GateActivation activation, typename V::F sum,
                                  typename V::F bound) {
  const typename V::F low = V::Sub(V::Zero(), bound);
  return Activate<V>(activation, V::Max(low, V::Min(bound, sum)));
}

template <typename V>
OSSICLE_INLINE typename V::F Bound(float clip) {
  return V::Set(clip > 0.0f ? clip : __builtin_inff());
}

template <typename V>
OSSICLE_INLINE void LstmCell(const LstmCellArgs& args) {
  using F = typename V::F;
  const size_t n = args.units;
  const F bound = Bound<V>(args.clip);
  const float* p = args.peepholes;
  ForUnits<V>(n, [&](Lanes<V> at) {
    const F c = at.Load(args.c);
    F i = at.Load(args.gates);
    if (p != nullptr) i = V::MulAdd(at.Load(p), c, i);
    i = Gate<V>(args.f, i, bound);
    F f = V::Sub(V::Set(1.0f), i);
    if (!args.couples_input_and_forget) {
      f = at.Load(args.gates + 2 * n);
      if (p != nullptr) f = V::MulAdd(at.Load(p + 2 * n), c, f);
      f = Gate<V>(args.f, f, bound);
    }
    const F g = Gate<V>(args.g, at.Load(args.gates + 3 * n), bound);
    const F next = V::MulAdd(f, c, V::Mul(i, g));
    F o = at.Load(args.gates + n);
    if (p != nullptr) o = V::MulAdd(at.Load(p + n), next, o);
    o = Gate<V>(args.f, o, bound);
    at.Store(args.c, next);
    at.Store(args.hidden, V::Mul(o, Activate<V>(args.h, next)));
  });
}

template <typename V>
OSSICLE_INLINE void GruGates(const GruGatesArgs& args) {
  using F = typename V::F;
  const size_t n = args.units;
  const F bound = Bound<V>(args.clip);
  ForUnits<V>(n, [&](Lanes<V> at) {
    const F z = V::Add(at.Load(args.x), at.Load(args.v));
    const F r = V::Add(at.Load(args.x + n), at.Load(args.v + n));
    at.Store(args.update, Gate<V>(args.f, z, bound));
    at.Store(args.scaled, V::Mul(Gate<V>(args.f, r, bound), at.Load(args.u)));
  });
}

template <typename V>
OSSICLE_INLINE void GruOutput(const GruOutputArgs& args) {
  using F = typename V::F;
  const F bound = Bound<V>(args.clip);
  ForUnits<V>(args.units, [&](Lanes<V> at) {
    const F fresh = Gate<V>(args.g, V::Add(at.Load(args.x), at.Load(args.scaled)), bound);
    const F z = at.Load(args.update);
    const F kept = V::Mul(z, at.Load(args.hidden));
    at.Store(args.hidden, V::MulAdd(V::Sub(V::Set(1.0f), z), fresh, kept));
  });
}

}  // namespace ossicle::recurrent
