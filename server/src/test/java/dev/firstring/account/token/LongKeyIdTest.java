package dev.firstring.account.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.account.AccountId;
import dev.firstring.platform.keys.DerivedKeys;
import dev.firstring.testing.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.JwtException;

/** Key ids are drawn from all of {@code int}: ten digits and a sign happen. */
class LongKeyIdTest {

    private final SettableClock clock = new SettableClock();

    @Test
    void a_token_under_a_key_with_the_longest_id_is_accepted() {
        for (int id : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, 1}) {
            AccessTokens tokens = tokensUnder(id);
            AccountId account = new AccountId(UUID.randomUUID());
            String token = tokens.sign(account, 0, null, UUID.randomUUID(), clock.instant())
                    .reveal();

            assertThat(tokens.decoder().decode(token).getSubject()).isEqualTo(account.toString());
        }
    }

    @Test
    void a_token_that_names_an_impossible_key_is_refused_and_no_fault() {
        String token = tokensUnder(1)
                .sign(new AccountId(UUID.randomUUID()), 0, null, UUID.randomUUID(), clock.instant())
                .reveal();
        String header = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"kid\":\"9999999999\",\"typ\":\"at+jwt\",\"alg\":\"HS256\"}".getBytes());
        String forged = header + token.substring(token.indexOf('.'));

        assertThatThrownBy(() -> tokensUnder(1).decoder().decode(forged)).isInstanceOf(JwtException.class);
    }

    private AccessTokens tokensUnder(int id) {
        DerivedKeys keys = new DerivedKeys() {
            @Override
            public int currentKeyId() {
                return id;
            }

            @Override
            public byte[] derive(String purpose, int keyId) {
                if (keyId != id) {
                    throw new IllegalStateException("no key " + keyId);
                }
                return new byte[32];
            }
        };
        return new AccessTokens(
                keys,
                new TokenSettings(
                        "firstring",
                        Duration.ofMinutes(15),
                        Duration.ofDays(30),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2),
                        List.of()),
                clock);
    }
}
