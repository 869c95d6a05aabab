package org.ossicle.pass;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Swoosh;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.UnaryKind;
import org.ossicle.graph.op.Where;

/**
 * Joins the activation of Zipformer 2, {@code log(1 + exp(x - shift)) - slope * x - offset}, to one
 * {@link Swoosh}. Exporters write the logarithm in two ways that cannot overflow, with {@code d = x
 * - shift}:
 *
 * <ul>
 *   <li>{@code max(0, d) + log(1 + exp(-|d|))}
 *   <li>{@code l = log(1 + exp(d))}, and {@code d} where l is infinite, else {@code l}
 * </ul>
 *
 * Both become {@code Softplus(d)} where what follows is something else.
 */
public final class FuseSwoosh implements Pass {
    @Override
    public void run(Graph graph) {
        Rewrite.walk(
                graph,
                (node, rewrite) -> {
                    Value softened = softplusArgument(node, rewrite);
                    Swoosh swoosh = softened == null ? swoosh(node, rewrite) : null;
                    if (softened != null) {
                        rewrite.add(
                                node.name(),
                                Unary.of(UnaryKind.SOFTPLUS),
                                List.of(softened),
                                node.output(0));
                    } else if (swoosh != null) {
                        Value x = shifted(softplus(node, rewrite), rewrite).input(0);
                        rewrite.add(node.name(), swoosh, List.of(x), node.output(0));
                    } else {
                        rewrite.keep(node);
                    }
                });
    }

    /** The swoosh whose last subtraction {@code node} is, or null. */
    private static Swoosh swoosh(Node node, Rewrite rewrite) {
        Node softplus = softplus(node, rewrite);
        Node shifted = softplus == null ? null : shifted(softplus, rewrite);
        if (shifted == null || shifted.input(0).type().dtype() != DType.FLOAT32) {
            return null;
        }
        float offset = Constants.scalar(node.input(1));
        float shift = Constants.scalar(shifted.input(1));
        Node linear = rewrite.producer(rewrite.producer(node.input(0)).input(1));
        if (!Patterns.is(linear, BinaryKind.MUL) || Float.isNaN(offset) || Float.isNaN(shift)) {
            return null;
        }
        int factor = linear.input(0) == shifted.input(0) ? 1 : 0;
        float slope = Constants.scalar(linear.input(factor));
        boolean fits =
                !Float.isNaN(slope)
                        && linear.input(1 - factor) == shifted.input(0)
                        && node.output(0).type().equals(shifted.input(0).type());
        return fits ? new Swoosh(shift, slope, offset) : null;
    }

    /** The softplus in {@code (softplus - linear) - offset}, or null. */
    private static Node softplus(Node node, Rewrite rewrite) {
        if (!Patterns.is(node, BinaryKind.SUB)) {
            return null;
        }
        Node difference = rewrite.producer(node.input(0));
        Node softplus =
                Patterns.is(difference, BinaryKind.SUB)
                        ? rewrite.producer(difference.input(0))
                        : null;
        return Patterns.is(softplus, UnaryKind.SOFTPLUS) ? softplus : null;
    }

    /** The subtraction of the shift, or null. */
    private static Node shifted(Node softplus, Rewrite rewrite) {
        Node shifted = rewrite.producer(softplus.input(0));
        return Patterns.is(shifted, BinaryKind.SUB) ? shifted : null;
    }

    /** What {@code node} computes the softplus of, or null if it does not. */
    private static Value softplusArgument(Node node, Rewrite rewrite) {
        if (node.op() instanceof Where) {
            return guarded(node, rewrite);
        }
        if (node.op() instanceof Binary binary && binary.kind() == BinaryKind.ADD) {
            Value argument = split(node.input(0), node.input(1), rewrite);
            return argument != null ? argument : split(node.input(1), node.input(0), rewrite);
        }
        return null;
    }

    /** d where log(1 + exp(d)) is infinite, else that logarithm. */
    private static Value guarded(Node node, Rewrite rewrite) {
        Node infinite = rewrite.producer(node.input(0));
        Value d = logOfOnePlusExp(node.input(2), rewrite);
        if (d == null || d != node.input(1) || !Patterns.is(infinite, BinaryKind.EQUAL)) {
            return null;
        }
        int constant = infinite.input(0) == node.input(2) ? 1 : 0;
        boolean guards =
                infinite.input(1 - constant) == node.input(2)
                        && Constants.scalar(infinite.input(constant)) == Float.POSITIVE_INFINITY;
        return guards ? d : null;
    }

    /** max(0, d) + log(1 + exp(-|d|)). */
    private static Value split(Value positive, Value logarithm, Rewrite rewrite) {
        Node exponent = rewrite.producer(logOfOnePlusExp(logarithm, rewrite));
        Node magnitude =
                Patterns.is(exponent, UnaryKind.NEG) ? rewrite.producer(exponent.input(0)) : null;
        Value d = Patterns.positivePart(rewrite.producer(positive));
        if (d == null || !Patterns.is(magnitude, UnaryKind.ABS)) {
            return null;
        }
        Value inside = magnitude.input(0);
        return inside == d || Patterns.negated(rewrite.producer(inside)) == d ? d : null;
    }

    /** d in log(1 + exp(d)), or null. */
    private static Value logOfOnePlusExp(Value value, Rewrite rewrite) {
        Node log = rewrite.producer(value);
        if (!Patterns.is(log, UnaryKind.LOG)) {
            return Patterns.is(log, UnaryKind.LOG1P) ? exponent(log.input(0), rewrite) : null;
        }
        Node sum = rewrite.producer(log.input(0));
        if (!Patterns.is(sum, BinaryKind.ADD)) {
            return null;
        }
        int one = Constants.isAll(sum.input(0), 1) ? 0 : 1;
        return Constants.isAll(sum.input(one), 1) ? exponent(sum.input(1 - one), rewrite) : null;
    }

    private static Value exponent(Value value, Rewrite rewrite) {
        Node exp = rewrite.producer(value);
        return Patterns.is(exp, UnaryKind.EXP) ? exp.input(0) : null;
    }
}
