package dev.firstring.sip.web;

import static dev.firstring.sip.SipFixture.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.AccountId;
import dev.firstring.http.Answer;
import dev.firstring.http.ErrorCode;
import dev.firstring.http.Problem;
import dev.firstring.phone.PhoneNumbers;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.NoSipServers;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.Transport;
import dev.firstring.sip.credential.UseCases;
import dev.firstring.sip.settings.ClientSettings;
import dev.firstring.sip.settings.PhoneSide;
import dev.firstring.sip.settings.PhoneSideSettings;
import dev.firstring.sip.settings.TurnSettings;
import dev.firstring.sip.sync.CredentialSync;
import dev.firstring.sip.turn.TurnCredentials;
import dev.firstring.sip.view.CredentialSummary;
import dev.firstring.sip.view.CredentialView;
import dev.firstring.sip.view.CredentialViews;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SipCredentialsControllerTest {

    private final SipFixture fixture = new SipFixture();
    private final UseCases useCases = new UseCases(fixture);
    private final ClientSettings client = new ClientSettings(
            Transport.TLS,
            List.of("OPUS", "G722", "PCMU"),
            Duration.ofHours(1),
            List.of("stun:stun.example.test:3478"));
    private final CredentialViews views = new CredentialViews(
            client,
            new TurnCredentials(
                    new TurnSettings(
                            List.of("turn:turn.example.test"), List.of("0123456789abcdef"), Duration.ofHours(12)),
                    fixture.clock),
            new PhoneSide(
                    new PhoneSideSettings("sip.example.test:5061", null), SipFixture.settings(), Optional.empty()));
    private final CredentialSync sync = new NoSipServers();
    private final ProvisioningController provisioning =
            new ProvisioningController(useCases.provisionOwn, sync, views, client, new PhoneNumbers(), fixture.clock);
    private final SipCredentialsController controller =
            new SipCredentialsController(useCases.read, useCases.list, useCases.rename, sync, views, fixture.clock);
    private int next = 1_000_000;

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void a_person_gets_all_that_a_phone_needs() {
        AccountId account = fixture.account();
        fixture.holds(account, number(4242));

        Answer<CredentialView> answer = provisioning.provision(
                account, new ProvisioningController.ProvisionRequest("+15550004242", " Ada ", "ios-1", "udp"));

        CredentialView view = data(answer);
        assertThat(answer.messageKey()).isEqualTo("sip.provisioned");
        assertThat(view.sipUsername()).matches("u004242[a-z0-9]{4}");
        assertThat(view.sipPassword()).matches("[A-Za-z0-9]{24}");
        assertThat(view.sipDomain()).isEqualTo("sip.example.test");
        assertThat(view.sipUri()).isEqualTo("sip:" + view.sipUsername() + "@sip.example.test");
        assertThat(view.sipProxy()).isEqualTo("sip.example.test:5061");
        assertThat(view.displayName()).isEqualTo("Ada");
        assertThat(view.transportProtocol()).isEqualTo("UDP");
        assertThat(view.codecPreferences()).containsExactly("OPUS", "G722", "PCMU");
        assertThat(view.registrationExpiry()).isEqualTo(3600);
        assertThat(view.stunTurnConfig().stunServers()).containsExactly("stun:stun.example.test:3478");
        assertThat(Objects.requireNonNull(view.stunTurnConfig().turn()).uris())
                .containsExactly("turn:turn.example.test");
        assertThat(view.syncStatus()).isEqualTo("synced");
        assertThat(view.status()).isEqualTo("active");
        assertThat(view.phoneNumber()).isEqualTo("+15550004242");
        assertThat(view.createdAt()).isEqualTo(fixture.clock.instant());
        assertThat(view.lastRegisteredAt()).isNull();
        assertThat(view.toString()).doesNotContain(view.sipPassword());
    }

    @Test
    void asking_again_without_the_plus_sign_gives_the_same_credential() {
        AccountId account = fixture.account();
        fixture.holds(account, number(4243));
        CredentialView first = data(provisioning.provision(account, plain("+15550004243")));

        CredentialView again = data(provisioning.provision(account, plain("15550004243")));

        assertThat(again).isEqualTo(first);
        assertThat(first.transportProtocol()).isEqualTo("TLS");
    }

    @Test
    void a_number_that_the_account_does_not_hold_is_refused() {
        AccountId account = fixture.account();
        fixture.holds(fixture.account(), number(4244));

        assertThat(problem(provisioning.provision(account, plain("+15550004244")))
                        .code())
                .isEqualTo(ErrorCode.NUMBER_NOT_VERIFIED);
        assertThat(problem(provisioning.provision(account, plain("+15550004245")))
                        .code())
                .isEqualTo(ErrorCode.NUMBER_NOT_VERIFIED);
        assertThat(problem(provisioning.provision(new AccountId(UUID.randomUUID()), plain("+15550004244")))
                        .code())
                .isEqualTo(ErrorCode.NUMBER_NOT_VERIFIED);
    }

    @Test
    void a_number_that_the_account_gave_up_is_refused() {
        AccountId account = fixture.account();
        fixture.holds(account, number(4246));
        fixture.jdbc.update(
                "UPDATE number_holding SET released_at = held_since, release_reason = 'changed' WHERE account_id = ?",
                account.value());

        assertThat(problem(provisioning.provision(account, plain("+15550004246")))
                        .code())
                .isEqualTo(ErrorCode.NUMBER_NOT_VERIFIED);
    }

    @Test
    void a_suspended_credential_is_told_as_such() {
        AccountId account = fixture.account();
        CredentialView view = provision(account);
        fixture.suspend(new CredentialId(view.id()));

        Problem problem = problem(provisioning.provision(account, plain(view.phoneNumber())));

        assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_STATE);
        assertThat(problem.extensions())
                .containsEntry("status", "suspended")
                .containsEntry("credentialStatus", "suspended");
        CredentialView read = data(controller.read(account, view.id().toString()));
        assertThat(read.sipPassword()).isEqualTo(view.sipPassword());
        assertThat(read.stunTurnConfig().turn()).as("TURN for a suspended one").isNull();
    }

    @Test
    void the_sixth_is_refused() {
        AccountId account = fixture.account();
        for (int i = 0; i < 5; i++) {
            provision(account);
        }
        fixture.holds(account, number(++next));

        Problem problem =
                problem(provisioning.provision(account, plain(number(next).e164())));

        assertThat(problem.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED);
        assertThat(problem.extensions()).containsEntry("quota", 5);
    }

    @ParameterizedTest
    @CsvSource({
        ",,,, phoneNumber, field.required",
        "+15550004242, '', , , displayName, field.blank",
        "+15550004242, '   ', , , displayName, field.blank",
        "+15550004242, , '', , deviceId, field.pattern",
        "+15550004242, , 'a b', , deviceId, field.pattern",
        "+15550004242, , , SCTP, transportProtocol, field.choice",
        "+15550004242, , , '', transportProtocol, field.choice"
    })
    void a_field_that_is_wrong_is_named(
            String number, String name, String device, String transport, String field, String key) {
        Problem problem = problem(provisioning.provision(
                fixture.account(), new ProvisioningController.ProvisionRequest(number, name, device, transport)));

        assertThat(problem.code()).isEqualTo(ErrorCode.VALIDATION_FAILED);
        assertThat(problem.violations())
                .singleElement()
                .satisfies(violation -> assertThat(List.of(violation.field(), violation.messageKey()))
                        .containsExactly(field, key));
    }

    @Test
    void a_name_has_100_characters_at_most_and_no_line_break() {
        CredentialView view = provision(fixture.account());
        String id = view.id().toString();
        AccountId anybody = fixture.account();

        assertThat(violation(
                        controller.rename(anybody, id, new SipCredentialsController.RenameRequest("🎈".repeat(101)))))
                .isEqualTo(Problem.Violation.of("displayName", "field.too-long", 100));
        assertThat(violation(controller.rename(anybody, id, new SipCredentialsController.RenameRequest("a\r\nVia: x"))))
                .isEqualTo(Problem.Violation.of("displayName", "field.control-characters"));
        assertThat(violation(controller.rename(anybody, id, new SipCredentialsController.RenameRequest(null))))
                .isEqualTo(Problem.Violation.of("displayName", "field.required"));
        assertThat(problem(controller.rename(anybody, id, new SipCredentialsController.RenameRequest("🎈".repeat(100))))
                        .code())
                .isEqualTo(ErrorCode.CREDENTIAL_NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+", "++15550004242", "+0155500042", "+1555000424212345", "sip:a@b"})
    void text_that_is_no_number_is_refused(String number) {
        assertThat(problem(provisioning.provision(fixture.account(), plain(number)))
                        .code())
                .isEqualTo(ErrorCode.INVALID_PHONE_NUMBER);
    }

    @Test
    void somebody_elses_credential_an_unknown_and_a_malformed_id_are_answered_alike() {
        String theirs = provision(fixture.account()).id().toString();
        AccountId account = fixture.account();

        Answer<CredentialView> unknown =
                controller.read(account, UUID.randomUUID().toString());

        assertThat(problem(unknown)).isEqualTo(Problem.of(ErrorCode.CREDENTIAL_NOT_FOUND));
        assertThat(controller.read(account, theirs)).isEqualTo(unknown);
        assertThat(controller.read(account, "../x")).isEqualTo(unknown);
        SipCredentialsController.RenameRequest name = new SipCredentialsController.RenameRequest("Mallory");
        assertThat(problem(controller.rename(account, theirs, name))).isEqualTo(unknown.problem());
        assertThat(problem(controller.rename(account, "1-1-1-1-1", name))).isEqualTo(unknown.problem());
    }

    @Test
    void the_owner_reads_lists_and_renames() {
        AccountId account = fixture.account();
        assertThat(data(controller.active(account)).hasCredentials()).isFalse();
        CredentialView made = provision(account);
        String id = made.id().toString();

        assertThat(data(controller.active(account)).hasCredentials()).isTrue();
        assertThat(data(controller.read(account, id))).isEqualTo(made);
        assertThat(data(controller.list(account)).credentials())
                .singleElement()
                .extracting(CredentialSummary::id, CredentialSummary::sipUri, CredentialSummary::status)
                .containsExactly(made.id(), made.sipUri(), "active");
        assertThat(data(controller.rename(account, id, new SipCredentialsController.RenameRequest("Grace")))
                        .displayName())
                .isEqualTo("Grace");
        assertThat(data(controller.read(account, id)).displayName()).isEqualTo("Grace");
    }

    @Test
    void a_revoked_credential_is_read_without_a_password_and_cannot_be_renamed() {
        AccountId account = fixture.account();
        CredentialView made = provision(account);
        fixture.transaction.executeWithoutResult(
                status -> useCases.revoke.revoke(account, number(next), "moved", "system", fixture.clock.instant()));

        CredentialView read = data(controller.read(account, made.id().toString()));
        Problem problem = problem(
                controller.rename(account, made.id().toString(), new SipCredentialsController.RenameRequest("Grace")));

        assertThat(read.sipPassword()).isNull();
        assertThat(read.status()).isEqualTo("revoked");
        assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_STATE);
        assertThat(problem.extensions()).containsEntry("status", "revoked");
    }

    private CredentialView provision(AccountId account) {
        fixture.holds(account, number(++next));
        return data(provisioning.provision(account, plain(number(next).e164())));
    }

    private static ProvisioningController.ProvisionRequest plain(String number) {
        return new ProvisioningController.ProvisionRequest(number, null, null, null);
    }

    private static <T> T data(Answer<T> answer) {
        assertThat(answer.problem()).isNull();
        return Objects.requireNonNull(answer.data());
    }

    private static Problem problem(Answer<?> answer) {
        assertThat(answer.data()).isNull();
        return Objects.requireNonNull(answer.problem());
    }

    private static Problem.Violation violation(Answer<?> answer) {
        return problem(answer).violations().getFirst();
    }
}
