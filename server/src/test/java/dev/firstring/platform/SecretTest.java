package dev.firstring.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void a_secret_is_read_in_one_way_only() {
        Secret secret = Secret.of("hunter2");

        assertThat(secret.reveal()).isEqualTo("hunter2");
        assertThat(secret).hasToString("(secret)");
    }

    @Test
    void secrets_are_equal_by_their_text() {
        assertThat(Secret.of("one")).isEqualTo(Secret.of("one")).isNotEqualTo(Secret.of("other"));
        assertThat(Secret.of("one")).hasSameHashCodeAs(Secret.of("one"));
    }

    @Test
    void an_empty_secret_is_refused() {
        assertThatThrownBy(() -> Secret.of(" ")).hasMessage("a secret must not be empty");
    }
}
