package org.ossicle.onednn;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.ossicle.engine.PreparedStep;
import org.ossicle.error.EngineException;
import org.ossicle.plan.PlanTensor;

/** A step of a plan as primitives of oneDNN, with its weights packed. */
final class OnednnStep implements PreparedStep {
    /** Bytes of a stream between stages. */
    record Place(int index, dnnl_memory_desc desc) {}

    /**
     * What a stage reads or writes: exactly one of a weight, a tensor of the plan and a place.
     *
     * @param id the argument's number, a {@code DNNL_ARG}
     */
    record Argument(
            int id, dnnl_memory weight, PlanTensor tensor, dnnl_memory_desc desc, Place place) {}

    /** One primitive and its arguments. */
    record Stage(dnnl_primitive primitive, List<Argument> arguments) {}

    private final dnnl_engine engine;
    private final String name;
    private final List<Stage> stages;
    private final int places;
    private final long weightBytes;
    private final Handles handles;

    /**
     * @param handles everything the stages refer to; closed with the step
     */
    OnednnStep(
            dnnl_engine engine,
            String name,
            List<Stage> stages,
            int places,
            long weightBytes,
            Handles handles) {
        this.engine = engine;
        this.name = name;
        this.stages = List.copyOf(stages);
        this.places = places;
        this.weightBytes = weightBytes;
        this.handles = handles;
    }

    @Override
    public long weightBytes() {
        return weightBytes;
    }

    @Override
    public Bound bind(Function<PlanTensor, ByteBuffer> buffers) {
        return new BoundStages(buffers);
    }

    @Override
    public void close() {
        handles.close();
    }

    /** The stages over the memory of one stream. */
    private final class BoundStages implements Bound {
        private final Handles owned = new Handles();
        private final List<ByteBuffer> kept = new ArrayList<>();
        private final dnnl_memory[] places = new dnnl_memory[OnednnStep.this.places];
        private final dnnl_primitive[] primitives = new dnnl_primitive[stages.size()];
        private final dnnl_exec_arg_t[] arguments = new dnnl_exec_arg_t[stages.size()];
        private final int[] counts = new int[stages.size()];
        private final dnnl_stream stream = owned.stream(engine);

        BoundStages(Function<PlanTensor, ByteBuffer> buffers) {
            for (int i = 0; i < primitives.length; i++) {
                Stage stage = stages.get(i);
                primitives[i] = stage.primitive();
                counts[i] = stage.arguments().size();
                dnnl_exec_arg_t list = new dnnl_exec_arg_t(counts[i]);
                owned.add(list::close);
                for (int j = 0; j < counts[i]; j++) {
                    Argument argument = stage.arguments().get(j);
                    list.position(j).arg(argument.id()).memory(memory(argument, buffers));
                }
                arguments[i] = list.position(0);
            }
        }

        private dnnl_memory memory(Argument argument, Function<PlanTensor, ByteBuffer> buffers) {
            if (argument.weight() != null) {
                return argument.weight();
            }
            if (argument.tensor() != null) {
                PlanTensor tensor = argument.tensor();
                ByteBuffer bytes = buffers.apply(tensor);
                kept.add(bytes);
                BytePointer first = new BytePointer(bytes.duplicate().clear());
                owned.add(first::close);
                return owned.memory(argument.desc(), engine, first.getPointer(tensor.offset()));
            }
            int index = argument.place().index();
            if (places[index] == null) {
                places[index] = owned.memory(argument.place().desc(), engine, Dnnl.ALLOCATE);
            }
            return places[index];
        }

        @Override
        public void run() {
            for (int i = 0; i < primitives.length; i++) {
                int status =
                        dnnl.dnnl_primitive_execute(primitives[i], stream, counts[i], arguments[i]);
                if (status != dnnl.dnnl_success) {
                    throw new EngineException(
                            name, "success of oneDNN", "status " + status, "use another engine");
                }
            }
        }

        @Override
        public void close() {
            owned.close();
        }
    }
}
