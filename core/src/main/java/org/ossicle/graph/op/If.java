package org.ossicle.graph.op;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.graph.Graph;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;

/**
 * One of two graphs, by a condition: input the condition, BOOL of one element; the outputs are
 * those of the graph that runs. Both graphs take values from around the node by reference and have
 * no inputs.
 *
 * <p>The types of the branches' outputs must be set before this node's types are inferred, and
 * agree: where they do not, the condition has to be bound to a constant so that the node folds
 * away.
 *
 * @param thenBranch runs where the condition holds
 * @param elseBranch runs where it does not
 */
public record If(Graph thenBranch, Graph elseBranch) implements Op {
    @Override
    public String name() {
        return "If";
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 1);
        Rules.bool(context, 0);
        Rules.single(context, 0);
        Tensor condition = context.constant(0);
        List<TensorType> types = new ArrayList<>();
        for (int i = 0; i < context.outputCount(); i++) {
            TensorType whenTrue = branchType(context, thenBranch, i);
            TensorType whenFalse = branchType(context, elseBranch, i);
            if (condition != null) {
                types.add(condition.getLong(0) != 0 ? whenTrue : whenFalse);
            } else if (whenTrue.equals(whenFalse)) {
                types.add(whenTrue);
            } else {
                throw context.invalid(
                        "one type for output " + i + " from both branches, or a constant condition",
                        whenTrue + " and " + whenFalse);
            }
        }
        return types;
    }

    @Override
    public List<Graph> subgraphs() {
        return List.of(thenBranch, elseBranch);
    }

    @Override
    public If withSubgraphs(List<Graph> subgraphs) {
        if (subgraphs.size() != 2) {
            throw new IllegalArgumentException("If has 2 sub-graphs, not " + subgraphs.size());
        }
        return new If(subgraphs.get(0), subgraphs.get(1));
    }

    private static TensorType branchType(InferenceContext context, Graph branch, int i) {
        if (i >= branch.outputs().size()) {
            throw context.invalid(
                    context.outputCount() + " outputs from branch '" + branch.name() + "'",
                    Integer.toString(branch.outputs().size()));
        }
        TensorType type = branch.outputs().get(i).type();
        if (type == null || !type.shape().isKnown()) {
            throw context.invalid(
                    "a known type for output " + i + " of branch '" + branch.name() + "'",
                    String.valueOf(type));
        }
        return type;
    }
}
