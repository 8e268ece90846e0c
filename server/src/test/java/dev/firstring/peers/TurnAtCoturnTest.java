package dev.firstring.peers;

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
import dev.firstring.sip.turn.TurnCredentials;
import dev.firstring.sip.turn.TurnGrant;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TURN credentials before a real coturn, judged by coturn's own client (TURN-1, TURN-2). */
@Tag("peer")
class TurnAtCoturnTest {

    private static final String OLD = "older-than-that-one";
    private static final String NEW = "north-wind-and-sun";
    private static final Pattern ENTRY = Pattern.compile("name=\"(username|passwd)\" overwrite=\"true\">([^<]*)<");

    private final Clock clock = Clock.systemUTC();

    @Test
    void what_the_service_issues_relays_and_what_others_sign_does_not() {
        try (Coturn coturn = Coturn.start(NEW)) {
            TurnGrant grant = issue(clock.instant(), NEW);
            assertThat(coturn.relays(grant.username(), grant.password())).isTrue();

            TurnGrant foreign = issue(clock.instant(), "another-secret-of-ours");
            assertThat(coturn.relays(foreign.username(), foreign.password())).isFalse();
            assertThat(coturn.relays("9" + grant.username(), grant.password())).isFalse();
        }
    }

    @Test
    void it_ends_by_itself() {
        try (Coturn coturn = Coturn.start(NEW)) {
            TurnGrant grant = issue(clock.instant().minus(Duration.ofMinutes(2)), NEW);

            assertThat(coturn.relays(grant.username(), grant.password())).isFalse();
            assertThat(coturn.log()).contains("401");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SUSPENDED", "REVOKED"})
    void nothing_is_issued_to_a_credential_that_is_not_active(CredentialStatus status) {
        assertThat(turn(clock.instant(), NEW).issue(credential(status))).isEmpty();
    }

    @Test
    void while_secrets_are_rotated_both_are_good_and_afterwards_the_old_one_is_not() {
        TurnGrant before = issue(clock.instant(), OLD);
        TurnGrant during = issue(clock.instant(), NEW, OLD);
        try (Coturn both = Coturn.start(OLD, NEW)) {
            assertThat(both.relays(before.username(), before.password())).isTrue();
            assertThat(both.relays(during.username(), during.password())).isTrue();
        }
        try (Coturn after = Coturn.start(NEW)) {
            assertThat(after.relays(before.username(), before.password())).isFalse();
            assertThat(after.relays(during.username(), during.password())).isTrue();
        }
    }

    @Test
    void the_document_of_a_phone_holds_a_grant_that_relays() {
        try (Coturn coturn = Coturn.start(NEW);
                TestDatabase database = TestDatabase.create();
                RunningService service = RunningService.over(database)
                        .clock(Clock.tickSeconds(java.time.ZoneOffset.UTC))
                        .set("firstring.sip.turn.uris", coturn.uri())
                        .set("firstring.sip.turn.secrets", NEW)
                        .start()) {
            Reply linked = Person.at(service).onboard();
            String document =
                    service.get("/provisioning/me", Person.bearer(linked)).body();

            Matcher entry = ENTRY.matcher(document.substring(document.indexOf("auth_info_1")));
            assertThat(entry.find()).isTrue();
            String username = entry.group(2);
            assertThat(entry.find()).isTrue();
            assertThat(document).contains("\"stun_server_username\" overwrite=\"true\">" + username + "<");
            assertThat(coturn.relays(username, entry.group(2))).isTrue();
        }
    }

    private static TurnGrant issue(Instant at, String... secrets) {
        return turn(at, secrets).issue(credential(CredentialStatus.ACTIVE)).orElseThrow();
    }

    private static TurnCredentials turn(Instant at, String... secrets) {
        return new TurnCredentials(
                new TurnSettings(List.of("turn:127.0.0.1"), List.of(secrets), Duration.ofMinutes(1)),
                Clock.fixed(at, java.time.ZoneOffset.UTC));
    }

    private static Credential credential(CredentialStatus status) {
        UUID id = UUID.fromString("0190a0a0-0000-7000-8000-000000000001");
        return new Credential(
                new CredentialId(id),
                new AccountId(id),
                null,
                new SipAddress(new SipUsername("alice"), "sip.example.test", "sip.example.test"),
                new Credential.Profile(null, Transport.TLS, null),
                new Credential.Standing(status, null, "owner", Instant.EPOCH, 1, SyncStatus.SYNCED),
                Credential.Times.beginning(Instant.EPOCH, "owner"));
    }
}
