package org.ossicle.graph.op;

import java.util.List;

/**
 * The window of a convolution or pooling, as a model gives it. An empty list stands for what ONNX
 * assumes: the weight's kernel, strides and dilations of 1, no padding. {@link ConvGeometry} works
 * out the rest for given sizes.
 *
 * @param autoPad how padding is found; other than NOTSET, {@code pads} does not count
 * @param kernelShape the kernel's spatial sizes
 * @param strides steps of the window, one per spatial dimension
 * @param dilations steps within the window, one per spatial dimension
 * @param pads padding at the start of each spatial dimension, then at the end of each
 * @param group the number of groups channels fall into
 */
public record ConvAttributes(
        AutoPad autoPad,
        List<Long> kernelShape,
        List<Long> strides,
        List<Long> dilations,
        List<Long> pads,
        long group) {
    /** One group, strides and dilations of 1, no padding. */
    public static final ConvAttributes DEFAULT =
            new ConvAttributes(AutoPad.NOTSET, List.of(), List.of(), List.of(), List.of(), 1);

    public ConvAttributes {
        kernelShape = List.copyOf(kernelShape);
        strides = List.copyOf(strides);
        dilations = List.copyOf(dilations);
        pads = List.copyOf(pads);
    }
}
