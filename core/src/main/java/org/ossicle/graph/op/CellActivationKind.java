package org.ossicle.graph.op;

/** Functions inside recurrent cells; plans know the first three, by their order here. */
public enum CellActivationKind {
    SIGMOID("Sigmoid", 0, 0),
    TANH("Tanh", 0, 0),
    RELU("Relu", 0, 0),
    /** alpha x + beta. */
    AFFINE("Affine", 1, 0),
    LEAKY_RELU("LeakyRelu", 0.01f, 0),
    THRESHOLDED_RELU("ThresholdedRelu", 1, 0),
    /** alpha tanh(beta x). */
    SCALED_TANH("ScaledTanh", 1, 1),
    HARD_SIGMOID("HardSigmoid", 0.2f, 0.5f),
    ELU("Elu", 1, 0),
    SOFTSIGN("Softsign", 0, 0),
    SOFTPLUS("Softplus", 0, 0);

    private final String onnxName;
    private final float defaultAlpha;
    private final float defaultBeta;

    CellActivationKind(String onnxName, float defaultAlpha, float defaultBeta) {
        this.onnxName = onnxName;
        this.defaultAlpha = defaultAlpha;
        this.defaultBeta = defaultBeta;
    }

    /** The name in ONNX's {@code activations} attribute. */
    public String onnxName() {
        return onnxName;
    }

    /** The value of alpha where the model gives none; 0 if the function has no alpha. */
    public float defaultAlpha() {
        return defaultAlpha;
    }

    /** The value of beta where the model gives none; 0 if the function has no beta. */
    public float defaultBeta() {
        return defaultBeta;
    }

    /** The function of that ONNX name, in any case of letters, or null. */
    public static CellActivationKind ofOnnxName(String name) {
        for (CellActivationKind kind : values()) {
            if (kind.onnxName.equalsIgnoreCase(name)) {
                return kind;
            }
        }
        return null;
    }
}
