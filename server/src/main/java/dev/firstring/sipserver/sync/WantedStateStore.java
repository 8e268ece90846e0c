package dev.firstring.sipserver.sync;

import dev.firstring.account.DisplayName;
import dev.firstring.platform.keys.SecretBox;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.Digests;
import dev.firstring.sip.SipSecret;
import dev.firstring.sip.credential.CredentialRow;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.ServerAccount;
import dev.firstring.sipserver.WantedAccount;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads the states that servers should have, with secrets still sealed. Thread-safe. */
@Component
class WantedStateStore {

    /** A suspension that was lifted no longer revokes access; a new secret still does. */
    private static final String READ = """
            SELECT %s, CASE WHEN status = 'active' THEN secret_revision ELSE cut_revision END AS cut, secret, secret_key_id,
                   secret_at
              FROM sip_credential
             WHERE id = ANY (?)
            """.formatted(CredentialRow.COLUMNS_BUT_SYNC);

    private final JdbcTemplate jdbc;

    WantedStateStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The states of the credentials that exist. */
    Map<CredentialId, WantedState> of(Collection<CredentialId> credentials) {
        UUID[] ids = credentials.stream().map(CredentialId::value).toArray(UUID[]::new);
        return jdbc.query(READ, WantedStateStore::state, (Object) ids).stream()
                .collect(Collectors.toMap(state -> state.credential().id(), Function.identity()));
    }

    private static WantedState state(ResultSet row, int number) throws SQLException {
        Credential credential = CredentialRow.credential(row, number);
        Timestamp secretAt = row.getTimestamp("secret_at");
        byte @Nullable [] sealed = row.getBytes("secret");
        return new WantedState(
                credential,
                sealed == null ? null : new SecretBox.Sealed(row.getInt("secret_key_id"), sealed),
                secretAt == null ? null : secretAt.toInstant(),
                row.getLong("cut"));
    }

    /**
     * The state of a credential that the database requires on every server.
     *
     * @param sealed its secret; null if it is revoked
     * @param secretAt when the secret replaced another; null if it never did, or if that is unknown
     * @param cut the last revision that revoked access (a suspension, a revocation, a new password) and was not
     *     reverted; 0 for none
     */
    record WantedState(
            Credential credential,
            SecretBox.@Nullable Sealed sealed,
            @Nullable Instant secretAt,
            long cut) {

        /** The tolerated clock skew between a server and the service. */
        private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

        boolean active() {
            return credential.status() == CredentialStatus.ACTIVE;
        }

        long revision() {
            return credential.standing().revision();
        }

        Aor aor() {
            return Aor.of(credential.address());
        }

        /**
         * Whether the service created an account that a server has under this address. An account that is clearly older
         * than the credential is another system's; one without a creation time may be.
         */
        boolean made(ServerAccount account) {
            Instant created = account.created();
            return account.aor().equals(aor())
                    && created != null
                    && !created.isBefore(credential.times().created().minus(CLOCK_SKEW));
        }

        /** The state that a server is compared with. */
        ServerComparison.Wanted compared(@Nullable SipSecret secret) {
            DisplayName name = credential.profile().displayName();
            return new ServerComparison.Wanted(
                    credential.status(),
                    name == null ? null : name.value(),
                    secret == null ? null : Digests.of(credential.address(), secret, false));
        }

        /**
         * The account that a server should have; only for a credential that is not revoked.
         *
         * @param known whether the server is known to have it
         */
        WantedAccount account(SipSecret secret, boolean known) {
            return new WantedAccount(
                    credential.address(),
                    active(),
                    secret,
                    credential.profile().displayName(),
                    credential.number(),
                    credential.times().created(),
                    known);
        }
    }
}
