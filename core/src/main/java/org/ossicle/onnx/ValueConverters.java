package org.ossicle.onnx;

import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Cast;
import org.ossicle.graph.op.CastLike;
import org.ossicle.graph.op.ConstantOfShape;
import org.ossicle.graph.op.EyeLike;
import org.ossicle.graph.op.Identity;
import org.ossicle.graph.op.If;
import org.ossicle.graph.op.Range;
import org.ossicle.graph.op.ShapeOf;

/** Constants, conversions, what is nothing at inference, and the choice between graphs. */
final class ValueConverters implements Converter {
    private ValueConverters() {}

    static void register(ConverterRegistry registry) {
        Converter group = new ValueConverters();
        registry.addTimeless(group, "Constant", "Identity");
        registry.add(
                group, "ConstantOfShape", "EyeLike", "Range", "Cast", "CastLike", "Dropout", "If");
    }

    @Override
    public void convert(NodeImport node) {
        switch (node.opType()) {
            case "Constant" -> constant(node);
            case "ConstantOfShape" -> constantOfShape(node);
            case "EyeLike" -> eyeLike(node);
            case "Range" -> node.emit(new Range());
            case "Cast" -> cast(node);
            case "CastLike" -> castLike(node);
            case "Identity" -> node.emit(new Identity());
            case "Dropout" -> dropout(node);
            case "If" -> choice(node);
            default -> throw ConverterRegistry.unknown(node.opType());
        }
    }

    private static void constant(NodeImport node) {
        if (node.outputCount() != 1 || !node.wants(0)) {
            throw node.broken("one output", node.outputCount() + "");
        }
        OnnxTensor value = node.tensor("value");
        if (value != null) {
            node.emitConstant(value);
        } else if (node.hasAttribute("value_float")) {
            emitConstant(node, Tensor.ofFloats(new long[0], node.real("value_float", 0)));
        } else if (node.hasAttribute("value_int")) {
            emitConstant(node, Tensor.ofLongs(new long[0], node.integer("value_int", 0)));
        } else if (node.hasAttribute("value_floats")) {
            float[] values = node.reals("value_floats");
            emitConstant(node, Tensor.ofFloats(new long[] {values.length}, values));
        } else if (node.hasAttribute("value_ints")) {
            long[] values = node.integers("value_ints");
            emitConstant(node, Tensor.ofLongs(new long[] {values.length}, values));
        } else if (node.attributes().isEmpty()) {
            throw node.broken("a value", "none");
        } else {
            node.refuse("attribute " + node.attributes().keySet());
        }
    }

    private static void emitConstant(NodeImport node, Tensor tensor) {
        node.emitConstant(new OnnxTensor("", tensor, null));
    }

    private static void constantOfShape(NodeImport node) {
        OnnxTensor value = node.tensor("value");
        if (value == null) {
            node.emit(new ConstantOfShape(Tensor.zeros(DType.FLOAT32, 1)));
        } else if (value.data() == null) {
            node.refuse(value.obstacle());
        } else {
            node.emit(new ConstantOfShape(value.data().load()));
        }
    }

    private static void eyeLike(NodeImport node) {
        int code = (int) node.integer("dtype", 0);
        DType dtype = ElementTypes.numeric(code);
        if (code != 0 && dtype == null) {
            node.refuse("elements of type " + ElementTypes.name(code));
            return;
        }
        node.emit(new EyeLike(dtype, node.integer("k", 0)));
    }

    private static void cast(NodeImport node) {
        node.ignore("saturate", "round_mode");
        int code = (int) node.integer("to", 0);
        DType to = ElementTypes.numeric(code);
        if (to == null) {
            node.refuse("to=" + ElementTypes.name(code));
            return;
        }
        node.emit(new Cast(to));
    }

    private static void castLike(NodeImport node) {
        node.ignore("saturate", "round_mode");
        node.emit(new CastLike());
    }

    /** Nothing is dropped at inference; the mask says so. */
    private static void dropout(NodeImport node) {
        node.ignore("ratio", "seed");
        Value training = node.input(2);
        boolean isTraining =
                training != null
                        && (!training.isConstant() || training.constant().load().getLong(0) != 0);
        if (isTraining) {
            node.refuse("training_mode");
            return;
        }
        Value x = node.required(0);
        if (node.wants(0)) {
            node.emitOutput(0, new Identity(), x);
        }
        if (node.wants(1)) {
            Tensor yes = Tensor.zeros(DType.BOOL, 1);
            yes.setLong(0, 1);
            Value shape = node.step(new ShapeOf(0, Long.MAX_VALUE), x);
            node.emitOutput(1, new ConstantOfShape(yes), shape);
        }
    }

    private static void choice(NodeImport node) {
        Graph thenBranch = node.branch("then_branch");
        Graph elseBranch = node.branch("else_branch");
        for (Graph branch : new Graph[] {thenBranch, elseBranch}) {
            if (branch.outputs().size() != node.outputCount()) {
                throw node.broken(
                        node.outputCount() + " outputs from each branch",
                        branch.outputs().size() + " from '" + branch.name() + "'");
            }
        }
        node.required(0);
        node.emit(new If(thenBranch, elseBranch));
    }
}
