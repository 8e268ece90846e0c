package dev.firstring.sipserver.flexisip.cli;

import dev.firstring.peers.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * Stands in for the command socket of a Flexisip process as it is documented: one command a connection, up to 511 bytes,
 * then the answer, then it closes.
 */
public final class CliStub implements AutoCloseable {

    private final Path path;
    private final ServerSocketChannel server;
    private final Function<String, String> answer;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final boolean silent;
    private final Thread thread;

    private CliStub(Path path, Function<String, String> answer, boolean silent) {
        this.path = path;
        this.answer = answer;
        this.silent = silent;
        try {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = Thread.ofPlatform().daemon().start(this::serve);
    }

    /** One that answers each command by the function. */
    public static CliStub answering(Scratch scratch, String name, Function<String, String> answer) {
        return new CliStub(scratch.directory().resolve(name), answer, false);
    }

    /** One that has every address cached once. */
    public static CliStub flexisip(Scratch scratch, String name) {
        return answering(scratch, name, command -> {
            String[] words = command.split(" ", -1);
            return switch (words[0]) {
                case "AUTH_CACHE_DELETE" ->
                    "Done - Removed cached credential for '%s' in domain '%s' using auth '%s'"
                            .formatted(words[1], words[2], words[1]);
                case "CONFIG_GET" -> "18";
                default -> "Error - Unknown command: " + words[0];
            };
        });
    }

    /** One that takes the command and says nothing. */
    public static CliStub silent(Scratch scratch, String name) {
        return new CliStub(scratch.directory().resolve(name), command -> "", true);
    }

    public Path path() {
        return path;
    }

    /** What it was told. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    /** The socket stays behind, as after a crash; nobody takes a connection any more when this returns. */
    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
            thread.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        while (true) {
            try (SocketChannel client = server.accept()) {
                ByteBuffer command = ByteBuffer.allocate(511);
                client.read(command);
                String text = new String(command.array(), 0, command.position(), StandardCharsets.UTF_8);
                commands.add(text);
                if (silent) {
                    closed.await();
                } else {
                    ByteBuffer bytes = ByteBuffer.wrap(answer.apply(text).getBytes(StandardCharsets.UTF_8));
                    // in two parts, as a stream may come
                    client.write(bytes.slice(0, bytes.remaining() / 2));
                    client.write(bytes.position(bytes.remaining() / 2));
                }
            } catch (AsynchronousCloseException end) {
                return;
            } catch (ClosedChannelException end) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
