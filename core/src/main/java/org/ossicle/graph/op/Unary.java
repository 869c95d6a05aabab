package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.TensorType;

/**
 * A function of each element: input x, output of the same shape.
 *
 * <p>{@link UnaryKind#IS_INF} has alpha 1 where it finds negative and beta 1 where it finds
 * positive infinities, else 0.
 *
 * @param kind which function
 * @param alpha its first constant, if it has any
 * @param beta its second constant, if it has any
 */
public record Unary(UnaryKind kind, float alpha, float beta) implements Op {
    @Override
    public String name() {
        return kind.onnxName();
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 1);
        DType type =
                switch (kind.domain()) {
                    case FLOAT -> Rules.floating(context, 0);
                    case NUMERIC -> Rules.numeric(context, 0);
                    case INTEGER -> Rules.integer(context, 0);
                    case BOOL -> Rules.bool(context, 0);
                };
        DType result = kind.isPredicate() ? DType.BOOL : type;
        return Rules.output(context, result, context.dims(0));
    }

    /** A function without constants. */
    public static Unary of(UnaryKind kind) {
        return kind == UnaryKind.IS_INF ? new Unary(kind, 1, 1) : new Unary(kind, 0, 0);
    }
}
