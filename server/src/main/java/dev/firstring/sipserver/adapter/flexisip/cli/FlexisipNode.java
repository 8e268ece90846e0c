package dev.firstring.sipserver.adapter.flexisip.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends commands to the processes of one installation, each through its socket. Thread-safe. */
final class FlexisipNode {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String QUERY = "module::Authentication/soci-password-request";
    private static final String EXPIRE = "module::Authentication/cache-expire";
    private static final int LONGEST_ANSWER = 1 << 16;

    /** Enough for about a hundred thousand cache entries. */
    private static final int LONGEST_LIST = 32 << 20;

    /** The credentials were cached. */
    private static final String DONE = "Done - ";

    /** The credentials were not cached. */
    private static final String NOTHING = "Nothing to do - ";

    private static final Pattern WORD = Pattern.compile("[!-~]+");

    private final NodeSocket sockets = new NodeSocket();
    private final Map<Path, RunningProcess> processes = new ConcurrentHashMap<>();
    private final Duration limit;

    /**
     * Creates the client.
     *
     * @param limit the timeout of each command
     */
    FlexisipNode(Duration limit) {
        this.limit = limit;
    }

    /**
     * A process, identified by its socket file.
     *
     * @param file distinguishes the file from a later one with the same name
     * @param asksForLogin whether the query compares the name in the Authorization header, so that no other login name
     *     can be cached
     */
    private record RunningProcess(String file, boolean asksForLogin) {}

    /** An unexpected response. */
    private static final class Unexpected extends IOException {

        private final String answer;

        private Unexpected(String answer) {
            super(answer);
            this.answer = answer;
        }
    }

    /**
     * Makes a process drop the credentials of a user, under every login name that is cached. Empty on success.
     *
     * @param found is run if any were cached
     * @throws IOException if no process accepts the command
     */
    Optional<Untold> forget(Path socket, String user, String domain, Runnable found) throws IOException {
        try {
            delete(socket, user + " " + domain, found);
            if (asksForLogin(socket)) {
                return Optional.empty();
            }
            for (String login : otherLogins(socket, user, domain)) {
                if (!WORD.matcher(login).matches()) {
                    return Optional.of(new Untold(
                            socket.toString(),
                            false,
                            "the Flexisip at " + socket
                                    + " has cached the account under a login name that no command can"
                                    + " say: its query needs :authid"));
                }
                delete(socket, user + " " + domain + " " + login, found);
            }
            return Optional.empty();
        } catch (Unexpected e) {
            return Optional.of(Untold.answered(socket, e.answer));
        }
    }

    /**
     * Returns the problems of a process, for an operator.
     *
     * @param cacheExpire the expected {@code cache-expire}
     * @throws IOException if no process accepts the command
     */
    List<String> problems(Path socket, Duration cacheExpire) throws IOException {
        String query = configured(socket, QUERY);
        String expire = configured(socket, EXPIRE);
        if (query.startsWith("Error")) {
            return List.of(Untold.answered(socket, query).why());
        }
        List<String> problems = new ArrayList<>();
        if (query.contains(QUERY) && !query.contains(":authid")) {
            problems.add(
                    "the query of the Flexisip at " + socket + " lacks \"and username = :authid\": a phone may sign in"
                            + " under another login name, as long as the cache has that");
        }
        seconds(expire)
                .filter(told -> !told.equals(cacheExpire.toSeconds()))
                .ifPresent(told -> problems.add("the Flexisip at " + socket + " has cache-expire=" + told
                        + " and the service believes in " + cacheExpire.toSeconds() + " seconds"));
        return problems;
    }

    private void delete(Path socket, String words, Runnable found) throws IOException {
        String answer = sockets.say(socket, "AUTH_CACHE_DELETE " + words, limit, LONGEST_ANSWER);
        if (answer.startsWith(DONE)) {
            found.run();
        } else if (!answer.startsWith(NOTHING)) {
            throw new Unexpected(answer);
        }
    }

    /**
     * Cached for each socket file: the configuration of a process does not change, and a new process creates a new
     * file.
     */
    private boolean asksForLogin(Path socket) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(socket, BasicFileAttributes.class);
        String file = attributes.fileKey() + " " + attributes.lastModifiedTime();
        RunningProcess known = processes.get(socket);
        if (known == null || !known.file().equals(file)) {
            processes.keySet().removeIf(path -> !Files.exists(path));
            known = new RunningProcess(file, configured(socket, QUERY).contains(":authid"));
            processes.put(socket, known);
        }
        return known.asksForLogin();
    }

    private List<String> otherLogins(Path socket, String user, String domain) throws IOException {
        String answer = sockets.say(socket, "AUTH_CACHE_LIST " + domain, limit, LONGEST_LIST);
        List<String> logins = new ArrayList<>();
        try {
            JsonNode entries = JSON.readTree(answer).path("entries");
            if (!entries.isArray()) {
                throw new Unexpected(answer);
            }
            for (JsonNode entry : entries) {
                String login = entry.path("auth_username").asString("");
                if (entry.path("user").asString("").equals(user) && !Objects.equals(login, user)) {
                    logins.add(login);
                }
            }
        } catch (JacksonException e) {
            throw new Unexpected(answer);
        }
        return logins;
    }

    private String configured(Path socket, String key) throws IOException {
        String answer = sockets.say(socket, "CONFIG_GET " + key, limit, LONGEST_ANSWER);
        if (answer.isEmpty()) {
            throw new IOException("closed without an answer");
        }
        return answer;
    }

    /** Parses {@code key: 60} to seconds, with or without a unit; empty if malformed. */
    private static Optional<Long> seconds(String answer) {
        if (!answer.startsWith(EXPIRE + ":")) {
            return Optional.empty();
        }
        String value = answer.substring(EXPIRE.length() + 1).strip();
        return Pattern.compile("(\\d{1,9})\\s*(s|min|h|d)?")
                .matcher(value)
                .results()
                .findFirst()
                .filter(found -> found.group().length() == value.length())
                .map(found -> Long.parseLong(found.group(1)) * factor(found.group(2)));
    }

    private static long factor(@Nullable String unit) {
        return unit == null
                ? 1
                : switch (unit) {
                    case "min" -> 60;
                    case "h" -> 3600;
                    case "d" -> 86_400;
                    default -> 1;
                };
    }
}
