package dev.firstring.sipserver.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which contacts a registrar keeps, and how they are written (RFC 3261, section 10.3). */
class ContactRulesTest extends RegisterFixture {

    /** RFC 3261, section 25.1: after a backslash any character of ASCII but CR and LF. */
    @Test
    void a_name_may_hold_every_escaped_character_that_the_grammar_knows() {
        for (char c = 0; c < 0x80; c++) {
            if (c == '\r' || c == '\n') {
                continue;
            }
            String name = "\"Ann \\" + c + " B\"";
            String contact = "Contact: " + name + " <sip:a@10.0.0.1>";
            String challenge = phone.exchange(named(phone.request("REGISTER", contact), name));
            assertThat(challenge).as("character %d", (int) c).startsWith("SIP/2.0 401 ");

            String answer =
                    phone.exchange(named(phone.request("REGISTER", contact, phone.authorization(challenge, 1)), name));

            assertThat(answer)
                    .as("character %d", (int) c)
                    .startsWith("SIP/2.0 200 ")
                    .contains("From: " + name + " <")
                    .contains("Contact: <sip:a@10.0.0.1>;expires=");
        }
    }

    @Test
    void a_control_character_that_is_not_escaped_or_not_quoted_is_malformed() {
        for (String name :
                List.of("\"Ann\u0007\"", "Ann\\\u0007", "\"Ann\\\"\u0001", "\"Ann\\\u0085\"", "\"\\\\\u0000\"")) {
            assertThat(phone.exchange(named(phone.request("REGISTER", phone.contact()), name)))
                    .as(name)
                    .startsWith("SIP/2.0 400 ");
        }
        assertThat(phone.exchange(phone.request("REGISTER", "User-Agent: \"x\\\u0007\"")))
                .startsWith("SIP/2.0 400 ");
    }

    private static String named(String request, String name) {
        return request.replace("From: <", "From: " + name + " <").replace("To: <", "To: " + name + " <");
    }

    @Test
    void a_device_that_names_itself_has_one_contact_however_often_its_port_changes() {
        String device = ";reg-id=1;+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-000a95a0e128>\"";
        phone.register("Contact: <sip:a@10.0.0.1:1001>" + device, "Expires: 120");

        String answer = phone.register("Contact: <sip:a@10.0.0.1:1002>" + device, "Expires: 120");

        assertThat(TestPhone.headers(answer, "Contact")).containsExactly("<sip:a@10.0.0.1:1002>;expires=120" + device);
        assertThat(room.contacts(account).getFirst().instanceId())
                .isEqualTo("urn:uuid:00000000-0000-1000-8000-000a95a0e128");
    }

    @Test
    void the_contact_that_was_refreshed_longest_ago_makes_room_for_an_eleventh() {
        for (int i = 0; i < 10; i++) {
            phone.register("Contact: <sip:c" + i + "@10.0.0.1>", "Expires: 120");
        }
        phone.register("Contact: <sip:c0@10.0.0.1>", "Expires: 120");

        phone.register("Contact: <sip:c10@10.0.0.1>", "Expires: 120");

        assertThat(contacts())
                .hasSize(10)
                .contains("sip:c0@10.0.0.1", "sip:c10@10.0.0.1")
                .doesNotContain("sip:c1@10.0.0.1");
    }

    @Test
    void a_contact_that_is_no_sip_uri_or_too_long_is_refused() {
        for (String contact : List.of(
                "Contact: <mailto:a@10.0.0.1>",
                "Contact: sip:a@10.0.0.1?Route=%3Csip:b%3E",
                "Contact: <sip:a@10.0.0.1>, *",
                "Contact: <sip:" + "a".repeat(600) + "@10.0.0.1>",
                "Contact: <sip:a@10.0.0.1>;+sip.instance=\"<" + "u".repeat(200) + ">\"",
                "Contact: <sip:a@10.0.0.1")) {
            assertThat(phone.register(contact)).as(contact).startsWith("SIP/2.0 400");
        }
        assertThat(contacts()).isEmpty();
    }

    @Test
    void a_priority_of_a_contact_is_given_back_and_extensions_that_are_only_offered_are_ignored() {
        String answer = phone.register(
                "Contact: <sip:a@10.0.0.1>;q=0.7",
                "Supported: path, gruu, outbound",
                "Path: <sip:edge.example.test;lr>",
                "Expires: 120");

        assertThat(answer).startsWith("SIP/2.0 200").doesNotContain("gruu", "Path:", "Service-Route:");
        assertThat(TestPhone.headers(answer, "Contact")).containsExactly("<sip:a@10.0.0.1>;expires=120;q=0.7");
        assertThat(phone.register("Contact: <sip:a@10.0.0.1>;q=2", "Expires: 120"))
                .startsWith("SIP/2.0 400");
    }

    @Test
    void two_spellings_of_one_address_are_one_contact() {
        phone.register("Contact: <sip:ann@HOST.example.test;transport=TCP>", "Expires: 120");

        assertThat(phone.register("Contact: <SIP:%61nn@host.Example.test;transport=tcp>", "Expires: 180"))
                .startsWith("SIP/2.0 200");
        assertThat(contacts()).hasSize(1);
        phone.register("Contact: <sip:Ann@host.example.test;transport=tcp>", "Expires: 180");
        assertThat(contacts()).hasSize(2);
    }
}
