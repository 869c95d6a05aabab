package org.ossicle.model;

import java.nio.file.Path;

/** Streaming transducers exported by icefall, as sherpa-onnx publishes them. */
public final class IcefallTransducerFamily implements ModelFamily {
    static final String NAME = "icefall streaming transducer";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RecognizerModel load(Path folder, LoadSettings settings) {
        TransducerFiles files = TransducerFiles.find(folder);
        if (files == null) {
            return null;
        }
        ModelMetadata metadata = new ModelMetadata(files.encoder().header(), "encoder");
        if (!Zipformer2Settings.MODEL_TYPE.equals(metadata.required("model_type"))) {
            throw metadata.invalid("model_type", "'" + Zipformer2Settings.MODEL_TYPE + "'");
        }
        return new IcefallTransducerModel(files, settings);
    }
}
