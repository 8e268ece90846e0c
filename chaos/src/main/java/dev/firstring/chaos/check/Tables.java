package dev.firstring.chaos.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Checks the invariants of the tables, independent of what clients saw. */
public final class Tables {

    private static final String HOLDINGS = "SELECT count(*) FROM number_holding";
    private static final String CREDENTIALS = "SELECT count(*) FROM sip_credential";
    private static final String VERIFICATIONS = "SELECT count(*) FROM verification";
    private static final String SESSIONS = "SELECT count(*) FROM onboarding_session";

    private static final List<Rule> RULES = List.of(
            new Rule("a number has one holder", HOLDINGS, """
                    SELECT phone_number FROM number_holding WHERE released_at IS NULL
                     GROUP BY phone_number HAVING count(*) > 1"""),
            new Rule("an account has at most 5 live credentials", CREDENTIALS, """
                    SELECT account_id::text FROM sip_credential WHERE status <> 'revoked'
                     GROUP BY account_id HAVING count(*) > 5"""),
            new Rule("an account has one live credential for a number", CREDENTIALS, """
                    SELECT account_id || ' ' || phone_number FROM sip_credential WHERE status <> 'revoked'
                     GROUP BY account_id, phone_number HAVING count(*) > 1"""),
            new Rule("a live credential belongs to the holder of its number", CREDENTIALS, """
                    SELECT credential.id::text FROM sip_credential AS credential
                     WHERE credential.status <> 'revoked' AND NOT EXISTS (
                           SELECT 1 FROM number_holding AS holding
                            WHERE holding.phone_number = credential.phone_number AND holding.released_at IS NULL
                              AND holding.account_id = credential.account_id)"""),
            new Rule("every account was made with a number and a credential", "SELECT count(*) FROM account", """
                    SELECT account.id::text FROM account
                     WHERE NOT EXISTS (SELECT 1 FROM number_holding WHERE account_id = account.id)
                        OR NOT EXISTS (SELECT 1 FROM sip_credential WHERE account_id = account.id)"""),
            new Rule("a completed session has its account and its credential", SESSIONS, """
                    SELECT encode(session.id_hash, 'hex') FROM onboarding_session AS session
                      LEFT JOIN sip_credential AS credential
                        ON credential.id = session.credential_id AND credential.account_id = session.account_id
                     WHERE session.step = 'complete'
                       AND (credential.id IS NULL OR session.completed_at IS NULL)"""),
            new Rule("a session past its code has one accepted code", SESSIONS, """
                    SELECT encode(session.id_hash, 'hex') FROM onboarding_session AS session
                      LEFT JOIN verification
                        ON verification.session_hash = session.id_hash AND verification.status = 'verified'
                     GROUP BY session.id_hash, session.step
                    HAVING count(verification.id)
                           <> CASE WHEN session.step IN ('account_link', 'complete') THEN 1 ELSE 0 END"""),
            new Rule("a code has no more tries than it allows", VERIFICATIONS, """
                    SELECT id::text FROM verification WHERE tries > tries_allowed"""),
            new Rule("a session has at most 5 tries", SESSIONS, """
                    SELECT encode(session_hash, 'hex') FROM verification
                     GROUP BY session_hash HAVING sum(tries) > 5"""),
            new Rule("a number gets at most 5 messages", "SELECT count(DISTINCT phone_number) FROM message", """
                    SELECT phone_number FROM message WHERE state <> 'failed'
                     GROUP BY phone_number HAVING count(*) > 5"""),
            new Rule("a verification has a message", VERIFICATIONS, """
                    SELECT verification.id::text FROM verification
                     WHERE NOT EXISTS (SELECT 1 FROM message WHERE verification_id = verification.id)"""),
            new Rule("a session has its verification", SESSIONS, """
                    SELECT encode(session.id_hash, 'hex') FROM onboarding_session AS session
                     WHERE NOT EXISTS (SELECT 1 FROM verification WHERE session_hash = session.id_hash)"""));

    private Tables() {}

    public static void check(Connection connection, Findings findings) throws SQLException {
        for (Rule rule : RULES) {
            findings.checked(
                    rule.words(),
                    Long.parseLong(texts(connection, rule.counted()).getFirst()),
                    texts(connection, rule.broken()));
        }
    }

    static List<String> texts(Connection connection, String query) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
