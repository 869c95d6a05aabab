package org.ossicle.livepage;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A page that speaks, without a browser. */
final class Page implements WebSocket.Listener {
    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private WebSocket socket;

    static Page open(LivePageServer server, String origin) throws Exception {
        Page page = new Page();
        URI url = URI.create(server.url().toString().replace("http:", "ws:") + "live");
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (origin != null) {
            builder.header("Origin", origin);
        }
        page.socket = builder.buildAsync(url, page).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return page;
    }

    /** One of the server's own pages. */
    static Page open(LivePageServer server) throws Exception {
        return open(server, "http://localhost:" + server.url().getPort());
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    void send(short... samples) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length);
        bytes.order(java.nio.ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(samples);
        socket.sendBinary(bytes, true).join();
    }

    /** What the server tells next. */
    String next() throws InterruptedException {
        String event = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return event == null ? "nothing within " + PATIENCE_SECONDS + " s" : event;
    }

    /** The status with which the server closes. */
    int closedWith() throws Exception {
        return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    void leave() {
        socket.abort();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            told.add(part.toString());
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(status);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }
}
