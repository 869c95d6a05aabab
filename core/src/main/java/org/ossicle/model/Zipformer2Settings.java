package org.ossicle.model;

import java.util.ArrayList;
import java.util.List;
import org.ossicle.error.ModelFormatException;
import org.ossicle.graph.TensorType;
import org.ossicle.onnx.OnnxHeader;
import org.ossicle.onnx.OnnxValueInfo;
import org.ossicle.plan.StateBinding;
import org.ossicle.stream.ChunkSchedule;

/**
 * What a streaming zipformer2 encoder of icefall says about itself, checked against its signature.
 *
 * @param schedule which feature frames each run takes
 * @param bins features per frame
 * @param states what is carried from run to run
 */
record Zipformer2Settings(ChunkSchedule schedule, int bins, List<StateBinding> states) {

    static final String MODEL_TYPE = "zipformer2";

    /** Feature frames that become one output frame. */
    static final int SUBSAMPLING = 4;

    private static final int STATES_PER_LAYER = 6;
    private static final int STATES_OF_THE_WHOLE = 2;

    /** A dimension of a state that may be any number: the batch. */
    private static final int ANY = -1;

    static Zipformer2Settings of(OnnxHeader header) {
        ModelMetadata metadata = new ModelMetadata(header, "encoder");
        int chunk = metadata.integer("decode_chunk_len", SUBSAMPLING);
        int run = metadata.integer("T", 1);
        if (chunk % SUBSAMPLING != 0) {
            throw metadata.invalid("decode_chunk_len", "a multiple of " + SUBSAMPLING);
        }
        if (run < chunk) {
            throw metadata.invalid("T", "at least decode_chunk_len, which is " + chunk);
        }
        List<StateBinding> states = pairStates(header, stateShapes(metadata));
        OnnxValueInfo features = header.inputs().get(0);
        requireShape(header, features, new int[] {ANY, run, ANY});
        TensorType type = features.type();
        if (type == null || !type.shape().dims().get(2).isKnown()) {
            throw invalid(header, "features of a fixed size per frame", features.toString());
        }
        return new Zipformer2Settings(
                new ChunkSchedule(run, chunk), (int) type.shape().size(2), states);
    }

    /** The shapes of the states in the order of the format, as the metadata has them. */
    private static List<int[]> stateShapes(ModelMetadata metadata) {
        int[] layers = metadata.integers("num_encoder_layers", 1);
        int[] dims = perStack(metadata, "encoder_dims", layers.length);
        int[] query = perStack(metadata, "query_head_dims", layers.length);
        int[] value = perStack(metadata, "value_head_dims", layers.length);
        int[] heads = perStack(metadata, "num_heads", layers.length);
        int[] kernels = perStack(metadata, "cnn_module_kernels", layers.length);
        int[] left = perStack(metadata, "left_context_len", layers.length);
        List<int[]> shapes = new ArrayList<>();
        for (int stack = 0; stack < layers.length; stack++) {
            int[] values = {left[stack], ANY, value[stack] * heads[stack]};
            int[] convolution = {ANY, dims[stack], kernels[stack] / 2};
            for (int layer = 0; layer < layers[stack]; layer++) {
                shapes.add(new int[] {left[stack], ANY, query[stack] * heads[stack]});
                shapes.add(new int[] {1, ANY, left[stack], 3 * dims[stack] / 4});
                shapes.add(values);
                shapes.add(values);
                shapes.add(convolution);
                shapes.add(convolution);
            }
        }
        return shapes;
    }

    private static int[] perStack(ModelMetadata metadata, String key, int stacks) {
        int[] numbers = metadata.integers(key, 1);
        if (numbers.length != stacks) {
            throw metadata.invalid(key, stacks + " numbers, as many as num_encoder_layers has");
        }
        return numbers;
    }

    private static List<StateBinding> pairStates(OnnxHeader header, List<int[]> shapes) {
        List<OnnxValueInfo> inputs = header.inputs();
        List<OnnxValueInfo> outputs = header.outputs();
        int states = shapes.size() + STATES_OF_THE_WHOLE;
        if (inputs.size() != 1 + states || outputs.size() != 1 + states) {
            throw invalid(
                    header,
                    states
                            + " states and as many new states ("
                            + STATES_PER_LAYER
                            + " for each layer of num_encoder_layers and "
                            + STATES_OF_THE_WHOLE
                            + " more)",
                    inputs.size() - 1 + " and " + (outputs.size() - 1));
        }
        List<StateBinding> pairs = new ArrayList<>();
        for (int i = 0; i < states; i++) {
            OnnxValueInfo input = inputs.get(1 + i);
            if (i < shapes.size()) {
                requireShape(header, input, shapes.get(i));
            }
            pairs.add(new StateBinding(input.name(), outputs.get(1 + i).name()));
        }
        return pairs;
    }

    private static void requireShape(OnnxHeader header, OnnxValueInfo value, int[] wanted) {
        boolean fits = value.shape() != null && value.shape().rank() == wanted.length;
        for (int axis = 0; fits && axis < wanted.length; axis++) {
            boolean known = wanted[axis] != ANY && value.shape().dims().get(axis).isKnown();
            fits = !known || value.shape().size(axis) == wanted[axis];
        }
        if (!fits) {
            throw invalid(
                    header,
                    value.name() + " of shape " + text(wanted) + ", as the metadata says",
                    value.toString());
        }
    }

    private static String text(int[] shape) {
        StringBuilder text = new StringBuilder("[");
        for (int size : shape) {
            text.append(text.length() == 1 ? "" : ",").append(size == ANY ? "N" : "" + size);
        }
        return text.append(']').toString();
    }

    private static ModelFormatException invalid(OnnxHeader header, String expected, String found) {
        return new ModelFormatException(
                header.file() + " (encoder)",
                expected,
                found,
                "take the file as published, or export it again");
    }
}
