package dev.firstring.sipserver.adapter.rest.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks the REST dialect, on the loopback. In a process of its own: {@link #main}; faults are then set by
 * the calls of {@link StubControl}. Thread-safe.
 */
public final class RestStub implements AutoCloseable {

    static {
        // Without it a small answer waits 40 ms for the acknowledgement of the one before; idle connections are kept.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
    }

    private static final int BACKLOG = 1024;

    private final StubAccounts accounts;
    private final StubFaults faults = new StubFaults();
    private final StubCalls calls = new StubCalls();
    private final StubCredentials credentials;
    private final StubDesk desk;
    private final @Nullable SSLContext tls;
    private int port;
    private @Nullable Running running;

    private RestStub(int port, String key, Clock clock, @Nullable SSLContext tls) {
        this.port = port;
        this.tls = tls;
        this.accounts = new StubAccounts(clock);
        this.credentials = new StubCredentials(key);
        this.desk = new StubDesk(new StubDialect(accounts), faults, calls, credentials, new StubControl(this));
    }

    /**
     * Starts it.
     *
     * @param port 0 for any that is free
     * @param key what callers must send as {@code X-API-Key}
     */
    public static RestStub start(int port, String key) {
        return start(port, key, Clock.systemUTC(), null);
    }

    /**
     * Starts it with a clock, and with TLS if there is a context for it.
     *
     * @param port 0 for any that is free
     * @param key what callers must send as {@code X-API-Key}
     */
    public static RestStub start(int port, String key, Clock clock, @Nullable SSLContext tls) {
        RestStub stub = new RestStub(port, key, clock, tls);
        stub.comeBack();
        return stub;
    }

    /**
     * Starts it with accounts that it keeps in a file, so that they outlive its process.
     *
     * @param port 0 for any that is free
     * @param key what callers must send as {@code X-API-Key}
     */
    public static RestStub start(int port, String key, Path file) {
        RestStub stub = new RestStub(port, key, Clock.systemUTC(), null);
        stub.accounts.keepIn(file);
        stub.comeBack();
        return stub;
    }

    /** Serves until it is killed: {@code RestStub PORT KEY [FILE]}. Accounts are kept in the file, if one is named. */
    public static void main(String... arguments) {
        if (arguments.length < 2 || arguments.length > 3) {
            throw new IllegalArgumentException("a port and an API key are needed");
        }
        int port = Integer.parseInt(arguments[0]);
        RestStub stub =
                arguments.length == 2 ? start(port, arguments[1]) : start(port, arguments[1], Path.of(arguments[2]));
        System.out.println("REST dialect at " + stub.url());
    }

    /** Its base URL, without a slash at the end. */
    public synchronized String url() {
        return (tls == null ? "http" : "https") + "://localhost:" + port;
    }

    public StubAccounts accounts() {
        return accounts;
    }

    public StubFaults faults() {
        return faults;
    }

    public StubCalls calls() {
        return calls;
    }

    public StubCredentials credentials() {
        return credentials;
    }

    /** Stops listening and breaks what is under way; connections are refused from now on. */
    public synchronized void goAway() {
        if (running != null) {
            running.server().stop(0);
            running.threads().shutdownNow();
            running = null;
        }
    }

    /** Listens again, on the same port and with the same accounts. */
    public synchronized void comeBack() {
        if (running != null) {
            return;
        }
        try {
            HttpServer server = tls == null ? HttpServer.create() : HttpsServer.create();
            if (server instanceof HttpsServer secure && tls != null) {
                secure.setHttpsConfigurator(new HttpsConfigurator(tls));
            }
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            server.setExecutor(threads);
            server.createContext("/", this::handle);
            server.start();
            port = server.getAddress().getPort();
            running = new Running(server, threads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        goAway();
    }

    private void handle(HttpExchange exchange) throws IOException {
        desk.handle(exchange);
    }

    private record Running(HttpServer server, ExecutorService threads) {}
}
