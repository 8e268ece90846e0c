package dev.firstring.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.http.NeverStored;
import dev.firstring.http.SecretAnswer;
import dev.firstring.testing.RunningService;
import dev.firstring.testing.RunningService.Reply;
import dev.firstring.testing.SettableClock;
import dev.firstring.testing.SharedService;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Idempotency-Key as a way to somebody else's answer, or to one's own of a sign-in that has ended (spec/api.md). */
@Tag("slow")
class KeysOfCallersTest {

    private static final String KEY = "Idempotency-Key";
    private static final String ADDRESS = "192.0.2.77";
    private static final String FROM = "X-Forwarded-For";
    private static final String REFRESH = "/api/v1/account/token/refresh";
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Fields that open something, or do when they are new. */
    private static final Set<String> SECRETS =
            Set.of("otpCode", "sipPassword", "newPassword", "accessToken", "refreshToken", "url", "password");

    private static RunningService service;
    private static JdbcTemplate jdbc;

    @BeforeAll
    static void start() {
        SharedService shared = SharedService.wide();
        service = shared.node();
        jdbc = new JdbcTemplate(shared.database().service());
    }

    private record Session(String id, String number, String code) {}

    private record SignedIn(String access, String refresh, String credential, String device) {

        String bearer() {
            return "Bearer " + access;
        }
    }

    private static String fresh() {
        return UUID.randomUUID().toString();
    }

    private static Session begin() {
        String number = "+3364%07d".formatted(COUNT.incrementAndGet());
        Reply started =
                service.post("/api/v1/onboarding/start", "{\"phone_number\":\"%s\"}".formatted(number), FROM, ADDRESS);
        return new Session(started.data("session_id"), number, started.data("otp_code"));
    }

    private static void prove(Session session) {
        assertThat(service.post(
                                "/api/v1/onboarding/verify-otp",
                                "{\"session_id\":\"%s\",\"phone_number\":\"%s\",\"otp_code\":\"%s\"}"
                                        .formatted(session.id(), session.number(), session.code()))
                        .status())
                .isEqualTo(200);
    }

    private static SignedIn signIn() {
        Session session = begin();
        prove(session);
        JsonNode data = service.post(
                        "/api/v1/onboarding/link-account",
                        "{\"session_id\":\"%s\"}".formatted(session.id()),
                        KEY,
                        fresh())
                .json()
                .required("data");
        return new SignedIn(
                data.at("/tokens/access_token").asString(),
                data.at("/tokens/refresh_token").asString(),
                data.at("/sip_credentials/id").asString(),
                data.at("/device_token").asString());
    }

    private static Reply refresh(String token, String key) {
        return service.post(REFRESH, "{\"refresh_token\":\"%s\"}".formatted(token), KEY, key, FROM, ADDRESS);
    }

    private static int rows() {
        Integer rows = jdbc.queryForObject("SELECT count(*) FROM idempotency_key", Integer.class);
        return rows == null ? 0 : rows;
    }

    @Test
    void a_key_of_somebody_at_the_same_address_hands_over_nothing() {
        Session owner = begin();
        Session stranger = begin();
        String key = fresh();
        assertThat(extend(key, owner.id()).data("sessionId")).isEqualTo(owner.id());

        assertThat(extend(key, stranger.id()).data("sessionId")).isEqualTo(stranger.id());
        assertThat(service.post("/api/onboarding/session/extend", "", KEY, key, FROM, ADDRESS)
                        .body())
                .doesNotContain(owner.id(), owner.number());
    }

    private static Reply extend(String key, String session) {
        return service.post(
                "/api/onboarding/session/extend", "", KEY, key, FROM, ADDRESS, "X-Onboarding-Session", session);
    }

    @Test
    void a_retry_with_a_renewed_token_is_the_same_caller() {
        SignedIn person = signIn();
        String key = "short";
        String path = "/api/v1/sip/credentials/" + person.credential() + "/provisioning-links";
        Reply first = service.post(path, "{}", KEY, key, "Authorization", person.bearer());
        String renewed = refresh(person.refresh(), fresh()).data("access_token");

        Reply second = service.post(path, "{}", KEY, key, "Authorization", "Bearer " + renewed);

        assertThat(second.data("url")).isEqualTo(first.data("url"));
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void a_renewal_is_repeated_while_its_sign_in_lives_and_never_after() {
        SignedIn person = signIn();
        String key = fresh();
        Reply first = refresh(person.refresh(), key);
        assertThat(refresh(person.refresh(), key).body()).isEqualTo(first.body());

        assertThat(service.post(
                                "/api/v1/account/sign-out",
                                "{\"everywhere\":true}",
                                "Authorization",
                                "Bearer " + first.data("access_token"))
                        .status())
                .isEqualTo(200);

        Reply late = refresh(person.refresh(), key);
        assertThat(late.status()).isEqualTo(401);
        assertThat(late.body()).doesNotContain(first.data("refresh_token"), first.data("access_token"));
    }

    /** A phone changes networks, and may have been killed while it waited for its answer. */
    @Test
    void a_renewal_is_repeated_from_another_network_with_the_token_of_the_device_and_not_without() {
        SignedIn person = signIn();
        String key = fresh();
        Reply first = renew(person, key, ADDRESS);
        ((SettableClock) service.bean(Clock.class)).advance(Duration.ofHours(1));

        assertThat(renew(person, key, "198.51.100.9").data("refresh_token")).isEqualTo(first.data("refresh_token"));

        SignedIn robbed = signIn();
        String known = fresh();
        String successor = refresh(robbed.refresh(), known).data("refresh_token");
        Reply elsewhere = service.post(
                REFRESH, "{\"refresh_token\":\"%s\"}".formatted(robbed.refresh()), KEY, known, FROM, "198.51.100.9");
        assertThat(elsewhere.code()).isEqualTo("INVALID_TOKEN");
        assertThat(elsewhere.body()).doesNotContain(successor);
    }

    private static Reply renew(SignedIn person, String key, String address) {
        return service.post(
                REFRESH,
                "{\"refresh_token\":\"%s\",\"device_token\":\"%s\"}".formatted(person.refresh(), person.device()),
                KEY,
                key,
                FROM,
                address);
    }

    @Test
    void a_renewal_that_was_used_is_not_repeated() {
        SignedIn person = signIn();
        String key = fresh();
        Reply first = refresh(person.refresh(), key);
        refresh(first.data("refresh_token"), fresh());

        assertThat(refresh(person.refresh(), key).code()).isEqualTo("INVALID_TOKEN");
    }

    @Test
    void a_start_is_repeated_until_the_number_is_proved() {
        String number = "+3364%07d".formatted(COUNT.incrementAndGet());
        String key = fresh();
        String body = "{\"phone_number\":\"%s\",\"device_id\":\"phone\"}".formatted(number);
        Reply first = service.post("/api/v1/onboarding/start", body, KEY, key, FROM, ADDRESS);
        assertThat(service.post("/api/v1/onboarding/start", body, KEY, key, FROM, ADDRESS)
                        .body())
                .isEqualTo(first.body());
        prove(new Session(first.data("session_id"), number, first.data("otp_code")));

        Reply late = service.post("/api/v1/onboarding/start", body, KEY, key, FROM, ADDRESS);

        assertThat(late.code()).isEqualTo("INVALID_STEP");
        assertThat(late.body()).doesNotContain(first.data("session_id"), first.data("otp_code"));
    }

    @Test
    void nothing_is_kept_of_answers_that_are_made_anew_or_of_refused_callers() {
        int before = rows();
        SignedIn person = signIn();
        String path = "/api/v1/sip/credentials/" + person.credential() + "/regenerate-password";
        service.post(path, "", KEY, fresh(), "Authorization", person.bearer());
        service.post(path, "", KEY, fresh(), "Authorization", "Bearer a.b.c");
        service.post(path, "", KEY, fresh());
        service.post("/api/v1/admin/sip/reconcile", "{}", KEY, fresh(), "Authorization", person.bearer());
        service.post("/api/v1/nothing", "{}", KEY, fresh());

        assertThat(rows()).isEqualTo(before);
    }

    /** A new operation with a secret in its answer has to say how a repeat is answered. */
    @Test
    void every_answer_with_a_secret_is_made_anew_or_repeated_only_while_it_is_good() {
        JsonNode document = service.get("/openapi").json();
        List<SecretAnswer> guards =
                List.copyOf(service.context().getBeansOfType(SecretAnswer.class).values());
        List<String> kept = new ArrayList<>();
        document.get("paths").properties().forEach(path -> {
            JsonNode answers = path.getValue().path("post").path("responses");
            if (path.getKey().startsWith("/api/") && holdsSecret(document, answers.path("200"), new HashSet<>())) {
                MockHttpServletRequest request = new MockHttpServletRequest("POST", path.getKey());
                boolean guarded = guards.stream().anyMatch(guard -> guard.covers(request));
                if (!guarded && !madeAnew().contains(path.getKey())) {
                    kept.add(path.getKey());
                }
            }
        });
        assertThat(madeAnew()).hasSizeGreaterThanOrEqualTo(6);
        assertThat(kept).isEmpty();
    }

    private static Set<String> madeAnew() {
        Set<String> paths = new HashSet<>();
        service.context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((route, method) -> {
                    if (method.hasMethodAnnotation(NeverStored.class)) {
                        paths.addAll(route.getPatternValues());
                    }
                });
        return paths;
    }

    private static boolean holdsSecret(JsonNode document, JsonNode node, Set<String> seen) {
        if (node.has("$ref") && !seen.add(node.get("$ref").asString())) {
            return false;
        }
        JsonNode schema = Schemas.resolve(document, node);
        for (String name : schema.path("properties").propertyNames()) {
            String camel = name.contains("_") ? camel(name) : name;
            if (SECRETS.contains(camel)) {
                return true;
            }
        }
        for (JsonNode child : schema) {
            if (child.isContainer() && holdsSecret(document, child, seen)) {
                return true;
            }
        }
        return false;
    }

    private static String camel(String snake) {
        StringBuilder camel = new StringBuilder();
        for (String part : snake.split("_")) {
            camel.append(camel.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return camel.toString();
    }
}
