package org.ossicle.pass;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.graph.Node;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.Unary;
import org.ossicle.graph.op.UnaryKind;

/**
 * The opposites of flags in one walk: what a Not is computed from where there is one, a constant
 * where the flags are known, else a new Not that all who ask later share. Flags that always hold
 * together are one value, so that they can be compared.
 */
final class OppositeFlags {
    private final Map<Value, Value> opposites = new IdentityHashMap<>();

    /** The value that holds where {@code flags} do or, if {@code opposite}, where they do not. */
    Value of(Value flags, boolean opposite, Rewrite rewrite) {
        Value found = flags;
        boolean negated = opposite;
        Node not = rewrite.producer(found);
        while (Patterns.is(not, UnaryKind.NOT)) {
            opposites.putIfAbsent(not.input(0), found);
            found = not.input(0);
            negated = !negated;
            not = rewrite.producer(found);
        }
        return negated ? opposite(found, rewrite) : found;
    }

    private Value opposite(Value flags, Rewrite rewrite) {
        Value known = opposites.get(flags);
        if (known != null) {
            return known;
        }
        Value opposite = new Value(flags.name() + "/not", flags.type());
        Unary op = Unary.of(UnaryKind.NOT);
        Node not = new Node(opposite.name(), op, List.of(flags), List.of(opposite));
        if (!ConstantFolder.fold(not)) {
            rewrite.keep(not);
        }
        opposites.put(flags, opposite);
        return opposite;
    }
}
