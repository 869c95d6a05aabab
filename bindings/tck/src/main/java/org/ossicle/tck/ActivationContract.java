package org.ossicle.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.ossicle.engine.CompileOptions;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.Engine;
import org.ossicle.engine.PlanState;
import org.ossicle.graph.DType;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.Activation;
import org.ossicle.graph.op.ConvAttributes;
import org.ossicle.graph.op.FusedConv;
import org.ossicle.graph.op.FusedMatMul;
import org.ossicle.graph.op.QuantizeLinear;
import org.ossicle.graph.op.QuantizedMatMul;
import org.ossicle.plan.Plan;

/** What every engine makes of products and convolutions that apply an activation. */
interface ActivationContract {
    float[] GIVEN = {-3, -2, -1, -0.5f, 0, 0.5f, 1, 2, 3};

    /** The normal distribution function at each of them. */
    double[] NORMAL = {
        0.00134989803,
        0.0227501319,
        0.158655254,
        0.308537539,
        0.5,
        0.691462461,
        0.841344746,
        0.977249868,
        0.998650102
    };

    /** Opens the engine under test. */
    Engine open();

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    default void activatesProducts(Activation activation) {
        PlanSketch sketch = new PlanSketch("activated product");
        int in = sketch.input(DType.FLOAT32, 1, GIVEN.length);
        int one = sketch.weight(identity(DType.FLOAT32, GIVEN.length));
        int out = sketch.output(DType.FLOAT32, 1, GIVEN.length);
        sketch.step(new FusedMatMul(activation), List.of(in, one), List.of(out));
        assertActivated(sketch.build(), activation);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    default void activatesProductsOfBytes(Activation activation) {
        PlanSketch sketch = new PlanSketch("activated product of bytes");
        int n = GIVEN.length;
        int in = sketch.input(DType.FLOAT32, 1, n);
        int bytes = sketch.scratch(DType.UINT8, 1, n);
        int half = sketch.weight(Tensor.ofFloats(new long[0], 0.5f));
        int zero = sketch.weight(scalar(DType.UINT8, 6));
        sketch.step(new QuantizeLinear(0, 0, DType.UINT8), List.of(in, half, zero), List.of(bytes));
        int one = sketch.weight(identity(DType.INT8, n));
        int scale = sketch.weight(Tensor.ofFloats(new long[0], 1));
        int none = sketch.weight(scalar(DType.INT8, 0));
        int out = sketch.output(DType.FLOAT32, 1, n);
        sketch.step(
                new QuantizedMatMul(activation),
                List.of(bytes, half, zero, one, scale, none),
                List.of(out));
        assertActivated(sketch.build(), activation);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    default void activatesConvolutions(Activation activation) {
        PlanSketch sketch = new PlanSketch("activated convolution");
        int in = sketch.input(DType.FLOAT32, 1, 1, GIVEN.length);
        int tap = sketch.weight(Tensor.ofFloats(new long[] {1, 1, 1}, 1));
        int out = sketch.output(DType.FLOAT32, 1, 1, GIVEN.length);
        sketch.step(
                new FusedConv(ConvAttributes.DEFAULT, activation), List.of(in, tap), List.of(out));
        assertActivated(sketch.build(), activation);
    }

    /** What an activation makes of {@link #GIVEN}, from tables and closed forms. */
    private static float[] activated(Activation activation) {
        float[] results = new float[GIVEN.length];
        for (int i = 0; i < results.length; i++) {
            double x = GIVEN[i];
            double cubic = Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
            results[i] =
                    (float)
                            switch (activation) {
                                case NONE -> x;
                                case RELU -> Math.max(0, x);
                                case SIGMOID -> 1 / (1 + Math.exp(-x));
                                case TANH -> Math.tanh(x);
                                case SILU -> x / (1 + Math.exp(-x));
                                case GELU_ERF -> x * NORMAL[i];
                                case GELU_TANH -> x / 2 * (1 + Math.tanh(cubic));
                            };
        }
        return results;
    }

    private static Tensor identity(DType type, int n) {
        Tensor one = Tensor.zeros(type, n, n);
        for (int i = 0; i < n; i++) {
            one.setDouble(i * (n + 1), 1);
        }
        return one;
    }

    private static Tensor scalar(DType type, int value) {
        Tensor scalar = Tensor.zeros(type);
        scalar.setLong(0, value);
        return scalar;
    }

    private void assertActivated(Plan plan, Activation activation) {
        try (Engine engine = open();
                CompiledPlan compiled = engine.compile(plan, CompileOptions.DEFAULT);
                PlanState state = compiled.newState()) {
            Floats.put(state.input(0), GIVEN);
            state.run();
            assertArrayEquals(activated(activation), Floats.of(state.output(0)), 1e-6f);
        }
    }
}
