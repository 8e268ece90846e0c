package dev.firstring.account.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.account.admin.Scope;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {

    private static final String RANDOM = "A".repeat(43);

    @ParameterizedTest
    @ValueSource(strings = {"", "fsk_", "fsk_short", "sk_AAAAAAAAAAAAAAAAAAAAAAAAAA", "fsk_AAAAAAAAAAAAAAAAAAAAAA=="})
    void what_has_not_the_form_is_no_key(String text) {
        assertThat(ApiKey.parse(text)).isEmpty();
        assertThatThrownBy(() -> new ApiKey(text)).hasMessage("not an API key");
    }

    @Test
    void a_key_does_not_tell_itself() {
        assertThat(new ApiKey("fsk_" + RANDOM).toString()).doesNotContain("fsk_", RANDOM);
        assertThat(new ApiKey("fsk_" + RANDOM)).isEqualTo(new ApiKey("fsk_" + RANDOM));
        assertThat(new ApiKey("fsk_" + RANDOM)).isNotEqualTo(new ApiKey("fsk_" + RANDOM + "B"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ops", "a b", "a_b", "é", "01a20469-1e1d-71c1-a7e6-984b22f7503d"})
    void a_name_that_the_trail_could_not_tell_apart_is_refused(String name) {
        assertThatThrownBy(() -> wanted(name, Duration.ofDays(1))).hasMessageContaining("a name has 1 to 64");
        assertThatThrownBy(() -> wanted("a".repeat(65), Duration.ofDays(1))).hasMessageContaining("a name");
        assertThat(wanted("a".repeat(64), Duration.ofDays(1)).name()).hasSize(64);
    }

    @Test
    void a_key_has_a_scope_and_an_end() {
        assertThat(wanted("ops", NewApiKey.LONGEST_LIFE).life()).isEqualTo(Duration.ofDays(1095));
        assertThatThrownBy(() -> wanted("ops", NewApiKey.LONGEST_LIFE.plusSeconds(1)))
                .hasMessageContaining("1095 days");
        assertThatThrownBy(() -> wanted("ops", Duration.ZERO)).hasMessageContaining("one minute");
        assertThatThrownBy(() -> new NewApiKey("ops", Set.of(), Duration.ofDays(1)))
                .hasMessageContaining("scope");
    }

    private static NewApiKey wanted(String name, Duration life) {
        return new NewApiKey(name, Set.of(Scope.SIP_READ), life);
    }
}
