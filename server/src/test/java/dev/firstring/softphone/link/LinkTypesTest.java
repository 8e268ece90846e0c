package dev.firstring.softphone.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.platform.Ids;
import dev.firstring.softphone.document.Format;
import dev.firstring.testing.SettableClock;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTypesTest {

    private final Ids ids = new Ids(new SettableClock(), new SecureRandom());

    @Test
    void a_token_has_192_random_bits_and_shows_none_of_them() {
        Set<String> drawn = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            LinkToken token = LinkToken.draw(ids);
            assertThat(token.reveal()).matches("[A-Za-z0-9_-]{32}");
            assertThat(token.hash()).hasSize(32);
            assertThat(token.toString()).doesNotContain(token.reveal());
            drawn.add(token.reveal());
        }
        assertThat(drawn).hasSize(1000);
    }

    @Test
    void tokens_are_equal_by_what_they_are() {
        LinkToken token = LinkToken.draw(ids);

        assertThat(token)
                .isEqualTo(LinkToken.read(token.reveal()).orElseThrow())
                .hasSameHashCodeAs(new LinkToken(token.reveal()));
        assertThat(token).isNotEqualTo(LinkToken.draw(ids));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
            })
    void what_cannot_be_a_token_is_none(String text) {
        assertThat(LinkToken.read(text)).isEmpty();
        assertThatThrownBy(() -> new LinkToken(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_holds_a_token_shows_none() {
        LinkToken token = LinkToken.draw(ids);
        Link link = new Link(token, Format.LINPHONE, 1, new SettableClock().instant());
        AppLinks links = AppLinks.of("https://call.example.org" + Link.path(token), null);

        assertThat(link.toString() + links).doesNotContain(token.reveal());
        assertThat(links.linphone()).contains(token.reveal());
    }

    @ParameterizedTest
    @CsvSource({"PT59S, 5, 3, 1", "PT60S, 1, 1, 0", "PT24H, 20, 20, 0", "PT24H1S, 21, 21, 3", "PT10M, 0, 0, 2"})
    void settings_have_bounds_on_both_sides(Duration lifetime, int maxUses, int perCredential, int mistakes) {
        Validator validator = Validation.buildDefaultValidatorFactory().getValidator();

        assertThat(validator.validate(new LinkSettings(lifetime, maxUses, perCredential)))
                .hasSize(mistakes);
    }
}
