package org.ossicle.cli.audio;

import javax.sound.sampled.Control;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineListener;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.TargetDataLine;
import javax.sound.sampled.spi.MixerProvider;

/**
 * Offers {@link VirtualMicrophone} to javax.sound. The system property {@code
 * javax.sound.sampled.TargetDataLine} with this class's name makes it the default device, whatever
 * format is asked for: a line of another one refuses when it is opened, as a device may.
 */
public final class VirtualMixerProvider extends MixerProvider {
    private static final Mixer.Info INFO =
            new Mixer.Info("virtual microphone", "Ossicle", "plays a recording", "1") {};

    @Override
    public Mixer.Info[] getMixerInfo() {
        return new Mixer.Info[] {INFO};
    }

    @Override
    public Mixer getMixer(Mixer.Info info) {
        if (info != INFO) {
            throw new IllegalArgumentException("no mixer " + info);
        }
        return new VirtualMixer();
    }

    /** A mixer whose only line is the microphone. */
    private static final class VirtualMixer implements Mixer {
        private final Line.Info line = new VirtualMicrophone().getLineInfo();

        @Override
        public Mixer.Info getMixerInfo() {
            return INFO;
        }

        @Override
        public Line.Info[] getSourceLineInfo() {
            return new Line.Info[0];
        }

        @Override
        public Line.Info[] getTargetLineInfo() {
            return new Line.Info[] {line};
        }

        @Override
        public Line.Info[] getSourceLineInfo(Line.Info wanted) {
            return new Line.Info[0];
        }

        @Override
        public Line.Info[] getTargetLineInfo(Line.Info wanted) {
            return isLineSupported(wanted) ? getTargetLineInfo() : new Line.Info[0];
        }

        @Override
        public boolean isLineSupported(Line.Info wanted) {
            return wanted.getLineClass() == TargetDataLine.class;
        }

        @Override
        public Line getLine(Line.Info wanted) {
            if (!isLineSupported(wanted)) {
                throw new IllegalArgumentException("no line " + wanted);
            }
            return new VirtualMicrophone();
        }

        @Override
        public int getMaxLines(Line.Info wanted) {
            return 1;
        }

        @Override
        public Line[] getSourceLines() {
            return new Line[0];
        }

        @Override
        public Line[] getTargetLines() {
            return new TargetDataLine[0];
        }

        @Override
        public void synchronize(Line[] lines, boolean maintainSync) {
            throw new IllegalArgumentException("one line only");
        }

        @Override
        public void unsynchronize(Line[] lines) {
            throw new IllegalArgumentException("one line only");
        }

        @Override
        public boolean isSynchronizationSupported(Line[] lines, boolean maintainSync) {
            return false;
        }

        @Override
        public Line.Info getLineInfo() {
            return new Line.Info(Mixer.class);
        }

        @Override
        public void open() {}

        @Override
        public void close() {}

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public Control[] getControls() {
            return new Control[0];
        }

        @Override
        public boolean isControlSupported(Control.Type control) {
            return false;
        }

        @Override
        public Control getControl(Control.Type control) {
            throw new IllegalArgumentException("no control " + control);
        }

        @Override
        public void addLineListener(LineListener listener) {}

        @Override
        public void removeLineListener(LineListener listener) {}
    }
}
