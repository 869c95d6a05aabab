package org.ossicle.graph.eval;

import java.util.List;
import org.ossicle.error.EngineException;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Operator;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.op.Composite;
import org.ossicle.graph.op.Op;

/**
 * Computes operators and graphs in plain Java: to fold constants, as the oracle of tests, and where
 * no other engine can run. Stateless and safe for any number of threads; tensors given are read
 * only.
 *
 * <p>Real arithmetic is done in double and rounded once to the element type, except in the products
 * of FLOAT32 matrices and convolutions, which add up in float. Integer arithmetic keeps the low
 * bits.
 */
public final class Interpreter {
    private Interpreter() {}

    /**
     * Computes one operator. Every input is known here, so shapes may depend on values.
     *
     * @param inputs the inputs in order, null for an omitted optional one
     * @param outputCount how many of the operator's outputs are wanted
     * @return the outputs, fresh tensors on the heap
     * @throws InvalidGraphException if the inputs break the operator's rules
     * @throws EngineException if a value is one the operator must refuse, such as an index outside
     */
    public static Tensor[] evaluate(Operator op, Tensor[] inputs, int outputCount) {
        return GraphRunner.outermost().evaluate(op.name(), op, inputs, outputCount);
    }

    /** As {@link #evaluate(Operator, Tensor[], int)}, naming the node in messages. */
    public static Tensor[] evaluate(Node node, Tensor[] inputs) {
        return GraphRunner.outermost()
                .evaluate(where(node), node.op(), inputs, node.outputs().size());
    }

    /**
     * Computes a graph.
     *
     * @param inputs one tensor per input of the graph, in its order
     * @return one tensor per output of the graph, in its order
     */
    public static List<Tensor> run(Graph graph, List<Tensor> inputs) {
        return GraphRunner.outermost().run(graph, inputs);
    }

    static String where(Node node) {
        return node.name() + " (" + node.op().name() + ")";
    }

    /** Computes any operator that holds no graph. */
    static Tensor[] compute(String where, Operator op, Tensor[] inputs, int outputCount) {
        Evaluator<Op> evaluator = EvaluatorTable.of(op);
        if (evaluator == null && !(op instanceof Composite)) {
            throw new EngineException(
                    where, "an operator of this library", op.toString(), "remove it");
        }
        List<TensorType> types = op.infer(new TensorContext(where, inputs, outputCount));
        if (evaluator == null) {
            return GraphRunner.expand(where, op, inputs, outputCount);
        }
        Tensor[] outputs = new Tensor[types.size()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = allocate(where, types.get(i));
        }
        try {
            evaluator.evaluate((Op) op, inputs, outputs);
        } catch (RefusedDataException e) {
            throw new EngineException(where, e.expected(), e.found(), "check the inputs", e);
        }
        return outputs;
    }

    private static Tensor allocate(String where, TensorType type) {
        String remedy = "use an engine that keeps tensors outside the Java heap";
        if (type.shape().elements() > Integer.MAX_VALUE / Math.max(1, type.dtype().bytes())) {
            throw new EngineException(
                    where,
                    "tensors of at most " + Integer.MAX_VALUE + " bytes",
                    type.toString(),
                    remedy);
        }
        try {
            return Tensor.zeros(type.dtype(), type.shape().sizes());
        } catch (OutOfMemoryError e) {
            throw new EngineException(
                    where, "room on the Java heap for " + type, "none", remedy, e);
        }
    }
}
