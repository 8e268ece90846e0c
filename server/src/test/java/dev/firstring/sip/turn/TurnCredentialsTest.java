package dev.firstring.sip.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.AccountId;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.SipAddress;
import dev.firstring.sip.SipUsername;
import dev.firstring.sip.Transport;
import dev.firstring.sip.settings.TurnSettings;
import dev.firstring.sip.sync.SyncStatus;
import dev.firstring.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TurnCredentialsTest {

    private static final UUID ID = UUID.fromString("0190a0a0-0000-7000-8000-000000000001");
    private static final List<String> URIS = List.of("turn:turn.example.test:3478?transport=udp");
    private static final TurnSettings ON =
            new TurnSettings(URIS, List.of("north-wind-and-sun", "older-than-that-one"), Duration.ofHours(12));

    private final SettableClock clock = new SettableClock();

    /** The password is what {@code openssl dgst -sha1 -hmac north-wind-and-sun -binary | base64} makes of the username. */
    @Test
    void a_grant_ends_by_itself_and_is_signed_with_the_first_secret() {
        clock.set(Instant.ofEpochSecond(1_800_000_000L));

        TurnGrant grant = new TurnCredentials(ON, clock)
                .issue(credential(CredentialStatus.ACTIVE))
                .orElseThrow();

        assertThat(grant)
                .isEqualTo(new TurnGrant(
                        "1800043200:0190a0a0-0000-7000-8000-000000000001",
                        "gKJ1xdJKUvQ15ibF0uMZcfhqZvU=",
                        43_200,
                        URIS));
        assertThat(grant.toString()).doesNotContain(grant.password());
    }

    @ParameterizedTest
    @EnumSource(names = {"SUSPENDED", "REVOKED"})
    void nothing_is_issued_to_a_credential_that_is_not_active(CredentialStatus status) {
        assertThat(new TurnCredentials(ON, clock).issue(credential(status))).isEmpty();
    }

    @Test
    void nothing_is_issued_where_there_is_no_turn_server() {
        TurnSettings off = new TurnSettings(List.of(), List.of(), Duration.ofHours(12));

        assertThat(new TurnCredentials(off, clock).issue(credential(CredentialStatus.ACTIVE)))
                .isEmpty();
    }

    private Credential credential(CredentialStatus status) {
        return new Credential(
                new CredentialId(ID),
                new AccountId(ID),
                null,
                new SipAddress(new SipUsername("alice"), "sip.example.test", "sip.example.test"),
                new Credential.Profile(null, Transport.TLS, null),
                new Credential.Standing(status, null, "owner", clock.instant(), 1, SyncStatus.SYNCED),
                Credential.Times.beginning(clock.instant(), "owner"));
    }
}
