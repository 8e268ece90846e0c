package dev.firstring.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.platform.Ids;
import dev.firstring.testing.FixedKeys;
import dev.firstring.testing.SettableClock;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CodesTest {

    private final Codes codes = codesOf(6);

    @Test
    void the_same_seed_gives_the_same_code_so_that_a_resend_can_repeat_it() {
        Codes.Seed seed = codes.draw();

        assertThat(codesOf(6).codeOf(seed)).isEqualTo(codes.codeOf(seed));
    }

    @Test
    void the_code_depends_on_the_verification_the_salt_and_the_key() {
        Codes.Seed seed = codes.draw();
        Codes.Seed otherId = new Codes.Seed(codes.draw().verificationId(), seed.salt(), seed.keyId());
        Codes.Seed otherSalt =
                new Codes.Seed(seed.verificationId(), codes.draw().salt(), seed.keyId());
        Codes.Seed otherKey = new Codes.Seed(seed.verificationId(), seed.salt(), 2);

        assertThat(java.util.stream.Stream.of(otherId, otherSalt, otherKey)
                        .filter(changed -> codes.codeOf(changed).equals(codes.codeOf(seed)))
                        .count())
                .as("codes that stayed the same, of three; each does so once in a million")
                .isLessThanOrEqualTo(1);
    }

    @Test
    void a_code_of_an_unknown_key_is_a_fault() {
        Codes.Seed seed = codes.draw();

        assertThatThrownBy(() -> codes.codeOf(new Codes.Seed(seed.verificationId(), seed.salt(), 9)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void codes_are_spread_evenly_and_keep_their_leading_zeros() {
        int[] first = new int[10];
        int draws = 20_000;
        for (int i = 0; i < draws; i++) {
            String code = codes.codeOf(codes.draw()).reveal();
            assertThat(code).hasSize(6);
            first[code.charAt(0) - '0']++;
        }
        // Chi-squared with 9 degrees of freedom: above 40 once in 100 000 runs.
        double expected = draws / 10.0;
        double chi = 0;
        for (int count : first) {
            chi += (count - expected) * (count - expected) / expected;
        }
        assertThat(chi).isLessThan(40);
    }

    @Test
    void a_longer_code_can_be_configured() {
        assertThat(codesOf(8).codeOf(codes.draw()).reveal()).hasSize(8);
    }

    @Test
    void neither_a_code_nor_its_seed_shows_itself() {
        Codes.Seed seed = codes.draw();
        String code = codes.codeOf(seed).reveal();

        assertThat(codes.codeOf(seed).toString()).doesNotContain(code);
        assertThat(seed.toString()).doesNotContain("salt");
    }

    private static Codes codesOf(int length) {
        return new Codes(
                new FixedKeys(),
                new Ids(new SettableClock(), new SecureRandom()),
                new VerificationSettings(length, Duration.ofMinutes(10), Duration.ofMinutes(5), 3, 5));
    }
}
