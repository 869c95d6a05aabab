package org.ossicle.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ossicle.onnx.ModelBuilder.FLOAT;
import static org.ossicle.onnx.ModelBuilder.tensor;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.error.ModelFileException;
import org.ossicle.error.ModelFormatException;
import org.ossicle.graph.DType;
import org.ossicle.graph.StoredTensor;
import org.ossicle.graph.Tensor;

class TensorDecoderTest {
    private static OnnxTensor decode(Proto tensor) {
        return new ModelBuilder(13).initializer(tensor).read().graph().initializers().get(0);
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = "STRING", mode = EnumSource.Mode.EXCLUDE)
    void readsRawElementsOfEveryType(DType dtype) {
        Tensor wanted = Tensor.zeros(dtype, 2, 3);
        for (int i = 0; i < 6; i++) {
            wanted.setLong(i, dtype == DType.BOOL ? i % 2 : i * 7);
        }
        byte[] raw = new byte[6 * dtype.bytes()];
        wanted.data().get(raw);
        Proto proto = tensor("t", dtype.onnxCode(), new long[] {2, 3}).bytes(9, raw);
        assertSame(wanted, decode(proto));
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = "STRING", mode = EnumSource.Mode.EXCLUDE)
    void readsTypedElementsPackedAndOneByOne(DType dtype) {
        Tensor wanted = Tensor.zeros(dtype, 3);
        wanted.setLong(0, 1);
        wanted.setLong(1, dtype.isSignedInteger() || dtype.isFloat() ? -5 : 1);
        for (boolean packed : new boolean[] {true, false}) {
            Proto proto = tensor("t", dtype.onnxCode(), new long[] {3});
            Proto values = new Proto();
            for (int i = 0; i < 3; i++) {
                appendTyped(packed ? values : proto, packed, wanted, i);
            }
            if (packed) {
                proto.bytes(fieldOf(dtype), values.toBytes());
            }
            assertSame(wanted, decode(proto));
        }
    }

    private static void appendTyped(Proto target, boolean packed, Tensor tensor, int i) {
        int field = fieldOf(tensor.dtype());
        if (packed && (field == 4 || field == 10)) {
            byte[] element = new byte[tensor.dtype().bytes()];
            tensor.data().position(i * element.length).get(element);
            target.raw(element);
        } else if (field == 4) {
            target.float32(4, (float) tensor.getDouble(i));
        } else if (field == 10) {
            target.float64(10, tensor.getDouble(i));
        } else if (packed) {
            target.varint(bits(tensor, i));
        } else {
            target.integer(field, bits(tensor, i));
        }
    }

    /** The number by which int32_data stands for an element: 16-bit floats by their bits. */
    private static long bits(Tensor tensor, int i) {
        boolean half = tensor.dtype() == DType.FLOAT16 || tensor.dtype() == DType.BFLOAT16;
        return half ? tensor.data().getShort(2 * i) & 0xFFFF : tensor.getLong(i);
    }

    private static int fieldOf(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> 4;
            case INT64 -> 7;
            case FLOAT64 -> 10;
            case UINT32, UINT64 -> 11;
            default -> 5;
        };
    }

    private static void assertSame(Tensor wanted, OnnxTensor found) {
        Tensor tensor = found.data().load();
        assertEquals(wanted.type(), tensor.type());
        assertEquals(wanted.data(), tensor.data());
    }

    @Test
    void largeTypedElementsLieOffTheHeap() {
        float[] values = new float[5000];
        values[4999] = 2499.5f;
        OnnxTensor floats = decode(tensor("f", FLOAT, new long[] {5000}).packedFloats(4, values));
        assertInstanceOf(StoredTensor.class, floats.data());
        assertEquals(2499.5, floats.data().load().getDouble(4999));

        long[] longs = new long[5000];
        Arrays.setAll(longs, i -> -i);
        OnnxTensor ints = decode(tensor("i", 7, new long[] {5000}).packed(7, longs));
        Tensor tensor = assertInstanceOf(Tensor.class, ints.data());
        assertTrue(tensor.data().isDirect());
        assertArrayEquals(longs, tensor.toLongs());
    }

    @Test
    void emptyTensorsNeedNoElements() {
        assertEquals(0, decode(tensor("e", 7, new long[] {0, 3})).data().load().elements());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 14, 17, 22, 99})
    void otherTypesAreCarriedAsObstacles(int code) {
        OnnxTensor tensor = decode(tensor("s", code, new long[] {1}).string(6, "text"));
        assertTrue(tensor.obstacle().startsWith("elements of type "), tensor.obstacle());
    }

    @Test
    void refusesSizesThatDoNotFitTheElements() {
        assertBroken("4 bytes for float32[1]", tensor("t", FLOAT, one()).bytes(9, new byte[5]));
        assertBroken("1 elements in field 4 for float32[1]", tensor("t", FLOAT, one()));
        assertBroken("1 elements in field 4 for float32[1]", typed(5, 1));
        assertBroken("1 elements in field 4 for float32[1]", typed(4, 2));
        assertBroken("elements in one field", typed(4, 1).bytes(9, new byte[4]));
        assertBroken("elements in one field", typed(4, 1).float64(10, 2));
        assertBroken("sizes of at least 0", tensor("t", FLOAT, new long[] {-1}));
        assertBroken(
                "a tensor that fits 64-bit sizes",
                tensor("t", FLOAT, new long[] {1L << 40, 1L << 40}));
        assertBroken(
                "4294967296 bytes for float32[1073741824]",
                tensor("t", FLOAT, new long[] {1L << 30}).bytes(9, new byte[8]));
        assertBroken("at most 64 dimensions", tensor("t", FLOAT, new long[65]));
    }

    @Test
    void refusesPackedElementsCutInTheMiddle() {
        assertThrows(
                ModelFileException.class,
                () -> decode(tensor("t", FLOAT, one()).bytes(4, new byte[5])));
    }

    private static long[] one() {
        return new long[] {1};
    }

    private static Proto typed(int field, int count) {
        Proto tensor = tensor("t", FLOAT, one());
        for (int i = 0; i < count; i++) {
            if (field == 4) {
                tensor.float32(4, i);
            } else {
                tensor.integer(field, i);
            }
        }
        return tensor;
    }

    private static void assertBroken(String expected, Proto tensor) {
        ModelFormatException e = assertThrows(ModelFormatException.class, () -> decode(tensor));
        assertEquals(expected, e.expected());
        assertEquals("test.onnx, tensor 't'", e.where());
    }
}
