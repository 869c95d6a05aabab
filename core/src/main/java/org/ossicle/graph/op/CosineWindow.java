package org.ossicle.graph.op;

import java.util.List;
import org.ossicle.graph.DType;
import org.ossicle.graph.InferenceContext;
import org.ossicle.graph.Tensor;
import org.ossicle.graph.TensorType;

/**
 * A window for frames of a signal: c0 - c1 cos(2 pi n / N) + c2 cos(4 pi n / N) for n from 0 on.
 * Input the size, one element.
 *
 * @param kind the constants
 * @param periodic whether N is the size, not one less
 * @param output the element type
 */
public record CosineWindow(CosineWindow.Kind kind, boolean periodic, DType output)
        implements Composite {
    /** The windows that have a name. */
    public enum Kind {
        HANN("HannWindow", 0.5, 0.5, 0),
        HAMMING("HammingWindow", 25.0 / 46, 21.0 / 46, 0),
        BLACKMAN("BlackmanWindow", 0.42, 0.5, 0.08);

        private final String onnxName;
        private final double c0;
        private final double c1;
        private final double c2;

        Kind(String onnxName, double c0, double c1, double c2) {
            this.onnxName = onnxName;
            this.c0 = c0;
            this.c1 = c1;
            this.c2 = c2;
        }

        /** The operator's name in ONNX. */
        public String onnxName() {
            return onnxName;
        }
    }

    @Override
    public String name() {
        return kind.onnxName;
    }

    @Override
    public List<TensorType> infer(InferenceContext context) {
        Rules.inputs(context, 1, 1);
        return Rules.output(context, output, Rules.one(context, 0, "the size"));
    }

    @Override
    public void expand(Expansion expansion) {
        long size = expansion.value(0).getLong(0);
        Tensor window = expansion.zeros(output, size);
        double period = periodic ? size : Math.max(1, size - 1);
        for (int n = 0; n < size; n++) {
            double angle = 2 * Math.PI * n / period;
            double value = kind.c0 - kind.c1 * Math.cos(angle) + kind.c2 * Math.cos(2 * angle);
            window.setDouble(n, value);
        }
        expansion.emit(0, new Identity(), expansion.constant(window));
    }
}
