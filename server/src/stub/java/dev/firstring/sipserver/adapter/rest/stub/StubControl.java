package dev.firstring.sipserver.adapter.rest.stub;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sets the faults of a stub that runs in a process of its own. It asks for no key, so the stub listens on the loopback
 * only. Thread-safe.
 *
 * <ul>
 *   <li>{@code PUT /stub/faults} {@code {share?, seed?, delay_ms?, late_calls?, late_share?, late_ms?, plain_text?,
 *       quota?, key?}}: sets what is named and takes back all other faults
 *   <li>{@code GET /stub/faults}: how many calls went ill by chance, by what became of them
 *   <li>{@code GET /stub/calls}: counters by operation
 *   <li>{@code GET /stub/accounts/NAME}: {@code {password, enabled, domain, display_name}}, 404 if there is none
 *   <li>{@code GET /stub/accounts}: all of them, as an array, with passwords
 *   <li>{@code DELETE /stub/accounts}: loses all of them
 *   <li>{@code DELETE /stub/accounts/NAME}: loses it
 *   <li>{@code PUT /stub/accounts/NAME} {@code {domain, password, created_at}}: a stranger's
 *   <li>{@code POST /stub/snapshot}, {@code POST /stub/restore}: remembers all accounts; goes back to them
 * </ul>
 */
public final class StubControl {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern ACCOUNT = Pattern.compile("/stub/accounts/([^/%]+)");

    private final RestStub stub;
    private final AtomicReference<@Nullable StubBackup> backup = new AtomicReference<>();

    StubControl(RestStub stub) {
        this.stub = stub;
    }

    StubAnswer answer(String method, String path, String body) {
        Matcher account = ACCOUNT.matcher(path);
        if (account.matches()) {
            return account(method, account.group(1), read(body));
        }
        return switch (method + " " + path) {
            case "PUT /stub/faults" -> faults(read(body));
            case "GET /stub/faults" -> StubAnswer.json(200, stub.faults().counts());
            case "GET /stub/calls" -> calls();
            case "GET /stub/accounts" -> StubAnswer.json(200, stub.accounts().all());
            case "DELETE /stub/accounts" -> {
                stub.accounts().all().forEach(one -> stub.accounts().lose(one.username()));
                yield StubAnswer.empty(204);
            }
            case "POST /stub/snapshot" -> {
                backup.set(stub.accounts().snapshot());
                yield StubAnswer.empty(204);
            }
            case "POST /stub/restore" -> restore();
            default -> StubAnswer.text(404, "no such call");
        };
    }

    private StubAnswer account(String method, String username, JsonNode body) {
        switch (method) {
            case "DELETE" -> stub.accounts().lose(username);
            case "PUT" ->
                stub.accounts()
                        .put(
                                username,
                                body.path("domain").asString(),
                                body.path("password").asString(),
                                Instant.parse(body.path("created_at").asString()));
            default -> {
                return stub.accounts()
                        .find(username)
                        .map(found -> StubAnswer.json(
                                200,
                                Map.of(
                                        "password", found.password(),
                                        "enabled", found.enabled(),
                                        "domain", found.domain(),
                                        "display_name", found.displayName() == null ? "" : found.displayName())))
                        .orElseGet(() -> StubAnswer.text(404, "no such account"));
            }
        }
        return StubAnswer.empty(204);
    }

    private StubAnswer faults(JsonNode wanted) {
        StubFaults faults = stub.faults();
        faults.clear();
        faults.failSome(wanted.path("share").asDouble(0), wanted.path("seed").asLong(1));
        faults.setDelay(Duration.ofMillis(wanted.path("delay_ms").asLong(0)));
        Duration late = Duration.ofMillis(wanted.path("late_ms").asLong(0));
        faults.answerLate(wanted.path("late_calls").asInt(0), late);
        faults.answerSomeLate(wanted.path("late_share").asDouble(0), late);
        faults.setPlainText(wanted.path("plain_text").asBoolean(false));
        stub.accounts().setQuota(wanted.path("quota").asInt(Integer.MAX_VALUE));
        if (wanted.has("key")) {
            stub.credentials().changeKey(wanted.path("key").asString());
        }
        return StubAnswer.empty(204);
    }

    private StubAnswer calls() {
        Map<String, Long> counts = new TreeMap<>();
        stub.calls().all().forEach((operation, count) -> counts.put(operation.name(), count));
        return StubAnswer.json(200, counts);
    }

    private StubAnswer restore() {
        StubBackup kept = backup.get();
        if (kept == null) {
            return StubAnswer.text(409, "there is no snapshot");
        }
        stub.accounts().restore(kept);
        return StubAnswer.empty(204);
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.missingNode();
        }
    }
}
