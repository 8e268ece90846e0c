package dev.firstring.account.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.AccountId;
import dev.firstring.account.Caller;
import dev.firstring.account.ownership.ClaimOutcome.Claimed;
import dev.firstring.phone.PhoneNumber;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Twenty at once, on real threads and real connections. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClaimRaceTest {

    private static final int RIVALS = 20;

    private TestDatabase database;
    private OwnershipRoom room;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        room = new OwnershipRoom(database);
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void of_twenty_accounts_that_claim_a_number_at_once_one_holds_it() throws Exception {
        PhoneNumber number = OwnershipRoom.number();
        List<AccountId> rivals =
                IntStream.range(0, RIVALS).mapToObj(i -> room.account()).toList();

        List<Claimed> outcomes = claimAtOnce(i -> new Caller.Known(rivals.get(i), null, 0), i -> number);

        assertThat(count("SELECT count(*) FROM number_holding WHERE phone_number = ? AND released_at IS NULL", number))
                .isEqualTo(1);
        // Every claim but the first took the number from the one before: nobody lost it twice or without being told.
        List<AccountId> losers = outcomes.stream()
                .flatMap(outcome -> outcome.movedFrom().stream())
                .toList();
        assertThat(losers).hasSize(RIVALS - 1).doesNotHaveDuplicates();
        assertThat(rivals)
                .filteredOn(rival -> !losers.contains(rival))
                .singleElement()
                .isEqualTo(room.owners.holderOf(number).orElseThrow());
        assertThat(room.historyOf(number)).hasSize(RIVALS);
    }

    @Test
    void twenty_unknown_callers_with_one_new_number_get_one_account() throws Exception {
        PhoneNumber number = OwnershipRoom.number();

        List<Claimed> outcomes = claimAtOnce(i -> new Caller.Anonymous(), i -> number);

        assertThat(outcomes)
                .extracting(Claimed::account)
                .containsOnly(room.owners.holderOf(number).orElseThrow());
        assertThat(outcomes).filteredOn(Claimed::accountCreated).hasSize(1);
        assertThat(room.historyOf(number)).hasSize(1);
    }

    @Test
    void an_identity_seen_twenty_times_at_once_gets_one_account() throws Exception {
        Caller identity = new Caller.External("https://id.example", "in-a-hurry", null);

        List<ClaimOutcome> outcomes = atOnce(i ->
                room.inTransactionRetried(() -> room.claims(AccountSettings.Creation.BY_PHONE, RIVALS, Duration.ZERO)
                        .claim(identity, OwnershipRoom.number(), false, null, null, room.clock.instant())));

        assertThat(outcomes)
                .extracting(outcome -> ((Claimed) outcome).account())
                .hasSize(RIVALS)
                .containsOnly(((Claimed) outcomes.getFirst()).account());
    }

    @Test
    void an_account_that_claims_twenty_numbers_at_once_gets_its_five() throws Exception {
        AccountId account = room.account();

        List<ClaimOutcome> outcomes = atOnce(i -> room.inTransactionRetried(() -> room.claims()
                .claim(
                        new Caller.Known(account, null, 0),
                        OwnershipRoom.number(),
                        false,
                        null,
                        null,
                        room.clock.instant())));

        assertThat(outcomes).filteredOn(Claimed.class::isInstance).hasSize(4);
        assertThat(outcomes)
                .filteredOn(new ClaimOutcome.TooManyNumbers(5)::equals)
                .hasSize(RIVALS - 4);
        assertThat(room.owners.numbersOf(account)).hasSize(5);
    }

    private List<Claimed> claimAtOnce(IntFunction<Caller> caller, IntFunction<PhoneNumber> number) throws Exception {
        return atOnce(i -> (Claimed) room.inTransactionRetried(
                () -> room.claims().claim(caller.apply(i), number.apply(i), false, null, null, room.clock.instant())));
    }

    private static <T> List<T> atOnce(IntFunction<T> work) throws Exception {
        CountDownLatch ready = new CountDownLatch(RIVALS);
        try (ExecutorService threads = Executors.newFixedThreadPool(RIVALS)) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < RIVALS; i++) {
                int rival = i;
                running.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return work.apply(rival);
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : running) {
                results.add(result.get());
            }
            return results;
        }
    }

    private int count(String sql, PhoneNumber number) {
        return room.jdbc.queryForObject(sql, Integer.class, number.e164());
    }
}
