package org.ossicle.parity;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ossicle.features.Fbank;
import org.ossicle.features.FbankConfig;
import org.ossicle.graph.Tensor;
import org.ossicle.onnx.OnnxReader;
import org.ossicle.onnx.OnnxValueInfo;
import org.ossicle.tck.peer.OnnxRuntimePeer;

/** Greedy search over ONNX Runtime, written down as plainly as it can be. */
final class ReferenceRecognizer implements AutoCloseable {
    static final int CHUNK = 45;
    static final int SHIFT = 32;
    static final int BINS = 80;
    private static final int HOP = 160;

    private final OnnxRuntimePeer encoder;
    private final OnnxRuntimePeer decoder;
    private final OnnxRuntimePeer joiner;
    private final List<OnnxValueInfo> inputs;

    ReferenceRecognizer(Path folder, boolean optimised) {
        Path encoderFile = folder.resolve("encoder.int8.onnx");
        encoder = OnnxRuntimePeer.open(encoderFile, optimised);
        decoder = OnnxRuntimePeer.open(folder.resolve("decoder.onnx"), optimised);
        joiner = OnnxRuntimePeer.open(folder.resolve("joiner.int8.onnx"), optimised);
        inputs = OnnxReader.readHeader(encoderFile).inputs();
    }

    OnnxRuntimePeer encoder() {
        return encoder;
    }

    OnnxRuntimePeer decoder() {
        return decoder;
    }

    OnnxRuntimePeer joiner() {
        return joiner;
    }

    /** The features of a recording with silence after it. */
    static float[] features(float[] samples, int silentFrames) {
        float[] padded = java.util.Arrays.copyOf(samples, samples.length + silentFrames * HOP);
        return Fbank.extract(FbankConfig.kaldiPovey(), padded);
    }

    /** The inputs of a first run: zeros. */
    Map<String, Tensor> start() {
        Map<String, Tensor> start = new LinkedHashMap<>();
        for (OnnxValueInfo input : inputs) {
            start.put(input.name(), Tensor.zeros(input.dtype(), input.shape().sizes()));
        }
        return start;
    }

    /** The inputs of the next run: the new states of the last one and other features. */
    Map<String, Tensor> next(Map<String, Tensor> outputs) {
        Map<String, Tensor> next = new LinkedHashMap<>();
        List<Tensor> results = List.copyOf(outputs.values());
        for (int i = 1; i < inputs.size(); i++) {
            next.put(inputs.get(i).name(), results.get(i));
        }
        return next;
    }

    static Tensor chunk(float[] features, int run) {
        Tensor x = Tensor.ofFloats(new long[] {1, CHUNK, BINS}, new float[CHUNK * BINS]);
        x.data().asFloatBuffer().put(features, run * SHIFT * BINS, CHUNK * BINS);
        return x;
    }

    /** The tokens of a recording and, for each, the output frame that gave it. */
    List<int[]> recognize(float[] samples) {
        int frames = (samples.length + HOP / 2) / HOP;
        int runs = (frames + SHIFT - 1) / SHIFT + 1;
        float[] features = features(samples, runs * SHIFT + CHUNK - frames + 2);
        List<int[]> found = new ArrayList<>();
        Map<String, Tensor> encoderInputs = start();
        long[] context = {-1, 0};
        Tensor prediction = predict(context);
        for (int run = 0; run < runs; run++) {
            encoderInputs.put(inputs.get(0).name(), chunk(features, run));
            Map<String, Tensor> outputs = encoder.run(encoderInputs);
            encoderInputs = next(outputs);
            Tensor encoded = outputs.values().iterator().next();
            int perRun = (int) encoded.dim(1);
            int dim = (int) encoded.dim(2);
            for (int frame = 0; frame < perRun; frame++) {
                Tensor row = Tensor.ofFloats(new long[] {1, dim}, new float[dim]);
                row.data().put(0, encoded.data(), frame * dim * 4, dim * 4);
                int best = best(join(row, prediction));
                if (best != 0 && best != 2) {
                    found.add(new int[] {best, run * perRun + frame});
                    context = new long[] {context[1], best};
                    prediction = predict(context);
                }
            }
        }
        return found;
    }

    Tensor predict(long[] context) {
        return only(decoder.run(Map.of("y", Tensor.ofLongs(new long[] {1, 2}, context))));
    }

    Tensor join(Tensor encoded, Tensor prediction) {
        return only(joiner.run(Map.of("encoder_out", encoded, "decoder_out", prediction)));
    }

    private static Tensor only(Map<String, Tensor> outputs) {
        return outputs.values().iterator().next();
    }

    private static int best(Tensor logits) {
        int best = 0;
        for (int i = 1; i < logits.elements(); i++) {
            if (logits.getDouble(i) > logits.getDouble(best)) {
                best = i;
            }
        }
        return best;
    }

    @Override
    public void close() {
        encoder.close();
        decoder.close();
        joiner.close();
    }
}
