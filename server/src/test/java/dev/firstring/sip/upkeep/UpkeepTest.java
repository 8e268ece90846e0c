package dev.firstring.sip.upkeep;

import static dev.firstring.sip.SipFixture.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.account.AccountId;
import dev.firstring.sip.CredentialId;
import dev.firstring.sip.Digests;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.credential.ProvisionCredential.Provisioned;
import dev.firstring.sip.credential.ReadCredential;
import dev.firstring.sip.credential.UseCases;
import dev.firstring.sip.settings.SipSettings;
import dev.firstring.testing.Patience;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class UpkeepTest {

    private SipFixture fixture;
    private UseCases useCases;
    private CredentialSecrets secrets;

    @BeforeEach
    void start() {
        fixture = new SipFixture();
        useCases = new UseCases(fixture);
        secrets = secrets();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void after_a_rotation_every_secret_comes_under_the_new_key_and_opens_as_before() {
        Map<CredentialId, Provisioned> made = provision(12);
        assertThat(secrets.remaining()).isZero();
        fixture.box.rotate();
        assertThat(secrets.remaining()).isEqualTo(12);

        assertThat(secrets.batch(5)).isEqualTo(5);
        assertThat(secrets.batch(5)).isEqualTo(5);
        assertThat(secrets.batch(5)).isEqualTo(2);
        assertThat(secrets.batch(5)).isZero();

        assertThat(secrets.remaining()).isZero();
        fixture.box.forget(1);
        assertSecretsUnchanged(made);
        assertThat(fixture.count("revision > 1"))
                .as("nothing that a SIP server sees has changed")
                .isZero();
    }

    @Test
    void revoked_credentials_have_no_secret_to_bring_along() {
        Provisioned made = provision(1).values().iterator().next();
        fixture.transaction.executeWithoutResult(status -> useCases.revoke.revoke(
                made.credential().account(), number(0), "moved", "system", fixture.clock.instant()));
        fixture.box.rotate();

        assertThat(secrets.remaining()).isZero();
        assertThat(secrets.batch(5)).isZero();
    }

    @Test
    void two_at_once_share_the_work_while_credentials_are_made_and_revoked() throws Exception {
        Map<CredentialId, Provisioned> made = provision(200);
        fixture.box.rotate();

        List<Future<Integer>> resealed = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            resealed.add(pool.submit(() -> resealAll(secrets())));
            resealed.add(pool.submit(() -> resealAll(secrets())));
            pool.submit(() -> provision(20)).get();
            AccountId account = made.values().iterator().next().credential().account();
            pool.submit(() -> fixture.transaction.execute(status ->
                            useCases.revoke.revoke(account, number(0), "moved", "system", fixture.clock.instant())))
                    .get();
        }
        int total = resealed.get(0).get() + resealed.get(1).get();

        assertThat(secrets.remaining()).isZero();
        assertThat(total).isBetween(199, 200);
        fixture.box.forget(1);
        made.values()
                .removeIf(credential -> fixture.count(
                                "id = ? AND status = 'revoked'",
                                credential.credential().id().value())
                        == 1);
        assertThat(made).hasSize(199);
        assertSecretsUnchanged(made);
    }

    @Test
    void rows_that_another_holds_are_left_out_and_found_later() {
        provision(3);
        fixture.box.rotate();

        int whileHeld = fixture.transaction.execute(status -> {
            fixture.jdbc.queryForList("SELECT id FROM sip_credential ORDER BY id LIMIT 1 FOR UPDATE");
            return inAnotherThread(() -> secrets.batch(10));
        });

        assertThat(whileHeld).isEqualTo(2);
        assertThat(secrets.remaining()).isEqualTo(1);
        assertThat(secrets.batch(10)).isEqualTo(1);
    }

    @Test
    void a_secret_that_cannot_be_opened_stops_the_batch_and_is_named() {
        Map<CredentialId, Provisioned> made = provision(3);
        CredentialId broken = made.keySet().iterator().next();
        fixture.jdbc.update(
                "UPDATE sip_credential SET secret = '\\x000102030405060708090a0b0c0d0e0f' WHERE id = ?",
                broken.value());
        fixture.box.rotate();

        assertThatThrownBy(() -> secrets.batch(10))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(broken.toString());
        assertThat(secrets.remaining()).isEqualTo(3);
    }

    @Test
    void a_batch_of_none_is_refused() {
        assertThatThrownBy(() -> secrets.batch(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void after_a_change_of_realm_every_hash_is_made_anew_from_the_secret() {
        Map<CredentialId, Provisioned> made = provision(7);
        CredentialRealms realms =
                realms(new SipSettings("sip.example.test", "new.realm", SipSettings.UsernameScheme.DERIVED, true, 5));

        assertThat(realms.rederive(5, () -> true)).isEqualTo(5);
        assertThat(realms.rederive(5, () -> true)).isEqualTo(2);
        assertThat(realms.rederive(5, () -> true)).isZero();

        for (Provisioned credential : made.values()) {
            String username = credential.credential().address().username().value();
            String secret = credential.secret().reveal();
            assertThat(fixture.count(
                            "username = ? AND realm = 'new.realm' AND ha1_md5 = ? AND ha1_sha256 = ? AND revision = 2",
                            username,
                            Digests.md5(username, "new.realm", secret),
                            Digests.sha256(username, "new.realm", secret)))
                    .isEqualTo(1);
        }
        assertSecretsUnchanged(made);
    }

    @Test
    void a_service_that_starts_with_another_realm_makes_every_hash_follow_by_itself() {
        provision(3);
        RealmUpkeep upkeep = new RealmUpkeep(
                realms(new SipSettings("sip.example.test", "new.realm", SipSettings.UsernameScheme.DERIVED, true, 5)));

        upkeep.start();

        Awaitility.await()
                .atMost(Patience.LIMIT)
                .until(() -> fixture.count("realm = 'new.realm' AND revision = 2") == 3);
        upkeep.stop();
    }

    @Test
    void md5_goes_and_comes_back_as_the_setting_says() {
        Provisioned made = provision(1).values().iterator().next();

        realms(new SipSettings("sip.example.test", "", SipSettings.UsernameScheme.DERIVED, false, 5))
                .rederive(5, () -> true);
        assertThat(fixture.count("ha1_md5 IS NULL AND ha1_sha256 IS NOT NULL")).isEqualTo(1);

        realms(SipFixture.settings()).rederive(5, () -> true);
        Digests digests = Digests.of(made.credential().address(), made.secret(), true);
        assertThat(fixture.count("ha1_md5 = ?", digests.md5())).isEqualTo(1);
    }

    @Test
    void credentials_of_an_earlier_version_get_the_hashes_of_their_full_names_without_a_new_revision() {
        Provisioned made = provision(1).values().iterator().next();
        fixture.jdbc.update("UPDATE sip_credential SET ha1b_md5 = NULL, ha1b_sha256 = NULL");

        assertThat(realms(SipFixture.settings()).rederive(5, () -> true)).isEqualTo(1);

        Digests full = Digests.ofFullName(made.credential().address(), made.secret(), true);
        assertThat(fixture.count("ha1b_md5 = ? AND ha1b_sha256 = ? AND revision = 1", full.md5(), full.sha256()))
                .isEqualTo(1);
        assertThat(realms(SipFixture.settings()).rederive(5, () -> true)).isZero();
    }

    private Map<CredentialId, Provisioned> provision(int count) {
        Map<CredentialId, Provisioned> made = new HashMap<>();
        for (int i = 0; i < count; i++) {
            Provisioned one = useCases.provisioned(fixture.order(fixture.account(), number(0)));
            made.put(one.credential().id(), one);
        }
        return made;
    }

    private void assertSecretsUnchanged(Map<CredentialId, Provisioned> made) {
        made.forEach((id, one) -> assertThat(
                        useCases.read.byId(id, one.credential().account()).map(ReadCredential.Found::secret))
                .contains(one.secret()));
    }

    private int resealAll(CredentialSecrets worker) {
        int total = 0;
        while (worker.remaining() > 0) {
            total += worker.batch(7);
        }
        return total;
    }

    private static <T> T inAnotherThread(Callable<T> work) {
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            return pool.submit(work).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private CredentialSecrets secrets() {
        return new CredentialSecrets(fixture.jdbc, useCases.secrets, fixture.transactions);
    }

    private CredentialRealms realms(SipSettings settings) {
        return new CredentialRealms(fixture.jdbc, useCases.secrets, settings, fixture.transactions);
    }
}
