package dev.firstring.sip.credential;

import dev.firstring.account.AccountId;
import dev.firstring.account.DisplayName;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.platform.keys.SecretBox;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipUsername;
import dev.firstring.sip.Transport;
import dev.firstring.sip.sync.SyncStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code sip_credential}, for the stores of rooms that query this table. */
public final class CredentialRow {

    /**
     * The columns that {@link #credential} reads, for callers that do not need the sync status, which costs additional
     * index probes.
     */
    public static final String COLUMNS_BUT_SYNC = """
            id, account_id, phone_number, username, domain, realm, display_name, transport, device_id,
            status, status_reason, status_actor, status_at, revision, last_registered_at, last_registered_address,
            last_registered_user_agent, first_call_at, first_call_seconds, created_at, provisioned_by,
            FALSE AS synced""";

    /** The columns that {@link #credential} reads. */
    public static final String COLUMNS = """
            id, account_id, phone_number, username, domain, realm, display_name, transport, device_id,
            status, status_reason, status_actor, status_at, revision, last_registered_at, last_registered_address, last_registered_user_agent,
            first_call_at, first_call_seconds, created_at, provisioned_by, sip_synced(id, status, revision, cut_revision) AS synced""";

    private CredentialRow() {}

    public static Credential credential(ResultSet row, int number) throws SQLException {
        String phoneNumber = row.getString("phone_number");
        return new Credential(
                new CredentialId(row.getObject("id", UUID.class)),
                new AccountId(row.getObject("account_id", UUID.class)),
                phoneNumber == null ? null : new PhoneNumber(phoneNumber),
                new SipAddress(
                        new SipUsername(row.getString("username")), row.getString("domain"), row.getString("realm")),
                profile(row),
                standing(row),
                times(row));
    }

    /** Also reads the columns {@code secret} and {@code secret_key_id}. */
    static Stored stored(ResultSet row, int number) throws SQLException {
        byte @Nullable [] secret = row.getBytes("secret");
        return new Stored(
                credential(row, number),
                secret == null ? null : new SecretBox.Sealed(row.getInt("secret_key_id"), secret));
    }

    private static Credential.Profile profile(ResultSet row) throws SQLException {
        String displayName = row.getString("display_name");
        return new Credential.Profile(
                displayName == null ? null : new DisplayName(displayName),
                Transport.valueOf(row.getString("transport")),
                row.getString("device_id"));
    }

    private static Credential.Standing standing(ResultSet row) throws SQLException {
        return new Credential.Standing(
                CredentialStatus.ofWord(row.getString("status")),
                row.getString("status_reason"),
                row.getString("status_actor"),
                Objects.requireNonNull(row.getTimestamp("status_at")).toInstant(),
                row.getLong("revision"),
                row.getBoolean("synced") ? SyncStatus.SYNCED : SyncStatus.PENDING);
    }

    private static Credential.Times times(ResultSet row) throws SQLException {
        Timestamp registered = row.getTimestamp("last_registered_at");
        Timestamp called = row.getTimestamp("first_call_at");
        return new Credential.Times(
                Objects.requireNonNull(row.getTimestamp("created_at")).toInstant(),
                row.getString("provisioned_by"),
                registered == null ? null : registered.toInstant(),
                row.getString("last_registered_address"),
                row.getString("last_registered_user_agent"),
                called == null ? null : called.toInstant(),
                row.getObject("first_call_seconds", Integer.class));
    }

    /** A credential as stored; the secret is null if it is revoked. */
    record Stored(Credential credential, SecretBox.@Nullable Sealed secret) {}
}
