package dev.firstring.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.RunningService;
import dev.firstring.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that send or read as slowly as they can, over real sockets, before short limits. How long it takes until they are cut
 * depends on the machine; that they are cut does not.
 */
@Tag("slow")
class SlowClientsTest {

    private static final int MOST_BYTES = 4000;
    private static final int PACE_MS = 50;
    private static final int PER_ADDRESS = 8;
    private static final int LOOKS = 80;
    private static final int ASKED = 200;

    private static TestDatabase database;
    private static RunningService service;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        service = RunningService.over(database)
                .set("firstring.http.trusted-proxies", "127.0.0.2/32")
                .set("firstring.http.connections.head", "1s")
                .set("firstring.http.connections.exchange", "2s")
                .set("firstring.http.connections.keep-alive", "5s")
                .set("firstring.http.connections.per-address", PER_ADDRESS)
                .start();
    }

    @AfterAll
    static void stop() {
        service.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "G",
                "GET /health/live HTTP/1.1\r\nX-Slow: ",
                "POST /api/v1/onboarding/start HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
            })
    void a_head_that_trickles_is_cut(String begin) throws IOException {
        assertThat(isCut(begin, "a")).isTrue();
    }

    @Test
    void blank_lines_before_a_request_are_no_way_to_stay() throws IOException {
        assertThat(isCut("", "\r\n")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/onboarding/start application/json",
                "/api/onboarding/verify-otp application/json",
                "/api/nothing application/json",
                "/onboarding application/x-www-form-urlencoded",
                "/onboarding/number application/x-www-form-urlencoded",
                "/hooks/vonage/sms/00000000-0000-0000-0000-000000000000 application/json",
                "/nothing-here text/plain"
            })
    void a_body_that_trickles_is_cut(String where) throws IOException {
        String[] parts = where.split(" ");
        String head = "POST " + parts[0] + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + parts[1];

        assertThat(isCut(head + "\r\nContent-Length: 16000\r\n\r\n", "a"))
                .as("a length")
                .isTrue();
        assertThat(isCut(head + "\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\na\r\n"))
                .as("chunks")
                .isTrue();
    }

    @Test
    void a_second_request_that_trickles_is_cut_too() throws IOException {
        assertThat(isCut("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\nGET /health/live HTTP/1.1\r\nX: ", "a"))
                .isTrue();
    }

    @Test
    void a_connection_without_requests_ends() throws IOException {
        try (Socket socket = connect("127.0.0.2")) {
            socket.setSoTimeout(60_000);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void who_does_not_read_what_was_asked_for_is_cut() throws IOException {
        boolean cut = false;
        for (int attempt = 1; attempt <= 10 && !cut; attempt++) {
            cut = answersReadAfter(attempt * LOOKS) < ASKED;
        }
        assertThat(cut).isTrue();
    }

    /** Asks for more than any buffer holds, reads nothing for a while, and then all that comes. */
    private static int answersReadAfter(int looks) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket pace = new Socket(silent.getInetAddress(), silent.getLocalPort());
                Socket socket = new Socket()) {
            pace.setSoTimeout(PACE_MS);
            socket.setReceiveBufferSize(1024);
            socket.setSoTimeout(60_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), service.port()));
            socket.getOutputStream()
                    .write("GET /openapi HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .repeat(ASKED)
                            .getBytes(StandardCharsets.US_ASCII));
            for (int look = 0; look < looks; look++) {
                ends(pace.getInputStream(), 1);
            }
            int answers = 0;
            Scanner read =
                    new Scanner(socket.getInputStream(), StandardCharsets.ISO_8859_1).useDelimiter("HTTP/1.1 200");
            while (answers < ASKED && read.hasNext()) {
                read.next();
                answers++;
            }
            return answers;
        }
    }

    @Test
    void an_address_has_so_many_connections_and_others_are_served_meanwhile() throws IOException {
        List<Socket> held = new ArrayList<>();
        try {
            while (held.size() < PER_ADDRESS) {
                Socket socket = connect("127.0.0.3");
                if (!isServed(socket)) {
                    throw new AssertionError("refused at " + held.size());
                }
                held.add(socket);
            }
            try (Socket further = connect("127.0.0.3");
                    Socket other = connect("127.0.0.4")) {
                assertThat(isServed(further)).isFalse();
                assertThat(isServed(other)).isTrue();
            }
            held.removeFirst().close();
            boolean served = false;
            for (int look = 0; look < MOST_BYTES && !served; look++) {
                try (Socket again = connect("127.0.0.3")) {
                    served = isServed(again);
                }
            }
            assertThat(served).isTrue();
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    @Test
    void a_trusted_proxy_has_as_many_as_it_wants() throws IOException {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * PER_ADDRESS; i++) {
                Socket socket = connect("127.0.0.2");
                held.add(socket);
                assertThat(isServed(socket)).isTrue();
            }
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    private static Socket connect(String from) throws IOException {
        return new Socket("127.0.0.1", service.port(), InetAddress.ofLiteral(from), 0);
    }

    private static boolean isServed(Socket socket) throws IOException {
        socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
        try {
            socket.getOutputStream()
                    .write("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == 'H';
        } catch (SocketException e) {
            return false;
        }
    }

    /** Whether the service ends a connection on which the bytes come one at a time. */
    private static boolean isCut(String begin, String drop) throws IOException {
        try (Socket socket = connect("127.0.0.2")) {
            socket.setSoTimeout(PACE_MS);
            InputStream in = socket.getInputStream();
            socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
            for (int sent = 0; sent < MOST_BYTES; sent++) {
                if (ends(in, 65_536)) {
                    return true;
                }
                socket.getOutputStream().write(drop.getBytes(StandardCharsets.US_ASCII));
            }
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    private static boolean ends(InputStream in, int most) throws IOException {
        try {
            return in.read(new byte[most]) < 0;
        } catch (SocketTimeoutException nothingToRead) {
            return false;
        }
    }
}
