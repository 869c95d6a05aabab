package org.ossicle.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ossicle.graph.Value;
import org.ossicle.graph.op.CellActivation;
import org.ossicle.graph.op.CellActivationKind;
import org.ossicle.graph.op.Direction;
import org.ossicle.graph.op.Gru;
import org.ossicle.graph.op.Lstm;
import org.ossicle.graph.op.Rnn;

/** Recurrent layers. */
final class RecurrentConverters implements Converter {
    private RecurrentConverters() {}

    static void register(ConverterRegistry registry) {
        Converter group = new RecurrentConverters();
        registry.add(group, "LSTM", "GRU", "RNN");
    }

    @Override
    public void convert(NodeImport node) {
        switch (node.opType()) {
            case "LSTM" -> node.emit(lstm(node));
            case "GRU" -> gru(node);
            case "RNN" -> rnn(node);
            default -> throw ConverterRegistry.unknown(node.opType());
        }
    }

    static Lstm lstm(NodeImport node) {
        Direction direction = direction(node);
        List<CellActivation> activations = activations(node, 3 * direction.count());
        return new Lstm(
                hiddenSize(node),
                direction,
                activations == null ? Lstm.defaultActivations(direction) : activations,
                node.real("clip", 0),
                node.flag("layout", false),
                node.flag("input_forget", false));
    }

    private static void gru(NodeImport node) {
        Direction direction = direction(node);
        List<CellActivation> activations = activations(node, 2 * direction.count());
        node.emit(
                new Gru(
                        hiddenSize(node),
                        direction,
                        activations == null ? Gru.defaultActivations(direction) : activations,
                        node.real("clip", 0),
                        node.flag("layout", false),
                        node.flag("linear_before_reset", false)));
    }

    private static void rnn(NodeImport node) {
        Direction direction = direction(node);
        List<CellActivation> activations = activations(node, direction.count());
        node.emit(
                new Rnn(
                        hiddenSize(node),
                        direction,
                        activations == null ? Rnn.defaultActivations(direction) : activations,
                        node.real("clip", 0),
                        node.flag("layout", false)));
    }

    private static Direction direction(NodeImport node) {
        String name = node.text("direction", "forward");
        try {
            return Direction.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw node.broken("direction forward, reverse or bidirectional", "'" + name + "'");
        }
    }

    /** The size of the state; a model that does not say it has it in its recurrent weights. */
    private static long hiddenSize(NodeImport node) {
        long size = node.integer("hidden_size", 0);
        Value recurrent = node.required(2);
        if (size == 0 && recurrent.isConstant() && recurrent.constant().dims().length == 3) {
            size = recurrent.constant().dims()[2];
        }
        if (size < 1) {
            throw node.broken("a hidden_size of at least 1", Long.toString(size));
        }
        return size;
    }

    /** The functions a model names with their constants, or null if it names none. */
    private static List<CellActivation> activations(NodeImport node, int count) {
        List<String> names = node.texts("activations");
        float[] alphas = node.reals("activation_alpha");
        float[] betas = node.reals("activation_beta");
        if (names == null) {
            return null;
        }
        if (names.size() != count) {
            throw node.broken(count + " activations", names.toString());
        }
        int alpha = 0;
        int beta = 0;
        List<CellActivation> activations = new ArrayList<>();
        for (String name : names) {
            CellActivationKind kind = CellActivationKind.ofOnnxName(name);
            if (kind == null) {
                throw node.broken("activations known to ONNX", "'" + name + "'");
            }
            float a = kind.defaultAlpha();
            float b = kind.defaultBeta();
            if (takesAlpha(kind) && alpha < alphas.length) {
                a = alphas[alpha++];
            }
            if (takesBeta(kind) && beta < betas.length) {
                b = betas[beta++];
            }
            activations.add(new CellActivation(kind, a, b));
        }
        return activations;
    }

    private static boolean takesAlpha(CellActivationKind kind) {
        return switch (kind) {
            case AFFINE, LEAKY_RELU, THRESHOLDED_RELU, SCALED_TANH, HARD_SIGMOID, ELU -> true;
            case SIGMOID, TANH, RELU, SOFTSIGN, SOFTPLUS -> false;
        };
    }

    private static boolean takesBeta(CellActivationKind kind) {
        return switch (kind) {
            case AFFINE, SCALED_TANH, HARD_SIGMOID -> true;
            default -> false;
        };
    }
}
