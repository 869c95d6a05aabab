package org.ossicle.onednn;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.ossicle.graph.Tensor;
import org.ossicle.onednn.Dnnl.Declined;
import org.ossicle.onednn.OnednnStep.Argument;
import org.ossicle.onednn.OnednnStep.Place;
import org.ossicle.onednn.OnednnStep.Stage;
import org.ossicle.plan.Plan;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.Residence;
import org.ossicle.plan.Step;

/**
 * Puts a step of a plan together from primitives of oneDNN. For one owner; what it made is freed by
 * {@link #close()} unless {@link #build()} took it over.
 */
final class StepBuilder implements AutoCloseable {
    private final dnnl_engine engine;
    private final Plan plan;
    private final Step step;
    private final List<Tensor> weights;
    private final List<Stage> stages = new ArrayList<>();
    private final List<Argument> arguments = new ArrayList<>();
    private Handles handles = new Handles();
    private int places;
    private long weightBytes;

    StepBuilder(dnnl_engine engine, Plan plan, Step step, List<Tensor> weights) {
        this.engine = engine;
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
    void argument(int id, PlanTensor tensor, dnnl_memory_desc desc) {
        if (tensor.residence() == Residence.WEIGHT) {
            arguments.add(new Argument(id, copied(weight(tensor), desc, desc), null, null, null));
        } else {
            arguments.add(new Argument(id, null, tensor, desc, null));
        }
    }

    void argument(int id, Place place) {
        arguments.add(new Argument(id, null, null, null, place));
    }

    /** Has the next stage read a weight in the layout that its primitive wants. */
    void packed(int id, ByteBuffer bytes, dnnl_memory_desc given, dnnl_memory_desc wanted) {
        arguments.add(new Argument(id, copied(bytes, given, wanted), null, null, null));
    }

    /** A copy of a weight that lasts as long as the step. */
    private dnnl_memory copied(ByteBuffer bytes, dnnl_memory_desc from, dnnl_memory_desc to) {
        dnnl_memory copy = handles.memory(to, engine, Dnnl.ALLOCATE);
        weightBytes += dnnl.dnnl_memory_desc_get_size(to);
        try (Handles once = new Handles();
                BytePointer pointer = new BytePointer(bytes);
                dnnl_exec_arg_t both = new dnnl_exec_arg_t(2)) {
            dnnl_primitive reorder = once.primitive(reorder(once, from, to));
            both.position(0).arg(dnnl.DNNL_ARG_FROM).memory(once.memory(from, engine, pointer));
            both.position(1).arg(dnnl.DNNL_ARG_TO).memory(copy);
            dnnl_stream stream = once.stream(engine);
            Dnnl.check(
                    "reorder of a weight",
                    dnnl.dnnl_primitive_execute(reorder, stream, 2, both.position(0)));
            Dnnl.check("dnnl_stream_wait", dnnl.dnnl_stream_wait(stream));
        } catch (Declined e) {
            throw new IllegalStateException(step.name() + ": " + from + " to " + to, e);
        }
        return copy;
    }

    private dnnl_primitive_desc reorder(Handles owner, dnnl_memory_desc from, dnnl_memory_desc to)
            throws Declined {
        dnnl_primitive_desc desc = new dnnl_primitive_desc();
        return owner.created(
                "dnnl_reorder_primitive_desc_create",
                dnnl.dnnl_reorder_primitive_desc_create(
                        desc, from, engine, to, engine, owner.attributes()),
                desc);
    }

    /** A stage that copies a tensor of the plan to the layout that the next one wants. */
    Place copyIn(PlanTensor tensor, dnnl_memory_desc given, dnnl_memory_desc wanted)
            throws Declined {
        Place place = place(wanted);
        List<Argument> waiting = List.copyOf(arguments);
        arguments.clear();
        argument(dnnl.DNNL_ARG_FROM, tensor, given);
        argument(dnnl.DNNL_ARG_TO, place);
        stage(reorder(handles, given, wanted));
        arguments.addAll(waiting);
        return place;
    }

    /** A stage that copies what the one before left in {@code place} to a tensor of the plan. */
    void copyOut(Place place, PlanTensor tensor, dnnl_memory_desc desc) throws Declined {
        argument(dnnl.DNNL_ARG_FROM, place);
        argument(dnnl.DNNL_ARG_TO, tensor, desc);
        stage(reorder(handles, place.desc(), desc));
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
