package org.ossicle.benchmarks.work;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
 * Products of one matrix with {@value #PRODUCTS} weights of {@value #SIZE} x {@value #SIZE} with
 * bias, one after the other: with one weight over and over, which stays in cache, or with as many
 * as do not fit there.
 *
 * @param rows of the matrix
 * @param bytes whether it is u8 and the weights are s8 with a scale per column, or all are float
 * @param rotating whether every product has a weight of its own
 */
public record ProductWork(int rows, boolean bytes, boolean rotating) {
    public static final int PRODUCTS = 256;
    public static final int SIZE = 512;

    private static final double TOLERANCE = 1e-4;
    private static final int INPUT = 0;
    private static final int OUTPUT = 1;

    /**
     * Opens the work and compares its last product with the interpreter's.
     *
     * @param engine stays the caller's
     * @throws WrongOutputException if they disagree
     */
    public Contender open(Engine engine) {
        List<Constant> weights = weights(rotating ? PRODUCTS : 1);
        PlanRunner runner = new PlanRunner(engine, plan(weights, PRODUCTS));
        fill(runner.state.input(0));
        runner.run();
        List<Constant> last = List.of(weights.get(weights.size() - 1));
        try (Engine interpreter = new InterpreterProvider().open();
                PlanRunner oracle = new PlanRunner(interpreter, plan(last, 1))) {
            fill(oracle.state.input(0));
            oracle.run();
            compare(engine, oracle.state.output(0), runner.state.output(0));
        }
        return runner;
    }

    private List<Constant> weights(int count) {
        List<Constant> weights = new ArrayList<>();
        DType type = bytes ? DType.INT8 : DType.FLOAT32;
        Random random = new Random(1);
        for (int i = 0; i < count; i++) {
            ByteBuffer data =
                    ByteBuffer.allocateDirect(SIZE * SIZE * type.bytes())
                            .order(ByteOrder.LITTLE_ENDIAN);
            if (bytes) {
                byte[] values = new byte[data.capacity()];
                random.nextBytes(values);
                data.put(0, values);
            } else {
                data.asFloatBuffer().put(floats(random, SIZE * SIZE));
            }
            weights.add(new Tensor(type, new long[] {SIZE, SIZE}, data));
        }
        return weights;
    }

    private static float[] floats(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }

    private void fill(ByteBuffer input) {
        Random random = new Random(2);
        if (bytes) {
            byte[] values = new byte[input.capacity()];
            random.nextBytes(values);
            input.put(0, values);
        } else {
            input.asFloatBuffer().put(floats(random, input.capacity() / Float.BYTES));
        }
    }

    /** Products that write to one output, so that the last weight's result is left there. */
    private Plan plan(List<Constant> matrices, int products) {
        List<Constant> weights = new ArrayList<>(matrices);
        weights.add(Tensor.ofFloats(new long[] {SIZE}, floats(new Random(3), SIZE)));
        weights.add(Tensor.ofFloats(new long[] {SIZE}, floats(new Random(4), SIZE)));
        weights.add(Tensor.ofFloats(new long[0], 0.01f));
        weights.add(new Tensor(DType.UINT8, new long[0], ByteBuffer.allocate(1).put(0, (byte) 99)));
        weights.add(Tensor.zeros(DType.INT8));
        List<PlanTensor> tensors = new ArrayList<>();
        DType type = bytes ? DType.UINT8 : DType.FLOAT32;
        add(tensors, type, new long[] {rows, SIZE}, Residence.INPUT, 0);
        add(tensors, DType.FLOAT32, new long[] {rows, SIZE}, Residence.OUTPUT, 1);
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

    private void compare(Engine engine, ByteBuffer expected, ByteBuffer found) {
        double magnitude = Double.MIN_NORMAL;
        double difference = 0;
        for (int i = 0; i < expected.capacity(); i += Float.BYTES) {
            double error = Math.abs(expected.getFloat(i) - found.getFloat(i));
            magnitude = Math.max(magnitude, Math.abs(expected.getFloat(i)));
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
