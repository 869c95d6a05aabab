package org.ossicle.engine.lowering;

import java.util.List;
import org.ossicle.engine.lowering.StepContext.Refusal;
import org.ossicle.graph.Operator;
import org.ossicle.graph.op.ArgReduce;
import org.ossicle.graph.op.BiasNorm;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.Cast;
import org.ossicle.graph.op.CastLike;
import org.ossicle.graph.op.Clip;
import org.ossicle.graph.op.ConstantOfShape;
import org.ossicle.graph.op.Conv;
import org.ossicle.graph.op.ConvInteger;
import org.ossicle.graph.op.CumSum;
import org.ossicle.graph.op.DequantizeLinear;
import org.ossicle.graph.op.DynamicQuantizeLinear;
import org.ossicle.graph.op.FusedConv;
import org.ossicle.graph.op.FusedMatMul;
import org.ossicle.graph.op.Gather;
import org.ossicle.graph.op.GatherElements;
import org.ossicle.graph.op.GatherNd;
import org.ossicle.graph.op.Gru;
import org.ossicle.graph.op.Identity;
import org.ossicle.graph.op.LayerNormalization;
import org.ossicle.graph.op.Lstm;
import org.ossicle.graph.op.MaskedSoftmax;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.MatMulInteger;
import org.ossicle.graph.op.Pad;
import org.ossicle.graph.op.Pool;
import org.ossicle.graph.op.QuantizeLinear;
import org.ossicle.graph.op.QuantizedMatMul;
import org.ossicle.graph.op.Range;
import org.ossicle.graph.op.Reduce;
import org.ossicle.graph.op.ScatterElements;
import org.ossicle.graph.op.ScatterNd;
import org.ossicle.graph.op.Softmax;
import org.ossicle.graph.op.Swoosh;
import org.ossicle.graph.op.Tile;
import org.ossicle.graph.op.TopK;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.Where;

/**
 * Which lowering turns which operator into instructions. Operators are told apart step by step, the
 * frequent ones first: a table of functions would have a JVM that has just started link all of them
 * before the first step.
 */
final class StepLowerings {
    private static final List<String> NAMES =
            List.of(
                    "Unary",
                    "Binary",
                    "Where",
                    "Cast",
                    "CastLike",
                    "Clip",
                    "Swoosh",
                    "Identity",
                    "ConstantOfShape",
                    "Tile",
                    "Pad",
                    "Range",
                    "MatMul",
                    "FusedMatMul",
                    "MatMulInteger",
                    "QuantizedMatMul",
                    "Conv",
                    "FusedConv",
                    "ConvInteger",
                    "Pool",
                    "Reduce",
                    "Softmax",
                    "MaskedSoftmax",
                    "ArgReduce",
                    "CumSum",
                    "LayerNormalization",
                    "BiasNorm",
                    "TopK",
                    "Gather",
                    "GatherElements",
                    "GatherNd",
                    "ScatterNd",
                    "ScatterElements",
                    "DynamicQuantizeLinear",
                    "QuantizeLinear",
                    "DequantizeLinear",
                    "Lstm",
                    "Gru");

    private StepLowerings() {}

    /**
     * Turns a step into instructions.
     *
     * @param op the step's operator
     * @throws Refusal if no instruction does what the step asks for
     */
    static void lower(Operator op, StepContext step) {
        boolean lowered =
                elementwise(op, step)
                        || movement(op, step)
                        || product(op, step)
                        || window(op, step)
                        || axis(op, step)
                        || index(op, step)
                        || quantization(op, step)
                        || recurrent(op, step);
        if (!lowered) {
            throw new Refusal("no instruction computes it");
        }
    }

    private static boolean elementwise(Operator op, StepContext step) {
        if (op instanceof Unary typed) {
            ElementwiseLowering.unary(typed, step);
        } else if (op instanceof Binary typed) {
            ElementwiseLowering.binary(typed, step);
        } else if (op instanceof Where typed) {
            ElementwiseLowering.where(typed, step);
        } else if (op instanceof Cast) {
            ElementwiseLowering.cast(op, step);
        } else if (op instanceof CastLike) {
            ElementwiseLowering.cast(op, step);
        } else if (op instanceof Clip typed) {
            ElementwiseLowering.clip(typed, step);
        } else if (op instanceof Swoosh typed) {
            ElementwiseLowering.swoosh(typed, step);
        } else {
            return false;
        }
        return true;
    }

    private static boolean movement(Operator op, StepContext step) {
        if (op instanceof Identity typed) {
            MovementLowering.copy(typed, step);
        } else if (op instanceof ConstantOfShape typed) {
            MovementLowering.fill(typed, step);
        } else if (op instanceof Tile typed) {
            MovementLowering.tile(typed, step);
        } else if (op instanceof Pad typed) {
            MovementLowering.pad(typed, step);
        } else if (op instanceof Range typed) {
            MovementLowering.range(typed, step);
        } else {
            return false;
        }
        return true;
    }

    private static boolean product(Operator op, StepContext step) {
        if (op instanceof MatMul typed) {
            ProductLowering.matmul(typed, step);
        } else if (op instanceof FusedMatMul typed) {
            ProductLowering.fusedMatmul(typed, step);
        } else if (op instanceof MatMulInteger typed) {
            ProductLowering.integer(typed, step);
        } else if (op instanceof QuantizedMatMul typed) {
            ProductLowering.quantized(typed, step);
        } else {
            return false;
        }
        return true;
    }

    private static boolean window(Operator op, StepContext step) {
        if (op instanceof Conv typed) {
            WindowLowering.conv(typed, step);
        } else if (op instanceof FusedConv typed) {
            WindowLowering.fusedConv(typed, step);
        } else if (op instanceof ConvInteger typed) {
            WindowLowering.convInteger(typed, step);
        } else if (op instanceof Pool typed) {
            WindowLowering.pool(typed, step);
        } else {
            return false;
        }
        return true;
    }

    private static boolean axis(Operator op, StepContext step) {
        if (op instanceof Reduce typed) {
            AxisLowering.reduce(typed, step);
        } else if (op instanceof Softmax typed) {
            AxisLowering.softmax(typed, step);
        } else if (op instanceof MaskedSoftmax typed) {
            AxisLowering.maskedSoftmax(typed, step);
        } else if (op instanceof ArgReduce typed) {
            AxisLowering.arg(typed, step);
        } else if (op instanceof CumSum typed) {
            AxisLowering.cumSum(typed, step);
        } else if (op instanceof LayerNormalization typed) {
            AxisLowering.layerNorm(typed, step);
        } else if (op instanceof BiasNorm typed) {
            AxisLowering.biasNorm(typed, step);
        } else if (op instanceof TopK typed) {
            AxisLowering.topK(typed, step);
        } else {
            return false;
        }
        return true;
    }

    private static boolean index(Operator op, StepContext step) {
        if (op instanceof Gather typed) {
            IndexLowering.gather(typed, step);
        } else if (op instanceof GatherElements typed) {
            IndexLowering.gatherElements(typed, step);
        } else if (op instanceof GatherNd typed) {
            IndexLowering.gatherNd(typed, step);
        } else if (op instanceof ScatterNd typed) {
            IndexLowering.scatterNd(typed, step);
        } else if (op instanceof ScatterElements typed) {
            IndexLowering.scatterElements(typed, step);
        } else {
            return false;
        }
        return true;
    }

    private static boolean quantization(Operator op, StepContext step) {
        if (op instanceof DynamicQuantizeLinear typed) {
            QuantizationLowering.dynamic(typed, step);
        } else if (op instanceof QuantizeLinear typed) {
            QuantizationLowering.quantize(typed, step);
        } else if (op instanceof DequantizeLinear typed) {
            QuantizationLowering.dequantize(typed, step);
        } else {
            return false;
        }
        return true;
    }

    private static boolean recurrent(Operator op, StepContext step) {
        if (op instanceof Lstm typed) {
            RecurrentLowering.lstm(typed, step);
        } else if (op instanceof Gru typed) {
            RecurrentLowering.gru(typed, step);
        } else {
            return false;
        }
        return true;
    }

    /** The operators that can be lowered, for messages. */
    static List<String> names() {
        return NAMES;
    }
}
