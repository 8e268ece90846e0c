package dev.firstring.account.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.account.admin.Operator;
import dev.firstring.account.admin.Scope;
import dev.firstring.account.ownership.OwnershipRoom;
import dev.firstring.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiKeysTest {

    private TestDatabase database;
    private OwnershipRoom room;
    private ApiKeys keys;

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        room = new OwnershipRoom(database);
        keys = TestApiKeys.over(room);
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void a_key_is_an_operator_with_its_scopes_and_only_its_hash_is_kept() {
        ApiKey key = TestApiKeys.make(keys, "backups", Scope.SIP_READ, Scope.SIP_RECONCILE);

        assertThat(key.reveal()).matches("fsk_[A-Za-z0-9_-]{43}");
        assertThat(good(key).map(KnownApiKey::operator))
                .contains(new Operator("admin:backups", Set.of(Scope.SIP_READ, Scope.SIP_RECONCILE)));
        for (String table : List.of("api_key", "audit_event")) {
            assertThat(room.jdbc.queryForList("SELECT r::text FROM " + table + " r", String.class))
                    .isNotEmpty()
                    .noneMatch(row -> row.contains(key.reveal().substring(4)));
        }
    }

    private Optional<KnownApiKey> good(ApiKey key) {
        return keys.find(key) instanceof ApiKeys.Search.Good(KnownApiKey known) ? Optional.of(known) : Optional.empty();
    }

    @Test
    void a_key_nobody_made_is_unknown() {
        assertThat(keys.find(new ApiKey("fsk_" + "A".repeat(43)))).isEqualTo(new ApiKeys.Search.Unknown());
    }

    @Test
    void a_key_is_good_until_its_last_moment() {
        ApiKey key = ((ApiKeyCreation.Created)
                        keys.create(new NewApiKey("short", Set.of(Scope.SIP_READ), Duration.ofMinutes(10))))
                .key();

        room.clock.advance(Duration.ofMinutes(10).minusSeconds(1));
        assertThat(good(key)).isPresent();
        room.clock.advance(Duration.ofSeconds(1));
        assertThat(good(key)).isEmpty();
        assertThat(entry("short").state(room.clock.instant())).isEqualTo(KnownApiKey.State.EXPIRED);
    }

    @Test
    void a_revoked_key_is_of_no_use_and_stays_in_the_list() {
        ApiKey key = TestApiKeys.make(keys, "leaked", Scope.SIP_WRITE);

        assertThat(keys.revoke("leaked")).isEqualTo(ApiKeys.Revocation.DONE);
        assertThat(good(key)).isEmpty();
        assertThat(keys.revoke("leaked")).isEqualTo(ApiKeys.Revocation.ALREADY);
        assertThat(keys.revoke("never-was")).isEqualTo(ApiKeys.Revocation.UNKNOWN);
        assertThat(entry("leaked").state(room.clock.instant())).isEqualTo(KnownApiKey.State.REVOKED);
        assertThat(trail("leaked")).containsExactly("api-key.created operator", "api-key.revoked operator");
    }

    @Test
    void a_name_is_used_once_even_after_its_key_was_revoked() {
        ApiKey first = TestApiKeys.make(keys, "once", Scope.SIP_READ);
        NewApiKey again = new NewApiKey("once", Set.of(Scope.SIP_WRITE), Duration.ofDays(1));

        assertThat(keys.create(again)).isEqualTo(new ApiKeyCreation.NameTaken());
        assertThat(good(first).orElseThrow().scopes()).containsExactly(Scope.SIP_READ);
        keys.revoke("once");
        assertThat(keys.create(again)).isEqualTo(new ApiKeyCreation.NameTaken());
        assertThat(trail("once")).containsExactly("api-key.created operator", "api-key.revoked operator");
    }

    @Test
    void a_use_is_written_down_once_an_hour() {
        ApiKey key = TestApiKeys.make(keys, "busy", Scope.SIP_READ);
        assertThat(entry("busy").lastUsedAt()).isNull();
        Instant first = room.clock.instant();

        keys.find(key);
        room.clock.advance(Duration.ofMinutes(59));
        keys.find(key);
        assertThat(entry("busy").lastUsedAt()).isEqualTo(first);

        room.clock.advance(Duration.ofMinutes(1));
        keys.find(key);
        assertThat(entry("busy").lastUsedAt()).isEqualTo(first.plus(Duration.ofHours(1)));
    }

    @Test
    void a_scope_that_only_another_version_knows_counts_for_nothing() {
        ApiKey key = TestApiKeys.make(keys, "newer", Scope.SIP_READ);
        room.jdbc.update("UPDATE api_key SET scopes = scopes || '{future:thing}' WHERE name = 'newer'");

        assertThat(good(key).orElseThrow().scopes()).containsExactly(Scope.SIP_READ);
    }

    @Test
    void scopes_have_words_that_lead_back_to_them() {
        assertThat(Arrays.stream(Scope.values()).map(Scope::word))
                .containsExactly("sip:read", "sip:write", "sip:reconcile", "guard:read")
                .allSatisfy(word ->
                        assertThat(Scope.ofWord(word).orElseThrow().word()).isEqualTo(word));
    }

    private KnownApiKey entry(String name) {
        return keys.list().stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> trail(String name) {
        return room
                .jdbc
                .queryForList("SELECT action, actor FROM audit_event WHERE detail->>'name' = ? ORDER BY id", name)
                .stream()
                .map((Map<String, Object> row) -> row.get("action") + " " + row.get("actor"))
                .toList();
    }
}
