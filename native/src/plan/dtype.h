// Element types, with the numbers the ONNX format gives them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ossicle {

enum class DType : uint8_t {
  kFloat32 = 1,
  kUint8 = 2,
  kInt8 = 3,
  kUint16 = 4,
  kInt16 = 5,
  kInt32 = 6,
  kInt64 = 7,
  kBool = 9,
  kFloat16 = 10,
  kFloat64 = 11,
  kUint32 = 12,
  kUint64 = 13,
  kBfloat16 = 16,
};

// One byte: zero is false, anything else true; only 0 and 1 are written.
struct Bool {
  uint8_t byte;
};

struct Half {
  uint16_t bits;
};

struct Bfloat16 {
  uint16_t bits;
};

// Bytes per element; 0 if the number is no type a plan may hold.
constexpr int64_t ElementBytes(DType type) {
  switch (type) {
    case DType::kUint8:
    case DType::kInt8:
    case DType::kBool:
      return 1;
    case DType::kUint16:
    case DType::kInt16:
    case DType::kFloat16:
    case DType::kBfloat16:
      return 2;
    case DType::kFloat32:
    case DType::kInt32:
    case DType::kUint32:
      return 4;
    case DType::kInt64:
    case DType::kUint64:
    case DType::kFloat64:
      return 8;
  }
  return 0;
}

constexpr bool IsSignedInteger(DType type) {
  return type == DType::kInt8 || type == DType::kInt16 || type == DType::kInt32 ||
         type == DType::kInt64;
}
constexpr bool IsUnsignedInteger(DType type) {
  return type == DType::kUint8 || type == DType::kUint16 || type == DType::kUint32 ||
         type == DType::kUint64;
}
constexpr bool IsInteger(DType type) { return IsSignedInteger(type) || IsUnsignedInteger(type); }
// The floating-point types that arithmetic is done in; the 16-bit ones are for storage.
constexpr bool IsReal(DType type) { return type == DType::kFloat32 || type == DType::kFloat64; }
constexpr bool IsArithmetic(DType type) { return IsReal(type) || IsInteger(type); }

constexpr const char* DTypeName(DType type) {
  switch (type) {
    case DType::kFloat32:
      return "float32";
    case DType::kUint8:
      return "uint8";
    case DType::kInt8:
      return "int8";
    case DType::kUint16:
      return "uint16";
    case DType::kInt16:
      return "int16";
    case DType::kInt32:
      return "int32";
    case DType::kInt64:
      return "int64";
    case DType::kBool:
      return "bool";
    case DType::kFloat16:
      return "float16";
    case DType::kFloat64:
      return "float64";
    case DType::kUint32:
      return "uint32";
    case DType::kUint64:
      return "uint64";
    case DType::kBfloat16:
      return "bfloat16";
  }
  return "unknown";
}

// Stands for a type in a call such as visit(TypeTag<float>()).
template <typename T>
struct TypeTag {
  using Type = T;
};

// Calls visit with the tag of an integer or real type; the result of a default-constructed R for
// any other.
template <typename R, typename Visit>
R VisitArithmetic(DType type, Visit&& visit) {
  switch (type) {
    case DType::kFloat32:
      return visit(TypeTag<float>());
    case DType::kFloat64:
      return visit(TypeTag<double>());
    case DType::kUint8:
      return visit(TypeTag<uint8_t>());
    case DType::kInt8:
      return visit(TypeTag<int8_t>());
    case DType::kUint16:
      return visit(TypeTag<uint16_t>());
    case DType::kInt16:
      return visit(TypeTag<int16_t>());
    case DType::kUint32:
      return visit(TypeTag<uint32_t>());
    case DType::kInt32:
      return visit(TypeTag<int32_t>());
    case DType::kUint64:
      return visit(TypeTag<uint64_t>());
    case DType::kInt64:
      return visit(TypeTag<int64_t>());
    default:
      return R();
  }
}

// As VisitArithmetic, and Bool, Half and Bfloat16 as well.
template <typename R, typename Visit>
R VisitAny(DType type, Visit&& visit) {
  switch (type) {
    case DType::kBool:
      return visit(TypeTag<Bool>());
    case DType::kFloat16:
      return visit(TypeTag<Half>());
    case DType::kBfloat16:
      return visit(TypeTag<Bfloat16>());
    default:
      return VisitArithmetic<R>(type, visit);
  }
}

}  // namespace ossicle
