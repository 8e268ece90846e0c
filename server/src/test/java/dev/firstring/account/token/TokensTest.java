package dev.firstring.account.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.account.AccountId;
import dev.firstring.account.AccountRetention;
import dev.firstring.account.bearer.Bearer;
import dev.firstring.account.bearer.BearerTokens;
import dev.firstring.platform.jobs.Retention;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokensTest extends TokensFixture {

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

    private static TokenSettings repeating(Duration repeat) {
        return new TokenSettings(
                "firstring", Duration.ofMinutes(15), Duration.ofDays(30), repeat, Duration.ofSeconds(2), List.of());
    }
}
