package org.ossicle.benchmarks.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ossicle.benchmarks.work.Contender;
import org.ossicle.benchmarks.work.Engines;
import org.ossicle.benchmarks.work.ProductWork;
import org.ossicle.benchmarks.work.WrongOutputException;
import org.ossicle.engine.Engine;
import org.ossicle.graph.Constant;

/**
 * Products with a constant weight by our kernels and by oneDNN's, in turns and through the same
 * plan: the table that decides which of them runs the products of a model.
 */
public final class ProductsCommand {
    private static final String USAGE =
            "usage: products f32|u8s8 KxN [--rows M,...] [--seconds PER_PAIR]";

    /** Twice the last cache of the machine that the table is from. */
    private static final long ROTATING_BYTES = 64L << 20;

    private static final String HEADING =
            "| type | K x N | M | cached: ours | oneDNN | ratio"
                    + " | rotating: ours | oneDNN | ratio |\n|---|---|---|---|---|---|---|---|---|";

    private final boolean bytes;
    private final int inner;
    private final int columns;
    private final List<Integer> rows = new ArrayList<>();
    private double seconds = 1;

    private ProductsCommand(String[] arguments) {
        if (arguments.length < 2 || arguments.length % 2 != 0) {
            throw new IllegalArgumentException("type and shape are needed, options have a value");
        }
        bytes = arguments[0].equals("u8s8");
        if (!bytes && !arguments[0].equals("f32")) {
            throw new IllegalArgumentException("unknown type: " + arguments[0]);
        }
        String[] sizes = arguments[1].split("x");
        if (sizes.length != 2) {
            throw new IllegalArgumentException("not a shape: " + arguments[1]);
        }
        inner = Integer.parseInt(sizes[0]);
        columns = Integer.parseInt(sizes[1]);
        String chosen = "1,4,8,16,64,256,1024";
        for (int i = 2; i < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--rows" -> chosen = arguments[i + 1];
                case "--seconds" -> seconds = Double.parseDouble(arguments[i + 1]);
                default -> throw new IllegalArgumentException("unknown: " + arguments[i]);
            }
        }
        for (String row : chosen.split(",")) {
            rows.add(Integer.valueOf(row));
        }
    }

    /**
     * Times all products of one type and shape.
     *
     * @param arguments as {@link #USAGE} has them
     * @return the process's exit status: 0, 1 if a product was wrong, 2 for wrong arguments
     */
    public static int run(String[] arguments) {
        ProductsCommand command;
        try {
            command = new ProductsCommand(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            return 2;
        }
        try (Engine ours = Engines.open(Engines.FFM);
                Engine oneDnn = Engines.open(Engines.ONEDNN)) {
            System.out.println("ours: " + ours.facts());
            System.out.println("oneDNN: " + oneDnn.facts());
            System.out.println("microseconds per product; ratio: oneDNN's divided by ours");
            System.out.println(HEADING);
            command.table(ours, oneDnn);
            return 0;
        } catch (WrongOutputException e) {
            System.err.println("not timed: " + e.getMessage());
            return 1;
        }
    }

    private void table(Engine ours, Engine oneDnn) {
        List<Constant> many = new ProductWork(1, inner, columns, bytes).weights(ROTATING_BYTES);
        for (int m : rows) {
            ProductWork work = new ProductWork(m, inner, columns, bytes);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %d x %d | %d %s%s|%n",
                    bytes ? "u8s8" : "f32",
                    inner,
                    columns,
                    m,
                    cells(ours, oneDnn, work, many.subList(0, 1), many.size()),
                    cells(ours, oneDnn, work, many, many.size()));
        }
    }

    private String cells(
            Engine ours, Engine oneDnn, ProductWork work, List<Constant> weights, int products) {
        try (Contender a = work.open(ours, weights, products);
                Contender b = work.open(oneDnn, weights, products)) {
            Measured measured = new Duel(seconds).time(a, b);
            return String.format(
                    Locale.ROOT,
                    "| %.1f | %.1f | %.2f ",
                    measured.oursMedianUs() / products,
                    measured.peerMedianUs() / products,
                    measured.ratio());
        }
    }
}
