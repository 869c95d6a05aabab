/**
 * Holds the shared library of one platform, as a resource. The jars of all platforms have this name:
 * a module path takes one of them, a class path any number.
 */
module org.ossicle.library {}
