package dev.firstring.onboarding.link;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.onboarding.session.OnboardingSession;
import dev.firstring.onboarding.session.OnboardingSession.CurrentCode;
import dev.firstring.onboarding.session.SessionId;
import dev.firstring.sip.CredentialId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Stores the link of a session, and reads whether it may be repeated. Thread-safe. */
@Component
class LinkedSessionStore {

    private static final String COMPLETE = """
            WITH owned AS (
                UPDATE verification SET account_id = ? WHERE id = ? AND session_hash = ?
            )
            UPDATE onboarding_session
               SET step = (SELECT CASE WHEN sip_synced(id, status, revision, cut_revision) THEN 'complete'
                                       ELSE 'sip_provisioning' END
                             FROM sip_credential
                            WHERE id = ?),
                   account_id = ?, credential_id = ?, linked_by = ?, completed_at = ?,
                   linked_generation = (SELECT token_generation FROM account WHERE id = ?),
                   linked_cut_revision = (SELECT cut_revision FROM sip_credential WHERE id = ?)
             WHERE id_hash = ? AND step = 'account_link' AND ended_at IS NULL
            """;

    private static final String REPEATABLE = """
            SELECT session.account_id
              FROM onboarding_session AS session
              JOIN account ON account.id = session.account_id
              JOIN sip_credential ON sip_credential.id = session.credential_id
             WHERE session.id_hash = ? AND session.completed_at > ? AND session.ended_at IS NULL
               AND account.erased_at IS NULL AND account.token_generation = session.linked_generation
               AND sip_credential.status = 'active' AND sip_credential.cut_revision = session.linked_cut_revision
               FOR NO KEY UPDATE OF account
            """;

    private final JdbcTemplate jdbc;

    LinkedSessionStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Marks the user's part of a session as done, and assigns its verification to the account. The session is complete
     * if the SIP servers have the credential; otherwise it waits for them in {@code sip_provisioning}. The current
     * transaction must hold the lock on the session's row.
     */
    void complete(
            SessionId id, OnboardingSession session, AccountId account, CredentialId credential, By by, Instant now) {
        int changed = jdbc.update(
                COMPLETE,
                account.value(),
                verification(session),
                id.hash(),
                credential.value(),
                account.value(),
                credential.value(),
                by.word,
                Timestamp.from(now),
                account.value(),
                credential.value(),
                id.hash());
        if (changed != 1) {
            throw new IllegalStateException("a locked session changed its step");
        }
    }

    /**
     * Whether the link of a session may be repeated, if it was completed after {@code after}. If so, this locks the
     * account, so that a sign-out of all devices either ends the sign-in that follows or precedes it.
     */
    boolean isRepeatable(SessionId id, Instant after) {
        return !jdbc.query(REPEATABLE, (row, index) -> index, id.hash(), Timestamp.from(after))
                .isEmpty();
    }

    private static @Nullable UUID verification(OnboardingSession session) {
        CurrentCode code = session.code();
        return code == null ? null : code.seed().verificationId();
    }

    /** What the caller presented to link the account. */
    enum By {
        NUMBER("number"),
        TOKEN("token");

        private final String word;

        By(String word) {
            this.word = word;
        }

        static By of(Caller caller) {
            return caller instanceof Caller.Anonymous ? NUMBER : TOKEN;
        }

        boolean matches(@Nullable String linkedBy) {
            return word.equals(linkedBy);
        }
    }
}
