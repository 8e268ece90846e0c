package dev.firstring.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.account.DisplayName;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipTypesTest {

    private static final SipAddress ADDRESS =
            new SipAddress(new SipUsername("u234567k3f9"), "sip.example.test", "sip.example.test");

    @ParameterizedTest
    @ValueSource(strings = {"a", "u234567k3f9", "+4930123456", "a.b_c-d"})
    void safe_usernames_are_taken(String text) {
        assertThat(new SipUsername(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "Alice", "a:b", "a\"b", "a@b", "a b", "a;b", "<a>", "a\r\nb", "a%41", "é", ".a", "-a", "a\u0000"
            })
    void usernames_that_mean_something_in_a_uri_or_a_digest_are_refused(String text) {
        assertThatThrownBy(() -> new SipUsername(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void usernames_have_64_characters_at_most() {
        assertThat(new SipUsername("a".repeat(64)).value()).hasSize(64);
        assertThatThrownBy(() -> new SipUsername("a".repeat(65))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void a_state_is_read_from_the_word_that_it_is_written_as(CredentialStatus status) {
        assertThat(CredentialStatus.ofWord(status.word())).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1-1-1-1-1",
                "not-a-uuid",
                "0190a0a0-0000-7000-8000-00000000000g",
                "0190a0a0-0000-7000-8000-0000000000000",
                "0190a0a0--000-7000-8000-000000000000"
            })
    void text_that_is_no_id_is_none(String text) {
        assertThat(CredentialId.parse(text)).isEmpty();
    }

    @Test
    void an_id_is_read_from_its_text() {
        CredentialId id = new CredentialId(UUID.randomUUID());

        assertThat(CredentialId.parse(id.toString())).contains(id);
        assertThat(id.bytes()).hasSize(16);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Alice|\"Alice\"",
                "Alice \"Al\" Doe|\"Alice \\\"Al\\\" Doe\"",
                "back\\slash|\"back\\\\slash\"",
                "evil\" <sip:mallory@evil.test>|\"evil\\\" <sip:mallory@evil.test>\"",
                "trail\\|\"trail\\\\\"",
                "Zoë 王 🎈|\"Zoë 王 🎈\""
            })
    void a_name_cannot_leave_its_quotes(String name, String quoted) {
        String nameAddr = ADDRESS.nameAddr(new DisplayName(name));

        assertThat(nameAddr).isEqualTo(quoted + " <sip:u234567k3f9@sip.example.test>");
        assertThat(nameAddr).matches("\"([^\"\\\\]|\\\\.)*\" <sip:[^<>\"]+>");
    }

    @Test
    void an_address_without_a_name_stands_in_brackets() {
        assertThat(ADDRESS.nameAddr(null)).isEqualTo("<sip:u234567k3f9@sip.example.test>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nContact: <sip:m@evil.test>",
                "a\u0000b",
                "a\u007Fb",
                "a\u0085b",
                "a\u2028b",
                "a\uD800b",
                "a\u202Eb"
            })
    void a_name_that_could_break_a_line_of_sip_is_none(String name) {
        assertThat(DisplayName.parse(name)).isEmpty();
    }
}
