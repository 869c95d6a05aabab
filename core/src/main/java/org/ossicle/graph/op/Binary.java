package org.ossicle.graph.op;

import java.util.Arrays;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * A function of pairs of elements: inputs a and b, which broadcast. ONNX's variadic Max, Min, Sum
 * and Mean become chains of it.
 *
 * @param kind which function
 */
public record Binary(BinaryKind kind) implements Op {
    @Override
    public String name() {
        return kind.onnxName();
    }

    /** As that of any record, without the code that a JVM makes for one when it is first asked. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Binary binary && binary.kind == kind;
    }

    @Override
    public int hashCode() {
        return kind.hashCode();
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 2, 2);
        DType type =
                switch (kind.domain()) {
                    case FLOAT -> Rules.floating(context, 0);
                    case NUMERIC -> Rules.numeric(context, 0);
                    case INTEGER -> Rules.integer(context, 0);
                    case UNSIGNED -> Rules.unsigned(context, 0);
                    case BOOL -> Rules.bool(context, 0);
                    case ANY -> Rules.any(context, 0);
                };
        if (kind == BinaryKind.POW) {
            Rules.numeric(context, 1);
        } else {
            Rules.is(context, 1, type);
        }
        DType result = kind.isPredicate() ? DType.BOOL : type;
        long[] dims = Rules.broadcast(context, 0, 1);
        if (kind == BinaryKind.PRELU && !Arrays.equals(dims, context.dims(0))) {
            throw context.invalid(
                    "a slope that broadcasts to " + context.type(0), context.type(1).toString());
        }
        return Rules.output(context, result, dims);
    }
}
