package dev.firstring.account.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.account.AccountId;
import dev.firstring.account.AccountRetention;
import dev.firstring.account.bearer.Bearer;
import dev.firstring.account.bearer.BearerTokens;
import dev.firstring.account.ownership.DeviceBindings;
import dev.firstring.account.ownership.DeviceToken;
import dev.firstring.account.ownership.OwnershipRoom;
import dev.firstring.platform.jobs.Retention;
import dev.firstring.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokensTest {

    private static final Renewer CLIENT = new Renewer("10.0.0.1", null);

    private TestDatabase database;
    private OwnershipRoom room;
    private AccessTokens accessTokens;
    private Tokens tokens;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        room = new OwnershipRoom(database);
        TokenSettings settings = TestTokens.settings();
        accessTokens = new AccessTokens(new TestKeys(), settings, room.clock);
        tokens = TestTokens.over(room.jdbc, room.ids, accessTokens);
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
        assertThat(pair.refreshToken().reveal()).hasSize(65);
    }

    @Test
    void no_token_stands_in_the_database_and_none_shows_itself() {
        TokenPair pair = issue(room.account());

        assertThat(room.jdbc.queryForList("SELECT t::text FROM sign_in t", String.class))
                .noneMatch(row -> row.contains(pair.refreshToken().reveal()));
        assertThat(pair.toString())
                .doesNotContain(pair.refreshToken().reveal(), pair.accessToken().reveal());
        assertThat(TokensView.of(pair, TokenDelivery.BODY).toString())
                .doesNotContain(pair.refreshToken().reveal(), pair.accessToken().reveal());
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
        room.clock.advance(Duration.ofSeconds(11));

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
        assertThat(renew(next.refreshToken())).isInstanceOf(Renewal.Expired.class);
    }

    @Test
    void a_sign_in_is_one_row_however_often_it_is_renewed_and_keeps_its_beginning() {
        AccountId account = room.account();
        Instant began = room.clock.instant();
        TokenPair pair = issue(account);
        for (int renewal = 0; renewal < 5; renewal++) {
            room.clock.advance(Duration.ofDays(1));
            pair = renewed(pair.refreshToken());
        }

        assertThat(room.jdbc.queryForList(
                        "SELECT signed_in_at, last_used_at FROM sign_in WHERE account_id = ?", account.value()))
                .containsExactly(java.util.Map.of(
                        "signed_in_at", Timestamp.from(began), "last_used_at", Timestamp.from(room.clock.instant())));
        assertThat(pair.accessToken())
                .satisfies(token -> assertThat(authTimeOf(token)).isEqualTo(began));
    }

    @Test
    void the_right_selector_with_a_secret_that_never_was_ends_the_sign_in() {
        AccountId account = room.account();
        TokenPair pair = issue(account);
        RefreshToken forged = new RefreshToken(pair.refreshToken().reveal().substring(0, 22) + room.ids.secret(32));

        assertThat(renew(forged)).isEqualTo(new Renewal.Reused(account));
        assertThat(renew(pair.refreshToken())).isEqualTo(new Renewal.Refused());
    }

    @Test
    void a_token_of_the_old_kind_goes_on_and_its_reuse_is_noticed() {
        AccountId account = room.account();
        RefreshToken old = new RefreshToken(room.ids.secret(32));
        Timestamp now = Timestamp.from(room.clock.instant());
        room.jdbc.update("""
                INSERT INTO sign_in (selector_hash, secret_hash, account_id, signed_in_at, last_used_at, expires_at)
                VALUES (sha256(?::bytea), sha256(?::bytea), ?, ?, ?, ?::timestamptz + interval '1 day')
                """, old.reveal(), old.reveal(), account.value(), now, now, now);

        TokenPair next = renewed(old);
        TokenPair after = renewed(next.refreshToken());

        assertThat(renew(old)).isEqualTo(new Renewal.Reused(account));
        assertThat(renew(after.refreshToken())).isEqualTo(new Renewal.Refused());
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
    void twenty_of_one_client_that_use_a_token_at_once_get_the_same_pair() throws Exception {
        AccountId account = room.account();
        TokenPair pair = issue(account);

        List<Renewal> outcomes = atOnce(20, () -> renew(pair.refreshToken()));

        assertThat(outcomes).filteredOn(Renewal.Renewed.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Renewal.Repeated.class::isInstance).hasSize(19);
        assertThat(outcomes.stream()
                        .map(TokensTest::pairOf)
                        .map(TokenPair::refreshToken)
                        .distinct())
                .hasSize(1);
        assertThat(outcomes.stream()
                        .map(TokensTest::pairOf)
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

    @Test
    void sign_ins_that_expired_are_forgotten_and_others_are_kept() {
        issue(room.account());
        issue(room.account());
        room.clock.advance(Duration.ofDays(31));
        TokenPair live = issue(room.account());
        room.clock.advance(Duration.ofDays(1));

        Retention retention = new Retention(
                room.jdbc,
                room.clock,
                new SimpleMeterRegistry(),
                List.of(new AccountRetention().expiredSignIns()),
                List.of());
        retention.run();

        assertThat(room.jdbc.queryForObject(
                        "SELECT count(*) FROM sign_in WHERE expires_at < ?",
                        Integer.class,
                        Timestamp.from(room.clock.instant())))
                .isZero();
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
        assertThatThrownBy(() -> repeating(Duration.ofSeconds(61)))
                .hasMessageContaining("firstring.tokens.refresh-repeat");
        assertThat(repeating(Duration.ZERO).refreshRepeat()).isZero();
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

    private Instant authTimeOf(AccessToken token) {
        return ((Bearer.Own) new BearerTokens(accessTokens, TestTokens.settings(), room.clock).read(token.reveal()))
                .signedInAt();
    }

    private static TokenSettings settings(Duration access, Duration refresh) {
        return new TokenSettings(
                "firstring", access, refresh, Duration.ofSeconds(10), Duration.ofSeconds(2), List.of());
    }

    private TokenPair issue(AccountId account) {
        return room.inTransaction(
                () -> tokens.issue(account, TestTokens.byNumber(room.clock.instant()), room.clock.instant()));
    }

    private static TokenSettings repeating(Duration repeat) {
        return new TokenSettings(
                "firstring", Duration.ofMinutes(15), Duration.ofDays(30), repeat, Duration.ofSeconds(2), List.of());
    }

    private Renewal renew(RefreshToken token) {
        return renew(token, CLIENT);
    }

    private Renewal renew(RefreshToken token, Renewer client) {
        return room.inTransaction(() -> tokens.renew(token, client, room.clock.instant()));
    }

    private static TokenPair pairOf(Renewal renewal) {
        return switch (renewal) {
            case Renewal.Renewed(TokenPair pair) -> pair;
            case Renewal.Repeated(TokenPair pair, var _) -> pair;
            case Renewal.Reused _, Renewal.Expired _, Renewal.Refused _ -> throw new AssertionError(renewal);
        };
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private TokenPair renewed(RefreshToken token) {
        return ((Renewal.Renewed) renew(token)).tokens();
    }

    private java.util.Optional<AccountId> end(RefreshToken token) {
        return room.inTransaction(() -> tokens.end(token));
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
