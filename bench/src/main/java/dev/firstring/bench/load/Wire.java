package dev.firstring.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A keep-alive HTTP/1.1 connection: each request is one write, each response is read completely. Supports only the
 * framing that the service uses: Content-Length or chunks. Not thread-safe.
 */
final class Wire implements AutoCloseable {

    private static final int ROOM = 64 * 1024;
    private static final int PATIENCE_MILLIS = 120_000;

    private final int port;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private boolean closing;
    private final byte[] buffer = new byte[ROOM];
    private int read;
    private int at;

    Wire(int port) throws IOException {
        this.port = port;
        this.socket = open(port);
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    private static Socket open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /**
     * Reconnects, because the service closes a connection after a number of responses and announces it in the last one.
     */
    private void reopen() throws IOException {
        socket.close();
        socket = open(port);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        closing = false;
    }

    /** Sends a request and returns the response. */
    Reply exchange(byte[] request) throws IOException {
        if (closing) {
            reopen();
        }
        out.write(request);
        read = 0;
        at = 0;
        int status = status(line());
        int length = -1;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (header.regionMatches(true, 0, "connection: close", 0, 17)) {
                closing = true;
            } else if (header.regionMatches(true, 0, "transfer-encoding:", 0, 18)) {
                chunked = true;
            }
        }
        if (chunked) {
            return new Reply(status, chunks());
        }
        if (length < 0) {
            throw new IOException("an answer without a length");
        }
        return new Reply(status, text(length));
    }

    private static int status(String line) throws IOException {
        if (!line.startsWith("HTTP/1.1 ") || line.length() < 12) {
            throw new IOException("not an answer of HTTP/1.1: " + line);
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private String chunks() throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int length = Integer.parseInt(line().strip(), 16);
            body.append(text(length));
            line();
            if (length == 0) {
                return body.toString();
            }
        }
    }

    private String text(int length) throws IOException {
        while (read - at < length) {
            fill();
        }
        String text = new String(buffer, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    @SuppressWarnings("deprecation") // the fastest conversion of ASCII bytes, to keep the load generator cheap
    private String line() throws IOException {
        int end = at;
        while (true) {
            if (end == read) {
                fill();
            }
            if (buffer[end] == '\n') {
                String line = new String(buffer, 0, at, end - 1 - at);
                at = end + 1;
                return line;
            }
            end++;
        }
    }

    private void fill() throws IOException {
        if (read == ROOM) {
            throw new IOException("an answer of more than " + ROOM + " bytes");
        }
        int more = in.read(buffer, read, ROOM - read);
        if (more < 0) {
            throw new EOFException("the service closed the connection");
        }
        read += more;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
