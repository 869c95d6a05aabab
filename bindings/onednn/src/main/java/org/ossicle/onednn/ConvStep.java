package org.ossicle.onednn;

import java.util.Arrays;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.ossicle.graph.DType;
import org.ossicle.graph.op.Activation;
import org.ossicle.graph.op.ConvAttributes;
import org.ossicle.graph.op.ConvGeometry;
import org.ossicle.onednn.Dnnl.Declined;
import org.ossicle.onednn.OnednnStep.Place;
import org.ossicle.plan.PlanTensor;
import org.ossicle.plan.Residence;

/** Convolutions with constant weights; input and output are copied where oneDNN wants it. */
final class ConvStep {
    private ConvStep() {}

    static void write(StepBuilder builder, ConvAttributes attributes, Activation activation)
            throws Declined {
        PlanTensor x = builder.input(0);
        PlanTensor w = builder.input(1);
        PlanTensor bias = builder.input(2);
        PlanTensor y = builder.output(0);
        if (w.residence() != Residence.WEIGHT || x.dtype() != DType.FLOAT32) {
            throw new Declined("weights that are not known when a plan is compiled");
        }
        Handles handles = builder.handles();
        View weight = grouped(View.of(w), attributes.group());
        dnnl_memory_desc given = handles.desc(View.of(x, DType.FLOAT32));
        dnnl_memory_desc wanted = handles.desc(View.of(y, DType.FLOAT32));
        dnnl_memory_desc descBias = bias == null ? null : handles.desc(View.of(bias));
        dnnl_primitive_desc desc =
                describe(builder, attributes, activation, descBias, weight.dims());

        dnnl_memory_desc input = dnnl.dnnl_primitive_desc_query_md(desc, dnnl.dnnl_query_src_md, 0);
        dnnl_memory_desc output =
                dnnl.dnnl_primitive_desc_query_md(desc, dnnl.dnnl_query_dst_md, 0);
        dnnl_memory_desc packed =
                dnnl.dnnl_primitive_desc_query_md(desc, dnnl.dnnl_query_weights_md, 0);
        if (dnnl.dnnl_memory_desc_equal(input, given) != 0) {
            builder.argument(dnnl.DNNL_ARG_SRC, x, given);
        } else {
            builder.argument(dnnl.DNNL_ARG_SRC, builder.copyIn(x, given, input));
        }
        builder.packed(dnnl.DNNL_ARG_WEIGHTS, w, handles.desc(weight), packed);
        if (bias != null) {
            builder.argument(dnnl.DNNL_ARG_BIAS, bias, descBias);
        }
        if (dnnl.dnnl_memory_desc_equal(output, wanted) != 0) {
            builder.argument(dnnl.DNNL_ARG_DST, y, wanted);
            builder.stage(desc);
        } else {
            Place result = builder.place(output);
            builder.argument(dnnl.DNNL_ARG_DST, result);
            builder.stage(desc);
            builder.copyOut(result, y, wanted);
        }
    }

    private static dnnl_primitive_desc describe(
            StepBuilder builder,
            ConvAttributes attributes,
            Activation activation,
            dnnl_memory_desc bias,
            long[] weightDims)
            throws Declined {
        Handles handles = builder.handles();
        long[] x = builder.input(0).dims();
        ConvGeometry window = ConvGeometry.of(attributes, x, builder.input(1).dims());
        long[] gaps = Arrays.stream(window.dilations()).map(dilation -> dilation - 1).toArray();
        dnnl_primitive_attr epilogue = handles.attributes();
        PostOps.set(handles, epilogue, null, activation);
        dnnl_primitive_desc desc = new dnnl_primitive_desc();
        int status =
                dnnl.dnnl_convolution_forward_primitive_desc_create(
                        desc,
                        builder.engine(),
                        dnnl.dnnl_forward_inference,
                        dnnl.dnnl_convolution_direct,
                        handles.anyLayout(dnnl.dnnl_f32, x),
                        handles.anyLayout(dnnl.dnnl_f32, weightDims),
                        bias,
                        handles.anyLayout(dnnl.dnnl_f32, builder.output(0).dims()),
                        window.strides(),
                        gaps,
                        window.begin(),
                        window.end(),
                        epilogue);
        return handles.created("dnnl_convolution_forward_primitive_desc_create", status, desc);
    }

    /** The weight [M, C / G, kernel] as [G, M / G, C / G, kernel] if there are groups. */
    private static View grouped(View weight, long groups) {
        if (groups == 1) {
            return weight;
        }
        View view = weight.withAxis(0);
        view.dims()[0] = groups;
        view.dims()[1] /= groups;
        view.strides()[0] = view.dims()[1] * view.strides()[1];
        return view;
    }
}
