/**
 * Streaming speech recognition and speech emotion. Applications use {@link org.ossicle}, {@link
 * org.ossicle.audio} and {@link org.ossicle.error}; the other exports are for engines.
 */
@SuppressWarnings("module") // Engines that qualified exports name are not there when core is built.
module org.ossicle.core {
    exports org.ossicle;
    exports org.ossicle.audio;
    exports org.ossicle.error;
    exports org.ossicle.engine to
            org.ossicle.ffm,
            org.ossicle.jna,
            org.ossicle.loader,
            org.ossicle.onednn,
            org.ossicle.tck;
    exports org.ossicle.engine.lowering to
            org.ossicle.ffm,
            org.ossicle.jna,
            org.ossicle.onednn,
            org.ossicle.tck;
    exports org.ossicle.plan to
            org.ossicle.ffm,
            org.ossicle.jna,
            org.ossicle.loader,
            org.ossicle.onednn,
            org.ossicle.tck;
    exports org.ossicle.graph to
            org.ossicle.ffm,
            org.ossicle.jna,
            org.ossicle.onednn,
            org.ossicle.tck;
    exports org.ossicle.graph.op to
            org.ossicle.ffm,
            org.ossicle.jna,
            org.ossicle.onednn,
            org.ossicle.tck;
    exports org.ossicle.graph.eval to
            org.ossicle.ffm,
            org.ossicle.jna,
            org.ossicle.onednn,
            org.ossicle.tck;

    uses org.ossicle.engine.EngineProvider;
    uses org.ossicle.model.EmotionFamily;
    uses org.ossicle.model.ModelFamily;

    provides org.ossicle.model.EmotionFamily with
            org.ossicle.model.FunctionalsEmotionFamily,
            org.ossicle.model.WindowEmotionFamily;
    provides org.ossicle.model.ModelFamily with
            org.ossicle.model.IcefallTransducerFamily,
            org.ossicle.model.OssicleWordsFamily;
}
