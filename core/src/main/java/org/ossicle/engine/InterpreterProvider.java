package org.ossicle.engine;

/** Offers the interpreter, which runs wherever Java does. */
public final class InterpreterProvider implements EngineProvider {
    static final String NAME = "interpreter";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Engine open() {
        return new InterpreterEngine();
    }
}
