package dev.firstring.softphone.web;

import static dev.firstring.softphone.web.Owner.BROWSER;
import static dev.firstring.softphone.web.Owner.PHONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.sip.CredentialStatus;
import dev.firstring.sip.lifecycle.ChangeCredentialState;
import dev.firstring.sip.lifecycle.RegeneratePassword;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.SharedService;
import dev.firstring.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** One-time links, over the wire of a whole service, with two nodes over one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinksTest {

    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final SharedService shared = SharedService.ordinary();
    private final SettableClock clock = shared.clock();
    private final TestDatabase database = shared.database();
    private final RunningService service = shared.node();
    private final RunningService other = shared.otherNode();
    private final JdbcTemplate jdbc = new JdbcTemplate(database.service());

    @Test
    void a_phone_gets_its_document_once() {
        Owner owner = Owner.at(service);
        Reply made = Person.expect(owner.ask(""));
        String path = Owner.path(made.data("url"));

        Reply first = service.get(path, PHONE);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Content-Type")).isEqualTo("application/xml;charset=UTF-8");
        assertThat(first.header("Cache-Control")).isEqualTo("no-store");
        assertThat(first.body()).contains(">SHA-256<").doesNotContain(owner.password());
        assertThat(service.get(path, PHONE).status()).isEqualTo(404);
        assertThat(other.get(path, PHONE).status()).isEqualTo(404);
    }

    @Test
    void the_answer_tells_all_that_a_page_needs_and_both_spellings_say_the_same() {
        Owner owner = Owner.at(service);

        Reply made = Person.expect(owner.ask("{\"format\":\"linphone\",\"uses\":2}"));
        Reply snake = Person.expect(service.call(
                "POST", "/api/v1/sip/credentials/" + owner.id() + "/provisioning-links", "", owner.bearer()));

        String url = made.data("url");
        assertThat(url).matches("http://localhost:" + service.port() + "/provisioning/[A-Za-z0-9_-]{32}");
        assertThat(Instant.parse(made.data("expiresAt")))
                .isEqualTo(clock.instant().plus(LIFETIME));
        assertThat(made.json().at("/data/uses").asInt()).isEqualTo(2);
        assertThat(made.data("format")).isEqualTo("linphone");
        assertThat(made.json().at("/data/appLinks/linphone").asString())
                .isEqualTo("sip-linphone:?linphone-fetch-config="
                        + java.net.URLEncoder.encode(url, StandardCharsets.UTF_8));
        assertThat(made.data("qrSvgUrl")).isEqualTo(url + "/qr.svg");
        assertThat(made.data("qrPngUrl")).isEqualTo(url + "/qr.png");
        assertThat(snake.json().get("data").propertyNames())
                .containsExactlyInAnyOrder(
                        "url", "expires_at", "uses", "format", "app_links", "qr_svg_url", "qr_png_url");
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void a_link_of_a_format_that_linphone_does_not_read_has_no_link_into_linphone() {
        assertThat(Person.expect(Owner.at(service).ask("{\"format\":\"baresip\"}"))
                        .json()
                        .at("/data/appLinks/linphone")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "5, 5"})
    void a_link_is_good_for_as_many_uses_as_were_asked_for(int uses, int good) {
        String path = Owner.at(service).link("{\"uses\":" + uses + "}");

        List<Integer> statuses = java.util.stream.IntStream.rangeClosed(0, uses)
                .mapToObj(time -> service.get(path, PHONE).status())
                .toList();

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(good);
        assertThat(statuses.getLast()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"uses\":0}", "{\"uses\":6}", "{\"uses\":-1}", "{\"format\":\"html\"}", "{\"format\":7}"})
    void what_is_out_of_bounds_is_refused_and_named(String body) {
        Reply refused = Owner.at(service).ask(body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("VALIDATION_FAILED");
    }

    @Test
    void every_link_that_is_no_good_is_answered_alike_to_phones_and_to_people() {
        Map<String, String> dead = new TreeMap<>();
        dead.put("unknown", "/provisioning/" + "A".repeat(32));
        dead.put("no token at all", "/provisioning/x");
        String used = Owner.at(service).link();
        assertThat(service.get(used, PHONE).status()).isEqualTo(200);
        dead.put("used", used);
        dead.put("suspended", deadBy(CredentialStatus.SUSPENDED));
        dead.put("revoked", deadBy(CredentialStatus.REVOKED));
        Owner rotated = Owner.at(service);
        dead.put("other password", rotated.link());
        service.bean(RegeneratePassword.class)
                .regenerate(rotated.credential(), rotated.account(), "owner", clock.instant());
        Owner back = Owner.at(service);
        dead.put("suspended and back", back.link());
        become(CredentialStatus.SUSPENDED, back);
        become(CredentialStatus.ACTIVE, back);
        dead.put("expired", Owner.at(service).link());
        clock.advance(LIFETIME);

        dead.forEach((why, path) -> {
            Reply phone = service.get(path, PHONE);
            assertThat(List.of(phone.status(), phone.header("Content-Type"), phone.body()))
                    .as(why)
                    .isEqualTo(List.of(404, "text/plain", "This link is used up or over. Get a new one.\n"));
            Reply person = service.get(path, BROWSER);
            assertThat(person.status()).as(why).isEqualTo(404);
            assertThat(person.body())
                    .as(why)
                    .isEqualTo(service.get(dead.get("unknown"), BROWSER).body())
                    .contains("href=\"/account\"");
            assertThat(service.call("HEAD", path, "", PHONE).status()).as(why).isEqualTo(404);
            for (String drawing : List.of("/qr.svg", "/qr.png")) {
                Reply image = service.get(path + drawing);
                assertThat(List.of(image.status(), image.body())).as(why).isEqualTo(List.of(404, ""));
            }
            assertThat(List.of(phone.header("Cache-Control"), person.header("Cache-Control")))
                    .containsOnly("no-store");
        });
    }

    @Test
    void a_use_is_not_taken_where_the_document_cannot_be_made() {
        Owner owner = Owner.at(service);
        String path = owner.link();
        byte[] sealed = jdbc.queryForObject(
                "SELECT secret FROM sip_credential WHERE id = ?",
                byte[].class,
                owner.credential().value());
        String set = "UPDATE sip_credential SET secret = ? WHERE id = ?";
        jdbc.update(set, new byte[] {1, 2, 3}, owner.credential().value());
        assertThat(service.get(path, PHONE).status()).isEqualTo(500);

        jdbc.update(set, sealed, owner.credential().value());

        assertThat(service.get(path, PHONE).status()).isEqualTo(200);
    }

    @Test
    void a_link_lives_to_the_end_of_its_time_and_no_longer() {
        Owner owner = Owner.at(service);
        String early = owner.link();
        String late = owner.link();

        clock.advance(LIFETIME.minusSeconds(1));
        assertThat(service.get(early, PHONE).status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(service.get(late, PHONE).status()).isEqualTo(404);
    }

    @Test
    void people_previews_and_heads_use_nothing_up() {
        String path = Owner.at(service).link();

        Reply page = service.get(path, BROWSER);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.body())
                .contains("<svg", "sip-linphone:?linphone-fetch-config=http%3A%2F%2Flocalhost")
                .doesNotContain("style=", "<script>", "/language?");
        for (String agent : List.of("curl/7.88.1", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)")) {
            assertThat(service.get(path, "User-Agent", agent, "Accept", "*/*").header("Content-Type"))
                    .startsWith("text/html");
        }
        for (String accept : List.of("image/png", "application/json;q=0", "no media type", "*/*;q=x")) {
            Reply odd = service.get(path, "Accept", accept);
            assertThat(List.of(odd.status(), odd.header("Content-Type")))
                    .as(accept)
                    .isEqualTo(List.of(200, "text/html;charset=UTF-8"));
        }
        Reply head = service.call("HEAD", path, "", PHONE);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(service.get(path + "/qr.svg").header("Content-Type")).isEqualTo("image/svg+xml;charset=UTF-8");
        assertThat(service.get(path + "/qr.png").header("Content-Type")).isEqualTo("image/png");

        assertThat(service.get(path, PHONE).status()).isEqualTo(200);
    }

    @Test
    void a_credential_has_so_many_good_links_and_one_more_ends_the_oldest() {
        Owner owner = Owner.at(service);
        List<String> links = List.of(owner.link(), owner.link(), owner.link(), owner.link());

        assertThat(links.stream().map(path -> service.get(path, PHONE).status()).toList())
                .containsExactly(404, 200, 200, 200);
    }

    @Test
    void only_the_owner_makes_links_and_only_while_the_credential_is_active() {
        Owner owner = Owner.at(service);
        Owner stranger = Owner.at(service);
        String path = "/api/sip/credentials/" + owner.id() + "/provisioning-links";

        Reply foreign = service.call("POST", path, "", stranger.bearer());
        Reply unknown = service.call(
                "POST",
                "/api/sip/credentials/0190a0a0-0000-7000-8000-000000000001/provisioning-links",
                "",
                stranger.bearer());
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.code()).isEqualTo("CREDENTIAL_NOT_FOUND");
        assertThat(foreign.json().get("detail")).isEqualTo(unknown.json().get("detail"));
        assertThat(service.call("POST", path, "").code()).isEqualTo("AUTHENTICATION_REQUIRED");
        assertThat(service.call("POST", "/api/sip/credentials/x/provisioning-links", "", owner.bearer())
                        .code())
                .isEqualTo("CREDENTIAL_NOT_FOUND");
        become(CredentialStatus.SUSPENDED, owner);
        // The suspension has ended the sign-in as well.
        assertThat(owner.ask("").code()).isEqualTo("INVALID_TOKEN");
    }

    private String deadBy(CredentialStatus status) {
        Owner owner = Owner.at(service);
        String path = owner.link();
        become(status, owner);
        return path;
    }

    private void become(CredentialStatus status, Owner owner) {
        service.bean(ChangeCredentialState.class)
                .become(status, owner.credential(), "test", "admin:test", clock.instant());
    }
}
