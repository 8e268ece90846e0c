package dev.firstring.account.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.AccountId;
import dev.firstring.account.ownership.DeviceBindings;
import dev.firstring.account.ownership.DeviceToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A refresh token that is used more than once: by a client whose answer was lost, or by somebody else. */
class RepeatedRenewalsTest extends TokensFixture {

    @Test
    void twenty_of_one_client_that_use_a_token_at_once_get_the_same_pair() throws Exception {
        AccountId account = room.account();
        TokenPair pair = issue(account);

        List<Renewal> outcomes = atOnce(20, () -> renew(pair.refreshToken()));

        assertThat(outcomes).filteredOn(Renewal.Renewed.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Renewal.Repeated.class::isInstance).hasSize(19);
        assertThat(outcomes.stream()
                        .map(RepeatedRenewalsTest::pairOf)
                        .map(TokenPair::refreshToken)
                        .distinct())
                .hasSize(1);
        assertThat(outcomes.stream()
                        .map(RepeatedRenewalsTest::pairOf)
                        .map(TokenPair::accessToken)
                        .distinct())
                .hasSize(1);
        assertThat(renew(pairOf(outcomes.getFirst()).refreshToken())).isInstanceOf(Renewal.Renewed.class);
    }

    @Test
    void a_renewal_is_repeated_for_ten_seconds_and_then_ends_the_family() {
        AccountId account = room.account();
        TokenPair first = issue(account);
        TokenPair second = renewed(first.refreshToken());

        room.clock.advance(Duration.ofSeconds(10));
        TokenPair again = pairOf(renew(first.refreshToken()));
        assertThat(again.refreshToken()).isEqualTo(second.refreshToken());
        assertThat(again.accessToken()).isEqualTo(second.accessToken());
        assertThat(again.expiresIn()).isEqualTo(890);

        room.clock.advance(Duration.ofSeconds(1));
        assertThat(renew(first.refreshToken())).isEqualTo(new Renewal.Reused(account));
        assertThat(renew(second.refreshToken())).isEqualTo(new Renewal.Refused());
    }

    @Test
    void a_renewal_is_not_repeated_once_its_successor_was_used() {
        AccountId account = room.account();
        TokenPair first = issue(account);
        TokenPair third = renewed(renewed(first.refreshToken()).refreshToken());

        assertThat(renew(first.refreshToken())).isEqualTo(new Renewal.Reused(account));
        assertThat(renew(third.refreshToken())).isEqualTo(new Renewal.Refused());
    }

    @Test
    void a_token_from_elsewhere_is_reuse_at_once_unless_a_bound_device_brings_it() {
        AccountId account = room.account();
        DeviceBindings bindings = new DeviceBindings(room.jdbc, room.ids);
        DeviceToken device = room.inTransaction(() -> bindings.bind(account, null, room.clock.instant()))
                .orElseThrow();
        DeviceToken strange = room.inTransaction(() -> bindings.bind(room.account(), null, room.clock.instant()))
                .orElseThrow();
        TokenPair first = issue(account);
        TokenPair second = renewed(first.refreshToken());

        Renewal roaming = renew(first.refreshToken(), new Renewer("198.51.100.7", device));
        assertThat(pairOf(roaming).refreshToken()).isEqualTo(second.refreshToken());
        assertThat(renew(first.refreshToken(), new Renewer("198.51.100.7", strange)))
                .isEqualTo(new Renewal.Reused(account));
        assertThat(renew(second.refreshToken())).isEqualTo(new Renewal.Refused());

        TokenPair other = issue(account);
        renewed(other.refreshToken());
        assertThat(renew(other.refreshToken(), new Renewer("198.51.100.7", null)))
                .isEqualTo(new Renewal.Reused(account));
    }

    @Test
    void a_renewal_is_not_repeated_after_a_sign_out_in_between() {
        AccountId account = room.account();
        TokenPair first = issue(account);
        TokenPair second = renewed(first.refreshToken());
        end(second.refreshToken());

        assertThat(renew(first.refreshToken())).isEqualTo(new Renewal.Refused());

        TokenPair one = issue(account);
        renewed(one.refreshToken());
        room.inTransaction(() -> {
            tokens.endAll(account, room.clock.instant());
            return true;
        });
        assertThat(renew(one.refreshToken())).isEqualTo(new Renewal.Refused());
    }

    @Test
    void the_database_alone_does_not_tell_the_successor() {
        TokenPair first = issue(room.account());
        TokenPair second = renewed(first.refreshToken());
        String secret = second.refreshToken().reveal().substring(22);
        String hex = HexFormat.of().formatHex(Base64.getUrlDecoder().decode(secret));

        assertThat(room.jdbc.query("SELECT t::text AS row FROM sign_in t", (row, index) -> row.getString("row")))
                .noneMatch(row -> row.contains(secret) || row.contains(hex));
        assertThat(room.jdbc.query(
                        "SELECT renewed_from FROM sign_in WHERE renewed_from IS NOT NULL",
                        (row, index) -> row.getBytes("renewed_from")))
                .isNotEmpty()
                .noneMatch(hash -> Arrays.equals(hash, sha256(CLIENT.network())));
    }

    @Test
    void of_twenty_clients_that_use_a_token_at_once_one_wins_and_the_others_end_the_family() throws Exception {
        AccountId account = room.account();
        TokenPair pair = issue(account);
        AtomicInteger client = new AtomicInteger();

        List<Renewal> outcomes =
                atOnce(20, () -> renew(pair.refreshToken(), new Renewer("10.0.0." + client.incrementAndGet(), null)));

        assertThat(outcomes).filteredOn(Renewal.Renewed.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(new Renewal.Reused(account)::equals).hasSize(1);
        assertThat(outcomes).filteredOn(new Renewal.Refused()::equals).hasSize(18);
        TokenPair won = outcomes.stream()
                .filter(Renewal.Renewed.class::isInstance)
                .map(outcome -> ((Renewal.Renewed) outcome).tokens())
                .findFirst()
                .orElseThrow();
        assertThat(renew(won.refreshToken())).isEqualTo(new Renewal.Refused());
    }

    @Test
    void nothing_of_a_family_outlives_its_end_however_the_two_race() throws Exception {
        for (int round = 0; round < 20; round++) {
            AccountId account = room.account();
            TokenPair first = issue(account);
            TokenPair second = renewed(first.refreshToken());
            room.clock.advance(Duration.ofSeconds(11));

            List<Renewal> outcomes = atOnce(2, List.of(first.refreshToken(), second.refreshToken()));

            assertThat(outcomes).contains(new Renewal.Reused(account));
            assertThat(liveTokensOf(account)).isZero();
        }
    }

    private static TokenPair pairOf(Renewal renewal) {
        return switch (renewal) {
            case Renewal.Renewed(TokenPair pair) -> pair;
            case Renewal.Repeated(TokenPair pair, var _) -> pair;
            case Renewal.Reused _, Renewal.Expired _, Renewal.Refused _ -> throw new AssertionError(renewal);
        };
    }

    private int liveTokensOf(AccountId account) {
        return room.jdbc.queryForObject(
                "SELECT count(*) FROM sign_in WHERE account_id = ?", Integer.class, account.value());
    }

    private List<Renewal> atOnce(int rivals, java.util.function.Supplier<Renewal> work) throws Exception {
        CountDownLatch ready = new CountDownLatch(rivals);
        try (ExecutorService threads = Executors.newFixedThreadPool(rivals)) {
            List<Future<Renewal>> running = new ArrayList<>();
            for (int i = 0; i < rivals; i++) {
                running.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return work.get();
                }));
            }
            List<Renewal> outcomes = new ArrayList<>();
            for (Future<Renewal> outcome : running) {
                outcomes.add(outcome.get());
            }
            return outcomes;
        }
    }

    private List<Renewal> atOnce(int rivals, List<RefreshToken> presented) throws Exception {
        java.util.Iterator<RefreshToken> next = presented.iterator();
        return atOnce(rivals, () -> {
            RefreshToken token;
            synchronized (next) {
                token = next.next();
            }
            return renew(token);
        });
    }
}
