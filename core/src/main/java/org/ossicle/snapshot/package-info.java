/**
 * The bytes of a stream's state: a writer and a reader that checks all it reads. What the bytes
 * mean is known to the classes whose state it is.
 */
package org.ossicle.snapshot;
