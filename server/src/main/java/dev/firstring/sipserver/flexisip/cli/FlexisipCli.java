package dev.firstring.sipserver.flexisip.cli;

import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** The command lines of all processes of one Flexisip installation. Thread-safe. */
public final class FlexisipCli {

    private static final Pattern WORD = Pattern.compile("[!-~]+");

    /** It had the credentials cached, or it had not. */
    private static final Pattern DELETED = Pattern.compile("(Done|Nothing to do) - .*", Pattern.DOTALL);

    private static final Pattern SAID = Pattern.compile("(?!Error\\b).+", Pattern.DOTALL);

    private final List<SocketPath> sockets;
    private final Duration timeout;

    /** @param timeout for each command */
    public FlexisipCli(List<SocketPath> sockets, Duration timeout) {
        this.sockets = List.copyOf(sockets);
        this.timeout = timeout;
    }

    /**
     * Makes every process forget the credentials that it has cached of an address. Each is asked, whatever became of those
     * before it.
     *
     * @throws SipServerFault if one of them did not; the first such fault, the others hang on it
     */
    public void forgetCredentials(Aor aor) {
        if (!WORD.matcher(aor.user()).matches() || !WORD.matcher(aor.domain()).matches()) {
            throw new SipServerFault(Kind.INVALID_CREDENTIALS, "no command of Flexisip can name this address");
        }
        throwFirst(faults("AUTH_CACHE_DELETE " + aor.user() + " " + aor.domain(), DELETED));
    }

    /** What is wrong with each process that does not answer; empty when all do. */
    public List<SipServerFault> problems() {
        return faults("CONFIG_GET module::Authentication/count-password-found", SAID);
    }

    /** All at once, so that many that hang take no longer than one. */
    private List<SipServerFault> faults(String command, Pattern expected) {
        if (command.getBytes(StandardCharsets.UTF_8).length > CliSocket.LONGEST_COMMAND) {
            return List.of(
                    new SipServerFault(Kind.INVALID_CREDENTIALS, "the address is too long for Flexisip's commands"));
        }
        List<SipServerFault> faults = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            for (SocketPath socket : sockets) {
                each.execute(() -> {
                    try {
                        tell(socket, command, expected);
                    } catch (SipServerFault e) {
                        faults.add(e);
                    }
                });
            }
        }
        return List.copyOf(faults);
    }

    /** A process that crashed leaves its socket behind: behind a pattern one that nobody listens on counts for nothing. */
    private void tell(SocketPath socket, String command, Pattern expected) {
        int taken = 0;
        for (Path path : paths(socket)) {
            try {
                judge(path, CliSocket.say(path, command, timeout), expected);
                taken++;
            } catch (ConnectException e) {
                if (!socket.isPattern()) {
                    throw unavailable(path, e);
                }
            } catch (IOException e) {
                throw unavailable(path, e);
            }
        }
        if (taken == 0) {
            throw new SipServerFault(Kind.SERVER_UNAVAILABLE, "no Flexisip listens on " + socket);
        }
    }

    private static List<Path> paths(SocketPath socket) {
        try {
            return socket.paths();
        } catch (IOException e) {
            throw new SipServerFault(Kind.SERVER_UNAVAILABLE, "no directory for " + socket + ": " + e.getMessage(), e);
        }
    }

    private static void judge(Path path, String answer, Pattern expected) {
        if (answer.isEmpty()) {
            throw new SipServerFault(Kind.SERVER_UNAVAILABLE, path + " was closed without an answer");
        }
        if (!expected.matcher(answer).matches()) {
            Kind kind = answer.startsWith("Error") ? Kind.INTERNAL_ERROR : Kind.CONFIGURATION_ERROR;
            throw new SipServerFault(
                    kind, path + " answered: " + answer.lines().findFirst().orElse(""));
        }
    }

    private static SipServerFault unavailable(Path path, IOException cause) {
        return new SipServerFault(
                Kind.SERVER_UNAVAILABLE, "no answer from the Flexisip at " + path + ": " + cause.getMessage(), cause);
    }

    private static void throwFirst(List<SipServerFault> faults) {
        if (!faults.isEmpty()) {
            SipServerFault first = faults.getFirst();
            faults.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }
}
