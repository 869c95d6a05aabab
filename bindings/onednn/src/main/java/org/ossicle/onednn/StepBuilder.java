package org.ossicle.onednn;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.ossicle.graph.Tensor;
import org.ossicle.onednn.Dnnl.Declined;
import org.ossicle.onednn.OnednnStep.Argument;
import org.ossicle.onednn.OnednnStep.Place;
import org.ossicle.onednn.OnednnStep.Stage;
import org.ossicle.onednn.PackedWeights.Source;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.Residence;
import org.ossicle.plan.Step;

/**
 * Puts a step of a plan together from primitives of oneDNN. For one owner; what it made is freed by
 * {@link #close()} unless {@link #build()} took it over.
 */
final class StepBuilder implements AutoCloseable {
    private static final int NO_SLOT = -1;

    private final dnnl_engine engine;
    private final PackedWeights packed;
    private final Plan plan;
    private final Step step;
    private final List<Tensor> weights;
    private final List<Stage> stages = new ArrayList<>();
    private final List<Argument> arguments = new ArrayList<>();
    private Handles handles = new Handles();
    private int places;
    private long weightBytes;

    /**
     * @param packed the weights that the steps of the plan share
     */
    StepBuilder(
            dnnl_engine engine, PackedWeights packed, Plan plan, Step step, List<Tensor> weights) {
        this.engine = engine;
        this.packed = packed;
        this.plan = plan;
        this.step = step;
        this.weights = weights;
    }

    dnnl_engine engine() {
        return engine;
    }

    Handles handles() {
        return handles;
    }

    /** An input of the step, null if it is left out. */
    PlanTensor input(int i) {
        return i >= step.inputs().size() ? null : tensor(step.inputs().get(i));
    }

    /** An output of the step, null if nobody asked for it. */
    PlanTensor output(int i) {
        return i >= step.outputs().size() ? null : tensor(step.outputs().get(i));
    }

    private PlanTensor tensor(int id) {
        return id < 0 ? null : plan.tensor(id);
    }

    /** The elements of a weight from the tensor's first on; direct, little-endian. */
    ByteBuffer weight(PlanTensor tensor) {
        ByteBuffer all = weights.get(tensor.slot()).data();
        ByteBuffer rest = all.position((int) tensor.offset()).slice();
        if (rest.isDirect()) {
            return rest.order(all.order());
        }
        ByteBuffer copy = ByteBuffer.allocateDirect(rest.capacity()).order(all.order());
        return copy.put(rest).flip();
    }

    /** Bytes that a stream has for itself between stages. */
    Place place(dnnl_memory_desc desc) {
        return new Place(places++, desc);
    }

    /** Has the next stage read or write a tensor of the plan where it is. */
    void argument(int id, PlanTensor tensor, dnnl_memory_desc desc) throws Declined {
        if (tensor.residence() == Residence.WEIGHT) {
            packed(id, tensor, desc, desc);
        } else {
            arguments.add(new Argument(id, null, tensor, desc, null));
        }
    }

    void argument(int id, Place place) {
        arguments.add(new Argument(id, null, null, null, place));
    }

    /** Has the next stage read a weight in the layout that its primitive wants. */
    void packed(int id, PlanTensor weight, dnnl_memory_desc given, dnnl_memory_desc wanted)
            throws Declined {
        packed(id, weight, PackedWeights.AS_THEY_ARE, given, wanted);
    }

    /**
     * Has the next stage read a weight whose bytes are arranged anew before they are packed.
     *
     * @param given how they lie when they are arranged
     */
    void packed(
            int id,
            PlanTensor weight,
            UnaryOperator<ByteBuffer> arrangement,
            dnnl_memory_desc given,
            dnnl_memory_desc wanted)
            throws Declined {
        Source source = new Source(weight.slot(), weight.offset(), arrangement);
        arguments.add(argument(id, source, () -> weight(weight), given, wanted));
    }

    /** Has the next stage read zeros. */
    void zeros(int id, dnnl_memory_desc desc) throws Declined {
        int size = Math.toIntExact(dnnl.dnnl_memory_desc_get_size(desc));
        Source source = new Source(NO_SLOT, 0, PackedWeights.AS_THEY_ARE);
        arguments.add(argument(id, source, () -> ByteBuffer.allocateDirect(size), desc, desc));
    }

    private Argument argument(
            int id,
            Source source,
            Supplier<ByteBuffer> bytes,
            dnnl_memory_desc given,
            dnnl_memory_desc wanted)
            throws Declined {
        long before = packed.bytes();
        dnnl_memory copy = packed.hold(handles, source, bytes, given, wanted);
        weightBytes += packed.bytes() - before;
        return new Argument(id, copy, null, null, null);
    }

    /** A stage that copies a tensor of the plan to the layout that the next one wants. */
    Place copyIn(PlanTensor tensor, dnnl_memory_desc given, dnnl_memory_desc wanted)
            throws Declined {
        Place place = place(wanted);
        List<Argument> waiting = List.copyOf(arguments);
        arguments.clear();
        argument(dnnl.DNNL_ARG_FROM, tensor, given);
        argument(dnnl.DNNL_ARG_TO, place);
        stage(handles.reorder(engine, given, wanted));
        arguments.addAll(waiting);
        return place;
    }

    /** A stage that copies what the one before left in {@code place} to a tensor of the plan. */
    void copyOut(Place place, PlanTensor tensor, dnnl_memory_desc desc) throws Declined {
        argument(dnnl.DNNL_ARG_FROM, place);
        argument(dnnl.DNNL_ARG_TO, tensor, desc);
        stage(handles.reorder(engine, place.desc(), desc));
    }

    /** Runs a primitive over the arguments given since the stage before. */
    void stage(dnnl_primitive_desc desc) throws Declined {
        dnnl_memory_desc scratchpad =
                dnnl.dnnl_primitive_desc_query_md(desc, dnnl.dnnl_query_scratchpad_md, 0);
        if (scratchpad != null && dnnl.dnnl_memory_desc_get_size(scratchpad) > 0) {
            argument(dnnl.DNNL_ARG_SCRATCHPAD, place(scratchpad));
        }
        stages.add(new Stage(handles.primitive(desc), List.copyOf(arguments)));
        arguments.clear();
    }

    OnednnStep build() {
        OnednnStep built =
                new OnednnStep(engine, step.name(), stages, places, weightBytes, handles);
        handles = new Handles();
        return built;
    }

    @Override
    public void close() {
        handles.close();
    }
}
