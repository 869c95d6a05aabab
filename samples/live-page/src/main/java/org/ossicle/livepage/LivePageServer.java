package org.ossicle.livepage;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.DoSHandler;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/**
 * Serves the page and listens to those who speak on it.
 *
 * <p>A socket is opened only for pages of this server's own origin, or of those that were named: a
 * page from elsewhere could use the microphone of its visitor otherwise.
 */
final class LivePageServer implements AutoCloseable {
    private static final String PAGE = "org/ossicle/livepage/page/";
    private static final String LOOPBACK = "127.0.0.1";
    private static final int DEFAULT_PORT = 80;
    private static final List<HttpField> HEADERS =
            List.of(
                    new HttpField(
                            "Content-Security-Policy",
                            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src"
                                    + " 'self'; frame-ancestors 'none'; base-uri 'none'"),
                    new HttpField("Permissions-Policy", "microphone=(self)"),
                    new HttpField("Referrer-Policy", "no-referrer"),
                    new HttpField("X-Content-Type-Options", "nosniff"),
                    new HttpField(HttpHeader.CACHE_CONTROL, "no-store"));

    private final Server server = new Server();
    private final ServerConnector connector;
    private final Speakers speakers;
    private final Limits limits;
    private final Semaphore free;
    private final Set<String> origins = new HashSet<>();

    private LivePageServer(
            String host, int port, List<String> origins, Limits limits, Speakers speakers) {
        this.speakers = speakers;
        this.limits = limits;
        this.free = new Semaphore(limits.speakers());
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(limits.connections(), server));
        server.setHandler(rateLimited(withHeaders(sockets(page()))));
        this.origins.addAll(origins);
    }

    /**
     * @param host address to listen at
     * @param port 0 takes a free one
     * @param origins whose pages may connect too
     * @param speakers must stay open as long as the server runs
     * @throws java.io.IOException if the port is taken
     */
    static LivePageServer start(
            String host, int port, List<String> origins, Limits limits, Speakers speakers)
            throws Exception {
        LivePageServer started = new LivePageServer(host, port, origins, limits, speakers);
        try {
            started.server.start();
        } catch (Exception e) {
            started.close();
            throw e;
        }
        int bound = started.connector.getLocalPort();
        for (String name : List.of(host, LOOPBACK, "localhost", "::1")) {
            started.origins.add(origin(name, bound));
        }
        return started;
    }

    /** What a browser calls the origin of this server's pages. */
    static String origin(String host, int port) {
        boolean bare = host.indexOf(':') >= 0 && !host.startsWith("[");
        String name = bare ? "[" + host + "]" : host;
        return "http://" + name + (port == DEFAULT_PORT ? "" : ":" + port);
    }

    private Handler page() {
        ResourceHandler page = new ResourceHandler();
        page.setBaseResource(ResourceFactory.of(server).newClassLoaderResource(PAGE));
        page.setDirAllowed(false);
        return page;
    }

    private Handler sockets(Handler next) {
        WebSocketUpgradeHandler sockets =
                WebSocketUpgradeHandler.from(
                        server,
                        container -> {
                            container.setMaxBinaryMessageSize(limits.messageBytes());
                            container.setMaxTextMessageSize(limits.messageBytes());
                            container.setMaxFrameSize(limits.messageBytes());
                            container.setIdleTimeout(limits.silence());
                            container.addMapping("/live", this::socket);
                        });
        sockets.setHandler(next);
        return sockets;
    }

    /** Refuses by answering the request instead of upgrading it. */
    private Object socket(
            ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin == null || !origins.contains(origin)) {
            Response.writeError(request, response, callback, HttpStatus.FORBIDDEN_403);
            return null;
        }
        return new LiveSocket(speakers, limits, free);
    }

    private Handler rateLimited(Handler next) {
        return new DoSHandler(
                next,
                DoSHandler.ID_FROM_REMOTE_ADDRESS,
                new DoSHandler.LeakingBucketTrackerFactory(limits.requestsPerSecond()),
                (request, response, callback) -> {
                    int status = HttpStatus.TOO_MANY_REQUESTS_429;
                    Response.writeError(request, response, callback, status);
                    return true;
                },
                limits.connections());
    }

    private static Handler withHeaders(Handler next) {
        return new Handler.Wrapper(next) {
            @Override
            public boolean handle(Request request, Response response, Callback callback)
                    throws Exception {
                HEADERS.forEach(response.getHeaders()::put);
                return super.handle(request, response, callback);
            }
        };
    }

    /** Where the page is. */
    URI url() {
        return URI.create(origin(connector.getHost(), connector.getLocalPort()) + "/");
    }

    /** Waits until the server is stopped. */
    void join() throws InterruptedException {
        server.join();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
