package dev.firstring.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.firstring.http.Answer.PolicyState;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What tests ask: it repeats what it was sent, and fails in every way there is. */
@RestController
@ConditionalOnProperty(WireServer.CONTROLLERS)
@RequestMapping({"/api/echo", "/api/v1/echo"})
public class EchoController {

    /** How often the counting operation ran. */
    public static final AtomicInteger RUNS = new AtomicInteger();

    public static final Semaphore ENTERED = new Semaphore(0);
    public static final Semaphore LEAVE = new Semaphore(0);

    private final javax.sql.DataSource database;

    EchoController(javax.sql.DataSource database) {
        this.database = database;
    }

    public enum Platform {
        IOS,
        ANDROID
    }

    public record Part(
            @Required @Nullable String partName, @Nullable Integer partSize) {}

    public record Order(
            @Required @CleanText(max = 10) @Nullable String displayName,

            @Required @Pattern(regexp = "[a-z]+") @CleanText(max = 5) @Nullable
            String shortCode,

            @Choice({"sms", "voice"}) @Nullable String deliveryChannel,
            @Nullable Integer itemCount,
            @Nullable Boolean isUrgent,
            @Nullable Platform devicePlatform,
            @Nullable List<@Valid Part> orderParts) {}

    public record Echo(
            @Nullable String displayName,
            Instant createdAt,
            @Nullable String absentValue,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Integer nextSms,

            @Nullable Integer itemCount,
            String language) {}

    @PostMapping("/order")
    public Answer<Echo> order(@RequestBody @Valid Order order, Locale locale) {
        return Answer.ok(
                new Echo(
                        order.displayName(),
                        Instant.parse("2026-03-01T12:00:00.5Z"),
                        null,
                        null,
                        order.itemCount(),
                        locale.toLanguageTag()),
                "sip.renamed");
    }

    @PostMapping("/optional")
    public Answer<Map<String, Object>> optional(@RequestBody(required = false) @Nullable Order order) {
        return Answer.ok(order == null ? null : Map.of("given", true), "account.refreshed");
    }

    @PostMapping("/count")
    public Answer<Map<String, Integer>> count(@RequestBody @Valid Part part) {
        return Answer.ok(Map.of("run", RUNS.incrementAndGet()), "account.refreshed");
    }

    /** Runs until the test lets it end. */
    @PostMapping("/wait")
    public Answer<Map<String, Integer>> await() throws InterruptedException {
        int run = RUNS.incrementAndGet();
        ENTERED.release();
        LEAVE.acquire();
        return Answer.ok(Map.of("run", run), "account.refreshed");
    }

    @GetMapping("/address")
    public Answer<Map<String, String>> address(ClientAddress client) {
        return Answer.ok(Map.of("address", client.toString(), "key", client.limitKey()), "account.shown");
    }

    @GetMapping("/search")
    public Answer<Map<String, Object>> search(
            @RequestParam String accountId,
            @RequestParam(defaultValue = "10") @Min(1) @Max(100) int pageSize,
            @RequestParam(required = false) @Nullable Platform devicePlatform) {
        return Answer.ok(Map.of("account", accountId, "size", pageSize), "sip.listed");
    }

    @GetMapping("/items/{id}")
    public Answer<Map<String, Object>> item(@PathVariable UUID id) {
        return Answer.ok(Map.of("item", id), "sip.credential");
    }

    @DeleteMapping("/items/{id}")
    public Answer<Map<String, Object>> drop(@PathVariable UUID id) {
        return Answer.ok(null, "account.deleted");
    }

    @PostMapping("/refuse/{code}")
    public Answer<Echo> refuse(@PathVariable ErrorCode code) {
        Problem problem = code == ErrorCode.INVALID_OTP ? Problem.of(code, 2) : Problem.of(code);
        return Answer.refused(problem.with("attemptsLeft", 2)
                .with("howToGo", Map.of("subSteps", List.of(Map.of("stepName", "one")))));
    }

    @PostMapping("/limited")
    public Answer<Echo> limited(@RequestParam long retryMillis) {
        return Answer.<Echo>refused(Problem.of(ErrorCode.RATE_LIMITED).retryAfter(Duration.ofMillis(retryMillis)))
                .rateLimits(List.of(
                        new PolicyState("number-hour", 5, Duration.ofHours(1), 0, Duration.ofMillis(59_001)),
                        new PolicyState("address-hour", 20, Duration.ofHours(1), 3, Duration.ofHours(1))));
    }

    @PostMapping("/cookies")
    public Answer<Map<String, Integer>> cookies() {
        return Answer.<Map<String, Integer>>ok(Map.of("run", RUNS.incrementAndGet()), "account.refreshed")
                .header("Set-Cookie", "one=1; HttpOnly")
                .header("Set-Cookie", "two=2; HttpOnly")
                .rateLimits(List.of(new PolicyState("number-hour", 5, Duration.ofHours(1), 4, Duration.ofMinutes(12))));
    }

    @PostMapping("/throw/{what}")
    public Answer<Echo> fail(@PathVariable String what) {
        RUNS.incrementAndGet();
        throw switch (what) {
            case "database" ->
                new JdbcTemplate(database).queryForObject("SELECT 1", Integer.class) == 1
                        ? new IllegalStateException("the database is there")
                        : new IllegalStateException("the database is odd");
            case "refusal" -> Problem.of(ErrorCode.PHONE_MISMATCH).asRefusal();
            default -> new IllegalStateException("secret-internal-detail");
        };
    }
}
