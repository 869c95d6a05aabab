/** The native engine, called through {@code java.lang.foreign}. */
module org.ossicle.ffm {
    requires org.ossicle.core;
    requires org.ossicle.loader;

    provides org.ossicle.engine.EngineProvider with
            org.ossicle.ffm.FfmEngineProvider;
}
