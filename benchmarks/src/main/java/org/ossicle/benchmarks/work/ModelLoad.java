package org.ossicle.benchmarks.work;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ossicle.LoadOptions;
import org.ossicle.SpeechModel;

/** Loads a transducer and lets go of it again. */
public final class ModelLoad {
    /** The transducer's folder below that of the models. */
    public static final String MODEL = "zipformer2-en-3.3M";

    private static final List<String> FILES =
            List.of("encoder.int8.onnx", "decoder.onnx", "joiner.int8.onnx");

    private ModelLoad() {}

    /** Loads by that engine with the options that applications get. */
    public static Contender of(String engine, Path folder) {
        return of(engine, folder, LoadOptions.defaults());
    }

    /**
     * Loads by that engine.
     *
     * @param engine {@value Engines#ONNX_RUNTIME}, or any of ours, which is then the one that
     *     applications get
     * @param options for ours
     */
    public static Contender of(String engine, Path folder, LoadOptions options) {
        return new Contender() {
            @Override
            public void run() {
                if (Engines.isOurs(engine)) {
                    SpeechModel.load(folder, options).close();
                } else {
                    sessions(folder);
                }
            }

            @Override
            public void close() {}
        };
    }

    private static void sessions(Path folder) {
        List<OrtSession> sessions = new ArrayList<>();
        try (OrtSession.SessionOptions options = OnnxRuntimeContender.options()) {
            for (String file : FILES) {
                String path = folder.resolve(file).toString();
                sessions.add(OrtEnvironment.getEnvironment().createSession(path, options));
            }
            for (OrtSession session : sessions) {
                session.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses " + folder, e);
        }
    }
}
