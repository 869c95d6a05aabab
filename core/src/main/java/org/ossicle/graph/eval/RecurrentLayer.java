package org.ossicle.graph.eval;

import org.ossicle.graph.Tensor;
import org.ossicle.graph.op.CellActivation;
import org.ossicle.graph.op.Direction;

/**
 * What recurrent layers share: the order in which directions, steps and sequences are visited, and
 * where their inputs, states and outputs lie.
 */
final class RecurrentLayer {
    /** One step of one direction for the whole batch. */
    interface Cell {
        /**
         * @param direction 0 or 1
         * @param projected the product of this step's inputs and the input weights, one row per
         *     sequence
         * @param states the states, each with one row per sequence
         * @return the states after the step
         */
        double[][] step(int direction, double[] projected, double[][] states);
    }

    /** The product of rows with the weights of one direction. */
    interface Projection {
        double[] apply(int direction, double[] rows, int count);
    }

    private final Direction direction;
    private final boolean batchMajor;
    private final int hidden;
    private final Tensor x;
    private final int steps;
    private final int batch;

    RecurrentLayer(Direction direction, boolean batchMajor, long hidden, Tensor x) {
        this.direction = direction;
        this.batchMajor = batchMajor;
        this.hidden = (int) hidden;
        this.x = x;
        this.steps = (int) x.dim(batchMajor ? 1 : 0);
        this.batch = (int) x.dim(batchMajor ? 0 : 1);
    }

    /**
     * Runs the layer.
     *
     * @param lengths the length of each sequence, or null if all are full
     * @param initial the states to start from, null for zeros
     * @param outputs y, then the last states; as many as are wanted
     */
    void run(Projection input, Cell cell, Tensor lengths, Tensor[] initial, Tensor[] outputs) {
        double[] rows = rows();
        for (int d = 0; d < direction.count(); d++) {
            double[] projected = input.apply(d, rows, steps * batch);
            boolean reverse = direction == Direction.REVERSE || d == 1;
            double[][] states = start(initial, d);
            for (int t = 0; t < steps; t++) {
                double[] present = rowsAt(projected, t, lengths, reverse);
                double[][] next = cell.step(d, present, states);
                keep(next, states, t, lengths);
                write(outputs[0], next[0], d, t, lengths, reverse);
                states = next;
            }
            for (int i = 1; i < outputs.length; i++) {
                writeState(outputs[i], states[i - 1], d);
            }
        }
    }

    /** All inputs, step by step and within a step sequence by sequence. */
    private double[] rows() {
        double[] values = Elements.doubles(x);
        if (!batchMajor) {
            return values;
        }
        int width = (int) x.dim(2);
        double[] rows = new double[values.length];
        for (int i = 0; i < steps * batch; i++) {
            int from = (i % batch * steps + i / batch) * width;
            System.arraycopy(values, from, rows, i * width, width);
        }
        return rows;
    }

    private int length(Tensor lengths, int sequence) {
        if (lengths == null) {
            return steps;
        }
        long length = lengths.getLong(sequence);
        if (length < 0 || length > steps) {
            throw new RefusedDataException("a length from 0 to " + steps, "" + length);
        }
        return (int) length;
    }

    /** The place in time that step {@code t} reads and writes; -1 past the end of a sequence. */
    private int time(int t, Tensor lengths, int sequence, boolean reverse) {
        int length = length(lengths, sequence);
        return t >= length ? -1 : reverse ? length - 1 - t : t;
    }

    private double[] rowsAt(double[] projected, int t, Tensor lengths, boolean reverse) {
        int width = projected.length / Math.max(1, steps * batch);
        double[] rows = new double[batch * width];
        for (int n = 0; n < batch; n++) {
            int time = time(t, lengths, n, reverse);
            if (time >= 0) {
                int from = (time * batch + n) * width;
                System.arraycopy(projected, from, rows, n * width, width);
            }
        }
        return rows;
    }

    /** Sequences that have ended keep their state. */
    private void keep(double[][] next, double[][] states, int t, Tensor lengths) {
        for (int n = 0; n < batch; n++) {
            for (int i = 0; i < next.length && t >= length(lengths, n); i++) {
                System.arraycopy(states[i], n * hidden, next[i], n * hidden, hidden);
            }
        }
    }

    private int stateRow(int d, int n) {
        return (batchMajor ? n * direction.count() + d : d * batch + n) * hidden;
    }

    private double[][] start(Tensor[] initial, int d) {
        double[][] states = new double[initial.length][batch * hidden];
        for (int i = 0; i < initial.length; i++) {
            for (int j = 0; initial[i] != null && j < batch * hidden; j++) {
                states[i][j] = initial[i].getDouble(stateRow(d, j / hidden) + j % hidden);
            }
        }
        return states;
    }

    private void writeState(Tensor output, double[] state, int d) {
        for (int j = 0; j < state.length; j++) {
            output.setDouble(stateRow(d, j / hidden) + j % hidden, state[j]);
        }
    }

    private void write(Tensor y, double[] state, int d, int t, Tensor lengths, boolean reverse) {
        int directions = direction.count();
        for (int n = 0; n < batch; n++) {
            int time = time(t, lengths, n, reverse);
            int row =
                    batchMajor
                            ? (n * steps + time) * directions + d
                            : (time * directions + d) * batch + n;
            for (int j = 0; time >= 0 && j < hidden; j++) {
                y.setDouble(row * hidden + j, state[n * hidden + j]);
            }
        }
    }

    /** Products with weights [D, columns, depth], as ONNX lays them out. */
    static Projection real(Tensor weights) {
        double[] w = Elements.doubles(weights);
        int columns = (int) weights.dim(1);
        int depth = (int) weights.dim(2);
        return (direction, rows, count) -> {
            double[] result = new double[count * columns];
            int start = direction * columns * depth;
            for (int i = 0; i < result.length; i++) {
                int row = i / columns * depth;
                int line = start + i % columns * depth;
                double sum = 0;
                for (int k = 0; k < depth; k++) {
                    sum += rows[row + k] * w[line + k];
                }
                result[i] = sum;
            }
            return result;
        };
    }

    /** What enters an activation, held within the clip. */
    static double activate(CellActivation activation, double x, double clip) {
        double held = clip > 0 ? Math.max(-clip, Math.min(clip, x)) : x;
        double alpha = activation.alpha();
        double beta = activation.beta();
        return switch (activation.kind()) {
            case SIGMOID -> RealFunctions.sigmoid(held);
            case TANH -> Math.tanh(held);
            case RELU -> Math.max(0, held);
            case AFFINE -> alpha * held + beta;
            case LEAKY_RELU -> held >= 0 ? held : alpha * held;
            case THRESHOLDED_RELU -> held >= alpha ? held : 0;
            case SCALED_TANH -> alpha * Math.tanh(beta * held);
            case HARD_SIGMOID -> RealFunctions.hardSigmoid(held, alpha, beta);
            case ELU -> RealFunctions.elu(held, alpha);
            case SOFTSIGN -> held / (1 + Math.abs(held));
            case SOFTPLUS -> RealFunctions.softplus(held);
        };
    }
}
