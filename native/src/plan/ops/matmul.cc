// MATMUL: products of real matrices.
#include "plan/ops/matmul.h"

#include <cstring>

#include "kernels/gemm_f32/gemm_f32.h"
#include "kernels/gemm_half/gemm_half.h"
#include "plan/ops/ops.h"
#include "plan/ops/unary.h"

namespace ossicle {
namespace {

enum class BiasForm : uint8_t { kNone, kRow, kMatrix };

struct MatmulParams {
  MatmulShape shape;
  GemmF32Kernel kernel;
  GemmHalfKernel half;  // takes the place of `kernel` if its `run` is not null
  const void* packed;   // b in the layout of either; null if b is taken as it is
  Activation activation;
  BiasForm bias;
  int64_t result_floats;  // at the start of the workspace, if y's rows are not packed; else 0
};

// Strides lie within tensors that are in memory, so that they fit.
MatrixView View(const float* data, int64_t row_stride, int64_t column_stride) {
  return {data, static_cast<ptrdiff_t>(row_stride), static_cast<ptrdiff_t>(column_stride)};
}

void CopyMatrix(int64_t m, int64_t n, const float* from, int64_t from_row, int64_t from_column,
                float* to, int64_t to_row, int64_t to_column) {
  const bool packed = from_column == 1 && to_column == 1;
  for (int64_t i = 0; i < m; ++i) {
    if (packed) {
      std::memcpy(to + i * to_row, from + i * from_row, static_cast<size_t>(n) * sizeof(float));
      continue;
    }
    for (int64_t j = 0; j < n; ++j) {
      to[i * to_row + j * to_column] = from[i * from_row + j * from_column];
    }
  }
}

void MultiplyPacked(const MatmulParams& params, const MatrixView& a, float* workspace,
                    const Helpers& helpers, GemmF32Args* args) {
  GemmF32UseA(params.kernel, a, workspace, args);
  if (params.half.run != nullptr) {
    GemmHalfUsePacked(params.half, static_cast<const uint16_t*>(params.packed), args);
    return GemmHalfRun(params.half, *args, helpers);
  }
  GemmF32UsePacked(params.kernel, static_cast<const float*>(params.packed), args);
  GemmF32Run(params.kernel, *args, helpers);
}

void MultiplyOne(const MatmulParams& params, const RunContext& run, float* y, const float* a,
                 const float* b, const float* bias) {
  const MatmulShape& shape = params.shape;
  float* const scratch = reinterpret_cast<float*>(run.workspace);
  const bool direct = params.result_floats == 0;
  GemmF32Args args;
  args.m = static_cast<size_t>(shape.m);
  args.n = static_cast<size_t>(shape.n);
  args.k = static_cast<size_t>(shape.k);
  args.c = direct ? y : scratch;
  args.c_row_stride = direct ? shape.y.row_stride : shape.n;
  args.activation = params.activation;
  if (params.bias == BiasForm::kRow) args.bias = bias;
  if (params.bias == BiasForm::kMatrix) {
    CopyMatrix(shape.m, shape.n, bias, shape.bias.row_stride, shape.bias.column_stride, args.c,
               args.c_row_stride, 1);
    args.accumulate = true;
  }
  const MatrixView a_view = View(a, shape.a.row_stride, shape.a.column_stride);
  if (params.packed != nullptr) {
    MultiplyPacked(params, a_view, scratch + params.result_floats, run.helpers, &args);
  } else {
    const MatrixView b_view = View(b, shape.b.row_stride, shape.b.column_stride);
    GemmF32Dynamic(params.kernel, a_view, b_view, args, scratch + params.result_floats);
  }
  if (!direct) {
    CopyMatrix(shape.m, shape.n, scratch, shape.n, 1, y, shape.y.row_stride, shape.y.column_stride);
  }
}

int32_t RunFloat(const MatmulParams& params, const RunContext& run) {
  ForEachMatrix(params.shape, run, [&](char* y, char* a, char* b, char* bias) {
    MultiplyOne(params, run, reinterpret_cast<float*>(y), reinterpret_cast<const float*>(a),
                reinterpret_cast<const float*>(b), reinterpret_cast<const float*>(bias));
  });
  return OSSICLE_OK;
}

int32_t RunDouble(const MatmulParams& params, const RunContext& run) {
  const MatmulShape& shape = params.shape;
  ForEachMatrix(shape, run, [&](char* y, char* a, char* b, char* bias) {
    const double* const rows = reinterpret_cast<const double*>(a);
    const double* const columns = reinterpret_cast<const double*>(b);
    for (int64_t i = 0; i < shape.m; ++i) {
      for (int64_t j = 0; j < shape.n; ++j) {
        double sum = 0;
        for (int64_t p = 0; p < shape.k; ++p) {
          sum += rows[i * shape.a.row_stride + p * shape.a.column_stride] *
                 columns[p * shape.b.row_stride + j * shape.b.column_stride];
        }
        if (bias != nullptr) {
          sum += reinterpret_cast<const double*>(
              bias)[i * shape.bias.row_stride + j * shape.bias.column_stride];
        }
        reinterpret_cast<double*>(y)[i * shape.y.row_stride + j * shape.y.column_stride] =
            ActivateReal(params.activation, sum);
      }
    }
  });
  return OSSICLE_OK;
}

// The last two axes of b; those before, which b repeats, are of no account.
Tensor MatrixOf(const MatmulShape& shape, const Tensor& b) {
  Tensor matrix = b;
  matrix.rank = 2;
  for (int i = 0; i < kMaxRank; ++i) {
    matrix.dims[i] = i < 2 ? b.dims[b.rank - 2 + i] : 0;
    matrix.strides[i] = i < 2 ? b.strides[b.rank - 2 + i] : 0;
  }
  matrix.elements = shape.k * shape.n;
  return matrix;
}

// Packs a constant b, or finds the copy another step made. False if memory is short.
bool PackB(Weights* weights, const Tensor& matrix, const KernelEntry<GemmF32Kernel>& entry,
           MatmulParams* params) {
  const PackKey key = KeyOf(*weights, matrix, &entry);
  params->packed = weights->FindPack(key);
  if (params->packed != nullptr) return true;
  const size_t k = static_cast<size_t>(params->shape.k);
  const size_t n = static_cast<size_t>(params->shape.n);
  float* const packed = static_cast<float*>(
      weights->NewPack(key, GemmF32PackedFloats(entry.kernel, k, n) * sizeof(float)));
  FloatWeight floats;
  if (packed == nullptr || !floats.Read(*weights, matrix)) return false;
  const MatrixView view = View(floats.data(), floats.stride(0), floats.stride(1));
  GemmF32Pack(entry.kernel, k, n, view, packed);
  params->packed = packed;
  return true;
}

// The same for a b of 16-bit numbers that stay as they are.
bool PackHalves(Weights* weights, const Tensor& matrix, const KernelEntry<GemmHalfKernel>& entry,
                MatmulParams* params) {
  params->half = entry.kernel;
  const PackKey key = KeyOf(*weights, matrix, &entry);
  params->packed = weights->FindPack(key);
  if (params->packed != nullptr) return true;
  const size_t k = static_cast<size_t>(params->shape.k);
  const size_t n = static_cast<size_t>(params->shape.n);
  uint16_t* const packed = static_cast<uint16_t*>(
      weights->NewPack(key, GemmHalfPackedNumbers(entry.kernel, k, n) * sizeof(uint16_t)));
  if (packed == nullptr) return false;
  GemmHalfPack(entry.kernel, k, n, weights->Original(matrix),
               static_cast<ptrdiff_t>(2 * matrix.strides[0]),
               static_cast<ptrdiff_t>(2 * matrix.strides[1]), packed);
  params->packed = packed;
  return true;
}

// The kernel for 16-bit numbers of b's type on this CPU, or null if it is better to widen them.
const KernelEntry<GemmHalfKernel>* HalfKernel(const Preparation& prepare, DType dtype) {
  if (dtype == DType::kFloat32) return nullptr;
  const KernelList<GemmHalfKernel> kernels =
      dtype == DType::kFloat16 ? GemmF16Kernels() : GemmBf16Kernels();
  const KernelEntry<GemmHalfKernel>& entry = kernels.Select(prepare.features());
  return entry.needs == arch::kNone ? nullptr : &entry;
}

// The product of the transposed matrices, which has y's columns as rows.
void Transpose(MatmulShape* shape) {
  const MatrixOperand a = shape->a;
  const int64_t m = shape->m;
  shape->m = shape->n;
  shape->n = m;
  shape->a = {shape->b.ref, shape->b.column_stride, shape->b.row_stride};
  shape->b = {a.ref, a.column_stride, a.row_stride};
  shape->y = {shape->y.ref, shape->y.column_stride, shape->y.row_stride};
  shape->bias = {shape->bias.ref, shape->bias.column_stride, shape->bias.row_stride};
  for (int i = 0; i < shape->batch.rank; ++i) {
    int64_t* const strides = shape->batch.axes[i].strides;
    const int64_t of_a = strides[1];
    strides[1] = strides[2];
    strides[2] = of_a;
  }
}

// Walks k backwards where b would be read in place at negative steps, which kernels do not do.
void AvoidNegativeRows(MatmulShape* shape) {
  if (shape->b.row_stride >= 0) return;
  shape->b.ref.offset += (shape->k - 1) * shape->b.row_stride * 4;
  shape->a.ref.offset += (shape->k - 1) * shape->a.column_stride * 4;
  shape->b.row_stride = -shape->b.row_stride;
  shape->a.column_stride = -shape->a.column_stride;
}

bool IsFloatWeight(const Tensor& tensor) {
  return tensor.residence == Residence::kWeight &&
         (tensor.dtype == DType::kFloat32 || tensor.dtype == DType::kFloat16 ||
          tensor.dtype == DType::kBfloat16);
}

int32_t CheckTypes(const Preparation& prepare, const Tensor& y, const Tensor& a, const Tensor& b,
                   const Tensor* bias) {
  if (!IsReal(y.dtype)) return prepare.WrongType(&y, "y", "float32 or float64");
  if (const int32_t status = prepare.NeedType(&a, "a", y.dtype)) return status;
  if (const int32_t status = prepare.NeedType(bias, "bias", y.dtype)) return status;
  if (y.dtype == DType::kFloat32 && IsFloatWeight(b)) return OSSICLE_OK;
  return prepare.NeedType(&b, "b", y.dtype);
}

// Floats of workspace for operands that cannot be read where they are.
size_t OperandFloats(const MatmulParams& params) {
  const MatmulShape& shape = params.shape;
  const size_t m = static_cast<size_t>(shape.m);
  const size_t k = static_cast<size_t>(shape.k);
  const MatrixView a = View(nullptr, shape.a.row_stride, shape.a.column_stride);
  if (params.packed != nullptr) return GemmF32RowFloats(m, k, a);
  return GemmF32DynamicFloats(params.kernel, m, static_cast<size_t>(shape.n), k, a,
                              View(nullptr, shape.b.row_stride, shape.b.column_stride));
}

int32_t FinishFloat(Preparation& prepare, const Tensor& b, MatmulParams* params) {
  const KernelEntry<GemmF32Kernel>& entry = GemmF32Kernels().Select(prepare.features());
  MatmulShape* const shape = &params->shape;
  params->kernel = entry.kernel;
  const bool pack = IsFloatWeight(b) && shape->one_b() && shape->k > 0;
  if (!pack && b.dtype != DType::kFloat32) {
    return prepare.Unsupported("b of 16-bit floats must be one matrix for the whole batch");
  }
  if (!pack) shape->b.ref = prepare.Ref(&b);
  if (!pack && shape->y.column_stride != 1 && shape->y.row_stride == 1) Transpose(shape);
  if (!pack) AvoidNegativeRows(shape);
  const KernelEntry<GemmHalfKernel>* const half = HalfKernel(prepare, b.dtype);
  if (pack) {
    Weights* const weights = &prepare.weights();
    const Tensor matrix = MatrixOf(*shape, b);
    const bool packed = half != nullptr ? PackHalves(weights, matrix, *half, params)
                                        : PackB(weights, matrix, entry, params);
    if (!packed) return prepare.OutOfMemory();
  }
  if (!shape->bias.ref.absent()) {
    const bool row = (shape->bias.row_stride == 0 || shape->m == 1) &&
                     (shape->bias.column_stride == 1 || shape->n == 1);
    params->bias = row ? BiasForm::kRow : BiasForm::kMatrix;
  }
  const bool direct = shape->y.column_stride == 1;
  params->result_floats = direct ? 0 : (shape->m * shape->n + 15) / 16 * 16;
  prepare.NeedWorkspace((static_cast<uint64_t>(params->result_floats) + OperandFloats(*params)) *
                        sizeof(float));
  const char* const name = params->half.run != nullptr ? half->name : entry.name;
  return prepare.Finish<MatmulParams, RunFloat>(params, name);
}

}  // namespace

int32_t PrepareMatmul(Preparation& prepare) {
  const Tensor& y = *prepare.output(0);
  const Tensor& a = *prepare.input(0);
  const Tensor& b = *prepare.input(1);
  const Tensor* const bias = prepare.input(2);
  int64_t activation;
  if (const int32_t s = prepare.NeedAttribute(0, "activation", 0, kActivations - 1, &activation))
    return s;
  if (const int32_t status = CheckTypes(prepare, y, a, b, bias)) return status;
  MatmulParams* const params = prepare.NewParams<MatmulParams>();
  if (params == nullptr) return prepare.OutOfMemory();
  params->activation = static_cast<Activation>(activation);
  if (const int32_t s = ReadMatmul(prepare, y, a, b, bias, true, &params->shape)) return s;
  if (y.elements == 0) return prepare.FinishIdle();
  if (y.dtype == DType::kFloat64) {
    params->shape.b.ref = prepare.Ref(&b);
    return prepare.Finish<MatmulParams, RunDouble>(params, "matmul_f64");
  }
  return FinishFloat(prepare, b, params);
}

}  // namespace ossicle
