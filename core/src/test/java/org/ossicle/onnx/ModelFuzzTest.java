package org.ossicle.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.ossicle.onnx.ModelBuilder.BOOL;
import static org.ossicle.onnx.ModelBuilder.FLOAT;
import static org.ossicle.onnx.ModelBuilder.attr;
import static org.ossicle.onnx.ModelBuilder.attrGraph;
import static org.ossicle.onnx.ModelBuilder.attrInts;
import static org.ossicle.onnx.ModelBuilder.attrReference;
import static org.ossicle.onnx.ModelBuilder.floats;
import static org.ossicle.onnx.ModelBuilder.longs;
import static org.ossicle.onnx.ModelBuilder.nodeProto;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ossicle.error.OssicleException;
import org.ossicle.graph.Graph;
import org.ossicle.graph.GraphChecker;

/** Damages models in many ways: only typed exceptions may come out, soon and without waste. */
class ModelFuzzTest {
    private static final int MUTATIONS = 2000;
    private static final long MAX_ALLOCATED_BYTES = 32 << 20;
    private static final long MAX_MS = 5000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void mutatedModelsRaiseOnlyTypedExceptions() {
        byte[] sound = smallModel();
        GraphChecker.check(OnnxImporter.importGraph(OnnxReader.read("sound", sound, null)));
        Random random = new Random(7);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            refused += refuses(mutate(sound, random)) ? 1 : 0;
        }
        assertTrue(refused > MUTATIONS / 4, "only " + refused + " were refused");
    }

    @Test
    void truncatedEncoderRaisesOnlyTypedExceptions() throws IOException {
        Path encoder =
                Path.of(
                        System.getProperty("ossicle.shared", "none"),
                        "models/zipformer2-en-3.3M/encoder.int8.onnx");
        assumeTrue(Files.exists(encoder), "no " + encoder);
        byte[] whole = Files.readAllBytes(encoder);
        Random random = new Random(8);
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            refused += refuses(Arrays.copyOf(whole, random.nextInt(whole.length))) ? 1 : 0;
        }
        assertTrue(refused > 95, "only " + refused + " were refused");
    }

    private boolean refuses(byte[] bytes) {
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        boolean refused = false;
        try {
            OnnxReader.readHeader("fuzz", ByteBuffer.wrap(bytes));
            Graph graph = OnnxImporter.importGraph(OnnxReader.read("fuzz", bytes, null));
            GraphChecker.check(graph);
        } catch (OssicleException e) {
            refused = true;
        }
        long ms = (System.nanoTime() - start) / 1_000_000;
        allocated = threads.getCurrentThreadAllocatedBytes() - allocated;
        assertTrue(ms < MAX_MS, ms + " ms");
        assertTrue(allocated < MAX_ALLOCATED_BYTES, allocated + " bytes allocated");
        return refused;
    }

    private static byte[] mutate(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> bytes[at] = (byte) 0xFF;
            case 3 -> bytes = Arrays.copyOf(bytes, at);
            case 4 -> {
                for (int i = 0; i < 8; i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
            }
            default -> {
                int from = random.nextInt(bytes.length);
                int count = Math.min(random.nextInt(32), bytes.length - Math.max(at, from));
                System.arraycopy(sound, from, bytes, at, count);
            }
        }
        return bytes;
    }

    /** A model that has a bit of everything the reader knows. */
    static byte[] smallModel() {
        Proto then = new ModelBuilder(16).node("Neg", "h", "a").output("a", FLOAT, 2).graph();
        Proto other = new ModelBuilder(16).node("Abs", "h", "b").output("b", FLOAT, 2).graph();
        Proto function =
                new Proto()
                        .string(1, "Leaky")
                        .string(4, "v")
                        .string(5, "r")
                        .string(6, "slope")
                        .message(7, leaky())
                        .message(9, ModelBuilder.opsetId("", 16))
                        .string(10, "local");
        return new ModelBuilder(16)
                .opset("local", 1)
                .metadata("T", "45")
                .input("x", FLOAT, "N", 4)
                .input("c", BOOL)
                .output("y", FLOAT, "N", 2)
                .initializer(floats("w", new long[] {4, 2}, 1, 2, 3, 4, 5, 6, 7, 8))
                .initializer(longs("axes", 0))
                .initializer(ModelBuilder.tensor("b", FLOAT, new long[] {2}).packedFloats(4, 1, 2))
                .node("MatMul", "x,w", "m")
                .node("Add", "m,b", "s")
                .node(nodeProto("local", "Leaky", "s", "h", attr("slope", 0.1f)))
                .node(
                        "If",
                        "c",
                        "i",
                        attrGraph("then_branch", then),
                        attrGraph("else_branch", other))
                .node("Transpose", "i", "t", attrInts("perm", 1, 0))
                .node("Transpose", "t", "y", attrInts("perm", 1, 0))
                .function(function)
                .build();
    }

    private static Proto leaky() {
        return nodeProto("", "LeakyRelu", "v", "r", attrReference("alpha", 1, "slope"));
    }
}
