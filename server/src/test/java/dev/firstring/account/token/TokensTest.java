package dev.firstring.account.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.account.AccountId;
import dev.firstring.account.ownership.OwnershipRoom;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokensTest {

    private TestDatabase database;
    private OwnershipRoom room;
    private Tokens tokens;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        room = new OwnershipRoom(database);
        TokenSettings settings = TestTokens.settings();
        tokens = new Tokens(room.jdbc, new AccessTokens(new TestKeys(), settings, room.clock), room.ids, settings);
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void a_pair_says_what_it_is_and_how_long_it_lasts() {
        TokenPair pair = issue(room.account());

        assertThat(pair.tokenType()).isEqualTo("Bearer");
        assertThat(pair.expiresIn()).isEqualTo(900);
        assertThat(pair.refreshToken().value()).hasSize(43);
    }

    @Test
    void no_token_stands_in_the_database_and_none_shows_itself() {
        TokenPair pair = issue(room.account());

        assertThat(room.jdbc.queryForList("SELECT t::text FROM refresh_token t", String.class))
                .noneMatch(row -> row.contains(pair.refreshToken().value()));
        assertThat(pair.toString())
                .doesNotContain(pair.refreshToken().value(), pair.accessToken().value());
        assertThat(TokensView.of(pair, TokenDelivery.BODY).toString())
                .doesNotContain(pair.refreshToken().value(), pair.accessToken().value());
    }

    @Test
    void a_refresh_token_gives_the_next_pair_and_that_one_the_next() {
        TokenPair first = issue(room.account());

        TokenPair second = renewed(first.refreshToken());
        TokenPair third = renewed(second.refreshToken());

        assertThat(List.of(first.refreshToken(), second.refreshToken(), third.refreshToken()))
                .doesNotHaveDuplicates();
    }

    @Test
    void using_a_refresh_token_twice_ends_its_family_and_no_other() {
        AccountId account = room.account();
        TokenPair first = issue(account);
        TokenPair elsewhere = issue(account);
        TokenPair second = renewed(first.refreshToken());

        assertThat(renew(first.refreshToken())).isEqualTo(new Renewal.Reused(account));

        assertThat(renew(second.refreshToken())).isEqualTo(new Renewal.Refused());
        assertThat(renew(first.refreshToken())).isEqualTo(new Renewal.Refused());
        assertThat(renew(elsewhere.refreshToken())).isInstanceOf(Renewal.Renewed.class);
    }

    @Test
    void a_refresh_token_is_good_until_its_time_is_over() {
        TokenPair pair = issue(room.account());
        room.clock.advance(Duration.ofDays(30).minusSeconds(1));
        TokenPair next = renewed(pair.refreshToken());

        room.clock.advance(Duration.ofDays(30));
        assertThat(renew(next.refreshToken())).isEqualTo(new Renewal.Refused());
    }

    @Test
    void a_token_that_was_never_given_is_refused() {
        assertThat(renew(new RefreshToken(room.ids.secret(32)))).isEqualTo(new Renewal.Refused());
        assertThat(RefreshToken.parse("short")).isEmpty();
        assertThat(RefreshToken.parse(null)).isEmpty();
        assertThatThrownBy(() -> new RefreshToken("a".repeat(42) + "!")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ending_takes_the_family_of_any_of_its_tokens() {
        AccountId account = room.account();
        TokenPair first = issue(account);
        TokenPair second = renewed(first.refreshToken());

        assertThat(end(first.refreshToken())).contains(account);

        assertThat(renew(second.refreshToken())).isEqualTo(new Renewal.Refused());
        assertThat(end(second.refreshToken())).isEmpty();
        assertThat(end(new RefreshToken(room.ids.secret(32)))).isEmpty();
    }

    @Test
    void ending_all_leaves_other_accounts_alone() {
        AccountId account = room.account();
        TokenPair one = issue(account);
        TokenPair two = issue(account);
        TokenPair other = issue(room.account());

        room.inTransaction(() -> {
            tokens.endAll(account, room.clock.instant());
            return true;
        });

        assertThat(renew(one.refreshToken())).isEqualTo(new Renewal.Refused());
        assertThat(renew(two.refreshToken())).isEqualTo(new Renewal.Refused());
        assertThat(renew(other.refreshToken())).isInstanceOf(Renewal.Renewed.class);
    }

    @Test
    void of_twenty_that_use_a_token_at_once_one_wins_and_the_others_end_the_family() throws Exception {
        AccountId account = room.account();
        TokenPair pair = issue(account);

        List<Renewal> outcomes = atOnce(20, () -> renew(pair.refreshToken()));

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

            List<Renewal> outcomes = atOnce(2, List.of(first.refreshToken(), second.refreshToken()));

            assertThat(outcomes).contains(new Renewal.Reused(account));
            assertThat(liveTokensOf(account)).isZero();
        }
    }

    @Test
    void tokens_whose_time_is_over_are_forgotten_in_batches() {
        issue(room.account());
        issue(room.account());
        room.clock.advance(Duration.ofDays(31));
        TokenPair live = issue(room.account());
        room.jdbc.update("DELETE FROM refresh_token WHERE revoked_at IS NOT NULL OR replaced_at IS NOT NULL");
        int over = room.jdbc.queryForObject("SELECT count(*) FROM refresh_token", Integer.class) - 1;

        assertThat(tokens.forgetExpired(room.clock.instant(), 1)).isEqualTo(1);
        assertThat(tokens.forgetExpired(room.clock.instant(), 100)).isEqualTo(over - 1);
        assertThat(renew(live.refreshToken())).isInstanceOf(Renewal.Renewed.class);
    }

    @Test
    void lives_out_of_bounds_are_refused_at_start() {
        assertThatThrownBy(() -> settings(Duration.ofMinutes(61), Duration.ofDays(30)))
                .hasMessageContaining("firstring.tokens.access-life");
        assertThatThrownBy(() -> settings(Duration.ZERO, Duration.ofDays(30)))
                .hasMessageContaining("firstring.tokens.access-life");
        assertThatThrownBy(() -> settings(Duration.ofMinutes(15), Duration.ofDays(91)))
                .hasMessageContaining("firstring.tokens.refresh-life");
        assertThatThrownBy(() -> TestTokens.settings(Duration.ofSeconds(11)))
                .hasMessageContaining("firstring.tokens.issuer-timeout");
        assertThat(settings(Duration.ofHours(1), Duration.ofDays(90)).accessLife())
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void one_issuer_is_configured_once() {
        TrustedIssuer issuer = new TrustedIssuer("https://id.example", "app", null);

        assertThatThrownBy(() -> TestTokens.settings(issuer, issuer)).hasMessageContaining("twice");
    }

    private static TokenSettings settings(Duration access, Duration refresh) {
        return new TokenSettings("firstring", access, refresh, Duration.ofSeconds(2), List.of());
    }

    private TokenPair issue(AccountId account) {
        return room.inTransaction(() -> tokens.issue(account, room.clock.instant()));
    }

    private Renewal renew(RefreshToken token) {
        return room.inTransaction(() -> tokens.renew(token, room.clock.instant()));
    }

    private TokenPair renewed(RefreshToken token) {
        return ((Renewal.Renewed) renew(token)).tokens();
    }

    private java.util.Optional<AccountId> end(RefreshToken token) {
        return room.inTransaction(() -> tokens.end(token, room.clock.instant()));
    }

    private int liveTokensOf(AccountId account) {
        return room.jdbc.queryForObject(
                "SELECT count(*) FROM refresh_token WHERE account_id = ? AND revoked_at IS NULL",
                Integer.class,
                account.value());
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
