package dev.firstring.sipserver.adapter.flexisip.cli;

import dev.firstring.peers.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Stands in for the command socket of a Flexisip process, with the manners of the real one: it listens with a backlog of 1,
 * so that further connections are refused as "temporarily unavailable"; one command a connection, up to 511 bytes; one after
 * the other; the answer, then it closes. After a crash the file stays.
 */
public final class CliStub implements AutoCloseable {

    /** Where the command is read by the process and its main loop is what answers it. */
    private final ReentrantLock mainLoop = new ReentrantLock(true);

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
            server.bind(UnixDomainSocketAddress.of(path), 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread = Thread.ofPlatform().daemon().start(this::serve);
    }

    /** One that answers each command by the function. */
    public static CliStub answering(Scratch scratch, String name, Function<String, String> answer) {
        return new CliStub(scratch.directory().resolve(name), answer, false);
    }

    /** One that has every address cached once, reads the shipped query, and keeps credentials for a minute. */
    public static CliStub flexisip(Scratch scratch, String name) {
        return answering(scratch, name, command -> {
            String[] words = command.split(" ", -1);
            return switch (words[0]) {
                case "AUTH_CACHE_DELETE" ->
                    "Done - Removed cached credential for '%s' in domain '%s' using auth '%s'"
                            .formatted(words[1], words[2], words.length > 3 ? words[3] : words[1]);
                case "AUTH_CACHE_LIST" -> "{\"entries\": []}";
                case "CONFIG_GET" -> configuration(words[1]);
                default -> "Error - Unknown command: " + words[0];
            };
        });
    }

    /** What a Flexisip with the shipped configuration says of a key. */
    public static String configuration(String key) {
        return switch (key) {
            case "module::Authentication/soci-password-request" ->
                key + ": select ha1, algorithm from sip_auth where username = :id and domain = :domain"
                        + " and username = :authid";
            case "module::Authentication/cache-expire" -> key + ": 60";
            case "module::Authentication/count-password-found" -> key + ": 18";
            default -> "Error - Not found: " + key;
        };
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

    /** What it was told to forget. */
    public List<String> deletions() {
        return commands.stream()
                .filter(command -> command.startsWith("AUTH_CACHE_DELETE "))
                .toList();
    }

    /** The process hangs from now on, in the middle of whatever it is told: connections are taken and nobody answers. */
    public void hang() {
        mainLoop.lock();
    }

    /** By the thread that had it hang: it goes on, and does what it was told meanwhile. */
    public void goOn() {
        mainLoop.unlock();
    }

    /** The socket stays behind, as after a crash; nobody takes a connection any more when this returns. */
    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
            if (mainLoop.isHeldByCurrentThread()) {
                mainLoop.unlock();
            }
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
                serve(client);
            } catch (ClosedChannelException end) {
                return;
            } catch (IOException gone) {
                // Who asked did not wait for the answer.
                if (closed.getCount() == 0) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void serve(SocketChannel client) throws IOException, InterruptedException {
        ByteBuffer command = ByteBuffer.allocate(511);
        client.read(command);
        String text = new String(command.array(), 0, command.position(), StandardCharsets.UTF_8);
        mainLoop.lock();
        try {
            commands.add(text);
            if (silent) {
                closed.await();
                return;
            }
            ByteBuffer bytes = ByteBuffer.wrap(answer.apply(text).getBytes(StandardCharsets.UTF_8));
            // in two parts, as a stream may come
            client.write(bytes.slice(0, bytes.remaining() / 2));
            client.write(bytes.position(bytes.remaining() / 2));
        } finally {
            mainLoop.unlock();
        }
    }
}
