package dev.firstring.bench.twin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses transactions from the log of a PostgreSQL server that logs every statement with its parameters. Marks divide
 * the log: statements of the form {@code SELECT 'mark NAME'}. Not thread-safe; an instance reads one log.
 */
final class ServerLog {

    static final String MARK = "SELECT 'mark ";

    private static final Pattern ENTRY =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d [0-9:.]+ \\S+ \\[(\\d+)] ([A-Z]+):  (.*)", Pattern.DOTALL);
    private static final Pattern EXECUTE = Pattern.compile("(?:execute \\S+|statement): (.*)", Pattern.DOTALL);
    private static final Pattern PARAMETERS = Pattern.compile("[Pp]arameters: (.*)", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("\\$\\d+ = (?:NULL|'((?:[^']|'')*)')");

    private final Map<String, List<Transaction>> byMark = new LinkedHashMap<>();
    private final Map<String, Session> sessions = new HashMap<>();
    private final StringBuilder entry = new StringBuilder();
    private List<Transaction> current = new ArrayList<>();

    /** The state of one connection. */
    private static final class Session {
        private final List<Executed> open = new ArrayList<>();
        private boolean explicit;
        private @Nullable String last;
        private List<@Nullable String> parameters = List.of();
        private List<Transaction> home = new ArrayList<>();
    }

    /** Returns the transactions after each mark, by the mark's name. */
    static Map<String, List<Transaction>> read(List<String> lines) {
        ServerLog log = new ServerLog();
        lines.forEach(log::line);
        log.endEntry();
        log.sessions.values().forEach(log::flush);
        return log.byMark;
    }

    private void line(String line) {
        if (line.startsWith("\t")) {
            entry.append('\n').append(line, 1, line.length());
        } else {
            endEntry();
            entry.append(line);
        }
    }

    private void endEntry() {
        Matcher parts = ENTRY.matcher(entry);
        if (parts.matches()) {
            Session session = sessions.computeIfAbsent(parts.group(1), pid -> new Session());
            if (parts.group(2).equals("LOG")) {
                Matcher execute = EXECUTE.matcher(parts.group(3));
                if (execute.matches()) {
                    flush(session);
                    session.last = execute.group(1).strip();
                    session.parameters = List.of();
                    session.home = current;
                }
            } else if (parts.group(2).equals("DETAIL")) {
                Matcher parameters = PARAMETERS.matcher(parts.group(3));
                if (parameters.matches()) {
                    session.parameters = parameters(parameters.group(1));
                }
            }
            if (session.last != null && ends(session.last)) {
                flush(session);
            }
        }
        entry.setLength(0);
    }

    /** Whether the statement is complete immediately, since it has no parameters. */
    private static boolean ends(String sql) {
        return sql.equalsIgnoreCase("COMMIT") || sql.equalsIgnoreCase("ROLLBACK") || sql.startsWith(MARK);
    }

    /** Processes the last statement of a connection, which is now complete. */
    private void flush(Session session) {
        String sql = session.last;
        session.last = null;
        if (sql == null || sql.isEmpty() || sql.toUpperCase(Locale.ROOT).startsWith("SET ")) {
            return;
        }
        if (sql.startsWith(MARK)) {
            current = byMark.computeIfAbsent(
                    sql.substring(MARK.length(), sql.lastIndexOf('\'')), name -> new ArrayList<>());
            return;
        }
        switch (sql.toUpperCase(Locale.ROOT)) {
            case "BEGIN" -> session.explicit = true;
            case "COMMIT" -> {
                session.home.add(new Transaction(session.open, true));
                session.open.clear();
                session.explicit = false;
            }
            case "ROLLBACK" -> {
                session.open.clear();
                session.explicit = false;
            }
            default -> {
                Executed executed = new Executed(sql, session.parameters);
                if (session.explicit) {
                    session.open.add(executed);
                } else {
                    session.home.add(new Transaction(List.of(executed), false));
                }
            }
        }
    }

    private static List<@Nullable String> parameters(String text) {
        List<@Nullable String> values = new ArrayList<>();
        Matcher value = PARAMETER.matcher(text);
        while (value.find()) {
            values.add(value.group(1) == null ? null : value.group(1).replace("''", "'"));
        }
        return values;
    }
}
