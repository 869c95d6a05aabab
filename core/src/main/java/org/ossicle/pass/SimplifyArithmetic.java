package org.ossicle.pass;

import java.util.List;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.UnaryKind;

/** Writes arithmetic in its plainest form: x^2 as x * x, x^-1 as 1/x, 0 - x as -x. */
public final class SimplifyArithmetic implements Pass {
    @Override
    public void run(Graph graph) {
        Rewrite.walk(
                graph,
                (node, rewrite) -> {
                    if (!(Patterns.is(node, BinaryKind.POW) && simplifyPower(node, rewrite))
                            && !simplifyNegation(node, rewrite)) {
                        rewrite.keep(node);
                    }
                });
    }

    private static boolean simplifyPower(Node node, Rewrite rewrite) {
        Value x = node.input(0);
        Value result = node.output(0);
        if (!x.type().equals(result.type())) {
            return false;
        }
        if (Constants.isAll(node.input(1), 2)) {
            rewrite.add(node.name(), new Binary(BinaryKind.MUL), List.of(x, x), result);
            return true;
        }
        if (Constants.isAll(node.input(1), -1) && x.type().dtype().isFloat()) {
            rewrite.add(node.name(), Unary.of(UnaryKind.RECIPROCAL), List.of(x), result);
            return true;
        }
        return false;
    }

    private static boolean simplifyNegation(Node node, Rewrite rewrite) {
        boolean fromZero = Patterns.is(node, BinaryKind.SUB) && Patterns.negated(node) != null;
        boolean signed = fromZero && !node.output(0).type().dtype().isUnsignedInteger();
        if (signed) {
            rewrite.add(
                    node.name(),
                    Unary.of(UnaryKind.NEG),
                    List.of(Patterns.negated(node)),
                    node.output(0));
        }
        return signed;
    }
}
