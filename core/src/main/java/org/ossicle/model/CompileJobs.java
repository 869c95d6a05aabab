package org.ossicle.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ossicle.compile.Bindings;
import org.ossicle.engine.CompiledPlan;

/**
 * The files of one model, compiled by two threads where there are two processors: the caller's
 * takes the first file, which is to be the largest, a second one the others. In a JVM that has just
 * started that one also loads classes which the first is going to need.
 */
final class CompileJobs {
    private final PlanCompiler compiler;
    private final List<Job> jobs = new ArrayList<>();

    private record Job(Path file, Bindings bindings) {}

    CompileJobs(PlanCompiler compiler) {
        this.compiler = compiler;
    }

    /** Adds a file and what it is bound to. */
    void add(Path file, Bindings bindings) {
        jobs.add(new Job(file, bindings));
    }

    /**
     * The plans in the order of the files.
     *
     * @return the caller's to close
     * @throws org.ossicle.error.OssicleException if a file is damaged, does not fit its bindings,
     *     or cannot be run: the first one in order. Nothing stays open then
     */
    List<CompiledPlan> run() {
        Part first = new Part(jobs.subList(0, 1));
        Part rest = new Part(jobs.subList(1, jobs.size()));
        Thread helper = Runtime.getRuntime().availableProcessors() > 1 ? start(rest) : null;
        first.run();
        if (helper != null) {
            await(helper);
        } else if (first.failure == null) {
            rest.run();
        }
        List<CompiledPlan> plans = new ArrayList<>(first.plans);
        plans.addAll(rest.plans);
        Throwable failure = first.failure != null ? first.failure : rest.failure;
        if (failure == null) {
            return plans;
        }
        for (CompiledPlan plan : plans) {
            plan.close();
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    /** A thread that runs {@code part}, or null if there can be no more threads. */
    private static Thread start(Part part) {
        Thread thread = new Thread(part, "ossicle-load");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError e) {
            return null;
        }
        return thread;
    }

    /** An interrupt of the caller's thread is left for whoever asks next. */
    private static void await(Thread helper) {
        boolean interrupted = false;
        while (helper.isAlive()) {
            try {
                helper.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Some files, one after the other up to the first that fails. */
    private final class Part implements Runnable {
        private final List<Job> part;
        private final List<CompiledPlan> plans = new ArrayList<>();
        private Throwable failure;

        Part(List<Job> part) {
            this.part = part;
        }

        @Override
        public void run() {
            try {
                for (Job job : part) {
                    plans.add(compiler.compile(job.file(), job.bindings()));
                }
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
    }
}
