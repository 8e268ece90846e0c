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

/** One command to one Flexisip process: connect, send, read until it closes. Nothing is kept between two. */
final class CliSocket {

    /** What Flexisip reads of a command; the rest would be cut off without a word. */
    static final int LONGEST_COMMAND = 511;

    private CliSocket() {}

    /**
     * Says a command and returns the answer.
     *
     * @param limit for all of it
     * @param longestAnswer in bytes
     * @throws SocketTimeoutException if there is no whole answer in time
     * @throws IOException if nobody takes it, or the answer is too long
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
