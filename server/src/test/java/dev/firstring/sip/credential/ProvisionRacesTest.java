package dev.firstring.sip.credential;

import static dev.firstring.sip.SipFixture.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.AccountId;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.sip.SipFixture;
import dev.firstring.sip.credential.ProvisionCredential.Provisioned;
import dev.firstring.sip.credential.ProvisionCredential.QuotaExceeded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** With real threads, each with a connection of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProvisionRacesTest {

    private final SipFixture fixture = new SipFixture();
    private final UseCases useCases = new UseCases(fixture);

    @AfterAll
    void stop() {
        fixture.close();
    }

    @RepeatedTest(5)
    void ten_at_once_with_four_of_five_make_exactly_one() throws Exception {
        AccountId account = fixture.account();
        for (int i = 0; i < 4; i++) {
            useCases.provisioned(fixture.order(account, number(i)));
        }

        List<ProvisionCredential.Outcome> outcomes =
                atOnce(10, i -> useCases.provision(fixture.order(account, number(1000 + i))));

        assertThat(outcomes).filteredOn(Provisioned.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(new QuotaExceeded(5)::equals).hasSize(9);
        assertThat(fixture.count("account_id = ? AND status <> 'revoked'", account.value()))
                .isEqualTo(5);
    }

    @RepeatedTest(5)
    void twenty_at_once_for_one_number_get_the_same_one() throws Exception {
        AccountId account = fixture.account();

        List<ProvisionCredential.Outcome> outcomes =
                atOnce(20, i -> useCases.provision(fixture.order(account, number(7))));

        List<Provisioned> made = outcomes.stream().map(Provisioned.class::cast).toList();
        assertThat(made).filteredOn(Provisioned::created).hasSize(1);
        assertThat(made)
                .extracting(Provisioned::credential)
                .containsOnly(made.getFirst().credential());
        assertThat(made)
                .extracting(Provisioned::secret)
                .containsOnly(made.getFirst().secret());
        assertThat(fixture.count("account_id = ?", account.value())).isEqualTo(1);
    }

    @RepeatedTest(5)
    void a_number_that_moves_away_meanwhile_leaves_no_credential_behind() throws Exception {
        AccountId account = fixture.account();
        fixture.holds(account, number(9_700_000));

        atOnce(8, i -> i == 0 ? moveAway(account) : provisionOwn(account, number(9_700_000)));

        assertThat(fixture.count("account_id = ? AND status = 'active'", account.value()))
                .isZero();
        fixture.jdbc.update("DELETE FROM number_holding WHERE account_id = ?", account.value());
    }

    @Test
    void an_account_erased_meanwhile_keeps_nothing() throws Exception {
        for (int round = 0; round < 5; round++) {
            AccountId account = fixture.account();
            fixture.holds(account, number(9_800_000));

            atOnce(8, i -> i == 0 ? erase(account) : provisionOwn(account, number(9_800_000)));

            assertThat(fixture.count(
                            "account_id = ? AND (status <> 'revoked' OR phone_number IS NOT NULL OR secret IS NOT NULL)",
                            account.value()))
                    .isZero();
        }
    }

    private Object provisionOwn(AccountId account, PhoneNumber number) {
        return useCases.provisionOwn.provision(fixture.order(account, number));
    }

    private Object moveAway(AccountId account) {
        return fixture.transaction.execute(status -> {
            fixture.jdbc.update(
                    "UPDATE number_holding SET released_at = held_since, release_reason = 'moved' WHERE account_id = ?",
                    account.value());
            return useCases.revoke.revoke(account, number(9_700_000), "moved", "system", fixture.clock.instant());
        });
    }

    /** As the account room does it: the account's row is locked and marked first. */
    private Object erase(AccountId account) {
        return fixture.transaction.execute(status -> {
            fixture.jdbc.update("UPDATE account SET erased_at = created_at WHERE id = ?", account.value());
            fixture.jdbc.update(
                    "UPDATE number_holding SET released_at = held_since, release_reason = 'erased', phone_number = NULL"
                            + " WHERE account_id = ?",
                    account.value());
            useCases.revoke.erase(account, fixture.clock.instant());
            return true;
        });
    }

    private static <T> List<T> atOnce(int threads, IntFunction<T> work) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<T> results = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                futures.add(pool.submit(() -> {
                    start.await();
                    return work.apply(number);
                }));
            }
            start.countDown();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
        }
        return results;
    }
}
