package dev.firstring.chaos.check;

import dev.firstring.chaos.load.Trace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Compares the tables with the results acknowledged to clients. */
public final class Acknowledged {

    /** The key of a session is its hour plus this many hex digits of its SHA-256. */
    private static final int HASH_DIGITS = 56;

    private Acknowledged() {}

    private record Row(String account, String username, String realm, String status, String ha1) {}

    public static void check(Connection connection, Collection<Trace> traces, Findings findings) throws SQLException {
        tries(connection, traces, findings);
        links(connection, traces, findings);
        oneEach(traces, findings);
    }

    /** Checks that acknowledged tries are never lost, so that a crash gives no further guesses. */
    private static void tries(Connection connection, Collection<Trace> traces, Findings findings) throws SQLException {
        Map<String, Integer> counted = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT encode(substring(session_hash FROM 5), 'hex'), sum(tries) FROM verification GROUP BY session_hash")) {
            while (rows.next()) {
                counted.put(rows.getString(1), rows.getInt(2));
            }
        }
        List<String> forgotten = new ArrayList<>();
        List<String> twice = new ArrayList<>();
        for (Trace trace : traces) {
            int told = trace.accepted() + trace.judgedWrong();
            int kept = counted.getOrDefault(sha256(trace.sessionId()).substring(0, HASH_DIGITS), 0);
            if (kept < told) {
                forgotten.add(trace.verificationId() + ": " + told + " acknowledged, " + kept + " kept");
            }
            if (trace.accepted() > 1) {
                twice.add(trace.verificationId());
            }
        }
        findings.checked("every acknowledged try is counted", traces.size(), forgotten);
        findings.checked("no code is accepted twice", traces.size(), twice);
    }

    private static void links(Connection connection, Collection<Trace> traces, Findings findings) throws SQLException {
        Map<String, Row> credentials = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT id, account_id, username, realm, status, ha1_sha256 FROM sip_credential""")) {
            while (rows.next()) {
                credentials.put(
                        rows.getString(1),
                        new Row(
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getString(5),
                                rows.getString(6)));
            }
        }
        long count = 0;
        List<String> lost = new ArrayList<>();
        for (Trace trace : traces) {
            for (Trace.Link link : trace.links()) {
                count++;
                Row row = credentials.get(link.credential());
                if (row == null || !same(link, row)) {
                    lost.add("credential " + link.credential() + (row == null ? " is gone" : " is another"));
                }
            }
        }
        findings.checked("every acknowledged credential is active, with its password", count, lost);
    }

    private static boolean same(Trace.Link link, Row row) {
        return row.status().equals("active")
                && row.account().equals(link.account())
                && row.username().equals(link.username())
                && row.ha1().equals(sha256(row.username() + ":" + row.realm() + ":" + link.password()));
    }

    /** Checks that a number keeps its account and credential, however often it is verified. */
    private static void oneEach(Collection<Trace> traces, Findings findings) {
        Map<String, String> first = new HashMap<>();
        List<String> changed = new ArrayList<>();
        for (Trace trace : traces) {
            for (Trace.Link link : trace.links()) {
                String known = first.putIfAbsent(trace.number(), link.identity());
                if (known != null && !known.equals(link.identity())) {
                    changed.add(trace.number());
                }
            }
        }
        findings.checked("a number keeps its account and credential", first.size(), changed);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
