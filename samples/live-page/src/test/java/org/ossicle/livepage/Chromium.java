package org.ossicle.livepage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A browser without a window, driven through the DevTools protocol. Its microphone plays a WAV file
 * over and over, and it is allowed to use it.
 */
final class Chromium implements AutoCloseable, WebSocket.Listener {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final int PATIENCE_SECONDS = 90;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final StringBuilder part = new StringBuilder();
    private final Process process;
    private WebSocket socket;
    private int commands;

    private Chromium(Process process) {
        this.process = process;
    }

    /** The first browser on the path, or null. */
    static String find() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            for (String name : NAMES) {
                Path file = Path.of(folder, name);
                if (Files.isExecutable(file)) {
                    return file.toString();
                }
            }
        }
        return null;
    }

    /**
     * Starts a browser; the test is skipped where it does not start.
     *
     * @param profile an empty folder
     * @param microphone a WAV file
     */
    static Chromium start(String browser, Path profile, Path microphone) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(browser);
        command.addAll(
                List.of(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--use-fake-ui-for-media-stream",
                        "--use-fake-device-for-media-stream",
                        "--autoplay-policy=no-user-gesture-required",
                        "--window-size=1000,760",
                        "--use-file-for-fake-audio-capture=" + microphone,
                        "--user-data-dir=" + profile,
                        "about:blank"));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(profile.resolveSibling("chromium.log").toFile())
                        .start();
        Chromium started = new Chromium(process);
        try {
            started.connect(profile.resolve("DevToolsActivePort"));
            return started;
        } catch (Exception | Error e) {
            started.close();
            throw e;
        }
    }

    private void connect(Path portFile) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.exists(portFile) || Files.readAllLines(portFile).isEmpty()) {
            assumeTrue(
                    process.isAlive() && System.nanoTime() < deadline,
                    "Chromium does not start on this machine");
            Thread.sleep(100);
        }
        String port = Files.readAllLines(portFile).get(0);
        HttpClient client = HttpClient.newHttpClient();
        URI list = URI.create("http://127.0.0.1:" + port + "/json/list");
        HttpRequest request = HttpRequest.newBuilder(list).build();
        String targets = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        for (JsonNode target : MAPPER.readTree(targets)) {
            if (target.path("type").asText().equals("page")) {
                URI page = URI.create(target.path("webSocketDebuggerUrl").asText());
                socket = client.newWebSocketBuilder().buildAsync(page, this).join();
            }
        }
    }

    private JsonNode call(String method, ObjectNode parameters) throws Exception {
        int id = ++commands;
        ObjectNode message = MAPPER.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        pending.put(id, answer);
        socket.sendText(message.toString(), true).join();
        JsonNode result = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (result.has("error")) {
            throw new IOException(method + ": " + result.path("error"));
        }
        return result.path("result");
    }

    void open(URI page) throws Exception {
        call("Page.navigate", MAPPER.createObjectNode().put("url", page.toString()));
        await("document.readyState === 'complete' && location.protocol !== 'about:'");
    }

    void prefersDark(boolean dark) throws Exception {
        ObjectNode parameters = MAPPER.createObjectNode();
        parameters
                .putArray("features")
                .addObject()
                .put("name", "prefers-color-scheme")
                .put("value", dark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", parameters);
    }

    /** The value of an expression in the page, as text. */
    String evaluate(String expression) throws Exception {
        ObjectNode parameters = MAPPER.createObjectNode().put("expression", expression);
        parameters.put("userGesture", true);
        JsonNode result = call("Runtime.evaluate", parameters);
        if (result.has("exceptionDetails")) {
            throw new IOException(expression + ": " + result.path("exceptionDetails"));
        }
        return result.at("/result/value").asText();
    }

    /** Waits until an expression is true in the page. */
    void await(String condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!evaluate(condition).equals("true")) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "not within "
                                + PATIENCE_SECONDS
                                + " s: "
                                + condition
                                + "; the page says: "
                                + evaluate("document.body.innerText"));
            }
            Thread.sleep(100);
        }
    }

    void screenshot(Path file) throws Exception {
        JsonNode shot = call("Page.captureScreenshot", MAPPER.createObjectNode());
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(shot.path("data").asText()));
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            try {
                JsonNode message = MAPPER.readTree(part.toString());
                CompletableFuture<JsonNode> waiting = pending.remove(message.path("id").asInt());
                if (waiting != null) {
                    waiting.complete(message);
                }
            } catch (IOException e) {
                pending.values().forEach(f -> f.completeExceptionally(e));
            }
            part.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() throws Exception {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
