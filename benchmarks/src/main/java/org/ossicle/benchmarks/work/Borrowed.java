package org.ossicle.benchmarks.work;

/** Work on things that somebody else closes. */
record Borrowed(Runnable work) implements Contender {
    @Override
    public void run() {
        work.run();
    }

    @Override
    public void close() {}
}
