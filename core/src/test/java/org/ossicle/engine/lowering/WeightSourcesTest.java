package org.ossicle.engine.lowering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ossicle.graph.Constant;
import org.ossicle.graph.DType;
import org.ossicle.graph.Storage;
import org.ossicle.graph.StoredTensor;
import org.ossicle.graph.Tensor;

class WeightSourcesTest {
    @TempDir Path folder;

    @Test
    void everyWeightIsFoundWhereItsPlaceSays() throws IOException {
        byte[] bytes = new byte[400_000];
        new Random(1).nextBytes(bytes);
        Path file = Files.write(folder.resolve("weights"), bytes);
        List<Constant> weights = new ArrayList<>();
        weights.add(stored(file, DType.FLOAT32, 101, 20_000));
        weights.add(stored(file, DType.INT8, 80_101, 7_001));
        weights.add(stored(file, DType.FLOAT32, 87_103, 5_000));
        weights.add(stored(file, DType.FLOAT32, 107_105, 5_000));
        weights.add(stored(file, DType.FLOAT32, 300_001, 5_000));
        weights.add(stored(file, DType.FLOAT32, 320_001, 3));
        weights.add(Tensor.ofFloats(new long[] {2}, 1, 2));
        weights.add(Tensor.ofLongs(new long[] {1}, 7));
        weights.add(Tensor.ofFloats(new long[] {1, 2}, 1, 2));
        ByteBuffer direct = ByteBuffer.allocateDirect(8192).order(ByteOrder.LITTLE_ENDIAN);
        direct.putFloat(4, 5).clear();
        weights.add(new Tensor(DType.FLOAT32, new long[] {2048}, direct));
        WeightSources sources = new WeightSources(weights);
        for (int i = 0; i < weights.size(); i++) {
            Constant weight = weights.get(i);
            WeightSources.Place place = sources.place(i);
            assertEquals(0, place.offset() % weight.dtype().bytes());
            byte[] found = read(sources.sources().get(place.source()), place, weight.byteSize());
            byte[] wanted = new byte[(int) weight.byteSize()];
            weight.load().data().get(wanted);
            assertEquals(Arrays.hashCode(wanted), Arrays.hashCode(found), "weight " + i);
        }
        assertEquals(sources.place(0).source(), sources.place(1).source(), "neighbours");
        assertNotEquals(sources.place(0).source(), sources.place(2).source(), "unlike alignment");
        assertEquals(sources.place(6), sources.place(8), "equal constants");
        assertInstanceOf(Storage.Memory.class, sources.sources().get(sources.place(9).source()));
    }

    @Test
    void distantWeightsOfAFileDoNotDragInWhatLiesBetween() throws IOException {
        Path file = Files.write(folder.resolve("weights"), new byte[10_000_000]);
        List<Constant> weights =
                List.of(
                        stored(file, DType.INT8, 0, 5000),
                        stored(file, DType.INT8, 9_000_000, 5000));
        WeightSources sources = new WeightSources(weights);
        assertEquals(2, sources.sources().size());
        assertEquals(5000, sources.sources().get(0).length());
    }

    private static StoredTensor stored(Path file, DType dtype, long offset, long elements) {
        Storage range = new Storage.FileRange(file, offset, elements * dtype.bytes());
        return new StoredTensor(dtype, new long[] {elements}, range);
    }

    private static byte[] read(Storage storage, WeightSources.Place place, long length)
            throws IOException {
        byte[] bytes = new byte[(int) length];
        if (storage instanceof Storage.Memory memory) {
            memory.bytes().duplicate().get((int) place.offset(), bytes);
            return bytes;
        }
        Storage.FileRange range = (Storage.FileRange) storage;
        int from = (int) (range.offset() + place.offset());
        return Arrays.copyOfRange(Files.readAllBytes(range.file()), from, from + bytes.length);
    }
}
