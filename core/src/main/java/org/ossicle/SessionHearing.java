package org.ossicle;

import java.util.function.Consumer;
import org.ossicle.snapshot.SnapshotReader;
import org.ossicle.snapshot.SnapshotWriter;

/** Has the channels of a {@link Session} take turns, so that their events come in one order. */
final class SessionHearing implements Hearing {
    private final SessionModels models;
    private final SessionOptions options;
    private final SessionQueue events;
    private final SessionChannel[] channels;

    SessionHearing(
            SessionModels models, SessionOptions options, Consumer<? super SessionEvent> listener) {
        this.models = models;
        this.options = options;
        this.events = new SessionQueue(listener);
        this.channels = new SessionChannel[Math.max(1, options.separateChannels())];
        int made = 0;
        try {
            for (; made < channels.length; made++) {
                channels[made] =
                        new SessionChannel(
                                made, models.speech(), models.emotions(), options, events);
            }
        } finally {
            for (int i = 0; made < channels.length && i < made; i++) {
                channels[i].close();
            }
        }
    }

    SessionQueue events() {
        return events;
    }

    /**
     * @throws IndexOutOfBoundsException if there is no such channel
     */
    SessionChannel channel(int number) {
        return channels[number];
    }

    @Override
    public PcmIntake[] intakes() {
        int each = channels[0].lines().length;
        PcmIntake[] intakes = new PcmIntake[channels.length * each];
        for (int i = 0; i < intakes.length; i++) {
            intakes[i] = channels[i / each].lines()[i % each].intake();
        }
        return intakes;
    }

    @Override
    public void hear() {
        while (channels[0].lines()[0].intake().hasMore()) {
            for (SessionChannel channel : channels) {
                for (SoundLine line : channel.lines()) {
                    line.take();
                }
            }
            hearCells();
        }
    }

    @Override
    public void hearTheEnd() {
        for (SessionChannel channel : channels) {
            for (SoundLine line : channel.lines()) {
                line.flush();
            }
        }
        hearCells();
        for (SessionChannel channel : channels) {
            channel.finish();
        }
    }

    /** All channels have the same number of cells. */
    private void hearCells() {
        while (channels[0].isReady()) {
            for (SessionChannel channel : channels) {
                channel.step();
            }
        }
    }

    @Override
    public void deliver() {
        events.deliver();
    }

    @Override
    public void restart() {
        for (SessionChannel channel : channels) {
            channel.restart();
        }
        events.clear();
    }

    @Override
    public long fingerprint() {
        return models.fingerprint();
    }

    @Override
    public void saveOptions(SnapshotWriter writer) {
        options.save(writer);
    }

    @Override
    public void requireSameOptions(SnapshotReader reader) {
        options.requireSame(reader);
    }

    @Override
    public void save(SnapshotWriter writer) {
        for (SessionChannel channel : channels) {
            channel.save(writer);
        }
        SessionEventBytes.save(events, writer);
    }

    @Override
    public void restore(SnapshotReader reader, boolean ended) {
        for (SessionChannel channel : channels) {
            channel.restore(reader, ended);
        }
        SessionEventBytes.restore(
                events, reader, channels.length, models.speech(), models.emotions());
    }

    /** Frees what hears. */
    void close() {
        for (SessionChannel channel : channels) {
            channel.close();
        }
    }
}
