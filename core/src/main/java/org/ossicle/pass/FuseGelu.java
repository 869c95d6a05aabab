package org.ossicle.pass;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.UnaryKind;

/**
 * Joins {@code x * 0.5 * (1 + erf(x / sqrt 2))} and {@code x * 0.5 * (1 + tanh(sqrt(2 / pi) * (x +
 * 0.044715 * x^3)))} to one step, in whichever order the three factors are multiplied. Nobody else
 * may take what lies between.
 */
public final class FuseGelu implements Pass {
    private static final double ROUNDING = 1e-6;
    private static final double CUBIC = 0.044715;

    @Override
    public void run(Graph graph) {
        Rewrite.walkCountingUses(
                graph,
                (node, rewrite) -> {
                    if (!(Patterns.is(node, BinaryKind.MUL) && fuse(node, rewrite))) {
                        rewrite.keep(node);
                    }
                });
    }

    private static boolean fuse(Node root, Rewrite rewrite) {
        List<Value> factors = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Node product = rewrite.soleProducer(root.input(i));
            if (Patterns.is(product, BinaryKind.MUL)) {
                factors.addAll(product.inputs());
            } else {
                factors.add(root.input(i));
            }
        }
        if (factors.size() != 3 || !factors.removeIf(factor -> is(factor, 0.5))) {
            return false;
        }
        return factors.size() == 2
                && (fuse(root, factors.get(0), factors.get(1), rewrite)
                        || fuse(root, factors.get(1), factors.get(0), rewrite));
    }

    private static boolean fuse(Node root, Value x, Value gate, Rewrite rewrite) {
        Node function = rewrite.soleProducer(plus(rewrite.soleProducer(gate), 1));
        UnaryKind kind = null;
        if (Patterns.is(function, UnaryKind.ERF) && isScaled(function.input(0), x, rewrite)) {
            kind = UnaryKind.GELU_ERF;
        } else if (Patterns.is(function, UnaryKind.TANH)
                && isCubic(function.input(0), x, rewrite)) {
            kind = UnaryKind.GELU_TANH;
        }
        if (kind == null || !root.output(0).type().equals(x.type())) {
            return false;
        }
        rewrite.add(root.name(), Unary.of(kind), List.of(x), root.output(0));
        return true;
    }

    /** Whether a value is x / sqrt 2. */
    private static boolean isScaled(Value value, Value x, Rewrite rewrite) {
        Node node = rewrite.soleProducer(value);
        boolean divided = Patterns.is(node, BinaryKind.DIV) && node.input(0) == x;
        return divided && is(node.input(1), Math.sqrt(2)) || times(node, Math.sqrt(0.5)) == x;
    }

    /** Whether a value is sqrt(2 / pi) * (x + 0.044715 * x^3). */
    private static boolean isCubic(Value value, Value x, Rewrite rewrite) {
        Value sum = times(rewrite.soleProducer(value), Math.sqrt(2 / Math.PI));
        Node addition = rewrite.soleProducer(sum);
        if (!Patterns.is(addition, BinaryKind.ADD)) {
            return false;
        }
        Value cubic = Patterns.other(addition, x);
        Value cube = times(rewrite.soleProducer(cubic), CUBIC);
        return isCube(rewrite.soleProducer(cube), x, rewrite);
    }

    private static boolean isCube(Node node, Value x, Rewrite rewrite) {
        if (Patterns.is(node, BinaryKind.POW)) {
            return node.input(0) == x && Constants.isAll(node.input(1), 3);
        }
        Value square = Patterns.is(node, BinaryKind.MUL) ? Patterns.other(node, x) : null;
        return Patterns.isSquare(rewrite.soleProducer(square), x);
    }

    /** The value that {@code node} adds the constant to, or null. */
    private static Value plus(Node node, double constant) {
        return Patterns.is(node, BinaryKind.ADD) ? beside(node, constant) : null;
    }

    /** The value that {@code node} multiplies by the constant, or null. */
    private static Value times(Node node, double constant) {
        return Patterns.is(node, BinaryKind.MUL) ? beside(node, constant) : null;
    }

    private static Value beside(Node node, double constant) {
        if (is(node.input(0), constant)) {
            return node.input(1);
        }
        return is(node.input(1), constant) ? node.input(0) : null;
    }

    private static boolean is(Value value, double wanted) {
        return Math.abs(Constants.scalar(value) - wanted) <= ROUNDING * wanted;
    }
}
