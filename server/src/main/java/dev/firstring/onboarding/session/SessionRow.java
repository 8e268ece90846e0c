package dev.firstring.onboarding.session;

import dev.firstring.messaging.Channel;
import dev.firstring.messaging.outbox.Delivery;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.verification.CodeSeed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a session out of a row of {@link Sessions}. */
final class SessionRow {

    private SessionRow() {}

    static OnboardingSession read(ResultSet row, int index) throws SQLException {
        String number = row.getString("phone_number");
        return new OnboardingSession(
                Step.ofWord(row.getString("step")),
                number == null ? null : new PhoneNumber(number),
                row.getString("region"),
                new Device(
                        row.getString("device_id"),
                        row.getString("device_platform"),
                        row.getString("device_name"),
                        row.getString("device_proof")),
                Locale.forLanguageTag(row.getString("language")),
                row.getBoolean("bound_device"),
                sends(row),
                code(row),
                delivery(row),
                row.getObject("account_id", UUID.class),
                row.getObject("credential_id", UUID.class),
                row.getString("linked_by"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                time(row, "completed_at"),
                time(row, "ended_at"));
    }

    /** A last SMS that a receipt says will never arrive is as good as a refused one: a call may be asked for at once. */
    private static Sends sends(ResultSet row) throws SQLException {
        boolean lost =
                "failed".equals(row.getString("message_state")) && "sms".equals(row.getString("message_channel"));
        return new Sends(
                row.getInt("sms_count"),
                row.getInt("voice_count"),
                time(row, "first_sms_at"),
                time(row, "last_sms_at"),
                time(row, "last_voice_at"),
                lost || row.getBoolean("sms_refused"));
    }

    private static @Nullable CurrentCode code(ResultSet row) throws SQLException {
        UUID id = row.getObject("code_id", UUID.class);
        if (id == null) {
            return null;
        }
        return new CurrentCode(
                new CodeSeed(id, row.getBytes("salt"), row.getInt("key_id")),
                row.getString("status"),
                row.getInt("tries"),
                row.getInt("tries_allowed"),
                row.getInt("tries_before"),
                row.getBoolean("test_number"),
                row.getTimestamp("code_expires_at").toInstant());
    }

    private static @Nullable Delivery delivery(ResultSet row) throws SQLException {
        String state = row.getString("message_state");
        return state == null ? null : Delivery.ofWords(state, Channel.ofWord(row.getString("message_channel")));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
