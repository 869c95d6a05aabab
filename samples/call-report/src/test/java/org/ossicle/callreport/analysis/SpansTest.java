package org.ossicle.callreport.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.ossicle.callreport.analysis.Calls.spans;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpansTest {
    @Test
    void joinsWhatTouchesOrOverlaps() {
        assertEquals(spans(1, 4, 5, 6), spans(1, 2, 2, 3, 2.5, 4, 5, 6));
        assertEquals(1, spans(1, 5, 2, 3).list().size());
        assertEquals(4, spans(1, 5, 2, 3).seconds());
    }

    @Test
    void closesGapsUpToALength() {
        assertEquals(spans(0, 2, 2.5, 3), spans(0, 1, 1.25, 2, 2.5, 3).joined(0.25));
    }

    @Test
    void keepsWhatLasts() {
        assertEquals(spans(0, 1), spans(0, 1, 2, 2.5).lasting(1));
    }

    @Test
    void findsTheTimeInBoth() {
        Spans a = spans(0, 3, 4, 8, 10, 12);
        Spans b = spans(1, 2, 2.5, 5, 7, 11);
        assertEquals(spans(1, 2, 2.5, 3, 4, 5, 7, 8, 10, 11), a.and(b));
        assertEquals(a.and(b), b.and(a));
        assertEquals(spans(), a.and(spans(3, 4)));
        assertEquals(2, a.within(new Span(2, 5)).seconds());
    }

    @Test
    void refusesWhatIsOutOfOrder() {
        assertThrows(IllegalArgumentException.class, () -> spans(2, 3, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Span(1, 1));
        assertThrows(
                IllegalArgumentException.class, () -> Spans.of(List.of(new Span(0, Double.NaN))));
    }
}
