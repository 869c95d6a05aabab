package org.ossicle.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSequenceTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverChangesWhatAViewShows(long seed) {
        Random random = new Random(seed);
        TokenSequence tokens = new TokenSequence();
        List<DecodedTokens> views = new ArrayList<>();
        List<List<Integer>> expected = new ArrayList<>();
        List<Integer> now = new ArrayList<>();
        for (int step = 0; step < 2000; step++) {
            int choice = random.nextInt(20);
            if (choice == 0) {
                int length = random.nextInt(now.size() + 1);
                tokens.truncate(length);
                now = new ArrayList<>(now.subList(0, length));
            } else if (choice < 5) {
                views.add(tokens.view());
                expected.add(new ArrayList<>(now));
            } else {
                tokens.append(step, step * 10L, step / 2f);
                now.add(step);
            }
        }
        for (int i = 0; i < views.size(); i++) {
            assertEquals(expected.get(i), ids(views.get(i)));
        }
    }

    private static List<Integer> ids(DecodedTokens view) {
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < view.size(); i++) {
            assertEquals(view.id(i) * 10L, view.frame(i));
            assertEquals(view.id(i) / 2f, view.confidence(i));
            ids.add(view.id(i));
        }
        return ids;
    }

    @Test
    void refusesIndicesOutsideAView() {
        TokenSequence tokens = new TokenSequence();
        tokens.append(7, 1, 1f);
        DecodedTokens view = tokens.view();
        tokens.append(8, 2, 1f);
        assertThrows(IndexOutOfBoundsException.class, () -> view.id(1));
        assertThrows(IndexOutOfBoundsException.class, () -> view.frame(-1));
    }
}
