package org.ossicle.benchmarks.guard;

import java.nio.file.Path;
import java.util.List;
import org.ossicle.benchmarks.work.ModelFolder;
import org.ossicle.benchmarks.work.ModelPair;
import org.ossicle.benchmarks.work.ModelWork;
import org.ossicle.engine.Engine;
import org.ossicle.engine.EngineLookup;

/**
 * Our encoder while another thread keeps the collector at work; as its peer the same encoder just
 * before that, since its p99 is what the machine does by itself. In a JVM of its own, whose
 * collector has one thread: one with a thread for each processor takes the encoder's as well.
 */
final class BesideACollector {
    private BesideACollector() {}

    /**
     * @throws org.ossicle.benchmarks.work.MissingModelException if the encoder is not there
     */
    static Measured measure(ModelFolder models, Duel duel) {
        models.find(ModelWork.ZIPFORMER2.file());
        String found =
                Fork.lastLine(
                        BesideACollector.class,
                        List.of("-XX:+UseSerialGC"),
                        models.path().toString(),
                        Double.toString(duel.seconds()));
        String[] numbers = found.split(" ");
        return timed(numbers, 3).nextTo(timed(numbers, 0));
    }

    private static Measured timed(String[] numbers, int from) {
        return Measured.alone(
                Double.parseDouble(numbers[from]),
                Double.parseDouble(numbers[from + 1]),
                Double.parseDouble(numbers[from + 2]));
    }

    /**
     * Takes the folder of the models and seconds; prints median and p99 in microseconds and bytes
     * per call, without and then with a collector.
     */
    public static void main(String[] arguments) {
        ModelFolder models = new ModelFolder(Path.of(arguments[0]));
        Duel duel = new Duel(Double.parseDouble(arguments[1]));
        try (Engine engine = EngineLookup.open().engine();
                ModelPair pair = ModelPair.open(engine, ModelWork.ZIPFORMER2, models)) {
            Measured before = duel.time(pair.ours(), null);
            try (BusyCollector collector = new BusyCollector()) {
                Measured beside = duel.time(pair.ours(), null);
                System.out.println(printed(before) + " " + printed(beside));
            }
        }
    }

    private static String printed(Measured measured) {
        return measured.oursMedianUs() + " " + measured.oursP99Us() + " " + measured.bytesPerOp();
    }
}
