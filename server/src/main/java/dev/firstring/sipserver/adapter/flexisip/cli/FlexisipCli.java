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
 * The command lines of all processes of one Flexisip installation. Each is asked at the same time as the others and with a
 * limit of its own, so that one that hangs holds up none. Thread-safe.
 */
public final class FlexisipCli {

    private static final Pattern WORD = Pattern.compile("[!-~]+");

    private final List<SocketPath> sockets;
    private final FlexisipNode node;

    /** @param timeout for each command */
    public FlexisipCli(List<SocketPath> sockets, Duration timeout) {
        this.sockets = List.copyOf(sockets);
        this.node = new FlexisipNode(timeout);
    }

    /**
     * What came of a command to forget.
     *
     * @param found whether any process had something to forget
     * @param untold the processes that were not made to; empty if all were
     */
    public record Forgotten(boolean found, List<Untold> untold) {

        public Forgotten {
            untold = List.copyOf(untold);
        }
    }

    /**
     * Makes every process forget the credentials that it has cached of an address. A query that it has sent before may still
     * bring them back.
     *
     * @throws SipServerFault if no command can name the address
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
     * What is wrong with the processes, for an operator; empty if nothing is that can be seen.
     *
     * @param cacheExpire what each should have as its {@code cache-expire}
     */
    public List<String> problems(Duration cacheExpire) {
        return each(path -> node.problems(path, cacheExpire).stream()
                        .map(problem -> new Untold(path.toString(), false, problem))
                        .toList())
                .stream()
                .map(Untold::why)
                .toList();
    }

    /** What is done with the process that has a socket; what is wrong with it. */
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
     * A configured socket, and the processes that are asked for it.
     *
     * @param hidden what kept the directory from being read
     */
    private record Asked(
            SocketPath socket,
            List<Path> paths,
            List<Future<List<Untold>>> answers,
            @Nullable IOException hidden) {

        /** A process that crashed leaves its socket behind: behind a pattern one that nobody listens on counts for nothing. */
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
