package org.ossicle.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ossicle.compile.Bindings;
import org.ossicle.engine.lowering.LoweredPlan;
import org.ossicle.engine.lowering.NativeProgram;
import org.ossicle.graph.Graph;
import org.ossicle.graph.Storage;
import org.ossicle.plan.PlanBuilder;
import org.ossicle.plan.RandomGraphs;
import org.ossicle.plan.StateBinding;

/** Plans and keys for tests of the cache. */
final class Samples {
    private Samples() {}

    /** A lowered plan of a random graph with a state, an own block and a range of a file. */
    static LoweredPlan plan(long seed, Path model) {
        Graph graph = RandomGraphs.next(new Random(seed), 30);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < graph.outputs().size(); i++) {
            names.add("o" + i);
        }
        StateBinding state = new StateBinding("s", names.get(names.size() - 1));
        LoweredPlan lowered =
                LoweredPlan.of(PlanBuilder.build(model.toString(), graph, names, List.of(state)));
        List<Storage> sources = new ArrayList<>(lowered.program().sources());
        sources.add(new Storage.FileRange(model, 17, 4242));
        sources.add(new Storage.Memory(ByteBuffer.allocateDirect(100 + (int) seed)));
        return new LoweredPlan(
                lowered.outline(), new NativeProgram(lowered.program().bytes(), sources));
    }

    static PlanKey key(int content) {
        return PlanKey.of("a build", new ContentDigest(99, content, content), Bindings.NONE);
    }

    /** Makes the checksum fit a content that was changed, as someone with intent would. */
    static void repair(Path file) throws IOException {
        ByteBuffer content =
                ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer body = content.duplicate().position(EntryWriter.HEADER_BYTES);
        ContentDigest digest = ContentDigest.of(body);
        content.putLong(8, digest.bytes()).putLong(16, digest.checksums());
        Files.write(file, content.array());
    }
}
