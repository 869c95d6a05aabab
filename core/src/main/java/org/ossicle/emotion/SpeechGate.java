package org.ossicle.emotion;

import java.util.Arrays;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/**
 * Says in which frames somebody speaks, from how loud and how periodic each frame is.
 *
 * <p>A frame is voiced if it is periodic, not silent, and not far below the loudest voice of late,
 * which keeps out other people across the room and the tail of reverberation. A frame belongs to
 * speech if enough frames around it are voiced, so that the consonants between vowels and a little
 * on either side come along, while a single click or a scrap of music does not. Nobody speaks at
 * one level for long: where the level keeps still for most of a second, something hums. Noise
 * without a pitch never counts as speech; a bird or a song does.
 *
 * <p>Frames are 10 ms. The answer for a frame is there {@value #DELAY_FRAMES} frames later. Nothing
 * is allocated after construction.
 */
public final class SpeechGate {
    /** Frames after a frame that its answer waits for. */
    public static final int DELAY_FRAMES = 15;

    /** Answers that are kept. */
    public static final int KEPT_FRAMES = 256;

    private static final int BEFORE_FRAMES = 25;
    private static final int AROUND_FRAMES = BEFORE_FRAMES + 1 + DELAY_FRAMES;
    private static final int LEAST_VOICED = 5;
    private static final float LEAST_PERIODICITY = 0.6f;
    private static final float LEAST_LEVEL_DB = -65;
    private static final float RANGE_DB = 35;
    private static final float PEAK_FALL_DB = 0.02f;
    private static final int MOVING_FRAMES = 90;
    private static final float LEAST_MOVE_DB = 6;
    private static final float SILENCE_DB = -100;

    private final boolean[] voiced = new boolean[AROUND_FRAMES];
    private final boolean[] speech = new boolean[KEPT_FRAMES];

    /** Levels of the last frames, each the mean of three, in the place of frame % length. */
    private final float[] levels = new float[MOVING_FRAMES];

    private float lastLevelDb;
    private float levelBeforeDb;
    private int voicedAround;
    private float peakDb;
    private long accepted;

    /** Frames taken, and those after the end that {@link #finish} makes up. */
    private long pushed;

    private long decided;

    /** A gate at the start of a stream. */
    public SpeechGate() {
        reset();
    }

    /** Begins a new stream. */
    public void reset() {
        Arrays.fill(voiced, false);
        Arrays.fill(levels, SILENCE_DB);
        lastLevelDb = SILENCE_DB;
        levelBeforeDb = SILENCE_DB;
        voicedAround = 0;
        peakDb = Float.NEGATIVE_INFINITY;
        accepted = 0;
        pushed = 0;
        decided = 0;
    }

    /**
     * Takes the next frame.
     *
     * @param levelDb in decibels of full scale
     * @param periodicity 0 to 1
     */
    public void accept(float levelDb, float periodicity) {
        accepted++;
        push(isVoiced(levelDb, periodicity), Math.max(levelDb, SILENCE_DB));
    }

    /** Ends the stream: decides about the frames that are still open. */
    public void finish() {
        while (decided < accepted) {
            push(false, lastLevelDb);
        }
    }

    private boolean isVoiced(float levelDb, float periodicity) {
        peakDb -= PEAK_FALL_DB;
        if (!(periodicity >= LEAST_PERIODICITY) || !(levelDb >= LEAST_LEVEL_DB)) {
            return false;
        }
        peakDb = Math.max(peakDb, levelDb);
        return levelDb >= peakDb - RANGE_DB;
    }

    private void push(boolean frame, float levelDb) {
        levels[(int) (pushed % MOVING_FRAMES)] = (levelDb + lastLevelDb + levelBeforeDb) / 3;
        levelBeforeDb = lastLevelDb;
        lastLevelDb = levelDb;
        int slot = (int) (pushed % AROUND_FRAMES);
        voicedAround += (frame ? 1 : 0) - (voiced[slot] ? 1 : 0);
        voiced[slot] = frame;
        pushed++;
        if (pushed > DELAY_FRAMES) {
            speech[(int) (decided % KEPT_FRAMES)] = voicedAround >= LEAST_VOICED && isMoving();
            decided++;
        }
    }

    private boolean isMoving() {
        float least = levels[0];
        float most = levels[0];
        for (float level : levels) {
            least = Math.min(least, level);
            most = Math.max(most, level);
        }
        return most - least >= LEAST_MOVE_DB;
    }

    /** Writes what later answers need, and the answers kept. */
    public void save(SnapshotWriter writer) {
        writer.section("speech gate");
        writer.putLong(accepted);
        writer.putLong(pushed);
        writer.putFloat(peakDb);
        writer.putFloat(lastLevelDb);
        writer.putFloat(levelBeforeDb);
        for (int i = 0; i < MOVING_FRAMES; i++) {
            writer.putFloat(levels[(int) ((pushed + i) % MOVING_FRAMES)]);
        }
        for (int i = 0; i < AROUND_FRAMES; i++) {
            writer.putBoolean(voiced[(int) ((pushed + i) % AROUND_FRAMES)]);
        }
        for (int i = 0; i < KEPT_FRAMES; i++) {
            writer.putBoolean(speech[(int) ((decided + i) % KEPT_FRAMES)]);
        }
    }

    /**
     * Takes over what {@link #save} wrote.
     *
     * @throws org.ossicle.error.SnapshotException if it cannot have been written
     */
    public void restore(SnapshotReader reader) {
        reader.section("speech gate");
        accepted = reader.getPosition();
        pushed = reader.getLong(accepted, accepted + DELAY_FRAMES);
        peakDb = reader.getFloat(Float.NEGATIVE_INFINITY, Float.MAX_VALUE);
        lastLevelDb = getLevel(reader);
        levelBeforeDb = getLevel(reader);
        for (int i = 0; i < MOVING_FRAMES; i++) {
            levels[(int) ((pushed + i) % MOVING_FRAMES)] = getLevel(reader);
        }
        decided = Math.max(0, pushed - DELAY_FRAMES);
        voicedAround = 0;
        for (int i = 0; i < AROUND_FRAMES; i++) {
            boolean frame = reader.getBoolean();
            voiced[(int) ((pushed + i) % AROUND_FRAMES)] = frame;
            voicedAround += frame ? 1 : 0;
        }
        for (int i = 0; i < KEPT_FRAMES; i++) {
            speech[(int) ((decided + i) % KEPT_FRAMES)] = reader.getBoolean();
        }
    }

    private static float getLevel(SnapshotReader reader) {
        return reader.getFloat(SILENCE_DB, Float.MAX_VALUE);
    }

    /** Frames taken, from the start of the stream. */
    public long acceptedFrames() {
        return accepted;
    }

    /** Frames that are decided, from the start of the stream. */
    public long decidedFrames() {
        return decided;
    }

    /**
     * Whether a frame belongs to speech.
     *
     * @param frame one of the last {@value #KEPT_FRAMES} that are decided
     * @throws IndexOutOfBoundsException if it is another one
     */
    public boolean isSpeech(long frame) {
        if (frame < Math.max(0, decided - KEPT_FRAMES) || frame >= decided) {
            throw new IndexOutOfBoundsException(
                    "frame " + frame + " is not one of the last decided, up to " + decided);
        }
        return speech[(int) (frame % KEPT_FRAMES)];
    }
}
