package org.ossicle.livepage;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** What the page is told. Its JSON has the name of the kind as {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LiveEvent.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = LiveEvent.Partial.class, name = "partial"),
    @JsonSubTypes.Type(value = LiveEvent.Final.class, name = "final"),
    @JsonSubTypes.Type(value = LiveEvent.Feeling.class, name = "feeling"),
    @JsonSubTypes.Type(value = LiveEvent.Anger.class, name = "anger"),
    @JsonSubTypes.Type(value = LiveEvent.Finished.class, name = "finished"),
    @JsonSubTypes.Type(value = LiveEvent.Refused.class, name = "refused")
})
sealed interface LiveEvent {
    ObjectMapper MAPPER = new ObjectMapper();

    /** Sound may come. */
    record Ready(boolean feelings) implements LiveEvent {}

    /** Text that may still change; replaces the one before. */
    record Partial(String text) implements LiveEvent {}

    /** Text that stays; takes the place of the partial one. */
    record Final(String text, double startSeconds) implements LiveEvent {}

    /**
     * How the last seconds of speech sound.
     *
     * @param label the most likely emotion, or UNKNOWN
     * @param level of anger, 0 to 100
     */
    record Feeling(String label, float level, Map<String, Float> probabilities)
            implements LiveEvent {}

    /** Anger that lasts has begun, or is over. */
    record Anger(boolean raised, double atSeconds) implements LiveEvent {}

    /** All that was said has been told. */
    record Finished() implements LiveEvent {}

    /** Nothing more is listened to, and why. */
    record Refused(String reason) implements LiveEvent {}

    default String toJson() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("events are plain records", e);
        }
    }
}
