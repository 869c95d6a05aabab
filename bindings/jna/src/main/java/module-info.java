/** The native engine, called through JNA: for Java 17 to 21. */
module org.ossicle.jna {
    requires com.sun.jna;
    requires org.ossicle.core;
    requires org.ossicle.loader;

    provides org.ossicle.engine.EngineProvider with
            org.ossicle.jna.JnaEngineProvider;
}
