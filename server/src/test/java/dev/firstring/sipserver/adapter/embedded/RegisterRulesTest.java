package dev.firstring.sipserver.adapter.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.sipserver.WantedAccount;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a registrar does with a REGISTER that it has let in (RFC 3261, section 10.3). */
class RegisterRulesTest extends RegisterFixture {

    @Test
    void a_contact_lasts_as_long_as_the_phone_asks_and_no_longer() {
        String answer = phone.register("Contact: <sip:a@10.0.0.1>", "Expires: 120");

        assertThat(answer).startsWith("SIP/2.0 200 OK").contains("Contact: <sip:a@10.0.0.1>;expires=120");
        assertThat(TestPhone.headers(answer, "Date")).hasSize(1);
        assertThat(TestPhone.headers(answer, "Server")).containsExactly("Firstring");
        assertThat(TestPhone.parameter(TestPhone.headers(answer, "To").getFirst(), "tag"))
                .isNotEmpty();
        room.clock.advance(Duration.ofSeconds(119));
        assertThat(contacts()).containsExactly("sip:a@10.0.0.1");
        room.clock.advance(Duration.ofSeconds(1));
        assertThat(contacts()).isEmpty();
        assertThat(room.contacts(account)).isEmpty();
    }

    @Test
    void a_time_of_a_contact_goes_before_that_of_the_message() {
        assertThat(phone.register("Contact: <sip:a@10.0.0.1>;expires=90, <sip:b@10.0.0.1>", "Expires: 120"))
                .contains("<sip:a@10.0.0.1>;expires=90", "<sip:b@10.0.0.1>;expires=120");
    }

    @Test
    void without_a_time_the_default_holds_and_too_long_a_time_is_cut() {
        assertThat(phone.register("Contact: <sip:a@10.0.0.1>, <sip:b@10.0.0.1>;expires=4294967295"))
                .contains("<sip:a@10.0.0.1>;expires=600", "<sip:b@10.0.0.1>;expires=3600");
    }

    @Test
    void too_short_a_time_is_refused_with_the_shortest() {
        String answer = phone.register("Contact: <sip:a@10.0.0.1>", "Expires: 59");

        assertThat(answer).startsWith("SIP/2.0 423 ");
        assertThat(TestPhone.headers(answer, "Min-Expires")).containsExactly("60");
        assertThat(contacts()).isEmpty();
        assertThat(phone.register("Contact: <sip:a@10.0.0.1>", "Expires: 60")).startsWith("SIP/2.0 200");
    }

    @Test
    void a_refresh_lengthens_the_time_of_the_same_contact() {
        phone.register("Contact: <sip:a@10.0.0.1>", "Expires: 120");
        room.clock.advance(Duration.ofSeconds(100));

        assertThat(TestPhone.headers(phone.register("Contact: <sip:a@10.0.0.1>", "Expires: 120"), "Contact"))
                .containsExactly("<sip:a@10.0.0.1>;expires=120");
    }

    @Test
    void a_phone_asks_what_is_registered_without_a_contact() {
        phone.register("Contact: <sip:a@10.0.0.1>", "Expires: 120");
        phone.register("Contact: <sip:b@10.0.0.1>", "Expires: 120");

        assertThat(phone.register()).contains("<sip:a@10.0.0.1>;expires=120", "<sip:b@10.0.0.1>;expires=120");
        assertThat(contacts()).hasSize(2);
    }

    @Test
    void a_time_of_zero_ends_one_contact() {
        phone.register("Contact: <sip:a@10.0.0.1>, <sip:b@10.0.0.1>", "Expires: 120");

        assertThat(phone.register("Contact: <sip:a@10.0.0.1>;expires=0")).startsWith("SIP/2.0 200");

        assertThat(contacts()).containsExactly("sip:b@10.0.0.1");
        assertThat(phone.register("Contact: <sip:never@10.0.0.1>", "Expires: 0"))
                .startsWith("SIP/2.0 200");
    }

    @Test
    void a_star_with_a_time_of_zero_ends_all_and_means_nothing_otherwise() {
        phone.register("Contact: <sip:a@10.0.0.1>, <sip:b@10.0.0.1>", "Expires: 120");

        assertThat(phone.register("Contact: *")).startsWith("SIP/2.0 400");
        assertThat(phone.register("Contact: *", "Expires: 60")).startsWith("SIP/2.0 400");
        assertThat(phone.register("Contact: *", "Contact: <sip:c@10.0.0.1>", "Expires: 0"))
                .startsWith("SIP/2.0 400");
        assertThat(contacts()).hasSize(2);
        assertThat(phone.register("Contact: *", "Expires: 0")).startsWith("SIP/2.0 200");
        assertThat(contacts()).isEmpty();
    }

    @Test
    void a_request_that_was_overtaken_changes_nothing() {
        phone.register("Contact: <sip:a@10.0.0.1>", "Expires: 120");
        int later = phone.sequence;
        phone.sequence = 0;

        assertThat(phone.register("Contact: <sip:a@10.0.0.1>, <sip:b@10.0.0.1>", "Expires: 0"))
                .startsWith("SIP/2.0 500");
        assertThat(contacts()).containsExactly("sip:a@10.0.0.1");

        phone.sequence = later;
        assertThat(phone.register("Contact: <sip:a@10.0.0.1>", "Expires: 0")).startsWith("SIP/2.0 200");
    }

    @Test
    void a_time_that_cannot_be_read_is_an_hour() {
        for (String contact : List.of(
                "Contact: <sip:a@10.0.0.1>;expires=soon",
                "Contact: <sip:a@10.0.0.1>;expires=-1",
                "Contact: <sip:a@10.0.0.1>;expires=4294967296",
                "Contact: <sip:a@10.0.0.1>;expires=280297596632815",
                "Contact: <sip:a@10.0.0.1>;expires=1.5",
                "Contact: <sip:a@10.0.0.1>;expires=\"\"")) {
            assertThat(phone.register(contact, "Expires: 120"))
                    .as(contact)
                    .startsWith("SIP/2.0 200")
                    .contains("<sip:a@10.0.0.1>;expires=3600");
        }
        for (String expires : List.of("soon", "-1", "4294967296", "1" + "0".repeat(100), "", "60 s")) {
            assertThat(phone.register("Contact: <sip:a@10.0.0.1>", "Expires: " + expires))
                    .as(expires)
                    .startsWith("SIP/2.0 200")
                    .contains("<sip:a@10.0.0.1>;expires=3600");
        }
        assertThat(phone.register("Contact: <sip:a@10.0.0.1>", "Expires: 0000000120"))
                .contains("<sip:a@10.0.0.1>;expires=120");
        assertThat(phone.register("Contact: *", "Expires: soon")).startsWith("SIP/2.0 400");
        assertThat(phone.register("Contact: *", "Expires: 00")).startsWith("SIP/2.0 200");
        assertThat(contacts()).isEmpty();
    }

    @Test
    void a_star_that_was_overtaken_ends_nothing() {
        phone.register("Contact: <sip:a@10.0.0.1>", "Expires: 120");
        int later = phone.sequence;
        phone.sequence = 0;

        assertThat(phone.register("Contact: *", "Expires: 0")).startsWith("SIP/2.0 500");

        assertThat(contacts()).hasSize(1);
        phone.sequence = later;
        phone.callId = "another";
        phone.sequence = 0;
        assertThat(phone.register("Contact: *", "Expires: 0")).startsWith("SIP/2.0 200");
        assertThat(contacts()).isEmpty();
    }

    @Test
    void one_person_cannot_register_another() {
        WantedAccount other = room.account();
        String alien = "sip:" + other.address().username() + "@" + AccountTable.DOMAIN;

        String forged = phone.request("REGISTER", phone.contact()).replaceFirst("To: <[^>]*>", "To: <" + alien + ">");
        assertThat(phone.exchange(forged)).startsWith("SIP/2.0 403");

        String both = phone.request("REGISTER", phone.contact())
                .replaceFirst("To: <[^>]*>", "To: <" + alien + ">")
                .replaceFirst("From: <[^>]*>", "From: <" + alien + ">");
        String challenge = phone.exchange(both);
        String signed = both.replace("Content-Length", phone.authorization(challenge, 1) + "\r\nContent-Length");
        assertThat(phone.exchange(signed)).startsWith("SIP/2.0 403");
        assertThat(room.contacts(other)).isEmpty();
    }

    @Test
    void other_domains_are_not_served() {
        assertThat(phone.exchange(phone.request("REGISTER")
                        .replaceAll("(To|From): <sip:([^@]*)@[^>]*>", "$1: <sip:$2@else.test>")))
                .startsWith("SIP/2.0 404");
        assertThat(phone.exchange(
                        phone.request("REGISTER").replaceFirst("REGISTER sip:\\S*", "REGISTER sip:else.test")))
                .startsWith("SIP/2.0 404");
        assertThat(phone.exchange(
                        phone.request("REGISTER").replaceFirst("REGISTER sip:\\S*", "REGISTER sip:127.0.0.1:5999")))
                .startsWith("SIP/2.0 401");
        assertThat(phone.exchange(phone.request("REGISTER").replaceFirst("REGISTER sip:\\S*", "REGISTER tel:123")))
                .startsWith("SIP/2.0 416");
    }
}
