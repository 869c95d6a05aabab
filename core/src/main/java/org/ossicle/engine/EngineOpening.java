package org.ossicle.engine;

/**
 * The best engine, opened by a thread of its own while the caller reads the small files of a model;
 * by the caller's where there is one processor. Used by one thread.
 */
public final class EngineOpening implements AutoCloseable {
    private final Attempt attempt = new Attempt();
    private boolean taken;

    private EngineOpening() {}

    /** Begins to open an engine as {@link EngineLookup#open} does. */
    public static EngineOpening start() {
        EngineOpening opening = new EngineOpening();
        if (!opening.attempt.goesOnAlone()) {
            opening.attempt.run();
        }
        return opening;
    }

    /**
     * The engine, once it is open.
     *
     * @return the caller's to close
     * @throws org.ossicle.error.EngineException as {@link EngineLookup#open} does
     */
    public EngineLookup.Choice get() {
        attempt.await();
        if (attempt.failure instanceof Error error) {
            throw error;
        }
        if (attempt.failure != null) {
            throw (RuntimeException) attempt.failure;
        }
        taken = true;
        return attempt.choice;
    }

    /** Waits, and closes the engine if nobody took it. */
    @Override
    public void close() {
        attempt.await();
        if (!taken && attempt.choice != null) {
            taken = true;
            attempt.choice.engine().close();
        }
    }

    private static final class Attempt extends Thread {
        private EngineLookup.Choice choice;
        private Throwable failure;

        Attempt() {
            super("ossicle-engine");
        }

        @Override
        public void run() {
            try {
                choice = EngineLookup.open();
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }

        /** Whether this runs as a thread: there is a processor to spare and room for one. */
        boolean goesOnAlone() {
            if (Runtime.getRuntime().availableProcessors() == 1) {
                return false;
            }
            setDaemon(true);
            try {
                start();
            } catch (OutOfMemoryError e) {
                return false;
            }
            return true;
        }

        /** An interrupt of the caller's thread is left for whoever asks next. */
        void await() {
            boolean interrupted = false;
            while (isAlive()) {
                try {
                    join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
