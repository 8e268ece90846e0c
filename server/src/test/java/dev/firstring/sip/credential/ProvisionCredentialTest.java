package dev.firstring.sip.credential;

import static dev.firstring.sip.SipFixture.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.account.AccountId;
import dev.firstring.sip.Credential;
import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.Digests;
import dev.firstring.sip.RepeatingRandom;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.credential.ProvisionCredential.Provisioned;
import dev.firstring.sip.credential.ProvisionCredential.QuotaExceeded;
import dev.firstring.sip.credential.ProvisionCredential.Suspended;
import dev.firstring.sip.settings.SipSettings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProvisionCredentialTest {

    private final SipFixture fixture = new SipFixture();
    private final UseCases useCases = new UseCases(fixture);

    @AfterAll
    void stop() {
        fixture.close();
    }

    @Test
    void an_account_gets_a_credential_that_is_kept_as_it_was_told() {
        AccountId account = fixture.account();

        Provisioned made = useCases.provisioned(fixture.order(account, number(1234567)));

        assertThat(made.created()).isTrue();
        Credential credential = made.credential();
        assertThat(credential.address().username().value()).matches("u234567[a-z0-9]{4}");
        assertThat(credential.address().domain()).isEqualTo("sip.example.test");
        assertThat(credential.address().realm()).isEqualTo("sip.example.test");
        assertThat(credential.status()).isEqualTo(CredentialStatus.ACTIVE);
        assertThat(credential.standing().revision()).isEqualTo(1);
        assertThat(useCases.read.byId(credential.id(), account))
                .contains(new ReadCredential.Found(credential, made.secret()));
        assertThat(fixture.trailOf(credential.id())).containsExactly("credential.created|owner|-");
    }

    @Test
    void the_secret_is_kept_encrypted_and_bound_to_its_credential() {
        AccountId account = fixture.account();
        Provisioned first = useCases.provisioned(fixture.order(account, number(1)));
        Provisioned second = useCases.provisioned(fixture.order(account, number(2)));

        byte[] kept = fixture.jdbc.queryForObject(
                "SELECT secret FROM sip_credential WHERE id = ?",
                byte[].class,
                first.credential().id().value());
        assertThat(new String(kept, StandardCharsets.ISO_8859_1))
                .doesNotContain(first.secret().reveal());
        fixture.jdbc.update(
                "UPDATE sip_credential SET secret = ? WHERE id = ?",
                kept,
                second.credential().id().value());
        assertThatThrownBy(() -> useCases.read.byId(second.credential().id(), account))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(second.credential().id().toString());
    }

    @Test
    void both_hashes_are_kept() {
        Provisioned made = useCases.provisioned(fixture.order(fixture.account(), number(3)));

        Digests expected = Digests.of(made.credential().address(), made.secret(), true);
        assertThat(fixture.count(
                        "id = ? AND ha1_md5 = ? AND ha1_sha256 = ?",
                        made.credential().id().value(),
                        expected.md5(),
                        expected.sha256()))
                .isEqualTo(1);
    }

    @Test
    void asking_again_gives_the_same_credential_and_secret() {
        AccountId account = fixture.account();
        Provisioned first = useCases.provisioned(fixture.order(account, number(4)));

        Provisioned again = useCases.provisioned(fixture.order(account, number(4)));

        assertThat(again).isEqualTo(new Provisioned(first.credential(), first.secret(), false));
        assertThat(fixture.trailOf(first.credential().id())).hasSize(1);
    }

    @Test
    void a_suspended_credential_is_not_got_around_by_asking_again() {
        AccountId account = fixture.account();
        Provisioned first = useCases.provisioned(fixture.order(account, number(5)));
        fixture.suspend(first.credential().id());

        assertThat(useCases.provision(fixture.order(account, number(5))))
                .isEqualTo(new Suspended(first.credential().id()));
        assertThat(fixture.count("account_id = ?", account.value())).isEqualTo(1);
    }

    @Test
    void the_sixth_credential_is_refused_until_one_is_revoked() {
        AccountId account = fixture.account();
        for (int i = 0; i < 5; i++) {
            useCases.provisioned(fixture.order(account, number(100 + i)));
        }

        assertThat(useCases.provision(fixture.order(account, number(105)))).isEqualTo(new QuotaExceeded(5));
        assertThat(useCases.provisioned(fixture.order(account, number(104))).created())
                .isFalse();

        fixture.transaction.executeWithoutResult(
                status -> useCases.revoke.revoke(account, number(100), "moved", "system", fixture.clock.instant()));
        assertThat(useCases.provisioned(fixture.order(account, number(105))).created())
                .isTrue();
    }

    @Test
    void a_suspended_credential_counts_towards_the_quota() {
        AccountId account = fixture.account();
        for (int i = 0; i < 5; i++) {
            fixture.suspend(useCases.provisioned(fixture.order(account, number(200 + i)))
                    .credential()
                    .id());
        }

        assertThat(useCases.provision(fixture.order(account, number(205)))).isEqualTo(new QuotaExceeded(5));
    }

    @Test
    void a_username_that_is_taken_is_drawn_again_even_if_its_credential_is_revoked() {
        // Each credential draws 36 bytes for its secret and 6 for a username; this gives the same username twice.
        byte[] bytes = new byte[36 + 6 + 36 + 6 + 6];
        Arrays.fill(bytes, bytes.length - 6, bytes.length, (byte) 1);
        UseCases repeating = new UseCases(fixture, SipFixture.settings(), new RepeatingRandom(bytes));
        AccountId account = fixture.account();

        Provisioned first = repeating.provisioned(fixture.order(account, number(9_300_001)));
        fixture.transaction.executeWithoutResult(status ->
                repeating.revoke.revoke(account, number(9_300_001), "moved", "system", fixture.clock.instant()));
        Provisioned second = repeating.provisioned(fixture.order(account, number(9_300_001)));

        assertThat(first.credential().address().username().value()).isEqualTo("u300001aaaa");
        assertThat(second.credential().address().username().value()).isEqualTo("u300001bbbb");
    }

    @Test
    void a_source_of_randomness_that_is_stuck_is_a_fault_and_leaves_nothing() {
        UseCases stuck = new UseCases(fixture, SipFixture.settings(), new RepeatingRandom((byte) 0));
        stuck.provisioned(fixture.order(fixture.account(), number(9_400_001)));
        AccountId account = fixture.account();

        assertThatThrownBy(() -> stuck.provision(fixture.order(account, number(8_400_001))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no free SIP username");
        assertThat(fixture.count("account_id = ?", account.value())).isZero();
    }

    @Test
    void usernames_follow_the_scheme() {
        SipSettings phone = new SipSettings("sip.example.test", "", SipSettings.UsernameScheme.PHONE, true, 5);
        SipSettings random = new SipSettings("sip.example.test", "", SipSettings.UsernameScheme.RANDOM, true, 5);
        AccountId account = fixture.account();
        UseCases byPhone = new UseCases(fixture, phone, fixture.random);

        Provisioned first = byPhone.provisioned(fixture.order(account, number(9_500_001)));
        Provisioned other = byPhone.provisioned(fixture.order(fixture.account(), number(9_500_001)));
        Provisioned drawn =
                new UseCases(fixture, random, fixture.random).provisioned(fixture.order(account, number(9_500_002)));

        assertThat(first.credential().address().uri()).isEqualTo("sip:+15559500001@sip.example.test");
        assertThat(other.credential().address().username().value()).matches("\\+15559500001-[a-z0-9]{4}");
        assertThat(drawn.credential().address().username().value()).matches("u[a-z0-9]{12}");
    }

    @Test
    void credentials_of_one_number_differ_in_username_and_secret() {
        Set<String> usernames = new HashSet<>();
        Set<String> secrets = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            Provisioned made = useCases.provisioned(fixture.order(fixture.account(), number(9_600_000)));
            usernames.add(made.credential().address().username().value());
            secrets.add(made.secret().reveal());
        }
        assertThat(usernames).hasSize(200);
        assertThat(secrets).hasSize(200);
    }

    @Test
    void without_a_transaction_nothing_is_provisioned() {
        AccountId account = fixture.account();

        assertThatThrownBy(() -> useCases.provision.provision(fixture.order(account, number(6))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("transaction");
        assertThat(fixture.count("account_id = ?", account.value())).isZero();
    }

    @Test
    void an_account_that_does_not_exist_is_a_fault() {
        AccountId nobody = new AccountId(UUID.randomUUID());

        assertThatThrownBy(() -> useCases.provision(fixture.order(nobody, number(7))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no account");
    }

    @Test
    void what_the_caller_undoes_was_never_provisioned() {
        AccountId account = fixture.account();

        fixture.transaction.executeWithoutResult(status -> {
            useCases.provision.provision(fixture.order(account, number(8)));
            status.setRollbackOnly();
        });

        assertThat(fixture.count("account_id = ?", account.value())).isZero();
        assertThat(fixture.jdbc.queryForObject(
                        "SELECT count(*) FROM audit_event WHERE account_id = ?", Long.class, account.value()))
                .isZero();
    }
}
