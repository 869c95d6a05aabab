package org.ossicle.engine.lowering;

import java.nio.ByteBuffer;
import java.util.List;
import org.ossicle.graph.Storage;

/**
 * A plan as {@code ossicle_plan_create} takes it; {@code core/docs/plan-format.md} describes the
 * bytes.
 *
 * @param bytes the program, a direct little-endian buffer from position 0 to its limit
 * @param sources where the weights lie: the index is the slot of the tensors of residence {@code
 *     WEIGHT}; memory sources are direct buffers
 */
public record NativeProgram(ByteBuffer bytes, List<Storage> sources) {
    public NativeProgram {
        sources = List.copyOf(sources);
        if (!bytes.isDirect()) {
            throw new IllegalArgumentException("native code reads direct buffers only");
        }
    }
}
