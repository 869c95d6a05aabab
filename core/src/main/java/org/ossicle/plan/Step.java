package org.ossicle.plan;

import java.util.List;
import org.ossicle.graph.Operator;

/**
 * One instruction of a plan.
 *
 * @param name where it comes from in the model, for messages
 * @param op what it computes
 * @param inputs the tensors it reads, -1 for an omitted optional one
 * @param outputs the tensors it writes, -1 for one nobody asked for
 */
public record Step(String name, Operator op, List<Integer> inputs, List<Integer> outputs) {
    public Step {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
