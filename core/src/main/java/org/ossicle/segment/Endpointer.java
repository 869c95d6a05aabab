package org.ossicle.segment;

import java.util.List;

/**
 * Decides from the time since the last token whether an utterance is finished: it is as soon as one
 * of its rules is met. Immutable; any thread may use it.
 */
public final class Endpointer {
    /** What {@link #metRule} returns while the utterance goes on. */
    public static final int NONE = -1;

    private final EndpointRule[] rules;

    /** An endpointer with these rules; with none, no utterance ever ends by itself. */
    public Endpointer(List<EndpointRule> rules) {
        this.rules = rules.toArray(new EndpointRule[0]);
    }

    /**
     * The usual three rules: 2.4 s without any speech, 1.2 s of silence after speech, and a length
     * of 20 s whatever was said.
     */
    public static Endpointer standard() {
        return new Endpointer(
                List.of(
                        new EndpointRule(false, 2.4, 0),
                        new EndpointRule(true, 1.2, 0),
                        new EndpointRule(false, 0, 20)));
    }

    /** The rules, in the order in which they are tried. */
    public List<EndpointRule> rules() {
        return List.of(rules);
    }

    /**
     * The first rule that ends the utterance.
     *
     * @param utteranceMs length of the utterance so far, its trailing silence included
     * @param trailingSilenceMs time without a token at its end
     * @return index of the rule, or {@link #NONE}
     */
    public int metRule(long utteranceMs, long trailingSilenceMs) {
        for (int i = 0; i < rules.length; i++) {
            if (rules[i].isMet(utteranceMs, trailingSilenceMs)) {
                return i;
            }
        }
        return NONE;
    }
}
