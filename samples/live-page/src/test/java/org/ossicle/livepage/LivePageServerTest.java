package org.ossicle.livepage;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LivePageServerTest {
    private static final Logger SERVER_LOG = Logger.getLogger("org.eclipse.jetty");
    private static final String START = "{\"sampleRateHz\":16000}";

    private final Echo echo = new Echo();
    private LivePageServer server;

    @BeforeEach
    void start() throws Exception {
        SERVER_LOG.setLevel(Level.WARNING);
        Limits limits =
                new Limits(2, 20, 1_000, 4_096, Duration.ofSeconds(1), Duration.ofSeconds(30));
        List<String> origins = List.of("https://voice.example");
        server = LivePageServer.start("127.0.0.1", 0, origins, limits, echo);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.url().resolve(path)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void awaitNobodySpeaks() throws InterruptedException {
        for (int i = 0; i < 200 && echo.open.get() > 0; i++) {
            Thread.sleep(50);
        }
        assertEquals(0, echo.open.get());
    }

    @Test
    void servesThePageAndNothingElse() throws Exception {
        HttpResponse<String> page = get("/");
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("Start listening"));
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.startsWith("default-src 'none'"));
        HttpResponse<String> worklet = get("/microphone.js");
        String type = worklet.headers().firstValue("Content-Type").orElseThrow();
        assertTrue(type.startsWith("text/javascript"), type);
        assertEquals(404, get("/LivePageServer.class").statusCode());
        assertTrue(get("/..%2f..%2fLivePageServer.class").statusCode() >= 400);
    }

    @Test
    void listensAtLoopbackAlone() throws Exception {
        assertEquals(
                "127.0.0.1",
                new CommandLine(new LivePageCommand())
                        .getCommandSpec()
                        .findOption("--host")
                        .defaultValue());
        InetAddress outer =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress())
                        .findAny()
                        .orElse(null);
        assumeTrue(outer != null, "this machine has no address but loopback");
        assertThrows(
                ConnectException.class, () -> new Socket(outer, server.url().getPort()).close());
    }

    @Test
    void tellsWhatIsHeard() throws Exception {
        Page page = Page.open(server);
        page.send(START);
        assertEquals("{\"type\":\"ready\",\"feelings\":true}", page.next());
        page.send((short) 1, (short) 2, (short) 3);
        assertEquals("{\"type\":\"partial\",\"text\":\"6 bytes at 16000\"}", page.next());
        page.send("{\"finish\":true}");
        assertEquals("{\"type\":\"final\",\"text\":\"6 bytes\",\"startSeconds\":0.5}", page.next());
        assertEquals("{\"type\":\"finished\"}", page.next());
        assertEquals(1000, page.closedWith());
        awaitNobodySpeaks();
    }

    @Test
    void refusesPagesFromElsewhere() throws Exception {
        for (String origin :
                new String[] {null, "null", "http://evil.example", "http://localhost:1"}) {
            ExecutionException refused =
                    assertThrows(ExecutionException.class, () -> Page.open(server, origin), origin);
            WebSocketHandshakeException why = (WebSocketHandshakeException) refused.getCause();
            assertEquals(403, why.getResponse().statusCode(), origin);
        }
        Page named = Page.open(server, "https://voice.example");
        named.send(START);
        assertTrue(named.next().contains("ready"));
        named.leave();
    }

    @Test
    void bearsSoManySpeakersAtOnce() throws Exception {
        Page first = Page.open(server);
        Page second = Page.open(server);
        first.send(START);
        second.send(START);
        first.next();
        second.next();
        Page third = Page.open(server);
        assertTrue(third.next().contains("try again later"));
        assertEquals(1013, third.closedWith());
        first.leave();
        second.send("{\"finish\":true}");
        second.closedWith();
        awaitNobodySpeaks();
        Page fourth = Page.open(server);
        fourth.send(START);
        assertTrue(fourth.next().contains("ready"));
        fourth.leave();
        awaitNobodySpeaks();
    }

    @Test
    void refusesSoundThatComesTooFast() throws Exception {
        Page page = Page.open(server);
        page.send(START);
        page.next();
        // One at a time: what is under way when the server closes could take its last words away.
        String told;
        int partials = -1;
        do {
            partials++;
            page.send(new short[1_600]);
            told = page.next();
        } while (told.contains("partial") && partials < 100);
        assertTrue(told.contains("faster than it can be spoken"), told);
        assertTrue(partials >= 10 && partials < 60, partials + " tenths of a second were heard");
        assertEquals(1008, page.closedWith());
        awaitNobodySpeaks();
    }

    @Test
    void closesOnMessagesThatAreTooLong() throws Exception {
        Page page = Page.open(server);
        page.send(START);
        page.next();
        page.send(new short[4_000]);
        assertEquals(1009, page.closedWith());
        awaitNobodySpeaks();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not JSON",
                "{}",
                "{\"sampleRateHz\":100}",
                "{\"sampleRateHz\":1000000}",
                "{\"finish\":true}"
            })
    void refusesWhatIsNoBeginning(String message) throws Exception {
        Page page = Page.open(server);
        page.send(message);
        assertTrue(page.next().contains("refused"));
        assertEquals(1008, page.closedWith());
    }

    @Test
    void refusesSoundBeforeTheBeginningAndASecondOne() throws Exception {
        Page early = Page.open(server);
        early.send((short) 1);
        assertTrue(early.next().contains("refused"));
        Page twice = Page.open(server);
        twice.send(START);
        twice.next();
        twice.send(START);
        assertTrue(twice.next().contains("refused"));
        awaitNobodySpeaks();
    }

    @Test
    void aFaultEndsOneConnectionOnly() throws Exception {
        Page unlucky = Page.open(server);
        unlucky.send(START);
        unlucky.next();
        unlucky.send((short) 666);
        assertTrue(unlucky.next().contains("a fault in the server"));
        Page other = Page.open(server);
        other.send(START);
        assertFalse(other.next().contains("refused"));
        other.leave();
        awaitNobodySpeaks();
    }

    @Test
    void namesItsOriginAsBrowsersDo() {
        assertEquals("http://127.0.0.1:8080", LivePageServer.origin("127.0.0.1", 8080));
        assertEquals("http://localhost", LivePageServer.origin("localhost", 80));
        assertEquals("http://[::1]:8080", LivePageServer.origin("::1", 8080));
        assertEquals("http://[::1]", LivePageServer.origin("[::1]", 80));
    }

    private String ask(Socket socket, int patienceMs) throws IOException {
        socket.setSoTimeout(patienceMs);
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
        return new String(socket.getInputStream().readNBytes(12), US_ASCII);
    }

    @Test
    void bearsSoManyConnectionsAtOnce() throws Exception {
        server.close();
        Limits limits =
                new Limits(1, 3, 1_000, 4_096, Duration.ofSeconds(1), Duration.ofSeconds(30));
        server = LivePageServer.start("127.0.0.1", 0, List.of(), limits, echo);
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                sockets.add(new Socket("127.0.0.1", server.url().getPort()));
            }
            for (Socket one : sockets.subList(0, 3)) {
                assertEquals("HTTP/1.1 200", ask(one, 20_000));
            }
            Socket late = sockets.get(4);
            assertThrows(SocketTimeoutException.class, () -> ask(late, 1_000));
            sockets.get(0).close();
            sockets.get(1).close();
            late.setSoTimeout(20_000);
            assertEquals('H', late.getInputStream().read());
        } finally {
            for (Socket one : sockets) {
                one.close();
            }
        }
    }

    @Test
    void bearsSoManyRequestsOfOneAddress() throws Exception {
        server.close();
        Limits limits = new Limits(1, 20, 5, 4_096, Duration.ofSeconds(1), Duration.ofSeconds(30));
        server = LivePageServer.start("127.0.0.1", 0, List.of(), limits, echo);
        int status = 200;
        for (int i = 0; i < 100 && status == 200; i++) {
            status = get("/").statusCode();
        }
        assertEquals(429, status);
    }
}
