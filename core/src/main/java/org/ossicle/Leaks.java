package org.ossicle;

import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;

/**
 * The safety net under objects that were never closed: frees what they held once nobody can reach
 * them, and says so in the log.
 */
final class Leaks {
    private static final System.Logger LOGGER = System.getLogger(Leaks.class.getName());
    private static final Cleaner CLEANER = Cleaner.create();

    private Leaks() {}

    /** What an object holds; does not refer to the object itself. */
    abstract static class Holding implements Runnable {
        private final String owner;
        private volatile boolean closing;

        Holding(String owner) {
            this.owner = owner;
        }

        /** Frees what is held; called once. */
        abstract void free();

        @Override
        public final void run() {
            if (!closing) {
                LOGGER.log(Level.WARNING, "{0} was never closed; close it after use", owner);
            }
            free();
        }
    }

    /** The right to free a holding before the safety net does. */
    record Guard(Holding holding, Cleaner.Cleanable cleanable) {
        /** Frees the holding, unless that has been done. */
        void close() {
            holding.closing = true;
            cleanable.clean();
        }
    }

    static Guard watch(Object owner, Holding holding) {
        return new Guard(holding, CLEANER.register(owner, holding));
    }
}
