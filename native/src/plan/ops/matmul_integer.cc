// MATMUL_INTEGER and QUANTIZED_MATMUL: products of 8-bit integers.
#include <cstring>

#include "kernels/gemm_u8s8/gemm_u8s8.h"
#include "kernels/unary/unary.h"
#include "plan/ops/matmul.h"
#include "plan/ops/ops.h"

namespace ossicle {
namespace {

// Zero points or scales: one for all, or one per row or column.
struct Values {
  TensorRef ref;  // absent: zero
  int64_t count;
  bool is_signed;

  bool absent() const { return ref.absent(); }
  size_t stride() const { return count > 1 ? 1 : 0; }
};

struct IntegerParams {
  MatmulShape shape;
  GemmU8S8Kernel kernel;
  UnaryFn unary;
  PackedU8S8 packed;  // of a constant b; without panels if b is packed as it runs
  Values a_zero, b_zero, a_scale, b_scale;
  bool a_is_signed, b_is_signed;
  bool to_float;
  Activation activation;
  // Where in the workspace: zero points, results whose rows are not packed in y, operands.
  size_t b_zeros_at, results_at, operands_at;
};

const int32_t* LoadZeros(const Values& values, const RunContext& run, int32_t* target) {
  if (values.absent()) return nullptr;
  const char* const bytes = values.ref.At(run);
  for (int64_t i = 0; i < values.count; ++i) {
    target[i] = values.is_signed ? static_cast<int8_t>(bytes[i]) : static_cast<uint8_t>(bytes[i]);
  }
  return target;
}

void MultiplyPacked(const IntegerParams& params, const ByteMatrix& a, const Helpers& helpers,
                    GemmU8S8Args* args, uint8_t* workspace) {
  const MatmulShape& shape = params.shape;
  args->b = params.packed;
  args->a = a.data;
  args->a_row_stride = a.row_stride;
  if (a.column_stride != 1) {
    for (int64_t i = 0; i < shape.m; ++i) {
      for (int64_t p = 0; p < shape.k; ++p) {
        workspace[i * shape.k + p] = a.data[i * a.row_stride + p * a.column_stride];
      }
    }
    args->a = workspace;
    args->a_row_stride = shape.k;
  }
  args->a_is_signed = a.is_signed;
  args->a_zero_points = a.zero_points;
  args->a_zero_point_stride = a.zero_point_stride;
  GemmU8S8Run(params.kernel, *args, helpers);
}

// Adds a bias that is not one row and activates.
void FinishResults(const IntegerParams& params, const float* bias, float* results) {
  const MatmulShape& shape = params.shape;
  for (int64_t i = 0; bias != nullptr && i < shape.m; ++i) {
    for (int64_t j = 0; j < shape.n; ++j) {
      results[i * shape.n + j] += bias[i * shape.bias.row_stride + j * shape.bias.column_stride];
    }
  }
  ActivateRow(params.unary, params.activation, results, static_cast<size_t>(shape.m * shape.n));
}

// Moves results, int32 or float, to a y of any strides.
void MoveResults(const MatmulShape& shape, const char* results, char* y) {
  for (int64_t i = 0; i < shape.m; ++i) {
    for (int64_t j = 0; j < shape.n; ++j) {
      const int64_t to = i * shape.y.row_stride + j * shape.y.column_stride;
      std::memcpy(y + to * 4, results + (i * shape.n + j) * 4, 4);
    }
  }
}

int32_t Run(const IntegerParams& params, const RunContext& run) {
  const MatmulShape& shape = params.shape;
  const bool direct = params.results_at == params.operands_at;
  ByteMatrix a, b;
  a.row_stride = shape.a.row_stride;
  a.column_stride = shape.a.column_stride;
  a.is_signed = params.a_is_signed;
  a.zero_points = LoadZeros(params.a_zero, run, reinterpret_cast<int32_t*>(run.workspace));
  a.zero_point_stride = params.a_zero.stride();
  b.row_stride = shape.b.row_stride;
  b.column_stride = shape.b.column_stride;
  b.is_signed = params.b_is_signed;
  if (params.packed.panels == nullptr) {
    int32_t* const zeros = reinterpret_cast<int32_t*>(run.workspace + params.b_zeros_at);
    b.zero_points = LoadZeros(params.b_zero, run, zeros);
    b.zero_point_stride = params.b_zero.stride();
  }
  GemmU8S8Args args;
  args.m = static_cast<size_t>(shape.m);
  args.n = static_cast<size_t>(shape.n);
  args.k = static_cast<size_t>(shape.k);
  if (params.to_float) {
    args.a_scales = params.a_scale.ref.As<const float>(run);
    args.a_scale_stride = params.a_scale.stride();
    args.b_scales = params.b_scale.ref.As<const float>(run);
    args.b_scale_stride = params.b_scale.stride();
  }
  if (direct) args.activation = params.activation;
  ForEachMatrix(shape, run, [&](char* y, char* a_data, char* b_data, char* bias) {
    char* const results = direct ? y : run.workspace + params.results_at;
    void* const operands = run.workspace + params.operands_at;
    args.c_int = params.to_float ? nullptr : reinterpret_cast<int32_t*>(results);
    args.c_float = params.to_float ? reinterpret_cast<float*>(results) : nullptr;
    args.c_row_stride = direct ? shape.y.row_stride : shape.n;
    const float* const floats = reinterpret_cast<const float*>(bias);
    args.bias = direct ? floats : nullptr;
    a.data = reinterpret_cast<const uint8_t*>(a_data);
    if (params.packed.panels != nullptr) {
      MultiplyPacked(params, a, run.helpers, &args, static_cast<uint8_t*>(operands));
    } else {
      b.data = reinterpret_cast<const uint8_t*>(b_data);
      GemmU8S8Dynamic(params.kernel, a, b, args, operands);
    }
    if (direct) return;
    if (params.to_float) FinishResults(params, floats, reinterpret_cast<float*>(results));
    MoveResults(shape, results, y);
  });
  return OSSICLE_OK;
}

// A packed b begins with where its parts are.
constexpr size_t kPackHead =
    (sizeof(PackedU8S8) + kBufferAlignment - 1) / kBufferAlignment * kBufferAlignment;

// Packs a constant b, or finds the copy another step made. False if memory is short.
bool PackB(Preparation& prepare, const Tensor& b, const Tensor* b_zero,
           const KernelEntry<GemmU8S8Kernel>& entry, IntegerParams* params) {
  const MatmulShape& shape = params->shape;
  Weights& weights = prepare.weights();
  Tensor matrix = b;
  matrix.rank = 2;
  for (int i = 0; i < kMaxRank; ++i) {
    matrix.dims[i] = i < 2 ? b.dims[b.rank - 2 + i] : 0;
    matrix.strides[i] = i < 2 ? b.strides[b.rank - 2 + i] : 0;
  }
  PackKey key = KeyOf(weights, matrix, &entry);
  key.companion = b_zero != nullptr ? weights.Original(*b_zero) : nullptr;
  const void* pack = weights.FindPack(key);
  if (pack == nullptr) {
    const size_t k = static_cast<size_t>(shape.k);
    const size_t n = static_cast<size_t>(shape.n);
    const size_t bytes = GemmU8S8PackedBytes(entry.kernel, k, n, 1);
    char* const target = static_cast<char*>(weights.NewPack(key, kPackHead + bytes));
    Array<int32_t> zeros;
    if (target == nullptr || !zeros.Reset(n)) return false;
    ByteMatrix view;
    view.data = reinterpret_cast<const uint8_t*>(weights.Original(b));
    view.row_stride = shape.b.row_stride;
    view.column_stride = shape.b.column_stride;
    view.is_signed = params->b_is_signed;
    view.zero_point_stride = params->b_zero.stride();
    if (b_zero != nullptr) {
      const char* const from = weights.Original(*b_zero);
      for (int64_t i = 0; i < params->b_zero.count; ++i) {
        zeros[static_cast<size_t>(i)] =
            params->b_zero.is_signed ? static_cast<int8_t>(from[i]) : static_cast<uint8_t>(from[i]);
      }
      view.zero_points = zeros.data();
    }
    *reinterpret_cast<PackedU8S8*>(target) =
        GemmU8S8Pack(entry.kernel, k, n, 1, view, target + kPackHead);
    pack = target;
  }
  params->packed = *static_cast<const PackedU8S8*>(pack);
  return true;
}

bool IsByte(const Tensor& tensor) {
  return tensor.dtype == DType::kUint8 || tensor.dtype == DType::kInt8;
}

// Zero points of the bytes' type, or scales: one, or `many`.
int32_t ReadValues(Preparation& prepare, const Tensor* tensor, const char* role, DType type,
                   int64_t many, Values* values) {
  values->ref = prepare.Ref(tensor);
  if (tensor == nullptr) return OSSICLE_OK;
  if (const int32_t status = prepare.NeedType(tensor, role, type)) return status;
  if (const int32_t status = prepare.NeedDense(tensor, role)) return status;
  values->count = tensor->elements;
  values->is_signed = type == DType::kInt8;
  if (tensor->elements == 1 || tensor->elements == many) return OSSICLE_OK;
  return prepare.Reject("%s has %lld elements; expected 1 or %lld", role,
                        static_cast<long long>(tensor->elements), static_cast<long long>(many));
}

size_t RoundUp(size_t bytes) {
  return (bytes + kBufferAlignment - 1) / kBufferAlignment * kBufferAlignment;
}

int32_t Finish(Preparation& prepare, const Tensor& b, const Tensor* b_zero, IntegerParams* params) {
  const KernelEntry<GemmU8S8Kernel>& entry = GemmU8S8Kernels().Select(prepare.features());
  const MatmulShape& shape = params->shape;
  params->kernel = entry.kernel;
  params->unary = UnaryKernels().Select(prepare.features()).kernel;
  const bool constant = b.residence == Residence::kWeight &&
                        (b_zero == nullptr || b_zero->residence == Residence::kWeight);
  const bool pack = constant && shape.one_b() && shape.k > 0;
  if (pack && !PackB(prepare, b, b_zero, entry, params)) return prepare.OutOfMemory();
  if (!pack) params->shape.b.ref = prepare.Ref(&b);
  const bool biased = !shape.bias.ref.absent();
  const bool bias_is_row = !biased || ((shape.bias.row_stride == 0 || shape.m == 1) &&
                                       (shape.bias.column_stride == 1 || shape.n == 1));
  const bool direct = shape.y.column_stride == 1 && bias_is_row;
  const size_t m = static_cast<size_t>(shape.m);
  const size_t n = static_cast<size_t>(shape.n);
  const size_t k = static_cast<size_t>(shape.k);
  ByteMatrix a;
  a.column_stride = shape.a.column_stride;
  params->b_zeros_at = RoundUp(m * sizeof(int32_t));
  params->results_at = params->b_zeros_at + RoundUp(n * sizeof(int32_t));
  params->operands_at = params->results_at + (direct ? 0 : RoundUp(m * n * sizeof(int32_t)));
  const size_t operands =
      pack ? (a.column_stride == 1 ? 0 : m * k) : GemmU8S8DynamicBytes(entry.kernel, m, n, k, a);
  prepare.NeedWorkspace(params->operands_at + operands);
  return prepare.Finish<IntegerParams, Run>(params, entry.name);
}

int32_t CheckBytes(const Preparation& prepare, const Tensor& a, const Tensor& b) {
  if (!IsByte(a)) return prepare.WrongType(&a, "a", "uint8 or int8");
  if (!IsByte(b)) return prepare.WrongType(&b, "b", "uint8 or int8");
  return OSSICLE_OK;
}

}  // namespace

int32_t PrepareMatmulInteger(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& a = *prepare.input(0);
  const Tensor& b = *prepare.input(1);
  const Tensor* const a_zero = prepare.input(2);
  const Tensor* const b_zero = prepare.input(3);
  if (const int32_t status = CheckBytes(prepare, a, b)) return status;
  if (const int32_t status = prepare.NeedType(&y, "y", DType::kInt32)) return status;
  IntegerParams* const params = prepare.NewParams<IntegerParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  const bool one_zero = a_zero == nullptr || a_zero->elements == 1;
  MatmulShape* const shape = &params->shape;
  if (const int32_t s = ReadMatmul(prepare, y, a, b, nullptr, one_zero, shape)) return s;
  if (const int32_t status = ReadValues(prepare, a_zero, "a's zero point", a.dtype,
                                        a.dims[a.rank - 2], &params->a_zero)) {
    return status;
  }
  if (const int32_t status =
          ReadValues(prepare, b_zero, "b's zero point", b.dtype, shape->n, &params->b_zero)) {
    return status;
  }
  if (y.elements == 0) return prepare.FinishIdle();
  params->a_is_signed = a.dtype == DType::kInt8;
  params->b_is_signed = b.dtype == DType::kInt8;
  return Finish(prepare, b, b_zero, params);
}

int32_t PrepareQuantizedMatmul(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& a = *prepare.input(0);
  const Tensor& b = *prepare.input(3);
  const Tensor* const b_zero = prepare.input(5);
  const Tensor* const bias = prepare.input(6);
  int64_t activation;
  if (const int32_t s = prepare.NeedAttribute(0, "activation", 0, kActivations - 1, &activation))
    return s;
  if (const int32_t status = CheckBytes(prepare, a, b)) return status;
  if (const int32_t status = prepare.NeedType(&y, "y", DType::kFloat32)) return status;
  if (const int32_t status = prepare.NeedType(bias, "bias", DType::kFloat32)) return status;
  IntegerParams* const params = prepare.NewParams<IntegerParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  const bool one_range = prepare.input(1)->elements == 1 && prepare.input(2)->elements == 1;
  if (const int32_t s = ReadMatmul(prepare, y, a, b, bias, one_range, &params->shape)) return s;
  const int64_t n = params->shape.n;
  // Values per row are of the rows of one matrix.
  const int64_t m = params->shape.m * n == y.elements ? params->shape.m : 1;
  struct Operand {
    uint32_t index;
    const char* role;
    DType type;
    int64_t many;
    Values* values;
  };
  const Operand operands[] = {
      {1, "a's scale", DType::kFloat32, m, &params->a_scale},
      {2, "a's zero point", a.dtype, m, &params->a_zero},
      {4, "b's scale", DType::kFloat32, n, &params->b_scale},
      {5, "b's zero point", b.dtype, n, &params->b_zero},
  };
  for (const Operand& operand : operands) {
    const Tensor* const tensor = prepare.input(operand.index);
    if (const int32_t status =
            ReadValues(prepare, tensor, operand.role, operand.type, operand.many, operand.values)) {
      return status;
    }
  }
  if (y.elements == 0) return prepare.FinishIdle();
  params->a_is_signed = a.dtype == DType::kInt8;
  params->b_is_signed = b.dtype == DType::kInt8;
  params->to_float = true;
  params->activation = static_cast<Activation>(activation);
  return Finish(prepare, b, b_zero, params);
}

}  // namespace ossicle
