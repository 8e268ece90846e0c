package dev.firstring.onboarding;

import static dev.firstring.testing.Person.expect;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.SharedService;
import dev.firstring.testing.TestDatabase;
import dev.firstring.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A device id is chosen by the client, and real libraries send {@code unknown}, zeros or the name of a model: it reaches into
 * nothing of anybody else.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeviceIdTest {

    private final SharedService shared = SharedService.ordinary();
    private final SettableClock clock = shared.clock();
    private final TestDatabase database = shared.database();
    private final RunningService service = shared.node();
    private final RunningService other = shared.otherNode();
    private final JdbcTemplate owner =
            new JdbcTemplate(new DriverManagerDataSource(database.url(), TestDatabase.OWNER, TestDatabase.PASSWORD));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "web",
                "null",
                "undefined",
                "00000000-0000-0000-0000-000000000000",
                "SM-G991B",
                "iPhone14,2"
            })
    void strangers_with_the_same_device_id_keep_their_sessions(String id) {
        Person first = onDevice(id);
        Person second = onDevice(id);
        expect(first.start());
        expect(second.start());
        expect(first.verify());
        expect(second.verify());
        expect(first.link());
        expect(second.link());
    }

    @Test
    void a_stranger_who_sends_the_id_of_the_owners_device_has_no_part_in_the_owners_limits() {
        Person person = onDevice("unknown");
        person.onboard();
        for (int i = 0; i < 4; i++) {
            expect(person.pretended().start());
        }
        assertThat(person.pretended().start().code()).isEqualTo("RATE_LIMITED");

        Person again = person.again(service);
        expect(again.start());
        expect(again.verify());
        expect(again.link());
    }

    @Test
    void wrong_codes_of_a_stranger_who_sends_the_owners_device_id_count_for_the_number() {
        Person person = onDevice("3f0c1a52-7f4e-4a0c-9c55-0d3b7a6e2f91");
        person.onboard();
        Person stranger = person.pretended();
        expect(stranger.start());
        stranger.verifyWrongly();

        assertThat(owner.queryForList(
                        "SELECT subject FROM number_guard WHERE subject LIKE ?",
                        String.class,
                        "%" + person.number() + "%"))
                .containsExactly("number:" + person.number());
    }

    @Test
    void a_device_token_of_one_account_is_a_strangers_at_another() {
        Person thief = Person.at(service);
        thief.onboard();
        Person victim = thief.typingOnSameDevice(Person.at(service).number()).withTokenOf(thief);
        Reply linked = victim.onboard();

        assertThat(linked.json().at("/data/device_token").asString("")).isNotEmpty();
        for (int i = 0; i < 4; i++) {
            expect(victim.pretended().withTokenOf(thief).start());
        }
        assertThat(victim.pretended().withTokenOf(thief).start().code()).isEqualTo("RATE_LIMITED");
        expect(victim.again(service).start());
    }

    @Test
    void signing_out_everywhere_unbinds_every_device() {
        Person person = Person.at(service);
        Reply linked = person.onboard();
        expect(service.post("/api/account/sign-out", "{\"everywhere\":true}", Person.bearer(linked)));
        for (int i = 0; i < 4; i++) {
            expect(person.pretended().start());
        }
        assertThat(person.again(service).start().code()).isEqualTo("RATE_LIMITED");
    }

    @Test
    void the_browser_that_linked_is_bound_by_a_cookie_and_told_no_token() {
        Person person = Person.at(service);
        expect(person.start());
        expect(person.verify());
        Reply linked =
                expect(service.post("/api/onboarding/link-account", "{\"sessionId\":\"" + person.session() + "\"}"));

        assertThat(linked.json().at("/data/deviceToken").isNull()).isTrue();
        assertThat(linked.response().headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("firstring-device=")
                        .contains("HttpOnly")
                        .contains("SameSite=Strict"));
    }

    @Test
    void two_starts_of_one_device_and_number_at_once_leave_one_live_session_without_help_from_an_index() {
        for (int round = 0; round < 20; round++) {
            clock.advance(Duration.ofDays(1));
            Person bound = Person.at(service);
            bound.onboard();
            // One is counted for its device, the others for the number and for addresses of their own.
            race(List.of(bound.again(service), bound.pretended(), bound.again(other), bound.pretended()));
            Person reviewer = Person.typing(service, SharedService.TEST_NUMBER, "reviewer-" + round);
            race(List.of(reviewer, reviewer.again(other), reviewer.again(service), reviewer.again(other)));
        }
    }

    private void race(List<Person> people) {
        List<Reply> replies = Together.run(people.size(), i -> people.get(i).start());

        assertThat(replies).allMatch(reply -> reply.status() == 200);
        assertThat(owner.queryForObject(
                        "SELECT count(*) FROM onboarding_session WHERE device_id = ? AND ended_at IS NULL AND completed_at IS NULL",
                        Integer.class,
                        people.getFirst().device()))
                .isEqualTo(1);
    }

    @Test
    void fifteen_people_behind_one_address_whose_devices_are_unknown_all_get_their_code() {
        clock.advance(Duration.ofDays(1));
        List<Reply> replies = IntStream.range(0, 15)
                .mapToObj(i -> service.post(
                        "/api/onboarding/start",
                        "{\"phoneNumber\":\"+3361177%04d\",\"deviceId\":\"unknown\"}".formatted(i),
                        "X-Forwarded-For",
                        "10.99.0.1"))
                .toList();
        assertThat(replies).allMatch(reply -> reply.status() == 200);
    }

    private Person onDevice(String id) {
        return Person.typing(service, Person.at(service).number(), id);
    }
}
