package org.ossicle.graph.eval;

import java.util.HashMap;
import java.util.Map;
import org.ossicle.graph.Operator;
import org.ossicle.graph.op.ArgReduce;
import org.ossicle.graph.op.BatchNormalization;
import org.ossicle.graph.op.BiasNorm;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.Cast;
import org.ossicle.graph.op.CastLike;
import org.ossicle.graph.op.Clip;
import org.ossicle.graph.op.Concat;
import org.ossicle.graph.op.ConstantOfShape;
import org.ossicle.graph.op.Conv;
import org.ossicle.graph.op.ConvInteger;
import org.ossicle.graph.op.ConvTranspose;
import org.ossicle.graph.op.CumSum;
import org.ossicle.graph.op.DequantizeLinear;
import org.ossicle.graph.op.DynamicQuantizeLinear;
import org.ossicle.graph.op.Expand;
import org.ossicle.graph.op.EyeLike;
import org.ossicle.graph.op.Flatten;
import org.ossicle.graph.op.FusedConv;
import org.ossicle.graph.op.FusedMatMul;
import org.ossicle.graph.op.Gather;
import org.ossicle.graph.op.GatherElements;
import org.ossicle.graph.op.GatherNd;
import org.ossicle.graph.op.Gemm;
import org.ossicle.graph.op.GroupNormalization;
import org.ossicle.graph.op.Gru;
import org.ossicle.graph.op.Hardmax;
import org.ossicle.graph.op.Identity;
import org.ossicle.graph.op.InstanceNormalization;
import org.ossicle.graph.op.LayerNormalization;
import org.ossicle.graph.op.Lstm;
import org.ossicle.graph.op.MaskedSoftmax;
import org.ossicle.graph.op.MatMul;
import org.ossicle.graph.op.MatMulInteger;
import org.ossicle.graph.op.NonZero;
import org.ossicle.graph.op.OneHot;
import org.ossicle.graph.op.Op;
import org.ossicle.graph.op.Pad;
import org.ossicle.graph.op.Pool;
import org.ossicle.graph.op.QuantizeLinear;
import org.ossicle.graph.op.QuantizedMatMul;
import org.ossicle.graph.op.Range;
import org.ossicle.graph.op.Reduce;
import org.ossicle.graph.op.Reshape;
import org.ossicle.graph.op.RmsNormalization;
import org.ossicle.graph.op.Rnn;
import org.ossicle.graph.op.ScatterElements;
import org.ossicle.graph.op.ScatterNd;
import org.ossicle.graph.op.ShapeOf;
import org.ossicle.graph.op.Size;
import org.ossicle.graph.op.Slice;
import org.ossicle.graph.op.Softmax;
import org.ossicle.graph.op.Split;
import org.ossicle.graph.op.Squeeze;
import org.ossicle.graph.op.StridedView;
import org.ossicle.graph.op.Swoosh;
import org.ossicle.graph.op.Tile;
import org.ossicle.graph.op.TopK;
import org.ossicle.graph.op.Transpose;
import org.ossicle.graph.op.Trilu;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.Unsqueeze;
import org.ossicle.graph.op.Where;

/** Which evaluator computes which operator. */
final class EvaluatorTable {
    private static final Map<Class<?>, Evaluator<?>> TABLE = new HashMap<>();

    static {
        addElementwise();
        addShapes();
        addIndexing();
        addProducts();
        addReductions();
        addRecurrent();
    }

    private EvaluatorTable() {}

    private static <O extends Op> void add(Class<O> type, Evaluator<? super O> evaluator) {
        TABLE.put(type, evaluator);
    }

    private static void addElementwise() {
        add(Unary.class, UnaryEvaluator::evaluate);
        add(Swoosh.class, UnaryEvaluator::swoosh);
        add(Binary.class, BinaryEvaluator::evaluate);
        add(Where.class, SelectionEvaluators::where);
        add(Clip.class, SelectionEvaluators::clip);
        add(Trilu.class, SelectionEvaluators::trilu);
        add(Cast.class, CastEvaluator::cast);
        add(CastLike.class, CastEvaluator::castLike);
        add(DynamicQuantizeLinear.class, QuantizationEvaluators::dynamic);
        add(QuantizeLinear.class, QuantizationEvaluators::quantize);
        add(DequantizeLinear.class, QuantizationEvaluators::dequantize);
    }

    private static void addShapes() {
        add(Identity.class, ShapeEvaluators::reshape);
        add(Reshape.class, ShapeEvaluators::reshape);
        add(Flatten.class, ShapeEvaluators::reshape);
        add(Squeeze.class, ShapeEvaluators::reshape);
        add(Unsqueeze.class, ShapeEvaluators::reshape);
        add(ShapeOf.class, ShapeEvaluators::shape);
        add(Size.class, ShapeEvaluators::size);
        add(ConstantOfShape.class, ShapeEvaluators::constantOfShape);
        add(Range.class, ShapeEvaluators::range);
        add(EyeLike.class, ShapeEvaluators::eyeLike);
        add(Transpose.class, MovementEvaluators::transpose);
        add(Expand.class, MovementEvaluators::expand);
        add(Tile.class, MovementEvaluators::tile);
        add(Concat.class, MovementEvaluators::concat);
        add(Split.class, MovementEvaluators::split);
        add(Slice.class, MovementEvaluators::slice);
        add(StridedView.class, MovementEvaluators::stridedView);
        add(Pad.class, PadEvaluator::pad);
    }

    private static void addIndexing() {
        add(Gather.class, GatherEvaluators::gather);
        add(GatherElements.class, GatherEvaluators::gatherElements);
        add(GatherNd.class, GatherEvaluators::gatherNd);
        add(NonZero.class, GatherEvaluators::nonZero);
        add(OneHot.class, GatherEvaluators::oneHot);
        add(ScatterNd.class, ScatterEvaluators::scatterNd);
        add(ScatterElements.class, ScatterEvaluators::scatterElements);
    }

    private static void addProducts() {
        add(MatMul.class, MatMulEvaluators::matMul);
        add(FusedMatMul.class, MatMulEvaluators::fusedMatMul);
        add(Gemm.class, MatMulEvaluators::gemm);
        add(MatMulInteger.class, MatMulEvaluators::matMulInteger);
        add(QuantizedMatMul.class, MatMulEvaluators::quantizedMatMul);
        add(Conv.class, ConvEvaluators::conv);
        add(FusedConv.class, ConvEvaluators::fusedConv);
        add(ConvInteger.class, ConvEvaluators::convInteger);
        add(ConvTranspose.class, ConvEvaluators::convTranspose);
        add(Pool.class, PoolEvaluator::pool);
    }

    private static void addReductions() {
        add(Reduce.class, ReduceEvaluator::reduce);
        add(ArgReduce.class, AxisEvaluators::argReduce);
        add(Softmax.class, AxisEvaluators::softmax);
        add(MaskedSoftmax.class, AxisEvaluators::maskedSoftmax);
        add(Hardmax.class, AxisEvaluators::hardmax);
        add(CumSum.class, AxisEvaluators::cumSum);
        add(TopK.class, AxisEvaluators::topK);
        add(LayerNormalization.class, NormalizationEvaluators::layer);
        add(BiasNorm.class, NormalizationEvaluators::bias);
        add(RmsNormalization.class, NormalizationEvaluators::rms);
        add(BatchNormalization.class, NormalizationEvaluators::batch);
        add(InstanceNormalization.class, NormalizationEvaluators::instance);
        add(GroupNormalization.class, NormalizationEvaluators::group);
    }

    private static void addRecurrent() {
        add(Lstm.class, LstmEvaluator::lstm);
        add(Gru.class, GruEvaluator::gru);
        add(Rnn.class, RnnEvaluator::rnn);
    }

    /** The evaluator of an operator, or null if there is none, as for those that hold graphs. */
    @SuppressWarnings("unchecked")
    static Evaluator<Op> of(Operator op) {
        return (Evaluator<Op>) TABLE.get(op.getClass());
    }
}
