package dev.firstring.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between the service and PostgreSQL and counts on the wire: a round trip is a burst from the client that comes
 * after an answer of the server (what the driver sends in one go, such as BEGIN and the first statement, is one); a
 * transaction ends with each {@code ReadyForQuery} that says "idle". Messages of the protocol (version 3) are not changed.
 */
public final class CountingProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final int target;
    private final AtomicInteger roundTrips = new AtomicInteger();
    private final AtomicInteger transactions = new AtomicInteger();

    public CountingProxy(int target) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public void reset() {
        roundTrips.set(0);
        transactions.set(0);
    }

    public int roundTrips() {
        return roundTrips.get();
    }

    /** How often the server came out of a transaction, read-only ones and single statements included. */
    public int transactions() {
        return transactions.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                AtomicBoolean clientsTurn = new AtomicBoolean();
                Thread.ofVirtual().start(() -> copy(client, server, clientsTurn));
                Thread.ofVirtual().start(() -> count(server, client, clientsTurn));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void copy(Socket from, Socket to, AtomicBoolean clientsTurn) {
        byte[] buffer = new byte[64 * 1024];
        try (from;
                to) {
            for (int read = from.getInputStream().read(buffer); read >= 0; ) {
                if (clientsTurn.getAndSet(false)) {
                    roundTrips.incrementAndGet();
                }
                to.getOutputStream().write(buffer, 0, read);
                read = from.getInputStream().read(buffer);
            }
        } catch (IOException e) {
            // One side has gone; so does the other.
        }
    }

    private void count(Socket server, Socket client, AtomicBoolean clientsTurn) {
        try (server;
                client) {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            int first = in.read();
            if (first == 'N' || first == 'S') {
                // The answer to the question for TLS is one byte without a length.
                out.write(first);
                first = in.read();
            }
            DataInputStream messages = new DataInputStream(in);
            for (int type = first; type >= 0; type = in.read()) {
                int length = messages.readInt();
                byte[] body = messages.readNBytes(length - 4);
                if (type == 'Z' && body[0] == 'I') {
                    transactions.incrementAndGet();
                }
                clientsTurn.set(true);
                byte[] whole = new byte[length + 1];
                whole[0] = (byte) type;
                java.nio.ByteBuffer.wrap(whole, 1, 4).putInt(length);
                System.arraycopy(body, 0, whole, 5, body.length);
                out.write(whole);
            }
        } catch (IOException e) {
            // One side has gone; so does the other.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
