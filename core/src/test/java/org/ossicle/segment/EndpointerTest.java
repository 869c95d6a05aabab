package org.ossicle.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointerTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, -1",
        "2360, 2360, -1",
        "2400, 2400, 0",
        "2440, 2400, 0",
        "1200, 1200, -1",
        "1240, 1200, 1",
        "1240, 1160, -1",
        "5000, 1199, -1",
        "19960, 0, -1",
        "20000, 0, 2",
        "20000, 1200, 1",
    })
    void endsByTheFirstStandardRuleThatIsMet(long utteranceMs, long silenceMs, int rule) {
        assertEquals(rule, Endpointer.standard().metRule(utteranceMs, silenceMs));
    }

    @Test
    void neverEndsWithoutRules() {
        assertEquals(Endpointer.NONE, new Endpointer(List.of()).metRule(1L << 40, 1L << 40));
    }

    @Test
    void needsSilenceAndLengthOfOneRuleTogether() {
        Endpointer endpointer = new Endpointer(List.of(new EndpointRule(false, 0.5, 3)));
        assertEquals(Endpointer.NONE, endpointer.metRule(2999, 600));
        assertEquals(Endpointer.NONE, endpointer.metRule(3000, 499));
        assertEquals(0, endpointer.metRule(3000, 500));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesDurationsThatAreNone(double seconds) {
        assertThrows(IllegalArgumentException.class, () -> new EndpointRule(true, seconds, 0));
        assertThrows(IllegalArgumentException.class, () -> new EndpointRule(true, 0, seconds));
    }
}
