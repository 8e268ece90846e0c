package dev.firstring.sipserver.adapter.flexisip.cli;

import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The command sockets of all processes of one Flexisip installation. All are called concurrently and each with its own
 * timeout, so a process that hangs does not delay the others. Thread-safe.
 */
public final class FlexisipCli {

    private static final Pattern WORD = Pattern.compile("[!-~]+");

    private final List<SocketPath> sockets;
    private final FlexisipNode node;

    /**
     * Creates the client of one installation.
     *
     * @param timeout the timeout of each command
     */
    public FlexisipCli(List<SocketPath> sockets, Duration timeout) {
        this.sockets = List.copyOf(sockets);
        this.node = new FlexisipNode(timeout);
    }

    /**
     * The outcome of a command to drop credentials.
     *
     * @param found whether any process had cached them
     * @param untold the processes that did not drop them; empty if all did
     */
    public record Forgotten(boolean found, List<Untold> untold) {

        public Forgotten {
            untold = List.copyOf(untold);
        }
    }

    /**
     * Makes every process drop the cached credentials of an address. A query that is already in progress may restore
     * them.
     *
     * @throws SipServerFault if the address cannot be expressed in a command
     */
    public Forgotten forgetCredentials(Aor aor) {
        boolean fits = ("AUTH_CACHE_DELETE " + aor.user() + " " + aor.domain() + " " + aor.user())
                        .getBytes(StandardCharsets.UTF_8)
                        .length
                <= CliSocket.LONGEST_COMMAND;
        if (!fits
                || !WORD.matcher(aor.user()).matches()
                || !WORD.matcher(aor.domain()).matches()) {
            throw new SipServerFault(Kind.INVALID_CREDENTIALS, "no command of Flexisip can name this address");
        }
        AtomicBoolean found = new AtomicBoolean();
        List<Untold> untold = each(path -> node.forget(path, aor.user(), aor.domain(), () -> found.set(true)).stream()
                .toList());
        return new Forgotten(found.get(), untold);
    }

    /**
     * Returns the problems of the processes, for an operator; empty if none are found.
     *
     * @param cacheExpire the expected {@code cache-expire}
     */
    public List<String> problems(Duration cacheExpire) {
        return each(path -> node.problems(path, cacheExpire).stream()
                        .map(problem -> new Untold(path.toString(), false, problem))
                        .toList())
                .stream()
                .map(Untold::why)
                .toList();
    }

    /** A task for one process; returns its problems. */
    private interface Work {

        List<Untold> on(Path socket) throws IOException;
    }

    private List<Untold> each(Work work) {
        List<Untold> untold = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Asked> all =
                    sockets.stream().map(socket -> ask(socket, work, threads)).toList();
            all.forEach(asked -> untold.addAll(asked.untold()));
        }
        return List.copyOf(untold);
    }

    /**
     * A configured socket and the processes that are called for it.
     *
     * @param hidden the reason why the directory could not be read; null if it was read
     */
    private record Asked(
            SocketPath socket,
            List<Path> paths,
            List<Future<List<Untold>>> answers,
            @Nullable IOException hidden) {

        /**
         * Returns the problems. A crashed process leaves its socket behind, so a socket without a listener is a problem
         * only if no other socket of the pattern has one.
         */
        List<Untold> untold() {
            List<Untold> untold = new ArrayList<>();
            int there = 0;
            for (int i = 0; i < answers.size(); i++) {
                try {
                    untold.addAll(answers.get(i).get());
                    there++;
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof IOException cause)) {
                        throw new IllegalStateException("could not ask " + paths.get(i), e.getCause());
                    }
                    if (!(cause instanceof ConnectException)) {
                        untold.add(Untold.of(paths.get(i), cause));
                        there++;
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new SipServerFault(Kind.SERVER_UNAVAILABLE, "the call was interrupted", e);
                }
            }
            if (there == 0) {
                untold.add(hidden == null ? Untold.nobody(socket) : Untold.of(socket, hidden));
            }
            return untold;
        }
    }

    private static Asked ask(SocketPath socket, Work work, ExecutorService threads) {
        List<Path> paths;
        try {
            paths = socket.paths();
        } catch (IOException e) {
            return new Asked(socket, List.of(), List.of(), e);
        }
        return new Asked(
                socket,
                paths,
                paths.stream().map(path -> threads.submit(() -> work.on(path))).toList(),
                null);
    }
}
