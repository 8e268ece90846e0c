package dev.firstring.sipserver.adapter.flexisip.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Sends one command to one Flexisip process: connect, send, read until it closes. Stateless. */
final class CliSocket {

    /** The most that Flexisip reads of a command, in bytes; it silently truncates the rest. */
    static final int LONGEST_COMMAND = 511;

    private CliSocket() {}

    /**
     * Sends a command and returns the response.
     *
     * @param limit the timeout of the whole exchange
     * @param longestAnswer the maximum length of the response in bytes
     * @throws SocketTimeoutException if there is no complete response in time
     * @throws IOException if no process accepts the command, or the response is too long
     */
    static String say(Path socket, String command, Duration limit, int longestAnswer) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        ByteBuffer bytes = ByteBuffer.wrap(command.getBytes(StandardCharsets.UTF_8));
        try (Selector selector = Selector.open();
                SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
            if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
                await(selector, end, limit);
                channel.finishConnect();
            }
            key.interestOps(SelectionKey.OP_WRITE);
            while (bytes.hasRemaining()) {
                await(selector, end, limit);
                channel.write(bytes);
            }
            key.interestOps(SelectionKey.OP_READ);
            return answer(channel, selector, end, limit, longestAnswer);
        }
    }

    private static String answer(SocketChannel channel, Selector selector, long end, Duration limit, int longestAnswer)
            throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer part = ByteBuffer.allocate(4096);
        while (true) {
            await(selector, end, limit);
            int length = channel.read(part);
            if (length < 0) {
                return answer.toString(StandardCharsets.UTF_8);
            }
            answer.write(part.array(), 0, part.position());
            part.clear();
            if (answer.size() > longestAnswer) {
                throw new IOException("the answer has more than " + longestAnswer + " bytes");
            }
        }
    }

    private static void await(Selector selector, long end, Duration limit) throws IOException {
        long left = (end - System.nanoTime()) / 1_000_000;
        selector.selectedKeys().clear();
        if (left <= 0 || selector.select(left) == 0) {
            throw new SocketTimeoutException("no answer within " + limit);
        }
    }
}
