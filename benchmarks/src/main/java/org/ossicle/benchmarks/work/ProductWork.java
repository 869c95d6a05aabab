package org.ossicle.benchmarks.work;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.ossicle.engine.CompileOptions;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.Engine;
import org.ossicle.engine.InterpreterProvider;
import org.ossicle.engine.PlanState;
import org.ossicle.graph.Constant;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Activation;
import org.ossicle.graph.op.FusedMatMul;
import org.ossicle.graph.op.QuantizedMatMul;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.Residence;
import org.ossicle.plan.Slot;
import org.ossicle.plan.Step;

/**
 * Products of one matrix with constant weights and a bias, one after the other.
 *
 * @param rows of the matrix
 * @param inner columns of the matrix and rows of the weights
 * @param columns of the weights
 * @param bytes whether the matrix is u8 and the weights are s8 with a scale per column, or all are
 *     float
 */
public record ProductWork(int rows, int inner, int columns, boolean bytes) {
    private static final double TOLERANCE = 1e-4;
    private static final int INPUT = 0;
    private static final int OUTPUT = 1;

    /** Rows of a product that are compared with the interpreter's, spread over all of them. */
    private static final int MOST_CHECKED_ROWS = 32;

    /**
     * Opens {@code products} products and compares the last one with the interpreter's.
     *
     * @param engine stays the caller's
     * @param weights as {@link #weights} makes them, taken in turns: a single one stays in cache
     * @throws WrongOutputException if they disagree
     */
    public Contender open(Engine engine, List<Constant> weights, int products) {
        PlanRunner runner = new PlanRunner(engine, plan(weights, products));
        fill(runner.state.input(0));
        runner.run();
        int checked = Math.min(rows, MOST_CHECKED_ROWS);
        ProductWork part = new ProductWork(checked, inner, columns, bytes);
        List<Constant> last = List.of(weights.get((products - 1) % weights.size()));
        try (Engine interpreter = new InterpreterProvider().open();
                PlanRunner oracle = new PlanRunner(interpreter, part.plan(last, 1))) {
            int bytesPerRow = inner * type().bytes();
            for (int i = 0; i < checked; i++) {
                int from = checkedRow(i, checked) * bytesPerRow;
                oracle.state
                        .input(0)
                        .put(i * bytesPerRow, runner.state.input(0), from, bytesPerRow);
            }
            oracle.run();
            compare(engine, checked, oracle.state.output(0), runner.state.output(0));
        }
        return runner;
    }

    private int checkedRow(int i, int checked) {
        return checked == rows ? i : (int) ((long) i * (rows - 1) / (checked - 1));
    }

    private DType type() {
        return bytes ? DType.INT8 : DType.FLOAT32;
    }

    /** As many different weights as take {@code total} bytes. */
    public List<Constant> weights(long total) {
        return randomWeights((int) (total / weightBytes()));
    }

    /** One weight. */
    public List<Constant> weight() {
        return randomWeights(1);
    }

    private long weightBytes() {
        return (long) inner * columns * type().bytes();
    }

    private List<Constant> randomWeights(int count) {
        List<Constant> weights = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < count; i++) {
            ByteBuffer data =
                    ByteBuffer.allocateDirect((int) weightBytes()).order(ByteOrder.LITTLE_ENDIAN);
            fill(random, data);
            weights.add(new Tensor(type(), new long[] {inner, columns}, data));
        }
        return weights;
    }

    private static float[] floats(SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble() - 0.5f;
        }
        return values;
    }

    private void fill(ByteBuffer input) {
        fill(new SplittableRandom(2), input);
    }

    private void fill(SplittableRandom random, ByteBuffer to) {
        if (bytes) {
            byte[] values = new byte[to.capacity()];
            random.nextBytes(values);
            to.put(0, values);
        } else {
            to.asFloatBuffer().put(floats(random, to.capacity() / Float.BYTES));
        }
    }

    /** Products that write to one output, so that the last weight's result is left there. */
    private Plan plan(List<Constant> matrices, int products) {
        List<Constant> weights = new ArrayList<>(matrices);
        weights.add(
                Tensor.ofFloats(new long[] {columns}, floats(new SplittableRandom(3), columns)));
        weights.add(
                Tensor.ofFloats(new long[] {columns}, floats(new SplittableRandom(4), columns)));
        weights.add(Tensor.ofFloats(new long[0], 0.01f));
        weights.add(new Tensor(DType.UINT8, new long[0], ByteBuffer.allocate(1).put(0, (byte) 99)));
        weights.add(Tensor.zeros(DType.INT8));
        List<PlanTensor> tensors = new ArrayList<>();
        DType type = bytes ? DType.UINT8 : DType.FLOAT32;
        add(tensors, type, new long[] {rows, inner}, Residence.INPUT, 0);
        add(tensors, DType.FLOAT32, new long[] {rows, columns}, Residence.OUTPUT, 1);
        for (int i = 0; i < weights.size(); i++) {
            add(tensors, weights.get(i).dtype(), weights.get(i).dims(), Residence.WEIGHT, i);
        }
        int bias = OUTPUT + 1 + matrices.size();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < products; i++) {
            int matrix = OUTPUT + 1 + i % matrices.size();
            List<Integer> inputs =
                    bytes
                            ? List.of(INPUT, bias + 2, bias + 3, matrix, bias + 1, bias + 4, bias)
                            : List.of(INPUT, matrix, bias);
            var op =
                    bytes ? new QuantizedMatMul(Activation.NONE) : new FusedMatMul(Activation.NONE);
            steps.add(new Step("product " + i, op, inputs, List.of(OUTPUT)));
        }
        List<Slot> slots =
                List.of(
                        new Slot(Residence.INPUT, tensors.get(INPUT).byteSize()),
                        new Slot(Residence.OUTPUT, tensors.get(OUTPUT).byteSize()));
        return new Plan(
                toString(),
                tensors,
                steps,
                slots,
                weights,
                List.of(INPUT),
                List.of(OUTPUT),
                List.of(),
                0);
    }

    private static void add(
            List<PlanTensor> tensors, DType type, long[] dims, Residence residence, int slot) {
        int id = tensors.size();
        long[] strides = PlanTensor.contiguousStrides(dims);
        tensors.add(new PlanTensor(id, "t" + id, type, dims, strides, residence, slot, 0));
    }

    private void compare(Engine engine, int checked, ByteBuffer expected, ByteBuffer found) {
        double magnitude = Double.MIN_NORMAL;
        double difference = 0;
        for (int i = 0; i < checked * columns; i++) {
            int at = checkedRow(i / columns, checked) * columns + i % columns;
            float wanted = expected.getFloat(i * Float.BYTES);
            magnitude = Math.max(magnitude, Math.abs(wanted));
            double error = Math.abs(wanted - found.getFloat(at * Float.BYTES));
            difference = Math.max(difference, error);
        }
        if (!(difference <= TOLERANCE * magnitude)) {
            throw new WrongOutputException(
                    engine.name() + ": " + this + " is off by " + difference / magnitude);
        }
    }

    private static final class PlanRunner implements Contender {
        private final CompiledPlan compiled;
        private final PlanState state;

        PlanRunner(Engine engine, Plan plan) {
            compiled = engine.compile(plan, CompileOptions.DEFAULT);
            state = compiled.newState();
        }

        @Override
        public void run() {
            state.run();
        }

        @Override
        public void close() {
            state.close();
            compiled.close();
        }
    }
}
