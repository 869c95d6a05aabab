/** Finds and verifies the native library file, and holds what all its bindings share. */
@SuppressWarnings("module") // Engines that the qualified export names are built after this.
module org.ossicle.loader {
    requires org.ossicle.core;

    exports org.ossicle.loader to
            org.ossicle.ffm,
            org.ossicle.jna,
            org.ossicle.onednn;
}
