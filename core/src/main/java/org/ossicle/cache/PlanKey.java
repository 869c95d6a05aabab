package org.ossicle.cache;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ossicle.compile.Bindings;
import org.ossicle.graph.Constant;
import org.ossicle.graph.Tensor;
import org.ossicle.plan.StateBinding;

/**
 * Everything that a lowered plan is made from: the content of the model file, what it is bound to
 * and the build of this library. Names and places of files are no part of it, nor is the processor:
 * programs are the same for all, kernels are chosen and weights packed when they are compiled.
 */
public final class PlanKey {
    private final byte[] bytes;

    private PlanKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The key of a plan; reads the whole model file.
     *
     * @return null if the build of this library cannot be told from others
     * @throws IOException if the file cannot be read
     */
    public static PlanKey of(Path model, Bindings bindings) throws IOException {
        String code = CodeIdentity.OF_THIS_LIBRARY;
        return code == null ? null : of(code, ContentDigest.ofFile(model), bindings);
    }

    static PlanKey of(String code, ContentDigest model, Bindings bindings) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(code);
            out.writeLong(model.bytes());
            out.writeLong(model.checksums());
            write(out, bindings);
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written to", e);
        }
        return new PlanKey(bytes.toByteArray());
    }

    private static void write(DataOutputStream out, Bindings bindings) throws IOException {
        out.writeLong(bindings.otherDims());
        out.writeInt(bindings.scoredRows());
        out.writeInt(bindings.scoredInput());
        out.writeUTF(bindings.scoredPart().name());
        out.writeInt(bindings.dims().size());
        for (Map.Entry<String, Long> dim : new TreeMap<>(bindings.dims()).entrySet()) {
            out.writeUTF(dim.getKey());
            out.writeLong(dim.getValue());
        }
        out.writeInt(bindings.shapes().size());
        for (Map.Entry<String, List<Long>> shape : new TreeMap<>(bindings.shapes()).entrySet()) {
            out.writeUTF(shape.getKey());
            out.writeInt(shape.getValue().size());
            for (long size : shape.getValue()) {
                out.writeLong(size);
            }
        }
        out.writeInt(bindings.constants().size());
        for (Map.Entry<String, Constant> constant :
                new TreeMap<>(bindings.constants()).entrySet()) {
            out.writeUTF(constant.getKey());
            write(out, constant.getValue().load());
        }
        out.writeInt(bindings.states().size());
        for (StateBinding state : bindings.states()) {
            out.writeUTF(state.input());
            out.writeUTF(state.output());
        }
    }

    private static void write(DataOutputStream out, Tensor tensor) throws IOException {
        out.writeInt(tensor.dtype().onnxCode());
        out.writeInt(tensor.rank());
        for (long size : tensor.dims()) {
            out.writeLong(size);
        }
        byte[] elements = new byte[Math.toIntExact(tensor.byteSize())];
        tensor.data().get(elements);
        out.write(elements);
    }

    byte[] bytes() {
        return bytes;
    }

    /** The name of the file that holds an entry under this key, and seldom one under another. */
    String fileName() {
        long checksums = ContentDigest.of(ByteBuffer.wrap(bytes)).checksums();
        return HexFormat.of().toHexDigits(checksums) + PlanCache.SUFFIX;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlanKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
