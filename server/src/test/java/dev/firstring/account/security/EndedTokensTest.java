package dev.firstring.account.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.admin.Scope;
import dev.firstring.account.apikey.ApiKeyCreation;
import dev.firstring.account.apikey.ApiKeys;
import dev.firstring.account.apikey.NewApiKey;
import dev.firstring.testing.Person;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SharedService;
import dev.firstring.testing.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What a token is worth once it has been ended, on every route that there is and on another node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class EndedTokensTest {

    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private record Route(String method, String path, HandlerMethod handler) {}

    private final SharedService shared = SharedService.ordinary();
    private final RunningService node = shared.node();
    private final RunningService other = shared.otherNode();
    private String operator;
    private List<String> form;

    @BeforeAll
    void prepare() {
        operator = ((ApiKeyCreation.Created) node.bean(ApiKeys.class)
                        .create(new NewApiKey("suspender", EnumSet.allOf(Scope.class), Duration.ofDays(1))))
                .key()
                .reveal();
        form = formToken();
    }

    @Test
    void signing_out_everywhere_ends_access_tokens_on_every_route() {
        Person person = Person.at(node);
        Reply linked = person.onboard();
        assertThat(other.get("/api/v1/account", bearer(linked)).status()).isEqualTo(200);

        Person.expect(node.post("/api/v1/account/sign-out", "{\"everywhere\":true}", bearer(linked)));

        assertRefusedEverywhere(bearer(linked));
        Reply next = signInAgain(person);
        assertThat(other.get("/api/v1/account", bearer(next)).status()).isEqualTo(200);
    }

    @Test
    void erasure_ends_access_tokens_on_every_route() {
        Reply linked = Person.at(node).onboard();

        Person.expect(node.call("DELETE", "/api/v1/account", "", bearer(linked)));

        assertRefusedEverywhere(bearer(linked));
    }

    @Test
    void suspension_by_an_operator_ends_all_tokens_of_the_account_on_every_route() {
        Reply linked = Person.at(node).onboard();

        act(linked, "suspend");

        assertRefusedEverywhere(bearer(linked));
        assertThat(refresh(linked).code()).isEqualTo("INVALID_TOKEN");
    }

    @Test
    void revocation_by_an_operator_ends_all_tokens_of_the_account_on_every_route() {
        Reply linked = Person.at(node).onboard();

        act(linked, "revoke");

        assertRefusedEverywhere(bearer(linked));
        assertThat(refresh(linked).code()).isEqualTo("INVALID_TOKEN");
    }

    @Test
    void two_nodes_that_renew_with_one_token_at_once_give_the_same_pair_and_both_answers_are_good() {
        for (int round = 0; round < 5; round++) {
            String token = Person.at(node)
                    .onboard()
                    .json()
                    .at("/data/tokens/refresh_token")
                    .asString();
            String body = "{\"refresh_token\":\"%s\"}".formatted(token);

            List<Reply> replies = Together.run(
                    8,
                    index ->
                            Person.expect((index % 2 == 0 ? node : other).post("/api/v1/account/token/refresh", body)));

            assertThat(replies.stream()
                            .map(reply -> reply.data("refresh_token"))
                            .distinct())
                    .hasSize(1);
            assertThat(replies.stream().map(reply -> reply.data("access_token")).distinct())
                    .hasSize(1);
            String[] bearer = {"Authorization", "Bearer " + replies.getFirst().data("access_token")};
            assertThat(other.get("/api/v1/account", bearer).status()).isEqualTo(200);
            String next =
                    "{\"refresh_token\":\"%s\"}".formatted(replies.getFirst().data("refresh_token"));
            Person.expect(node.post("/api/v1/account/token/refresh", next));
        }
    }

    @Test
    void reuse_of_a_refresh_token_ends_access_tokens_on_every_route() {
        Reply linked = Person.at(node).onboard();
        Reply renewed = Person.expect(refresh(linked));
        String[] after = {"Authorization", "Bearer " + renewed.data("access_token")};
        assertThat(other.get("/api/v1/account", after).status()).isEqualTo(200);

        assertThat(refresh(linked, "X-Forwarded-For", "198.51.100.77").code()).isEqualTo("INVALID_TOKEN");

        assertRefusedEverywhere(after);
        assertRefusedEverywhere(bearer(linked));
    }

    @Test
    void reactivation_ends_nothing() {
        Person person = Person.at(node);
        Reply linked = person.onboard();
        act(linked, "suspend");
        act(linked, "reactivate");
        Reply next = signInAgain(person);

        act(linked, "suspend");
        act(linked, "reactivate");

        assertThat(other.get("/api/v1/account", bearer(next)).code()).isEqualTo("INVALID_TOKEN");
        assertThat(other.get("/api/v1/account", bearer(signInAgain(person))).status())
                .isEqualTo(200);
    }

    @Test
    void a_cookie_of_an_ended_token_is_worth_as_much_as_none_on_every_route() {
        Reply linked = Person.at(node).onboard();
        String cookie = "firstring-access=" + bearer(linked)[1].substring("Bearer ".length());
        assertThat(other.get("/api/account", "Cookie", cookie).status()).isEqualTo(200);

        Person.expect(node.post("/api/v1/account/sign-out", "{\"everywhere\":true}", bearer(linked)));

        for (Route route : routes()) {
            Reply with = call(route, "Cookie", cookie, "Sec-Fetch-Site", "same-origin");
            Reply without = call(route, "Cookie", "firstring-access=none", "Sec-Fetch-Site", "same-origin");
            assertThat(with.status()).as(route.toString()).isEqualTo(without.status());
        }
        assertThat(other.get("/api/account", "Cookie", cookie).code()).isEqualTo("AUTHENTICATION_REQUIRED");
    }

    private void assertRefusedEverywhere(String[] bearer) {
        List<String> open = new ArrayList<>();
        for (Route route : routes()) {
            Reply reply = call(route, bearer);
            boolean refused = reply.status() == 401
                    && reply.header("WWW-Authenticate").contains("invalid_token")
                    && (!route.path().startsWith("/api/") || reply.code().equals("INVALID_TOKEN"));
            if (!refused) {
                open.add(route + " answered " + reply.status());
            }
        }
        assertThat(open).isEmpty();
    }

    /** All routes but those that providers of messages call, which read no tokens of ours. */
    private List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        node.context()
                .getBeansOfType(RequestMappingHandlerMapping.class)
                .values()
                .forEach(mapping -> {
                    for (Map.Entry<RequestMappingInfo, HandlerMethod> entry :
                            mapping.getHandlerMethods().entrySet()) {
                        for (String pattern : entry.getKey().getPatternValues()) {
                            for (RequestMethod method : methods(entry.getKey())) {
                                routes.add(new Route(method.name(), fill(pattern), entry.getValue()));
                            }
                        }
                    }
                });
        routes.removeIf(route -> route.path().startsWith("/hooks/"));
        assertThat(routes).hasSizeGreaterThan(60);
        return routes;
    }

    private static List<RequestMethod> methods(RequestMappingInfo info) {
        return info.getMethodsCondition().getMethods().isEmpty()
                ? List.of(RequestMethod.GET)
                : List.copyOf(info.getMethodsCondition().getMethods());
    }

    private static String fill(String pattern) {
        return pattern.replaceAll("\\{[^}]*}", "0190a000-0000-7000-8000-000000000000")
                .replace("**", "x")
                .replace("*", "x");
    }

    private Reply call(Route route, String... headers) {
        String[] all = Stream.concat(Arrays.stream(headers), form.stream()).toArray(String[]::new);
        return other.call(route.method(), route.path(), route.method().equals("GET") ? "" : "{}", all);
    }

    /** Forms of pages are refused before anybody looks at who sends them, unless they bring the token of a page. */
    private List<String> formToken() {
        Reply page = other.get("/onboarding");
        Matcher token = FORM_TOKEN.matcher(page.body());
        assertThat(token.find()).isTrue();
        String cookie = page.response().headers().allValues("Set-Cookie").stream()
                .filter(value -> value.startsWith("firstring-form="))
                .map(value -> value.substring(0, value.indexOf(';')))
                .findFirst()
                .orElseThrow();
        return List.of("Cookie", cookie, "X-XSRF-TOKEN", token.group(1));
    }

    private void act(Reply linked, String act) {
        String credential = linked.json().at("/data/sip_credentials/id").asString();
        Person.expect(node.post(
                "/api/admin/sip/credentials/" + credential + "/" + act,
                "{\"reason\":\"a test\"}",
                "X-API-Key",
                operator));
    }

    private Reply refresh(Reply linked, String... headers) {
        return other.post(
                "/api/v1/account/token/refresh",
                "{\"refresh_token\":\"%s\"}"
                        .formatted(
                                linked.json().at("/data/tokens/refresh_token").asString()),
                headers);
    }

    private Reply signInAgain(Person person) {
        return person.again(other).onboard();
    }

    private static String[] bearer(Reply linked) {
        return Person.bearer(linked);
    }
}
