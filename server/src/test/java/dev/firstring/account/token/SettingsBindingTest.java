package dev.firstring.account.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.account.ownership.AccountSettings;
import dev.firstring.account.ownership.OwnershipSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The settings of the account room, as an operator writes them. */
class SettingsBindingTest {

    @Test
    void without_any_setting_the_documented_defaults_hold() {
        Binder binder = binder(Map.of());

        assertThat(binder.bindOrCreate("firstring.tokens", TokenSettings.class))
                .isEqualTo(new TokenSettings(
                        "firstring",
                        Duration.ofMinutes(15),
                        Duration.ofDays(30),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2),
                        java.util.List.of()));
        assertThat(binder.bindOrCreate("firstring.accounts", AccountSettings.class))
                .isEqualTo(new AccountSettings(AccountSettings.Creation.BY_PHONE, 5));
        assertThat(binder.bindOrCreate("firstring.ownership", OwnershipSettings.class))
                .isEqualTo(new OwnershipSettings(Duration.ZERO, Duration.ofDays(90), Duration.ofMinutes(15)));
    }

    @Test
    void settings_are_read() {
        Binder binder = binder(Map.of(
                "firstring.tokens.access-life", "5m",
                "firstring.tokens.issuers[0].issuer", "https://id.example",
                "firstring.tokens.issuers[0].audience", "our-app",
                "firstring.tokens.issuers[0].jwks-uri", "https://id.example/keys",
                "firstring.accounts.creation", "required",
                "firstring.ownership.hold", "7d"));

        TokenSettings tokens = binder.bindOrCreate("firstring.tokens", TokenSettings.class);
        assertThat(tokens.accessLife()).isEqualTo(Duration.ofMinutes(5));
        assertThat(tokens.issuers())
                .containsExactly(
                        new TrustedIssuer("https://id.example", "our-app", URI.create("https://id.example/keys")));
        assertThat(binder.bindOrCreate("firstring.accounts", AccountSettings.class)
                        .creation())
                .isEqualTo(AccountSettings.Creation.REQUIRED);
        assertThat(binder.bindOrCreate("firstring.ownership", OwnershipSettings.class)
                        .hold())
                .isEqualTo(Duration.ofDays(7));
    }

    @Test
    void an_issuer_without_an_audience_is_refused_with_a_word_on_what_is_missing() {
        Binder binder = binder(Map.of("firstring.tokens.issuers[0].issuer", "https://id.example"));

        assertThatThrownBy(() -> binder.bindOrCreate("firstring.tokens", TokenSettings.class))
                .hasStackTraceContaining("firstring.tokens.issuers[].audience is missing");
    }

    private static Binder binder(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings));
    }
}
