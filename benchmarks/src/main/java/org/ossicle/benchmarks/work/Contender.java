package org.ossicle.benchmarks.work;

/** One engine with one piece of work to do over and over. For one owner. */
public interface Contender extends AutoCloseable {
    /** Does the work once. */
    void run();

    @Override
    void close();
}
