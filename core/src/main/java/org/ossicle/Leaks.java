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

    /** What an object holds, as the steps that free it. */
    private static final class Holding implements Runnable {
        private final String owner;
        private final Runnable[] steps;
        private volatile boolean closing;

        Holding(String owner, Runnable[] steps) {
            this.owner = owner;
            this.steps = steps;
        }

        @Override
        public void run() {
            if (!closing) {
                LOGGER.log(Level.WARNING, "{0} was never closed; close it after use", owner);
            }
            free(0);
        }

        /** A step that fails keeps none of the others from being taken. */
        private void free(int from) {
            if (from < steps.length) {
                try {
                    steps[from].run();
                } finally {
                    free(from + 1);
                }
            }
        }
    }

    /** The right to free what an object holds before the safety net does. */
    static final class Guard {
        private final Holding holding;
        private final Cleaner.Cleanable cleanable;

        private Guard(Holding holding, Cleaner.Cleanable cleanable) {
            this.holding = holding;
            this.cleanable = cleanable;
        }

        /** Frees what is held, unless that has been done. */
        void close() {
            holding.closing = true;
            cleanable.clean();
        }
    }

    /**
     * Spreads the net under an object.
     *
     * @param name the class of the object, for the log
     * @param steps what frees its holdings, taken once and in this order; must not refer to the
     *     object, or the net could never act
     */
    static Guard watch(Object owner, String name, Runnable... steps) {
        Holding holding = new Holding(name, steps);
        return new Guard(holding, CLEANER.register(owner, holding));
    }
}
