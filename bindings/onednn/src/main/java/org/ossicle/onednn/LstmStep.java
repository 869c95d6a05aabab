package org.ossicle.onednn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.UnaryOperator;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.ossicle.graph.DType;
import org.ossicle.graph.op.Direction;
import org.ossicle.graph.op.Lstm;
import org.ossicle.onednn.Dnnl.Declined;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.Residence;

/**
 * LSTMs of one direction in their usual form, over sequences of one length.
 *
 * <p>ONNX orders gates input, output, forget, cell; oneDNN input, forget, cell, output.
 */
final class LstmStep {
    private static final int GATES = 4;

    /** Where each gate of oneDNN is among those of ONNX. */
    private static final int[] ONNX_GATE = {0, 2, 3, 1};

    private static final int LENGTHS = 4;
    private static final int PEEPHOLES = 7;

    private final StepBuilder builder;
    private final Handles handles;
    private final long hidden;

    private LstmStep(StepBuilder builder, Lstm op) {
        this.builder = builder;
        this.handles = builder.handles();
        this.hidden = op.hiddenSize();
    }

    static void write(StepBuilder builder, Lstm op) throws Declined {
        boolean usual =
                op.direction() != Direction.BIDIRECTIONAL
                        && op.activations().equals(Lstm.defaultActivations(op.direction()))
                        && op.clip() == 0
                        && !op.batchMajor()
                        && !op.inputForget()
                        && builder.input(LENGTHS) == null
                        && builder.input(PEEPHOLES) == null
                        && (builder.input(5) == null) == (builder.input(6) == null)
                        && builder.input(0).dtype() == DType.FLOAT32;
        if (!usual || !isWeight(builder, 1) || !isWeight(builder, 2) || !isWeight(builder, 3)) {
            throw new Declined("this form of LSTM");
        }
        new LstmStep(builder, op).write(op.direction());
    }

    private static boolean isWeight(StepBuilder builder, int i) {
        PlanTensor tensor = builder.input(i);
        return tensor == null || tensor.residence() == Residence.WEIGHT && tensor.isContiguous();
    }

    private void write(Direction direction) throws Declined {
        PlanTensor x = builder.input(0);
        long steps = x.dims()[0];
        long batch = x.dims()[1];
        dnnl_memory_desc inputs = handles.desc(View.of(x));
        dnnl_memory_desc y = result(0, steps, batch, hidden);
        dnnl_memory_desc lastHidden = result(1, 1, 1, batch, hidden);
        dnnl_memory_desc lastCell = result(2, 1, 1, batch, hidden);
        dnnl_memory_desc bias = handles.desc(View.dense(dnnl.dnnl_f32, 1, 1, GATES, hidden));
        dnnl_primitive_desc desc = new dnnl_primitive_desc();
        int status =
                dnnl.dnnl_lstm_forward_primitive_desc_create(
                        desc,
                        builder.engine(),
                        dnnl.dnnl_forward_inference,
                        direction == Direction.FORWARD
                                ? dnnl.dnnl_unidirectional_left2right
                                : dnnl.dnnl_unidirectional_right2left,
                        inputs,
                        state(5),
                        state(6),
                        handles.anyLayout(dnnl.dnnl_f32, 1, 1, x.dims()[2], GATES, hidden),
                        handles.anyLayout(dnnl.dnnl_f32, 1, 1, hidden, GATES, hidden),
                        null,
                        null,
                        bias,
                        y,
                        lastHidden,
                        lastCell,
                        dnnl.dnnl_rnn_flags_undef,
                        handles.attributes());
        handles.created("dnnl_lstm_forward_primitive_desc_create", status, desc);

        builder.argument(dnnl.DNNL_ARG_SRC_LAYER, x, inputs);
        if (builder.input(5) != null) {
            builder.argument(dnnl.DNNL_ARG_SRC_ITER, builder.input(5), state(5));
            builder.argument(dnnl.DNNL_ARG_SRC_ITER_C, builder.input(6), state(6));
        }
        weights(dnnl.DNNL_ARG_WEIGHTS_LAYER, 1, 0, desc);
        weights(dnnl.DNNL_ARG_WEIGHTS_ITER, 2, 1, desc);
        if (builder.input(3) == null) {
            builder.zeros(dnnl.DNNL_ARG_BIAS, bias);
        } else {
            builder.packed(dnnl.DNNL_ARG_BIAS, builder.input(3), new Gates(hidden, 2), bias, bias);
        }
        output(dnnl.DNNL_ARG_DST_LAYER, 0, y);
        output(dnnl.DNNL_ARG_DST_ITER, 1, lastHidden);
        output(dnnl.DNNL_ARG_DST_ITER_C, 2, lastCell);
        builder.stage(desc);
    }

    /** A state [1, N, H] as [layers, directions, N, H], null where the model has none. */
    private dnnl_memory_desc state(int input) throws Declined {
        PlanTensor state = builder.input(input);
        return state == null ? null : handles.desc(View.of(state, DType.FLOAT32).withAxis(0));
    }

    /** An output, or memory of {@code dims} if nobody asked for it. */
    private dnnl_memory_desc result(int i, long... dims) throws Declined {
        PlanTensor tensor = builder.output(i);
        if (tensor == null) {
            return handles.desc(View.dense(dnnl.dnnl_f32, dims));
        }
        View view = View.of(tensor);
        return handles.desc(i == 0 ? view.without(1) : view.withAxis(0));
    }

    private void output(int argument, int i, dnnl_memory_desc desc) throws Declined {
        if (builder.output(i) == null) {
            builder.argument(argument, builder.place(desc));
        } else {
            builder.argument(argument, builder.output(i), desc);
        }
    }

    private void weights(int argument, int input, int index, dnnl_primitive_desc desc)
            throws Declined {
        PlanTensor weight = builder.input(input);
        long columns = weight.dims()[2];
        long[] dims = {1, 1, columns, GATES, hidden};
        long all = GATES * hidden * columns;
        long[] strides = {all, all, 1, hidden * columns, columns};
        View given = new View(dnnl.dnnl_f32, dims, strides);
        dnnl_memory_desc wanted =
                dnnl.dnnl_primitive_desc_query_md(desc, dnnl.dnnl_query_weights_md, index);
        builder.packed(
                argument, weight, new Gates(hidden * columns, 1), handles.desc(given), wanted);
    }

    /**
     * Puts the floats of ONNX's gates in oneDNN's order.
     *
     * @param perGate floats of one gate
     * @param sets of gates that follow each other and are added up
     */
    private record Gates(long perGate, int sets) implements UnaryOperator<ByteBuffer> {
        @Override
        public ByteBuffer apply(ByteBuffer from) {
            long bytes = GATES * perGate * Float.BYTES;
            ByteBuffer to =
                    ByteBuffer.allocateDirect(Math.toIntExact(bytes))
                            .order(ByteOrder.LITTLE_ENDIAN);
            for (int set = 0; set < sets; set++) {
                add(from, set * GATES * perGate, to);
            }
            return to;
        }

        private void add(ByteBuffer from, long first, ByteBuffer to) {
            for (int gate = 0; gate < GATES; gate++) {
                for (long i = 0; i < perGate; i++) {
                    int target = (int) (gate * perGate + i) * Float.BYTES;
                    int source = (int) (first + ONNX_GATE[gate] * perGate + i) * Float.BYTES;
                    to.putFloat(target, to.getFloat(target) + from.getFloat(source));
                }
            }
        }
    }
}
