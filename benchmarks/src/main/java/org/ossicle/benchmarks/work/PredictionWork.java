package org.ossicle.benchmarks.work;

import java.nio.FloatBuffer;
import java.util.Random;
import org.ossicle.engine.Engine;
import org.ossicle.engine.PlanState;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Node;
import org.ossicle.graph.Tensor;
import org.ossicle.onnx.OnnxImporter;
import org.ossicle.onnx.OnnxReader;

/**
 * The synthetic prediction network for one context after the other, as a plan and from tables: for
 * each place of the context and each token what the convolution makes of the token's embedding.
 */
public final class PredictionWork implements AutoCloseable {
    private static final int CONTEXT_SIZE = 2;
    private static final int CONTEXTS = 1024;
    private static final double TOLERANCE = 1e-4;

    private final PlanContender decoder;
    private final float[][] tables;
    private final int size;
    private final int[] tokens = new int[CONTEXTS + CONTEXT_SIZE];
    private final float[] sum;
    private final FloatBuffer prediction;
    private int next;

    /**
     * @param engine stays the caller's
     * @throws MissingModelException if the file is not there
     * @throws WrongOutputException if both ways give other predictions
     */
    public PredictionWork(Engine engine, ModelFolder models) {
        ModelWork work = ModelWork.RNNT_DECODER;
        ModelWork.Bound bound = work.bind(models.find(work.file()));
        decoder = new PlanContender(engine, bound);
        Graph graph = OnnxImporter.importGraph(OnnxReader.read(bound.file()));
        Tensor embedding = weights(graph, "Gather", 0);
        size = (int) embedding.dims()[1];
        tables = tables(embedding, weights(graph, "Conv", 1));
        sum = new float[size];
        prediction =
                OrtTensors.buffer(bound.plan().tensor(bound.plan().outputs().get(0)))
                        .asFloatBuffer();
        Random random = new Random(4);
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = random.nextInt((int) embedding.dims()[0]);
        }
        requireEqualPredictions();
    }

    private static Tensor weights(Graph graph, String op, int input) {
        for (Node node : graph.nodes()) {
            if (node.op().name().equals(op)) {
                return node.input(input).constant().load();
            }
        }
        throw new WrongOutputException("the prediction network has no " + op);
    }

    private static float[][] tables(Tensor embedding, Tensor kernel) {
        int vocabulary = (int) embedding.dims()[0];
        int size = (int) embedding.dims()[1];
        int group = (int) kernel.dims()[1];
        float[][] tables = new float[CONTEXT_SIZE][vocabulary * size];
        for (int place = 0; place < CONTEXT_SIZE; place++) {
            for (int i = 0; i < vocabulary * size; i++) {
                int channel = i % size;
                int first = i - channel % group;
                for (int j = 0; j < group; j++) {
                    int weight = (channel * group + j) * CONTEXT_SIZE + place;
                    tables[place][i] +=
                            (float) (kernel.getDouble(weight) * embedding.getDouble(first + j));
                }
            }
        }
        return tables;
    }

    private void requireEqualPredictions() {
        FloatBuffer wanted = decoder.state().output(0).asFloatBuffer();
        for (int i = 0; i < CONTEXTS; i++) {
            runPlan(i);
            lookUp(i);
            for (int j = 0; j < size; j++) {
                if (!(Math.abs(wanted.get(j) - sum[j]) <= TOLERANCE * (1 + Math.abs(sum[j])))) {
                    throw new WrongOutputException(
                            "prediction " + sum[j] + " from tables, " + wanted.get(j) + " else");
                }
            }
        }
    }

    private void runPlan(int context) {
        PlanState state = decoder.state();
        for (int i = 0; i < CONTEXT_SIZE; i++) {
            state.input(0).putLong(i * Long.BYTES, tokens[context + i]);
        }
        state.run();
    }

    private void lookUp(int context) {
        float[] oldest = tables[0];
        float[] latest = tables[1];
        int a = tokens[context] * size;
        int b = tokens[context + 1] * size;
        for (int i = 0; i < size; i++) {
            sum[i] = Math.max(oldest[a + i] + latest[b + i], 0f);
        }
    }

    private int nextContext() {
        next = (next + 1) % CONTEXTS;
        return next;
    }

    /** By our plan. */
    public Contender plan() {
        FloatBuffer output = decoder.state().output(0).asFloatBuffer();
        return new Borrowed(
                () -> {
                    runPlan(nextContext());
                    prediction.put(0, output, 0, size);
                });
    }

    /** From tables. */
    public Contender tables() {
        return new Borrowed(
                () -> {
                    lookUp(nextContext());
                    prediction.put(0, sum, 0, size);
                });
    }

    @Override
    public void close() {
        decoder.close();
    }
}
