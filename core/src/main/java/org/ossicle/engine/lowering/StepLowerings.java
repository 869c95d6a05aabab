package org.ossicle.engine.lowering;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.engine.lowering.StepContext.Refusal;
import org.ossicle.graph.Operator;
import org.ossicle.graph.op.ArgReduce;
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

/** Which lowering turns which operator into instructions. */
final class StepLowerings {
    private static final Map<Class<? extends Operator>, StepLowering<?>> TABLE =
            new LinkedHashMap<>();

    static {
        add(Unary.class, ElementwiseLowering::unary);
        add(Binary.class, ElementwiseLowering::binary);
        add(Where.class, ElementwiseLowering::where);
        add(Cast.class, ElementwiseLowering::cast);
        add(CastLike.class, ElementwiseLowering::cast);
        add(Clip.class, ElementwiseLowering::clip);
        add(Swoosh.class, ElementwiseLowering::swoosh);
        add(Identity.class, MovementLowering::copy);
        add(ConstantOfShape.class, MovementLowering::fill);
        add(Tile.class, MovementLowering::tile);
        add(Pad.class, MovementLowering::pad);
        add(Range.class, MovementLowering::range);
        add(MatMul.class, ProductLowering::matmul);
        add(FusedMatMul.class, ProductLowering::fusedMatmul);
        add(MatMulInteger.class, ProductLowering::integer);
        add(QuantizedMatMul.class, ProductLowering::quantized);
        add(Conv.class, WindowLowering::conv);
        add(FusedConv.class, WindowLowering::fusedConv);
        add(ConvInteger.class, WindowLowering::convInteger);
        add(Pool.class, WindowLowering::pool);
        add(Reduce.class, AxisLowering::reduce);
        add(Softmax.class, AxisLowering::softmax);
        add(ArgReduce.class, AxisLowering::arg);
        add(CumSum.class, AxisLowering::cumSum);
        add(LayerNormalization.class, AxisLowering::layerNorm);
        add(TopK.class, AxisLowering::topK);
        add(Gather.class, IndexLowering::gather);
        add(GatherElements.class, IndexLowering::gatherElements);
        add(GatherNd.class, IndexLowering::gatherNd);
        add(ScatterNd.class, IndexLowering::scatterNd);
        add(ScatterElements.class, IndexLowering::scatterElements);
        add(DynamicQuantizeLinear.class, QuantizationLowering::dynamic);
        add(QuantizeLinear.class, QuantizationLowering::quantize);
        add(DequantizeLinear.class, QuantizationLowering::dequantize);
        add(Lstm.class, RecurrentLowering::lstm);
        add(Gru.class, RecurrentLowering::gru);
    }

    private StepLowerings() {}

    /** Turns the steps of one operator into instructions. */
    @FunctionalInterface
    interface StepLowering<O> {
        /**
         * @throws Refusal if no instruction does what the step asks for
         */
        void lower(O op, StepContext step);
    }

    private static <O extends Operator> void add(Class<O> type, StepLowering<? super O> lowering) {
        TABLE.put(type, lowering);
    }

    @SuppressWarnings("unchecked")
    static StepLowering<Operator> of(Operator op) {
        StepLowering<?> found = TABLE.get(op.getClass());
        if (found == null) {
            throw new Refusal("no instruction computes it");
        }
        return (StepLowering<Operator>) found;
    }

    /** The operators that can be lowered, for messages. */
    static List<String> names() {
        List<String> names = new ArrayList<>();
        TABLE.keySet().forEach(type -> names.add(type.getSimpleName()));
        return names;
    }
}
