package dev.firstring.hostile;

import dev.firstring.testing.Patience;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTTP as bytes on a socket, for requests that no client library would send. */
final class RawHttp {

    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
    private static final int BLANK_LINE = '\r' << 24 | '\n' << 16 | '\r' << 8 | '\n';
    private static final int PATIENCE_MS = (int) Patience.LIMIT.toMillis();

    /**
     * The first answer to a request.
     *
     * @param status 0 if the connection was closed without one
     * @param alive whether another request on the same connection was answered, or the answer announced that none would be
     */
    record Raw(int status, String head, String body, boolean alive) {

        /** All values of a header. */
        List<String> headers(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }

        String header(String name) {
            List<String> values = headers(name);
            return values.isEmpty() ? "" : values.getFirst();
        }
    }

    private RawHttp() {}

    static Raw send(int port, String request) {
        return send(port, request.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends the bytes and reads one answer, then asks whether the service lives on the same connection. */
    static Raw send(int port, byte[] request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MS);
            write(socket, request);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Raw first = read(in);
            if (first.status() == 0) {
                return first;
            }
            boolean ends = first.header("Connection").equalsIgnoreCase("close");
            write(socket, "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            Raw second = read(in);
            return new Raw(first.status(), first.head(), first.body(), second.status() == 200 || ends);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the bytes and no more, and reads the first answer. */
    static Raw once(int port, byte[] request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(12 * PATIENCE_MS);
            write(socket, request);
            end(socket);
            return read(new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void end(Socket socket) throws IOException {
        try {
            socket.shutdownOutput();
        } catch (SocketException e) {
            // The service has closed the connection already; what it said can still be read.
        }
    }

    /** The bytes of a POST with a body and a length. */
    static byte[] post(String path, byte[] body, String... headers) {
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        List<String> lines = new ArrayList<>(List.of(headers));
        lines.add("Content-Length: " + body.length);
        lines.forEach(line -> head.append(line).append("\r\n"));
        return join(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1), body);
    }

    /** The bytes of a POST with a body in chunks. */
    static byte[] chunked(String path, byte[] body, int size) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        for (int at = 0; at < body.length; at += size) {
            int length = Math.min(size, body.length - at);
            all.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            all.write(body, at, length);
            all.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        all.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return all.toByteArray();
    }

    private static void write(Socket socket, byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (SocketException e) {
            // The service may refuse before it has read everything; what it said can still be read.
        }
    }

    private static Raw read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            int last = 0;
            while (last != BLANK_LINE) {
                int value = in.read();
                if (value < 0) {
                    return new Raw(0, "", "", false);
                }
                head.write(value);
                last = last << 8 | value;
            }
            Matcher length = LENGTH.matcher(head.toString(StandardCharsets.ISO_8859_1));
            body.writeBytes(length.find() ? in.readNBytes(Integer.parseInt(length.group(1))) : new byte[0]);
        } catch (SocketException e) {
            return new Raw(0, "", "", false);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        return new Raw(Integer.parseInt(text.substring(9, 12)), text, body.toString(StandardCharsets.UTF_8), false);
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }
}
