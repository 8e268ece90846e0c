package dev.firstring.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeSeedTest {

    private static final UUID ID = UUID.fromString("0190a0a0-0000-7000-8000-000000000001");

    @Test
    void seeds_are_equal_where_verification_salt_and_key_are() {
        Codes.Seed seed = new Codes.Seed(ID, new byte[16], 1);
        byte[] other = new byte[16];
        other[15] = 1;

        assertThat(seed)
                .isEqualTo(new Codes.Seed(ID, new byte[16], 1))
                .hasSameHashCodeAs(new Codes.Seed(ID, new byte[16], 1))
                .isNotEqualTo(new Codes.Seed(UUID.fromString("0190a0a0-0000-7000-8000-000000000002"), new byte[16], 1))
                .isNotEqualTo(new Codes.Seed(ID, other, 1))
                .isNotEqualTo(new Codes.Seed(ID, new byte[16], 2))
                .isNotEqualTo("a seed");
        assertThat(seed.hashCode()).isNotZero();
    }

    @Test
    void a_seed_names_its_verification_and_not_its_salt() {
        assertThat(new Codes.Seed(ID, new byte[16], 1)).hasToString("Seed[" + ID + "]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 17})
    void a_salt_has_sixteen_bytes(int length) {
        assertThatThrownBy(() -> new Codes.Seed(ID, new byte[length], 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456", "1234567", "12345678"})
    void a_code_of_six_to_eight_digits_is_read_and_its_text_shows_only_how_many(String digits) {
        assertThat(Otp.Presented.read(digits)).isEqualTo(new Otp.Presented.Read(new Otp(digits)));
        assertThat(new Otp(digits)).hasToString("Otp[" + "*".repeat(digits.length()) + "]");
        assertThat(new Otp(digits)).isNotEqualTo(new Otp("000000")).isNotEqualTo(digits);
    }
}
