package org.ossicle.emotion;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.ossicle.error.ModelFormatException;

/** The emotions a model tells apart, in the order of its scores. Immutable. */
public final class EmotionLabels {
    /** What {@link #indexOf} returns for a name that is not among the labels. */
    public static final int NONE = -1;

    private static final List<String> ANGER = List.of("anger", "angry");
    private static final List<String> UNKNOWN = List.of("unknown", "<unk>", "emo_unknown");

    private final List<String> names;
    private final boolean[] aroused;
    private final int anger;

    /**
     * @param names the labels; one of them is "anger" or "angry", in any case
     * @param arousedNames those that count as arousal; each is one of the labels
     * @throws ModelFormatException if there are fewer than two labels, a label is blank or occurs
     *     twice, none is anger, or a label of arousal is unknown
     */
    public EmotionLabels(List<String> names, List<String> arousedNames) {
        this.names = List.copyOf(names);
        requireDistinct(this.names);
        anger = angerAmong(this.names);
        if (anger == NONE) {
            throw wrong("one label named anger", names.toString());
        }
        aroused = new boolean[this.names.size()];
        for (String name : arousedNames) {
            int index = this.names.indexOf(name);
            if (index == NONE) {
                throw wrong("labels of arousal out of " + names, name);
            }
            aroused[index] = true;
        }
    }

    private static void requireDistinct(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.isBlank() || !seen.add(name)) {
                throw wrong("distinct labels that are not blank", names.toString());
            }
        }
        if (names.size() < 2) {
            throw wrong("two labels or more", names.toString());
        }
    }

    private static int angerAmong(List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            if (ANGER.contains(names.get(i).toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return NONE;
    }

    private static ModelFormatException wrong(String expected, String found) {
        return new ModelFormatException(
                "labels of the emotion model",
                expected,
                found,
                "check the model's metadata 'labels' and 'arousal_labels'");
    }

    /** How many emotions there are. */
    public int size() {
        return names.size();
    }

    /** The labels in the order of the scores. */
    public List<String> names() {
        return names;
    }

    /**
     * The label at an index.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public String name(int index) {
        return names.get(index);
    }

    /** Where a label stands, or {@link #NONE}. */
    public int indexOf(String name) {
        return names.indexOf(name);
    }

    /** Where anger stands. */
    public int anger() {
        return anger;
    }

    /** Whether the label at an index is a model's own word for not knowing. */
    public boolean isUnknown(int index) {
        return UNKNOWN.contains(names.get(index).toLowerCase(Locale.ROOT));
    }

    /** Whether the label at an index counts as arousal. */
    public boolean isAroused(int index) {
        return aroused[index];
    }
}
