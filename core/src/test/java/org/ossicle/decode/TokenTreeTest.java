package org.ossicle.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenTreeTest {
    @Test
    void nodesThatNobodyNeedsAreUsedAgain() {
        TokenTree tree = new TokenTree();
        Random random = new Random(1);
        Deque<Integer> held = new ArrayDeque<>();
        for (int i = 0; i < 10_000; i++) {
            int parent = held.isEmpty() ? TokenTree.ROOT : held.peekLast();
            held.addLast(tree.extend(parent, random.nextInt(5), i, 1));
            if (held.size() > 4) {
                tree.release(held.removeFirst());
            }
            if (random.nextInt(50) == 0) {
                held.forEach(tree::release);
                held.clear();
                assertEquals(0, tree.size());
            }
        }
    }

    @Test
    void textsAreComparedByTheirTokens() {
        TokenTree tree = new TokenTree();
        int a = tree.extend(TokenTree.ROOT, 1, 0, 1);
        int ab = tree.extend(a, 2, 1, 1);
        int later = tree.extend(TokenTree.ROOT, 1, 5, 1);
        int laterB = tree.extend(later, 2, 6, 1);
        assertTrue(tree.isSameText(ab, laterB));
        assertTrue(tree.isSameText(TokenTree.ROOT, TokenTree.ROOT));
        assertFalse(tree.isSameText(ab, a));
        assertFalse(tree.isSameText(ab, tree.extend(a, 3, 1, 1)));
        assertFalse(tree.isSameText(TokenTree.ROOT, a));
        int[] path = tree.path(laterB, new int[0]);
        assertEquals(later, path[0]);
        assertEquals(laterB, path[1]);
    }
}
