package org.ossicle.benchmarks;

import java.util.Arrays;
import org.ossicle.benchmarks.guard.GuardCommand;
import org.ossicle.benchmarks.guard.ProductsCommand;
import org.ossicle.benchmarks.roofline.RooflineCommand;

/**
 * {@code guard}, {@code products} and {@code roofline} are commands of ours; any other command line
 * is JMH's.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        String command = arguments.length == 0 ? "" : arguments[0];
        switch (command) {
            case "guard" -> System.exit(GuardCommand.run(tail(arguments)));
            case "products" -> System.exit(ProductsCommand.run(tail(arguments)));
            case "roofline" -> System.exit(RooflineCommand.run(tail(arguments)));
            default -> org.openjdk.jmh.Main.main(arguments);
        }
    }

    private static String[] tail(String[] arguments) {
        return Arrays.copyOfRange(arguments, 1, arguments.length);
    }
}
