/**
 * How a model that sees a stream in chunks goes on from one chunk to the next: which outputs become
 * which inputs, when a chunk is ready, and how much silence ends a stream.
 */
package org.ossicle.stream;
