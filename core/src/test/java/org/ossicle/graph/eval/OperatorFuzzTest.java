package org.ossicle.graph.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ossicle.error.EngineException;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.op.Composite;
import org.ossicle.graph.op.If;
import org.ossicle.graph.op.Op;
import org.ossicle.graph.op.TensorLimits;

/** Whatever operators meet, they either work or throw a typed exception. */
class OperatorFuzzTest {
    private static final int TRIES = 120;

    static List<OperatorExamples.Example> examples() {
        return OperatorExamples.all();
    }

    @Test
    void everyOperatorHasAnExample() {
        Set<Class<?>> expected = new HashSet<>(Arrays.asList(Op.class.getPermittedSubclasses()));
        expected.addAll(Arrays.asList(Composite.class.getPermittedSubclasses()));
        expected.removeAll(List.of(If.class, Composite.class));
        assertEquals(
                expected,
                examples().stream().map(e -> e.op().getClass()).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void computesExamples(OperatorExamples.Example example) {
        Tensor[] outputs =
                Interpreter.evaluate(example.op(), example.inputs(), example.outputCount());
        assertEquals(example.outputCount(), outputs.length);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void computesOrRefuses(OperatorExamples.Example example) {
        Mutations mutations = new Mutations(example.toString().hashCode());
        for (int i = 0; i < TRIES; i++) {
            OperatorExamples.Example damaged = mutations.mutate(example);
            Op op = damaged.op();
            try {
                Tensor[] outputs =
                        Interpreter.evaluate(op, damaged.inputs(), damaged.outputCount());
                assertEquals(damaged.outputCount(), outputs.length, op::toString);
            } catch (InvalidGraphException | EngineException e) {
                assertTrue(e.where().startsWith(op.name()), e::getMessage);
            } catch (RuntimeException e) {
                throw new AssertionError(damaged.toString(), e);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void refusesAbsurdSizes(OperatorExamples.Example example) {
        Mutations mutations = new Mutations(example.toString().hashCode());
        for (int i = 0; i < TRIES; i++) {
            OperatorExamples.Example damaged = i == 0 ? example : mutations.mutate(example);
            TensorType[] types = new TensorType[damaged.inputs().length];
            for (int j = 0; j < types.length; j++) {
                Tensor input = damaged.inputs()[j];
                long[] dims = input == null ? null : input.dims();
                dims = (i + j) % 3 == 0 && input != null ? mutations.stretch(dims) : dims;
                types[j] = input == null ? null : TensorType.of(input.dtype(), dims);
            }
            try {
                for (TensorType output : damaged.op().infer(new TypesOnly(damaged, types))) {
                    long elements = output.shape().elements();
                    assertTrue(elements <= TensorLimits.MAX_ELEMENTS, damaged::toString);
                }
            } catch (InvalidGraphException e) {
                assertEquals("fuzz", e.where(), e::getMessage);
            } catch (RuntimeException e) {
                throw new AssertionError(damaged + " with " + Arrays.toString(types), e);
            }
        }
    }

    /** Given types; values are known of the inputs whose type is theirs. */
    private record TypesOnly(OperatorExamples.Example example, TensorType[] types)
            implements InferenceContext {
        @Override
        public int inputCount() {
            return types.length;
        }

        @Override
        public int outputCount() {
            return example.outputCount();
        }

        @Override
        public boolean has(int i) {
            return i < types.length && types[i] != null;
        }

        @Override
        public TensorType type(int i) {
            return types[i];
        }

        @Override
        public Tensor constant(int i) {
            Tensor value = example.inputs()[i];
            return value.type().equals(types[i]) ? value : null;
        }

        @Override
        public InvalidGraphException invalid(String expected, String found) {
            return new InvalidGraphException("fuzz", expected, found, "nothing");
        }
    }
}
