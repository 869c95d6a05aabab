package org.ossicle.ffm;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ossicle.engine.CompileOptions;
import org.ossicle.engine.CompiledPlan;
import org.ossicle.engine.Engine;
import org.ossicle.engine.PlanState;
import org.ossicle.graph.DType;
import org.ossicle.graph.op.Binary;
import org.ossicle.graph.op.BinaryKind;
import org.ossicle.tck.PlanSketch;

class FfmStreamTest {
    @Test
    void aBufferOfAClosedStreamThrowsInsteadOfCrashing() {
        PlanSketch sketch = new PlanSketch("double");
        int in = sketch.input(DType.FLOAT32, 4);
        int out = sketch.output(DType.FLOAT32, 4);
        sketch.step(new Binary(BinaryKind.ADD), List.of(in, in), List.of(out));
        try (Engine engine = new FfmEngineProvider().open();
                CompiledPlan plan = engine.compile(sketch.build(), CompileOptions.DEFAULT)) {
            PlanState state = plan.newState();
            ByteBuffer input = state.input(0);
            ByteBuffer output = state.output(0);
            input.putFloat(0, 1);
            state.close();
            assertThrows(IllegalStateException.class, () -> input.putFloat(0, 1));
            assertThrows(IllegalStateException.class, () -> output.getFloat(0));
        }
    }
}
