package org.ossicle.onednn;

import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.ossicle.graph.DType;
import org.ossicle.graph.op.Activation;
import org.ossicle.onednn.Dnnl.Declined;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.Residence;

/** Matrix products as primitives. */
final class MatMulStep {
    private static final int WHOLE = 0;

    private final StepBuilder builder;
    private final MatMulViews views;
    private final dnnl_primitive_attr attributes;
    private final PlanTensor a;
    private final PlanTensor b;
    private final PlanTensor bias;
    private final PlanTensor y;

    private MatMulStep(StepBuilder builder, PlanTensor a, PlanTensor b, PlanTensor bias)
            throws Declined {
        this.builder = builder;
        this.a = a;
        this.b = b;
        this.bias = bias;
        this.y = builder.output(0);
        this.views = MatMulViews.of(a, b, bias, y);
        this.attributes = builder.handles().attributes();
    }

    /** {@code activation(a b + bias)} of floats. */
    static void real(StepBuilder builder, Activation activation) throws Declined {
        PlanTensor bias = builder.input(2);
        if (builder.input(0).dtype() != DType.FLOAT32) {
            throw new Declined("other products than of FLOAT32");
        }
        new MatMulStep(builder, builder.input(0), builder.input(1), bias).write(activation);
    }

    /** {@code activation(scales (a - zero) (b - zero) + bias)} of bytes, as float. */
    static void quantized(StepBuilder builder, Activation activation) throws Declined {
        if (builder.input(1).elements() != 1 || builder.input(2).elements() != 1) {
            throw new Declined("a range per row");
        }
        MatMulStep step =
                new MatMulStep(builder, builder.input(0), builder.input(3), builder.input(6));
        step.scale(dnnl.DNNL_ARG_SRC, builder.input(1), WHOLE);
        step.zero(dnnl.DNNL_ARG_SRC, builder.input(2), WHOLE);
        int perColumn = 1 << step.views.rank() - 1;
        step.scale(dnnl.DNNL_ARG_WEIGHTS, builder.input(4), perColumn);
        step.zero(dnnl.DNNL_ARG_WEIGHTS, builder.input(5), perColumn);
        step.write(activation);
    }

    private void scale(int argument, PlanTensor scale, int mask) throws Declined {
        Dnnl.accept(
                "dnnl_primitive_attr_set_scales_mask",
                dnnl.dnnl_primitive_attr_set_scales_mask(
                        attributes, argument, scale.elements() == 1 ? WHOLE : mask));
        builder.argument(
                dnnl.DNNL_ARG_ATTR_SCALES | argument, scale, builder.handles().desc(flat(scale)));
    }

    /** Zero points reach oneDNN as INT32; those that are known to be zero do not. */
    private void zero(int argument, PlanTensor zero, int mask) throws Declined {
        if (zero.residence() == Residence.WEIGHT && isZero(zero)) {
            return;
        }
        Dnnl.accept(
                "dnnl_primitive_attr_set_zero_points_mask",
                dnnl.dnnl_primitive_attr_set_zero_points_mask(
                        attributes, argument, zero.elements() == 1 ? WHOLE : mask));
        dnnl_memory_desc given = builder.handles().desc(flat(zero));
        View wide = View.dense(dnnl.dnnl_s32, zero.elements());
        dnnl_memory_desc wanted = builder.handles().desc(wide);
        int id = dnnl.DNNL_ARG_ATTR_ZERO_POINTS | argument;
        if (zero.residence() == Residence.WEIGHT) {
            builder.packed(id, zero, given, wanted);
        } else {
            builder.argument(id, builder.copyIn(zero, given, wanted));
        }
    }

    private boolean isZero(PlanTensor zero) {
        var bytes = builder.weight(zero);
        for (int i = 0; i < zero.elements(); i++) {
            if (bytes.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    private static View flat(PlanTensor tensor) throws Declined {
        if (!tensor.isContiguous()) {
            throw new Declined("scales with gaps");
        }
        return View.dense(Dnnl.type(tensor.dtype()), tensor.elements());
    }

    private void write(Activation activation) throws Declined {
        Handles handles = builder.handles();
        boolean isWeight = b.residence() == Residence.WEIGHT;
        if (views.spreads(views.a()) || !isWeight && views.spreads(views.b())) {
            throw new Declined("a permuted operand for several products");
        }
        dnnl_memory_desc descA = handles.desc(views.a());
        dnnl_memory_desc descB = handles.desc(views.b());
        dnnl_memory_desc descY = handles.desc(views.y());
        dnnl_memory_desc descBias = bias == null ? null : handles.desc(views.bias());
        boolean asBias = bias != null && views.biasIsRow();
        PostOps.set(handles, attributes, asBias ? null : descBias, activation);
        int typeB = a.dtype() == DType.FLOAT32 ? dnnl.dnnl_f32 : views.b().type();
        dnnl_memory_desc wantedB = isWeight ? handles.anyLayout(typeB, views.b().dims()) : descB;
        dnnl_primitive_desc desc = new dnnl_primitive_desc();
        int status =
                dnnl.dnnl_matmul_primitive_desc_create(
                        desc,
                        builder.engine(),
                        descA,
                        wantedB,
                        asBias ? descBias : null,
                        descY,
                        attributes);
        handles.created("dnnl_matmul_primitive_desc_create", status, desc);
        builder.argument(dnnl.DNNL_ARG_SRC, a, descA);
        if (isWeight) {
            dnnl_memory_desc packed =
                    dnnl.dnnl_primitive_desc_query_md(desc, dnnl.dnnl_query_weights_md, 0);
            builder.packed(dnnl.DNNL_ARG_WEIGHTS, b, descB, packed);
        } else {
            builder.argument(dnnl.DNNL_ARG_WEIGHTS, b, descB);
        }
        if (bias != null) {
            builder.argument(asBias ? dnnl.DNNL_ARG_BIAS : PostOps.ADDEND, bias, descBias);
        }
        builder.argument(dnnl.DNNL_ARG_DST, y, descY);
        builder.stage(desc);
    }
}
