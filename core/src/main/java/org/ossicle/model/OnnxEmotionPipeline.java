package org.ossicle.model;

import java.nio.FloatBuffer;
import org.ossicle.emotion.AngerScore;
import org.ossicle.emotion.EmotionHead;
import org.ossicle.emotion.EmotionListener;
import org.ossicle.emotion.EmotionScores;
import org.ossicle.emotion.EmotionTracker;
import org.ossicle.emotion.SpeechGate;
import org.ossicle.emotion.WindowOptions;
import org.ossicle.engine.PlanState;
import org.ossicle.error.EngineException;
import org.ossicle.features.OnlineFrames;
import org.ossicle.features.VoicingFrames;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/** One stream of an emotion model: frames in which somebody speaks go into windows. */
final class OnnxEmotionPipeline implements EmotionPipeline {
    private static final int SLICE_FRAMES =
            RecognizerPipeline.MAX_SLICE_MS / EmotionFrontEnd.FRAME_MS;
    private static final int CAPACITY_FRAMES = SpeechGate.DELAY_FRAMES + 4 * SLICE_FRAMES;

    private final VoicingFrames voicing;
    private final SpeechGate gate = new SpeechGate();
    private final OnlineFrames frames;
    private final EmotionTracker tracker;
    private final PlanState state;
    private final FloatBuffer input;
    private final FloatBuffer output;

    /** One number, or null if the model does not say whether there is a voice. */
    private final FloatBuffer voiceLogOdds;

    private final double leastLogOdds;
    private final EmotionFrontEnd.WindowWriter writer;
    private final EmotionOutput reading;
    private final float[] row;
    private final float[] voice;
    private final float[] frame;

    /** The next frame to be taken or left out. */
    private long next;

    private boolean speaking;

    OnnxEmotionPipeline(
            OnnxEmotionModel model, EmotionSettings settings, EmotionListener listener) {
        EmotionSpec spec = model.spec();
        this.voicing = new VoicingFrames(model.sampleRateHz(), CAPACITY_FRAMES);
        this.frames = model.frontEnd().newFrames(CAPACITY_FRAMES);
        this.frame = new float[model.frontEnd().frameFloats()];
        this.voice = new float[voicing.dim()];
        this.writer = model.frontEnd().newWriter();
        this.reading = spec.output();
        this.row = new float[reading.width()];
        WindowOptions window =
                new WindowOptions(
                        frame.length,
                        spec.windowFrames(),
                        hopFrames(spec, settings),
                        spec.minFrames(),
                        spec.maxGapFrames());
        float unsureBelow =
                settings.unsureBelow() == EmotionSettings.OF_THE_MODEL
                        ? spec.unsureBelow()
                        : (float) settings.unsureBelow();
        this.tracker =
                new EmotionTracker(
                        window,
                        EmotionFrontEnd.FRAME_MS / 1000.0,
                        this::score,
                        new EmotionHead(reading.labels(), spec.temperature(), unsureBelow),
                        new AngerScore(settings.anger().withCalibration(spec.angerCalibration())),
                        listener);
        this.state = model.newState();
        this.input = state.input(0).asFloatBuffer();
        EmotionPlanOutputs outputs = model.outputs();
        this.output = state.output(outputs.scores()).asFloatBuffer();
        boolean saysVoice = outputs.voice() != EmotionPlanOutputs.ABSENT;
        this.voiceLogOdds = saysVoice ? state.output(outputs.voice()).asFloatBuffer() : null;
        this.leastLogOdds = Math.log(spec.voiceFrom() / (1.0 - spec.voiceFrom()));
    }

    private static int hopFrames(EmotionSpec spec, EmotionSettings settings) {
        if (settings.hopSeconds() == EmotionSettings.OF_THE_MODEL) {
            return spec.hopFrames();
        }
        double frames = settings.hopSeconds() * 1000 / EmotionFrontEnd.FRAME_MS;
        return (int) Math.max(1, Math.round(frames));
    }

    private boolean score(float[] window, int count, float[] scores) {
        writer.write(window, count, input);
        state.run();
        reading.read(output, row, scores);
        return voiceLogOdds == null || isVoice(voiceLogOdds.get(0));
    }

    private boolean isVoice(float logOdds) {
        if (Float.isNaN(logOdds)) {
            throw new EngineException(
                    "log-odds of a voice",
                    "a number",
                    String.valueOf(logOdds),
                    "check the emotion model and the features fed to it");
        }
        return logOdds >= leastLogOdds;
    }

    @Override
    public void accept(float[] samples, int offset, int length) {
        int heard = voicing.accept(samples, offset, length);
        int taken = frames.accept(samples, offset, length);
        if (heard != length || taken != length) {
            throw new IllegalStateException(
                    "a slice is at most "
                            + RecognizerPipeline.MAX_SLICE_MS
                            + " ms: took "
                            + taken
                            + " of "
                            + length
                            + " samples");
        }
        listen();
        follow();
    }

    @Override
    public void finish() {
        voicing.inputFinished();
        listen();
        gate.finish();
        frames.inputFinished();
        follow();
        tracker.speechEnded();
    }

    private void listen() {
        for (long n = voicing.firstFrame(); n < voicing.framesReady(); n++) {
            voicing.copyFrames(n, 1, voice, 0);
            gate.accept(voice[VoicingFrames.LEVEL_DB], voice[VoicingFrames.PERIODICITY]);
        }
        voicing.discardBefore(voicing.framesReady());
    }

    private void follow() {
        while (next < gate.decidedFrames() && next < frames.framesReady()) {
            if (gate.isSpeech(next)) {
                frames.copyFrames(next, 1, frame, 0);
                tracker.accept(next, frame, 0);
                speaking = true;
            } else {
                if (speaking) {
                    tracker.speechEnded();
                    speaking = false;
                }
                tracker.silence(next);
            }
            next++;
            frames.discardBefore(next);
        }
    }

    @Override
    public EmotionScores scores() {
        return tracker.scores();
    }

    @Override
    public AngerScore anger() {
        return tracker.anger();
    }

    @Override
    public void restart() {
        voicing.reset();
        gate.reset();
        frames.reset();
        tracker.reset();
        state.reset();
        next = 0;
        speaking = false;
    }

    @Override
    public void save(SnapshotWriter writer) {
        writer.section("emotions");
        writer.putLong(next);
        writer.putBoolean(speaking);
        voicing.save(writer);
        gate.save(writer);
        frames.save(writer);
        tracker.save(writer);
    }

    @Override
    public void restore(SnapshotReader reader) {
        reader.section("emotions");
        next = reader.getPosition();
        speaking = reader.getBoolean();
        voicing.restore(reader);
        gate.restore(reader);
        frames.restore(reader);
        tracker.restore(reader, next);
        long heard = voicing.framesReady();
        long ready = frames.framesReady();
        reader.require(gate.acceptedFrames() == heard, heard + " frames", gate.acceptedFrames());
        reader.require(voicing.firstFrame() == heard, "no frame held", voicing.firstFrame());
        reader.require(frames.firstFrame() == next, "frames from " + next, frames.firstFrame());
        long due = Math.min(gate.decidedFrames(), ready);
        reader.require(next == due, "frame " + due + " next", next);
        boolean together = Math.abs(heard - ready) <= SLICE_FRAMES;
        reader.require(together, heard + " frames, give or take a slice", ready);
    }

    @Override
    public void close() {
        state.close();
    }
}
