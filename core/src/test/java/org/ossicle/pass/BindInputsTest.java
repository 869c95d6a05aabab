package org.ossicle.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ossicle.error.InvalidGraphException;
import org.ossicle.graph.DType;
import org.ossicle.graph.Dim;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Shape;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;
import org.ossicle.graph.Value;

class BindInputsTest {
    private final Value x =
            new Value("x", type(DType.FLOAT32, Dim.symbol("N"), Dim.symbol("T"), Dim.of(80)));
    private final Value sr = new Value("sr", type(DType.INT64));
    private final Graph graph = new Graph("model", List.of(x, sr), List.of(), List.of(x));

    @Test
    void bindsDimensionsByNameAndTheRestToOne() {
        bind(Map.of("T", 45L), Map.of(), Map.of(), 1);
        assertEquals(TensorType.of(DType.FLOAT32, 1, 45, 80), x.type());
    }

    @Test
    void constantInputsAreInputsNoMore() {
        Tensor rate = Tensor.ofLongs(new long[0], 16000);
        bind(Map.of(), Map.of(), Map.of("sr", rate), 1);
        assertEquals(List.of(x), graph.inputs());
        assertEquals(rate, sr.constant());
    }

    @Test
    void wholeShapesBindDimensionsWithoutNames() {
        bind(Map.of("N", 2L), Map.of("x", List.of(2L, 7L, 80L)), Map.of(), -1);
        assertEquals(TensorType.of(DType.FLOAT32, 2, 7, 80), x.type());
    }

    @Test
    void refusesWhatDoesNotFit() {
        Tensor wrongType = Tensor.ofFloats(new long[0], 1);
        Tensor wrongShape = Tensor.ofLongs(new long[] {1}, 1);
        assertRefused("dimension 'T'", Map.of("N", 1L), Map.of(), Map.of(), -1);
        assertRefused("[1, 9, 81]", Map.of(), Map.of("x", List.of(1L, 9L, 81L)), Map.of(), 1);
        assertRefused("[9, 80]", Map.of(), Map.of("x", List.of(9L, 80L)), Map.of(), 1);
        assertRefused("float32[]", Map.of(), Map.of(), Map.of("sr", wrongType), 1);
        assertRefused("int64[1]", Map.of(), Map.of(), Map.of("sr", wrongShape), 1);
        assertRefused("[rate]", Map.of(), Map.of(), Map.of("rate", wrongShape), 1);
    }

    private void assertRefused(
            String found,
            Map<String, Long> dims,
            Map<String, List<Long>> shapes,
            Map<String, Tensor> constants,
            long others) {
        InvalidGraphException e =
                assertThrows(
                        InvalidGraphException.class, () -> bind(dims, shapes, constants, others));
        assertTrue(e.getMessage().contains(found), e.getMessage());
    }

    private void bind(
            Map<String, Long> dims,
            Map<String, List<Long>> shapes,
            Map<String, Tensor> constants,
            long others) {
        new BindInputs(dims, shapes, constants, others).run(graph);
    }

    private static TensorType type(DType dtype, Dim... dims) {
        return new TensorType(dtype, new Shape(new ArrayList<>(List.of(dims))));
    }
}
