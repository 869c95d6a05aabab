/**
 * Everything that a desktop or server application needs: the facade and an engine for it.
 *
 * <p>The engine through JNA, which Java 17 to 21 need, is found as a service if its jars are there:
 * who runs on JDK 22 or later may leave them out.
 */
module org.ossicle {
    requires transitive org.ossicle.core;
    requires org.ossicle.ffm;
    requires org.ossicle.library;
}
