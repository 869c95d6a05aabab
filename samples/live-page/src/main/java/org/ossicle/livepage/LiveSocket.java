package org.ossicle.livepage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.ossicle.error.OssicleException;

/**
 * One page that speaks. It sends {@code {"sampleRateHz": N}}, then 16-bit mono PCM in binary
 * messages, then {@code {"finish": true}}; it is told {@link LiveEvent}s. The next message is read
 * when the one before has been listened to, so a page that sends too fast is slowed down by the
 * network, and cut off if it is ahead of time for too long.
 */
public final class LiveSocket implements Session.Listener.AutoDemanding {
    private static final Logger LOG = System.getLogger(LiveSocket.class.getName());
    private static final int LOWEST_RATE_HZ = 8_000;
    private static final int HIGHEST_RATE_HZ = 192_000;

    private final Speakers speakers;
    private final Limits limits;
    private final Semaphore places;
    private Session session;
    private boolean placed;
    private Speaker speaker;
    private SoundBudget budget;
    private boolean over;

    /**
     * @param places one is held while somebody speaks
     */
    LiveSocket(Speakers speakers, Limits limits, Semaphore places) {
        this.speakers = speakers;
        this.limits = limits;
        this.places = places;
    }

    @Override
    public synchronized void onWebSocketOpen(Session opened) {
        session = opened;
        placed = places.tryAcquire();
        if (!placed) {
            send(new LiveEvent.Refused("everybody who may speak at once does; try again later"));
            end(StatusCode.TRY_AGAIN_LATER, "full");
        }
    }

    @Override
    public void onWebSocketText(String message) {
        guarded(() -> take(message));
    }

    @Override
    public void onWebSocketBinary(ByteBuffer pcm, Callback callback) {
        guarded(() -> take(pcm));
        callback.succeed();
    }

    private synchronized void take(String message) {
        JsonNode request;
        try {
            request = LiveEvent.MAPPER.readTree(message);
        } catch (JsonProcessingException e) {
            refuse("a message is not JSON");
            return;
        }
        if (over) {
            return;
        }
        int rateHz = request.path("sampleRateHz").asInt();
        if (speaker != null && request.path("finish").asBoolean()) {
            speaker.finish();
            send(new LiveEvent.Finished());
            end(StatusCode.NORMAL, "finished");
        } else if (speaker != null || rateHz < LOWEST_RATE_HZ || rateHz > HIGHEST_RATE_HZ) {
            refuse("expected sampleRateHz once, from " + LOWEST_RATE_HZ + " to " + HIGHEST_RATE_HZ);
        } else {
            speaker = speakers.open(rateHz, this::send);
            budget = new SoundBudget(rateHz, limits.aheadOfTime(), System.nanoTime());
            send(new LiveEvent.Ready(speakers.hearFeelings()));
        }
    }

    private synchronized void take(ByteBuffer pcm) {
        if (over) {
            return;
        }
        if (speaker == null || pcm.remaining() % Short.BYTES != 0) {
            refuse("expected sampleRateHz and then whole samples of 16 bits");
        } else if (!budget.spend(pcm.remaining() / Short.BYTES, System.nanoTime())) {
            refuse("sound comes faster than it can be spoken");
        } else {
            speaker.accept(pcm);
        }
    }

    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (OssicleException e) {
            refuse(e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a speaker was lost", e);
            refuse("a fault in the server; its log says more");
        }
    }

    private void send(LiveEvent event) {
        if (session.isOpen()) {
            session.sendText(event.toJson(), Callback.from(() -> {}, failure -> onClosed()));
        }
    }

    private synchronized void refuse(String reason) {
        if (!over) {
            send(new LiveEvent.Refused(reason));
            end(StatusCode.POLICY_VIOLATION, "refused");
        }
    }

    private void end(int status, String reason) {
        onClosed();
        session.close(status, reason, Callback.NOOP);
    }

    @Override
    public void onWebSocketClose(int status, String reason, Callback callback) {
        onClosed();
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.log(Level.DEBUG, "a connection broke", cause);
        onClosed();
    }

    private synchronized void onClosed() {
        if (over) {
            return;
        }
        over = true;
        if (speaker != null) {
            speaker.close();
        }
        if (placed) {
            places.release();
        }
    }
}
