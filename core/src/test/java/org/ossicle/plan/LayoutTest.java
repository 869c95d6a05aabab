package org.ossicle.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void reshapeKeepsTheOrderOfElements(long seed) {
        Random random = new Random(seed);
        int possible = 0;
        for (int round = 0; round < 300; round++) {
            Layout layout = randomLayout(random);
            long[] target = regrouped(layout.elements(), random);
            Layout reshaped = layout.reshape(target);
            if (layout.isContiguous()) {
                assertNotNull(reshaped, () -> layout + " to " + Layout.dense(target));
            }
            if (reshaped != null) {
                possible++;
                assertArrayEquals(elements(layout), elements(reshaped), layout::toString);
            }
        }
        assertTrue(possible > 50, "only " + possible + " reshapes were views");
    }

    @Test
    void reshapeOfTransposedRowsNeedsACopy() {
        assertNull(Layout.dense(3, 4).permute(new int[] {1, 0}).reshape(new long[] {12}));
        assertNotNull(Layout.dense(3, 1, 4).permute(new int[] {1, 0, 2}).reshape(new long[] {12}));
    }

    @Test
    void reshapeSplitsAnAxisOfASlice() {
        Layout slice = Layout.dense(16, 272).slice(1, 256, 1, 16);
        Layout split = slice.reshape(new long[] {16, 4, 4});
        assertEquals(new Layout(new long[] {16, 4, 4}, new long[] {272, 4, 1}, 256), split);
        assertNull(slice.reshape(new long[] {4, 64}));
    }

    @Test
    void expandRepeatsWithStrideZero() {
        Layout row = Layout.dense(1, 5).expand(new long[] {2, 3, 5});
        assertArrayEquals(new long[] {0, 0, 1}, row.strides());
        assertFalse(row.isInjective());
        assertFalse(row.isContiguous());
        assertEquals(4, row.last());
    }

    @Test
    void sliceBackwardsStartsAtTheLastElement() {
        Layout reversed = Layout.dense(5).slice(0, 4, -1, 5);
        assertArrayEquals(new long[] {4, 3, 2, 1, 0}, elements(reversed));
        assertEquals(0, reversed.first());
        assertEquals(4, reversed.last());
        assertTrue(reversed.isInjective());
    }

    @Test
    void overlappingWindowsAreNotInjective() {
        assertFalse(new Layout(new long[] {4, 5}, new long[] {1, 1}, 0).isInjective());
        assertTrue(new Layout(new long[] {4, 5}, new long[] {5, 1}, 0).isInjective());
        assertTrue(new Layout(new long[] {4, 5}, new long[] {1, 4}, 0).isInjective());
    }

    @Test
    void strideOfASingleIndexDoesNotMatter() {
        Layout a = new Layout(new long[] {1, 4}, new long[] {77, 1}, 2);
        Layout b = new Layout(new long[] {1, 4}, new long[] {4, 1}, 2);
        assertTrue(a.matches(b));
        assertTrue(a.isContiguous());
        assertFalse(a.matches(new Layout(new long[] {1, 4}, new long[] {4, 1}, 3)));
    }

    static long[] elements(Layout layout) {
        long[] found = new long[(int) layout.elements()];
        long[] index = new long[layout.rank()];
        for (int i = 0; i < found.length; i++) {
            long at = layout.offset();
            for (int axis = 0; axis < index.length; axis++) {
                at += index[axis] * layout.strides()[axis];
            }
            found[i] = at;
            for (int axis = index.length - 1;
                    axis >= 0 && ++index[axis] == layout.dims()[axis];
                    axis--) {
                index[axis] = 0;
            }
        }
        return found;
    }

    static Layout randomLayout(Random random) {
        long[] dims = new long[1 + random.nextInt(4)];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = new long[] {1, 2, 3, 4, 6}[random.nextInt(5)];
        }
        Layout layout = Layout.dense(dims);
        for (int i = random.nextInt(4); i > 0; i--) {
            int axis = random.nextInt(layout.rank());
            switch (random.nextInt(3)) {
                case 0 -> layout = layout.permute(swap(layout.rank(), axis));
                case 1 -> {
                    long size = layout.dims()[axis];
                    long start = random.nextInt((int) size);
                    layout = layout.slice(axis, start, 1, size - start);
                }
                default -> {
                    long[] target = layout.dims().clone();
                    target[axis] = target[axis] == 1 ? 2 : target[axis];
                    layout = layout.expand(target);
                }
            }
        }
        return layout;
    }

    private static int[] swap(int rank, int axis) {
        int[] order = new int[rank];
        for (int i = 0; i < rank; i++) {
            order[i] = i;
        }
        int other = (axis + 1) % rank;
        order[axis] = other;
        order[other] = axis;
        return order;
    }

    /** Random sizes whose product is {@code elements}. */
    private static long[] regrouped(long elements, Random random) {
        long[] dims = new long[1 + random.nextInt(4)];
        long left = elements;
        for (int i = 0; i < dims.length - 1; i++) {
            long[] divisors = {1, 2, 3, 4, 6, 12};
            long divisor = divisors[random.nextInt(divisors.length)];
            dims[i] = left % divisor == 0 ? divisor : 1;
            left /= dims[i];
        }
        dims[dims.length - 1] = left;
        return dims;
    }
}
