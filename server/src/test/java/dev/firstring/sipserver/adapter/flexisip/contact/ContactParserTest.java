package dev.firstring.sipserver.adapter.flexisip.contact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.sipserver.adapter.flexisip.Sample;
import dev.firstring.sipserver.adapter.flexisip.contact.StoredContact.Known;
import dev.firstring.sipserver.adapter.flexisip.contact.StoredContact.Unreadable;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactParserTest {

    private static final String LINPHONE = "urn:uuid:e22fe079-4407-007f-9cfa-09df1a938c55";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "linphone-tcp | sip:carol@127.0.0.1:40070;transport=tcp | Linphonec/5.1.65 | " + LINPHONE
                        + " | 1795349891 | 600 | PnHb4TZm~I",
                "linphone-tls | sip:frank@127.0.0.1:37390;transport=tls | Linphonec/5.1.65 | " + LINPHONE
                        + " | 1795349891 | 600 | ZLuQkBd9~9",
                "baresip | sip:bob-0x55937439f710@127.0.0.1:5188 | baresip v1.0.0 (x86_64/linux) | none"
                        + " | 1795349915 | 300 | 631189098f896d96",
                "sipp | sip:u7@127.0.0.1:5199 | sipp | none | 1795350061 | 600 | 8-23722@127.0.0.1",
                "push | sip:alice@127.0.0.1:56027;pn-provider=fcm;pn-param=my-project;pn-prid=tok123 | probe/1.0"
                        + " | urn:uuid:4cbb1d34-6fb1-4f3c-9c2e-1f2ab4a3a001 | 1795349822 | 120 | 631b8dc245f614c1",
                "line | sip:erin@127.0.0.1:46514;line=abc123 | probe/1.0 | none | 1795349969 | 300 | a2c1e7e862db71b1",
                "cli | sip:grace@127.0.0.1:9 | none | none | 1795350526 | 300 | fs-cli-upsert",
            })
    void what_a_running_flexisip_wrote_is_read(
            String name, String uri, String userAgent, String instance, long updated, long life, String callId) {
        Sample sample = Sample.of(name);

        assertThat(ContactParser.parse(sample.field(), sample.value()))
                .isEqualTo(new Known(
                        sample.field(),
                        uri,
                        userAgent,
                        instance,
                        Instant.ofEpochSecond(updated),
                        callId,
                        Instant.ofEpochSecond(updated + life)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 100",
                ";expires=30 | 30",
                ";expires=300 | 300",
                ";expires=soon | 100",
                ";message-expires=604800 | 604800",
                ";message-expires=604800;+sip.instance=\"<urn:uuid:1>\" | 604800",
                ";Message-Expires=604800 | 604800",
                ";message-expires=50 | 100",
                ";message-expires=604800;expires=30 | 604800",
                ";q=0.5;message-expires=604800 | 100",
                ";expires=30;message-expires=604800 | 30",
                ";message-expires | 100",
                ";a=\"x;message-expires=604800\" | 100",
            })
    void the_end_is_where_flexisip_sees_it(String parameters, long life) {
        Known contact = known("<sip:a@192.0.2.1;expires=100;updatedAt=1000?path=&accept=&user-agent=x>" + parameters);

        assertThat(contact.expiry()).isEqualTo(Instant.ofEpochSecond(1000 + life));
        assertThat(contact.isLive(Instant.ofEpochSecond(1000 + life - 1))).isTrue();
        assertThat(contact.isLive(Instant.ofEpochSecond(1000 + life))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a+b%20c | a+b c",
                "100%25 | 100%",
                "50% | 50%",
                "a%zz%4 | a%zz%4",
                "x%22%3Cy%3E%3B%3F%26%3D | x\"<y>;?&=",
                "Phone=2 | Phone=2",
            })
    void a_user_agent_is_decoded_and_a_plus_stays_one(String written, String read) {
        assertThat(known("<sip:a@192.0.2.1;expires=100;updatedAt=1000?user-agent=" + written + ">")
                        .userAgent())
                .isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?path=&accept=&user-agent=", "?path=&accept=", "?", "", "?user-agent"})
    void parts_may_be_empty_or_missing(String headers) {
        assertThat(known("<sip:a@192.0.2.1;expires=100;updatedAt=1000" + headers + ">")
                        .userAgent())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Erin <sip:x@y;expires=1>; \\\"E\\\" \\\\\" <%s>",
                "Erin E <%s>",
                "\"\"<%s>",
                "  <%s>",
                "<%s>;x=\"a>b;c\"",
                "<%s>;x=\"never closed"
            })
    void a_name_before_it_or_quotes_behind_it_do_not_disturb(String form) {
        String uri = "sip:a@192.0.2.1;expires=100;updatedAt=1000?user-agent=x";

        assertThat(known(form.formatted(uri)).uri()).isEqualTo("sip:a@192.0.2.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sip:a;b?c@192.0.2.1;transport=tls;fs-conn-id=1f | sip:a;b?c@192.0.2.1;transport=tls",
                "sip:[2001:db8::1]:5060;FS-Conn-Id=1f;lr | sip:[2001:db8::1]:5060;lr",
                "sips:a@192.0.2.1:5061;callid=a%40b;cseq=7;alias=no;usedAsRoute=no | sips:a@192.0.2.1:5061",
            })
    void what_flexisip_added_for_itself_is_not_shown(String uri, String shown) {
        assertThat(known("<" + uri + ";expires=100;updatedAt=1000?user-agent=x>")
                        .uri())
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sip:a@192.0.2.1;expires=100;updatedAt=1000",
                "<sip:a@192.0.2.1;expires=100;updatedAt=1000",
                "\"never closed <sip:a@192.0.2.1;expires=100;updatedAt=1000>",
                "<sip:a@192.0.2.1;expires=100>",
                "<sip:a@192.0.2.1;updatedAt=1000>",
                "<sip:a@192.0.2.1;expires=100;updatedAt=yesterday>",
                "<sip:a@192.0.2.1;expires=100;updatedAt=99999999999999999999>",
                "<>",
            })
    void what_cannot_be_read_is_kept_by_its_field(String value) {
        StoredContact contact = ContactParser.parse("abc", value);

        assertThat(contact).isEqualTo(new Unreadable("abc"));
        assertThat(contact.isLive(Instant.MAX)).isTrue();
    }

    @Test
    void a_device_that_is_known_by_its_field_alone_has_its_instance() {
        assertThat(ContactParser.parse("\"<urn:uuid:7>\"", "<sip:a@192.0.2.1;expires=100;updatedAt=1000>"))
                .isInstanceOfSatisfying(
                        Known.class, contact -> assertThat(contact.instanceId()).isEqualTo("urn:uuid:7"));
    }

    private static Known known(String value) {
        return (Known) ContactParser.parse("abc", value);
    }
}
