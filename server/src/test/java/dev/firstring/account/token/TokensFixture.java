package dev.firstring.account.token;

import dev.firstring.account.AccountId;
import dev.firstring.account.ownership.OwnershipRoom;
import dev.firstring.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Sign-ins of accounts in a database, and what is done with their tokens. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TokensFixture {

    static final Renewer CLIENT = new Renewer("10.0.0.1", null);

    TestDatabase database;
    OwnershipRoom room;
    AccessTokens accessTokens;
    Tokens tokens;

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

    static TokenSettings settings(Duration access, Duration refresh) {
        return new TokenSettings(
                "firstring", access, refresh, Duration.ofSeconds(10), Duration.ofSeconds(2), List.of());
    }

    TokenPair issue(AccountId account) {
        return room.inTransaction(
                () -> tokens.issue(account, TestTokens.byNumber(room.clock.instant()), room.clock.instant()));
    }

    Renewal renew(RefreshToken token) {
        return renew(token, CLIENT);
    }

    Renewal renew(RefreshToken token, Renewer client) {
        return room.inTransaction(() -> tokens.renew(token, client, room.clock.instant()));
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    TokenPair renewed(RefreshToken token) {
        return ((Renewal.Renewed) renew(token)).tokens();
    }

    java.util.Optional<AccountId> end(RefreshToken token) {
        return room.inTransaction(() -> tokens.end(token));
    }
}
