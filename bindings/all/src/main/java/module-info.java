/** Everything that a desktop or server application needs: the facade and an engine for it. */
module org.ossicle {
    requires transitive org.ossicle.core;
    requires org.ossicle.ffm;
    requires org.ossicle.library;
}
