package dev.firstring.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SipSecretTest {

    @Test
    void secrets_are_24_letters_and_digits_and_never_the_same() {
        SecureRandom random = new SecureRandom();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            String secret = SipSecret.draw(random).reveal();
            assertThat(secret).matches("[A-Za-z0-9]{24}");
            seen.add(secret);
        }
        assertThat(seen).hasSize(10_000);
    }

    @Test
    void no_symbol_is_likelier_than_another() {
        byte[] everyByteOnce = new byte[256];
        for (int i = 0; i < 256; i++) {
            everyByteOnce[i] = (byte) i;
        }
        for (Alphabet alphabet : Alphabet.values()) {
            int symbols = alphabet == Alphabet.LETTERS_AND_DIGITS ? 62 : 36;
            String drawn = alphabet.draw(new RepeatingRandom(everyByteOnce), symbols * 4);

            assertThat(drawn.chars().distinct().count()).isEqualTo(symbols);
            assertThat(drawn.chars()
                            .distinct()
                            .mapToLong(symbol -> drawn.chars()
                                    .filter(other -> other == symbol)
                                    .count()))
                    .containsOnly(4L);
        }
    }

    @Test
    void a_secret_is_shown_by_reveal_only() {
        SipSecret secret = SipSecret.of("abcdefghijklmnopqrstuvwx");

        assertThat(secret.reveal()).isEqualTo("abcdefghijklmnopqrstuvwx");
        assertThat(secret.toString()).isEqualTo("SipSecret[hidden]");
        assertThat("" + Arrays.asList(secret)).doesNotContain("abc");
    }

    @Test
    void secrets_are_equal_when_their_text_is() {
        SipSecret secret = SipSecret.of("abcdefghijklmnopqrstuvwx");

        assertThat(secret).isEqualTo(SipSecret.of("abcdefghijklmnopqrstuvwx"));
        assertThat(secret).hasSameHashCodeAs(SipSecret.of("abcdefghijklmnopqrstuvwx"));
        assertThat(secret).isNotEqualTo(SipSecret.of("abcdefghijklmnopqrstuvwX"));
        assertThat(secret).isNotEqualTo("abcdefghijklmnopqrstuvwx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "short", "abcdefghijklmnopqrstuvw!", "abcdefghijklmnopqrstuvwxy", "abcdefghijklmnopqrstuvé1"
            })
    void other_text_is_refused_and_not_repeated(String text) {
        assertThatThrownBy(() -> SipSecret.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not a SIP secret: 24 letters and digits");
    }
}
