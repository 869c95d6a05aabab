package org.ossicle.graph.eval;

/**
 * c += a b for row-major matrices a [rows, depth], b [depth, columns] and c [rows, columns], each
 * from an offset on. The innermost loop runs along a row of b and of c.
 */
final class Products {
    private Products() {}

    /** The sizes of a product. */
    record Size(int rows, int depth, int columns) {}

    static void add(float[] a, int atA, float[] b, int atB, float[] c, int atC, Size size) {
        for (int i = 0; i < size.rows; i++) {
            int row = atC + i * size.columns;
            for (int k = 0; k < size.depth; k++) {
                float factor = a[atA + i * size.depth + k];
                int line = atB + k * size.columns;
                for (int j = 0; j < size.columns; j++) {
                    c[row + j] += factor * b[line + j];
                }
            }
        }
    }

    static void add(double[] a, int atA, double[] b, int atB, double[] c, int atC, Size size) {
        for (int i = 0; i < size.rows; i++) {
            int row = atC + i * size.columns;
            for (int k = 0; k < size.depth; k++) {
                double factor = a[atA + i * size.depth + k];
                int line = atB + k * size.columns;
                for (int j = 0; j < size.columns; j++) {
                    c[row + j] += factor * b[line + j];
                }
            }
        }
    }

    static void add(int[] a, int atA, int[] b, int atB, int[] c, int atC, Size size) {
        for (int i = 0; i < size.rows; i++) {
            int row = atC + i * size.columns;
            for (int k = 0; k < size.depth; k++) {
                int factor = a[atA + i * size.depth + k];
                int line = atB + k * size.columns;
                for (int j = 0; j < size.columns; j++) {
                    c[row + j] += factor * b[line + j];
                }
            }
        }
    }

    static void add(long[] a, int atA, long[] b, int atB, long[] c, int atC, Size size) {
        for (int i = 0; i < size.rows; i++) {
            int row = atC + i * size.columns;
            for (int k = 0; k < size.depth; k++) {
                long factor = a[atA + i * size.depth + k];
                int line = atB + k * size.columns;
                for (int j = 0; j < size.columns; j++) {
                    c[row + j] += factor * b[line + j];
                }
            }
        }
    }
}
