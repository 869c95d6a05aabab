package org.ossicle;

import java.util.List;
import org.ossicle.model.EmotionModel;
import org.ossicle.model.EmotionPipeline;
import org.ossicle.model.RecognizerModel;
import org.ossicle.model.RecognizerPipeline;
import org.ossicle.model.StepResult;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * One channel of a session: the sound, resampled once for all that take the same rate, and what
 * hears it.
 */
final class SessionChannel {
    private final int number;
    private final SessionQueue events;
    private final SoundLine[] lines;

    private final SoundLine speechLine;
    private final RecognizerPipeline recognizer;
    private final EventQueue<SpeechEvent> said;
    private final SegmentWriter segments;
    private final KeywordWatch keywords;

    private final SoundLine emotionLine;
    private final EmotionPipeline emotions;
    private final EventQueue<EmotionEvent> felt;

    /**
     * @param speech null if no words are wanted
     * @param feelings null if no emotions are wanted
     */
    SessionChannel(
            int number,
            RecognizerModel speech,
            EmotionModel feelings,
            SessionOptions options,
            SessionQueue events) {
        this.number = number;
        this.events = events;
        keywords =
                new KeywordWatch(options.keywords(), speech == null ? List.of() : speech.words());
        int source = options.source(number);
        speechLine = speech == null ? null : new SoundLine(speech.facts().sampleRateHz(), source);
        emotionLine = feelings == null ? null : lineFor(feelings.facts().sampleRateHz(), source);
        lines = distinctLines();
        said = new EventQueue<>(null, SpeechEvent.Partial.class);
        felt = new EventQueue<>(null, null);
        StreamOptions speechOptions = options.speech(number);
        recognizer = speech == null ? null : speech.newPipeline(speechOptions.searchSettings());
        segments =
                speech == null
                        ? null
                        : new SegmentWriter(
                                recognizer.search(),
                                speech.tokens(),
                                speech.facts().frameMs(),
                                speechOptions.endpointer(),
                                said);
        boolean complete = false;
        try {
            emotions =
                    feelings == null
                            ? null
                            : feelings.newPipeline(
                                    options.emotions(number).settings(), new EmotionWriter(felt));
            complete = true;
        } finally {
            if (!complete && recognizer != null) {
                recognizer.close();
            }
        }
    }

    private SoundLine lineFor(int rateHz, int source) {
        boolean shared = speechLine != null && speechLine.rateHz() == rateHz;
        return shared ? speechLine : new SoundLine(rateHz, source);
    }

    private SoundLine[] distinctLines() {
        if (speechLine == null) {
            return new SoundLine[] {emotionLine};
        }
        return emotionLine == null || emotionLine == speechLine
                ? new SoundLine[] {speechLine}
                : new SoundLine[] {speechLine, emotionLine};
    }

    /** The lines of this channel, each once. */
    SoundLine[] lines() {
        return lines;
    }

    /** Whether there is sound for a step. */
    boolean isReady() {
        for (SoundLine line : lines) {
            if (!line.hasCell()) {
                return false;
            }
        }
        return true;
    }

    private boolean hasSound() {
        for (SoundLine line : lines) {
            if (line.hasSound()) {
                return true;
            }
        }
        return false;
    }

    /** Hears the next cell, or what is left of one at the end of the sound. */
    void step() {
        int heard = -1;
        if (recognizer != null) {
            heard = speechLine.cut();
            recognizer.accept(speechLine.cell(), 0, heard);
            recognize();
        }
        if (emotions != null) {
            int count = emotionLine == speechLine ? heard : emotionLine.cut();
            emotions.accept(emotionLine.cell(), 0, count);
            tellFelt();
        }
    }

    /** Hears the end. */
    void finish() {
        while (hasSound()) {
            step();
        }
        if (recognizer != null) {
            recognizer.finish();
            recognize();
            segments.endSegment();
            tellSaid();
        }
        if (emotions != null) {
            emotions.finish();
            tellFelt();
        }
    }

    private void recognize() {
        StepResult result;
        while ((result = recognizer.step()) != StepResult.WAITING) {
            if (segments.afterRun(result == StepResult.CHANGED)) {
                recognizer.nextSegment();
            }
            tellSaid();
        }
    }

    private void tellSaid() {
        SpeechEvent event;
        while ((event = said.poll()) != null) {
            if (event instanceof SpeechEvent.Partial partial) {
                events.add(new SessionEvent.Partial(number, partial.transcript()));
                keywords.watch(number, partial.transcript(), events);
            } else if (event instanceof SpeechEvent.Final whole) {
                keywords.watch(number, whole.transcript(), events);
                events.add(new SessionEvent.Final(number, whole.transcript()));
            } else if (event instanceof SpeechEvent.Endpoint end) {
                events.add(
                        new SessionEvent.Endpoint(
                                number, end.segment(), end.atSeconds(), end.cause()));
            }
        }
    }

    private void tellFelt() {
        EmotionEvent event;
        while ((event = felt.poll()) != null) {
            events.add(new SessionEvent.Feeling(number, event));
        }
    }

    /** The level of anger, 0 to 100; 0 if emotions are not followed. */
    float angerLevel() {
        return emotions == null ? 0 : emotions.anger().level();
    }

    void restart() {
        for (SoundLine line : lines) {
            line.restart();
        }
        if (recognizer != null) {
            recognizer.restart();
            segments.restart();
        }
        if (emotions != null) {
            emotions.restart();
        }
        keywords.restart();
        said.clear();
        felt.clear();
    }

    void save(SnapshotWriter writer) {
        writer.section("channel");
        for (SoundLine line : lines) {
            line.save(writer);
        }
        if (recognizer != null) {
            recognizer.save(writer);
            segments.save(writer);
        }
        if (emotions != null) {
            emotions.save(writer);
        }
        keywords.save(writer);
    }

    /**
     * Takes over what {@link #save} wrote.
     *
     * @param ended whether the sound has come to its end
     */
    void restore(SnapshotReader reader, boolean ended) {
        reader.section("channel");
        for (SoundLine line : lines) {
            line.restore(reader);
        }
        if (recognizer != null) {
            recognizer.restore(reader);
            segments.restore(reader, ended);
        }
        if (emotions != null) {
            emotions.restore(reader);
        }
        keywords.restore(reader);
        said.clear();
        felt.clear();
    }

    void close() {
        if (recognizer != null) {
            recognizer.close();
        }
        if (emotions != null) {
            emotions.close();
        }
    }
}
