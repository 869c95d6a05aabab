package org.ossicle.livepage;

import java.time.Duration;

/**
 * What a server bears.
 *
 * @param speakers people who may speak at once
 * @param connections of any kind at once
 * @param requestsPerSecond from one address
 * @param messageBytes of one message of sound
 * @param aheadOfTime by how much sound may arrive faster than it is spoken, over the whole
 *     connection: what a network holds back and then delivers at once
 * @param silence without any message after which a connection is closed
 */
record Limits(
        int speakers,
        int connections,
        int requestsPerSecond,
        int messageBytes,
        Duration aheadOfTime,
        Duration silence) {

    /** What a page for a few people on one machine needs. */
    static Limits standard() {
        return new Limits(4, 64, 50, 1 << 16, Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    Limits withSpeakers(int count) {
        return new Limits(
                count, connections, requestsPerSecond, messageBytes, aheadOfTime, silence);
    }
}
