package org.ossicle.benchmarks.roofline;

import java.util.ArrayList;
import java.util.List;

/**
 * What a piece of work cannot do without: parts that run one after the other, each some times. All
 * that they read stays in the nearest cache that holds all of it.
 */
final class Roofline {
    private final List<Part> parts = new ArrayList<>();

    private record Part(Demand demand, int runs) {}

    /** Adds a part; returns this. */
    Roofline and(Demand demand, int runs) {
        parts.add(new Part(demand, runs));
        return this;
    }

    long floatMacs() {
        long macs = 0;
        for (Part part : parts) {
            macs += part.runs * part.demand.floatMacs();
        }
        return macs;
    }

    long byteMacs() {
        long macs = 0;
        for (Part part : parts) {
            macs += part.runs * part.demand.byteMacs();
        }
        return macs;
    }

    /** Bytes that have to be moved, those that several runs read as often as they do. */
    long bytesMoved() {
        long bytes = 0;
        for (Part part : parts) {
            bytes += part.runs * part.demand.bytes();
        }
        return bytes;
    }

    /** Bytes that all runs together touch. */
    long bytesHeld() {
        long bytes = 0;
        for (Part part : parts) {
            bytes += part.demand.bytes();
        }
        return bytes;
    }
}
