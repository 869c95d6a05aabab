package org.ossicle.emotion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ossicle.error.ModelFormatException;

class EmotionLabelsTest {
    @Test
    void knowsWhereAngerStandsAndWhatIsAroused() {
        EmotionLabels labels =
                new EmotionLabels(List.of("calm", "Angry", "fear"), List.of("fear", "Angry"));
        assertEquals(3, labels.size());
        assertEquals(1, labels.anger());
        assertFalse(labels.isAroused(0));
        assertTrue(labels.isAroused(1));
        assertTrue(labels.isAroused(2));
        assertEquals(2, labels.indexOf("fear"));
        assertEquals(EmotionLabels.NONE, labels.indexOf("joy"));
        assertEquals("calm", labels.name(0));
        assertEquals(List.of("calm", "Angry", "fear"), labels.names());
    }

    @ParameterizedTest
    @ValueSource(strings = {"anger", "anger,anger", "anger, ,fear", "fear,joy", "angered,fear"})
    void refusesLabelsThatCannotServe(String names) {
        ModelFormatException thrown =
                assertThrows(
                        ModelFormatException.class,
                        () -> new EmotionLabels(List.of(names.split(",")), List.of()));
        assertTrue(thrown.getMessage().contains("labels"), thrown.getMessage());
    }

    @Test
    void refusesArousalOfAnUnknownLabel() {
        List<String> names = List.of("anger", "fear");
        ModelFormatException thrown =
                assertThrows(
                        ModelFormatException.class,
                        () -> new EmotionLabels(names, List.of("anger", "joy")));
        assertTrue(thrown.getMessage().contains("joy"), thrown.getMessage());
    }
}
