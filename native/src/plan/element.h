// Arithmetic on single elements that is defined for every value: integers wrap, conversions that
// do not fit saturate.
#pragma once

#include <cstdint>
#include <limits>
#include <type_traits>

#include "plan/dtype.h"
#include "plan/half.h"

namespace ossicle {

template <typename T>
constexpr bool kIsReal = std::is_floating_point<T>::value;
template <typename T>
constexpr bool kIsInteger = std::is_integral<T>::value;

// What integers of type T are added and multiplied in: unsigned, and wide enough that no operand is
// promoted to a signed type.
template <typename T>
using Wrapping = std::conditional_t<sizeof(T) <= 4, uint32_t, uint64_t>;

template <typename T>
T Plus(T a, T b) {
  if constexpr (kIsReal<T>) {
    return a + b;
  } else {
    return static_cast<T>(static_cast<Wrapping<T>>(a) + static_cast<Wrapping<T>>(b));
  }
}

template <typename T>
T Minus(T a, T b) {
  if constexpr (kIsReal<T>) {
    return a - b;
  } else {
    return static_cast<T>(static_cast<Wrapping<T>>(a) - static_cast<Wrapping<T>>(b));
  }
}

template <typename T>
T Times(T a, T b) {
  if constexpr (kIsReal<T>) {
    return a * b;
  } else {
    return static_cast<T>(static_cast<Wrapping<T>>(a) * static_cast<Wrapping<T>>(b));
  }
}

// NaN if either is.
template <typename T>
T Larger(T a, T b) {
  if constexpr (kIsReal<T>) {
    return a != a || b != b ? a + b : (a > b ? a : b);
  } else {
    return a > b ? a : b;
  }
}

template <typename T>
T Smaller(T a, T b) {
  if constexpr (kIsReal<T>) {
    return a != a || b != b ? a + b : (a < b ? a : b);
  } else {
    return a < b ? a : b;
  }
}

// Cuts off towards zero; NaN gives 0, what does not fit the nearest value that does.
template <typename T>
T Truncate(double value) {
  static_assert(kIsInteger<T>, "an integer type");
  // Both bounds are exact in double precision: powers of two, or zero.
  constexpr double kLow = static_cast<double>(std::numeric_limits<T>::min());
  constexpr double kAbove = 2.0 * static_cast<double>(std::numeric_limits<T>::max() / 2 + 1);
  if (!(value == value)) return 0;
  if (value <= kLow) return std::numeric_limits<T>::min();
  if (value >= kAbove) return std::numeric_limits<T>::max();
  return static_cast<T>(value);
}

// A number given as a real attribute, as the element type at hand.
template <typename T>
T FromReal(double value) {
  if constexpr (kIsReal<T>) {
    return static_cast<T>(value);
  } else {
    return Truncate<T>(value);
  }
}

// Whether an element counts as true.
inline bool IsTrue(Bool value) { return value.byte != 0; }
inline Bool ToBool(bool value) { return {static_cast<uint8_t>(value ? 1 : 0)}; }

}  // namespace ossicle
