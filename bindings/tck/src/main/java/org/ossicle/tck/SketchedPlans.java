package org.ossicle.tck;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.Storage;
import org.ossicle.graph.StoredTensor;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.graph.op.Identity;
import org.ossicle.graph.op.MatMul;
import org.ossicle.plan.Plan;

/** Small plans whose results are known. */
final class SketchedPlans {
    private static final Binary ADD = new Binary(BinaryKind.ADD);

    /** So many that weights are read from where they are and not copied into the program. */
    static final int COLUMNS = 1024;

    static final int WEIGHT_BYTES = 2 * COLUMNS * Float.BYTES;

    private SketchedPlans() {}

    /** The sum of two inputs of three numbers. */
    static Plan sum() {
        PlanSketch sketch = new PlanSketch("sum");
        int a = sketch.input(DType.FLOAT32, 3);
        int b = sketch.input(DType.FLOAT32, 3);
        int out = sketch.output(DType.FLOAT32, 3);
        return sketch.step(ADD, List.of(a, b), List.of(out)).build();
    }

    /** The sum of all inputs of two numbers so far. */
    static Plan accumulator() {
        PlanSketch sketch = new PlanSketch("accumulator");
        int in = sketch.input(DType.FLOAT32, 2);
        int state = sketch.state(DType.FLOAT32, 2);
        int out = sketch.output(DType.FLOAT32, 2);
        sketch.step(ADD, List.of(in, state), List.of(state + 1));
        return sketch.step(ADD, List.of(in, state), List.of(out)).build();
    }

    /** The last three inputs of 16 numbers, and the one before them. */
    static Plan cache() {
        PlanSketch sketch = new PlanSketch("cache");
        int in = sketch.input(DType.FLOAT32, 1, 16);
        int state = sketch.movingState(DType.FLOAT32, 3, 16, 1);
        int out = sketch.output(DType.FLOAT32, 4, 16);
        sketch.step(new Identity(), List.of(in), List.of(state + 3));
        return sketch.step(new Identity(), List.of(state + 2), List.of(out)).build();
    }

    /** The product of an input of two numbers and a matrix of 2 x {@value #COLUMNS}. */
    static Plan product(Storage weights) {
        return products(weights);
    }

    /** One such product for each matrix. */
    static Plan products(Storage... matrices) {
        PlanSketch sketch = new PlanSketch("products");
        int in = sketch.input(DType.FLOAT32, 1, 2);
        for (Storage matrix : matrices) {
            long[] dims = {2, COLUMNS};
            int weight = sketch.weight(new StoredTensor(DType.FLOAT32, dims, matrix));
            int out = sketch.output(DType.FLOAT32, 1, COLUMNS);
            sketch.step(new MatMul(), List.of(in, weight), List.of(out));
        }
        return sketch.build();
    }

    /** Some bytes of something else, then a matrix of 0, 1, 2 and so on. */
    static byte[] weightBytes(int before) {
        ByteBuffer bytes = ByteBuffer.allocate(before + WEIGHT_BYTES);
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < before; i++) {
            bytes.put(i, (byte) -1);
        }
        for (int i = 0; i < 2 * COLUMNS; i++) {
            bytes.putFloat(before + Float.BYTES * i, i);
        }
        return bytes.array();
    }

    /** A run that takes long enough for two threads to meet. */
    static Plan slow() {
        PlanSketch sketch = new PlanSketch("slow");
        int in = sketch.input(DType.FLOAT32, 128, 128);
        int out = sketch.output(DType.FLOAT32, 128, 128);
        return sketch.step(new MatMul(), List.of(in, in), List.of(out)).build();
    }

    /** Two accumulators side by side, of two numbers and of one. */
    static Plan accumulators() {
        PlanSketch sketch = new PlanSketch("accumulators");
        for (int numbers = 2; numbers >= 1; numbers--) {
            int in = sketch.input(DType.FLOAT32, numbers);
            int state = sketch.state(DType.FLOAT32, numbers);
            int out = sketch.output(DType.FLOAT32, numbers);
            sketch.step(ADD, List.of(in, state), List.of(state + 1));
            sketch.step(ADD, List.of(in, state), List.of(out));
        }
        return sketch.build();
    }

    /** A product large enough that an engine may divide it. */
    static Plan large() {
        PlanSketch sketch = new PlanSketch("large");
        int left = sketch.input(DType.FLOAT32, 16, 512);
        int right = sketch.weight(largeWeights());
        int out = sketch.output(DType.FLOAT32, 16, 1025);
        return sketch.step(new MatMul(), List.of(left, right), List.of(out)).build();
    }

    private static Tensor largeWeights() {
        float[] values = new float[512 * 1025];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i * 6007L % 1999) / 999f - 1;
        }
        return Tensor.ofFloats(new long[] {512, 1025}, values);
    }
}
