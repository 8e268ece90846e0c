package dev.firstring.sipserver.adapter.flexisip.contact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.sipserver.adapter.flexisip.Sample;
import dev.firstring.sipserver.adapter.flexisip.contact.StoredContact.Known;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ContactParserPropertyTest {

    private static final String WRITTEN = Sample.of("line").value();

    @Property(tries = 5000)
    void no_value_makes_the_parser_throw_and_the_field_is_kept(@ForAll String field, @ForAll("shreds") String value) {
        assertThat(ContactParser.parse(field, value).field()).isEqualTo(field);
    }

    @Property(tries = 2000)
    void a_value_that_lost_or_gained_something_is_read_or_kept(
            @ForAll @IntRange(max = 400) int at,
            @ForAll @IntRange(max = 40) int lost,
            @ForAll("shreds") String gained) {
        int from = Math.min(at, WRITTEN.length());
        int to = Math.min(from + lost, WRITTEN.length());
        String broken = WRITTEN.substring(0, from) + gained + WRITTEN.substring(to);

        assertThat(ContactParser.parse("abc", broken).field()).isEqualTo("abc");
    }

    @Property
    void any_name_user_agent_and_time_come_back(
            @ForAll("texts") String name,
            @ForAll("texts") String userAgent,
            @ForAll @LongRange(min = 1, max = 10_000_000) long expires) {
        String value = "\"%s\" <sip:a@192.0.2.1;fs-conn-id=1;expires=%d;updatedAt=1000?user-agent=%s>;q=1"
                .formatted(
                        name.replace("\\", "\\\\").replace("\"", "\\\""),
                        expires,
                        URLEncoder.encode(userAgent, StandardCharsets.ISO_8859_1)
                                .replace("+", "%20"));

        assertThat(ContactParser.parse("abc", value)).isInstanceOfSatisfying(Known.class, contact -> {
            assertThat(contact.uri()).isEqualTo("sip:a@192.0.2.1");
            assertThat(contact.userAgent()).isEqualTo(userAgent.isEmpty() ? null : userAgent);
            assertThat(contact.expiry().getEpochSecond()).isEqualTo(1000 + expires);
        });
    }

    @Provide
    Arbitrary<String> shreds() {
        return Arbitraries.of(
                        "<",
                        ">",
                        "\"",
                        "\\",
                        ";",
                        "?",
                        "&",
                        "=",
                        "%",
                        "%4",
                        "%zz",
                        "@",
                        "sip:",
                        "expires",
                        "updatedAt",
                        "=100",
                        "+",
                        " ",
                        "\0",
                        "\u00ff",
                        "+sip.instance",
                        "message-expires",
                        "user-agent",
                        "x")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    /** A character for each byte, as Redis has them. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withCharRange(' ', '\u00ff').ofMaxLength(30);
    }
}
