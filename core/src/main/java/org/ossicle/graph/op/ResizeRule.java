package org.ossicle.graph.op;

/**
 * How places along a resized axis are found and filled; the parts of ONNX's Resize that have a name
 * in the model.
 *
 * @param mode what lies between elements
 * @param coordinates which place of the input a place of the output stands for
 * @param nearest which neighbour {@link Mode#NEAREST} takes
 * @param aspect what sizes given for several axes mean
 */
public record ResizeRule(Mode mode, Coordinates coordinates, Nearest nearest, Aspect aspect) {
    /** What lies between elements. */
    public enum Mode {
        NEAREST,
        LINEAR,
        CUBIC
    }

    /** Which place of the input a place of the output stands for. */
    public enum Coordinates {
        HALF_PIXEL,
        HALF_PIXEL_SYMMETRIC,
        PYTORCH_HALF_PIXEL,
        ALIGN_CORNERS,
        ASYMMETRIC,
        TF_CROP_AND_RESIZE
    }

    /** Which neighbour is nearest. */
    public enum Nearest {
        ROUND_PREFER_FLOOR,
        ROUND_PREFER_CEIL,
        FLOOR,
        CEIL
    }

    /** What sizes given for several axes mean. */
    public enum Aspect {
        STRETCH,
        NOT_LARGER,
        NOT_SMALLER
    }
}
