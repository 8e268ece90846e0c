package dev.firstring.platform.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.firstring.platform.call.HttpCaller.HttpAnswer;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.Answered;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.Failure;
import dev.firstring.platform.call.HttpCaller.HttpAnswer.NoAnswer;
import dev.firstring.testing.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpCallerTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Duration LONG = Duration.ofSeconds(30);

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(HERE, 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/latin", exchange -> {
            byte[] body = "déjà vu".getBytes(StandardCharsets.ISO_8859_1);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=iso-8859-1");
            exchange.sendResponseHeaders(418, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/slow", exchange -> {
            asked.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    @Test
    void any_status_is_an_answer_and_its_text_is_read_as_the_server_says() {
        try (HttpCaller caller = new HttpCaller(CallLimits.within(LONG))) {
            assertThat(caller.call(to("/latin"))).isEqualTo(new Answered(418, "déjà vu"));
        }
    }

    @Test
    void an_answer_beyond_the_limit_is_none() {
        try (HttpCaller caller = new HttpCaller(CallLimits.within(LONG).withLargestBody(6))) {
            assertThat(failure(caller.call(to("/latin")))).isEqualTo(Failure.TOO_LARGE);
        }
    }

    @Test
    void a_call_ends_when_its_time_is_over() {
        try (HttpCaller caller = new HttpCaller(CallLimits.within(Duration.ofMillis(200)))) {
            assertThat(caller.call(to("/slow"))).isInstanceOfSatisfying(NoAnswer.class, none -> {
                assertThat(none.failure()).isEqualTo(Failure.TIMEOUT);
                assertThat(none.why()).isEqualTo("no answer within PT0.2S");
            });
        }
    }

    @Test
    void where_nobody_listens_the_connection_is_refused() {
        HttpRequest.Builder request = to("/latin");
        server.stop(0);
        try (HttpCaller caller = new HttpCaller(CallLimits.within(LONG))) {
            assertThat(failure(caller.call(request))).isEqualTo(Failure.REFUSED);
        }
    }

    @Test
    void a_call_beyond_the_bulkhead_is_not_made() throws InterruptedException {
        try (HttpCaller caller = new HttpCaller(new CallLimits(LONG, LONG, 1, Duration.ZERO, 100))) {
            Thread holder = Thread.ofVirtual().start(() -> caller.call(to("/slow")));
            assertThat(asked.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();

            assertThat(failure(caller.call(to("/latin")))).isEqualTo(Failure.BUSY);

            end.countDown();
            holder.join();
            assertThat(caller.call(to("/latin"))).isInstanceOf(Answered.class);
        }
    }

    @Test
    void only_a_repeatable_call_is_made_again_when_its_connection_breaks() throws IOException {
        AtomicInteger calls = new AtomicInteger();
        try (ServerSocket breaking = new ServerSocket(0, 10, HERE);
                HttpCaller caller = new HttpCaller(CallLimits.within(LONG))) {
            Thread.ofVirtual().start(() -> answerEverySecondCall(breaking, calls));
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + breaking.getLocalPort() + "/"))
                    .POST(BodyPublishers.ofString("x"));

            assertThat(caller.callRepeatable(request)).isInstanceOf(Answered.class);
            assertThat(calls).hasValue(2);
            assertThat(failure(caller.call(request))).isEqualTo(Failure.BROKEN);
            assertThat(calls).hasValue(3);
        }
    }

    private static void answerEverySecondCall(ServerSocket server, AtomicInteger calls) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                byte[] head = new byte[8192];
                int read = 0;
                while (!new String(head, 0, read, StandardCharsets.US_ASCII).endsWith("\r\n\r\nx")) {
                    read += socket.getInputStream().read(head, read, head.length - read);
                }
                if (calls.incrementAndGet() % 2 == 0) {
                    socket.getOutputStream()
                            .write("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException e) {
                // Closed at the end of the test.
                return;
            }
        }
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path));
    }

    private static Failure failure(HttpAnswer answer) {
        return ((NoAnswer) answer).failure();
    }
}
