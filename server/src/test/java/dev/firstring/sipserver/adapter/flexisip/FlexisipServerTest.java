package dev.firstring.sipserver.adapter.flexisip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.Scratch;
import dev.firstring.sip.Digests;
import dev.firstring.sipserver.CacheEffect;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.ServerHealth;
import dev.firstring.sipserver.WantedAccount;
import dev.firstring.sipserver.adapter.flexisip.cli.CliStub;
import dev.firstring.testing.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What only Flexisip has: a cache to be told of, nodes beside Redis, a number that must be counted. */
@Tag("peer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlexisipServerTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LONGEST_READ = Duration.ofSeconds(1);

    private final SettableClock clock = new SettableClock();
    private FlexisipRoom room;

    @BeforeAll
    void open() {
        room = new FlexisipRoom();
        clock.set(Clock.systemUTC().instant());
    }

    @AfterAll
    void shut() {
        if (room != null) {
            room.close();
        }
    }

    @Test
    void the_hashes_of_the_view_are_told() {
        WantedAccount both = room.accounts.draw();
        WantedAccount sha256Only = room.accounts.draw();
        room.accounts.commit(both);
        room.accounts.commit(sha256Only, false);
        try (FlexisipServer server = room.adapter(clock, MINUTE)) {
            assertThat(server.find(both.aor()).orElseThrow().digests())
                    .isEqualTo(Digests.of(both.address(), both.secret(), true));
            assertThat(server.find(sha256Only.aor()).orElseThrow().digests())
                    .isEqualTo(Digests.of(sha256Only.address(), sha256Only.secret(), false));
        }
    }

    @Test
    void without_sockets_credentials_are_good_until_they_expire_and_without_a_cache_not_at_all() {
        WantedAccount account = room.accounts.draw();
        try (FlexisipServer cached = room.adapter(clock, MINUTE);
                FlexisipServer uncached = room.adapter(clock, Duration.ZERO)) {
            assertThat(cached.dropCaches(account.aor())).isInstanceOfSatisfying(CacheEffect.Expires.class, expires -> {
                assertThat(expires.life()).isEqualTo(MINUTE.plus(LONGEST_READ));
                assertThat(expires.why()).contains("no command socket");
            });
            assertThat(uncached.dropCaches(account.aor())).isEqualTo(new CacheEffect.Dropped(LONGEST_READ));
        }
    }

    @Test
    void with_sockets_they_are_dropped_or_it_is_told_where_not() {
        WantedAccount account = room.accounts.draw();
        try (Scratch scratch = Scratch.create("cli");
                CliStub node = CliStub.flexisip(scratch, "flexisip-proxy-1");
                FlexisipServer server = room.adapter(clock, MINUTE, scratch.directory() + "/flexisip-proxy-*");
                FlexisipServer half =
                        room.adapter(clock, MINUTE, node.path().toString(), scratch.directory() + "/other-*")) {
            assertThat(server.dropCaches(account.aor())).isEqualTo(new CacheEffect.Dropped(LONGEST_READ, true));
            assertThat(node.deletions())
                    .containsExactly("AUTH_CACHE_DELETE " + account.aor().user() + " sip.example.test");
            assertThat(server.health().problem()).isNull();

            assertThat(half.dropCaches(account.aor())).isInstanceOfSatisfying(CacheEffect.Expires.class, expires -> {
                assertThat(expires.life()).isEqualTo(MINUTE.plus(LONGEST_READ));
                assertThat(expires.why()).contains("/other-*");
            });
            assertThat(node.deletions()).hasSize(2);
            ServerHealth health = half.health();
            assertThat(health.reachable()).isTrue();
            assertThat(health.problem()).contains("/other-*");
            assertThat(health.healthy()).isFalse();
        }
    }

    @Test
    void a_node_that_hangs_is_named_and_may_go_on_at_any_time() {
        WantedAccount account = room.accounts.draw();
        try (Scratch scratch = Scratch.create("cli");
                CliStub hung = CliStub.silent(scratch, "flexisip-proxy-1");
                CliStub fine = CliStub.flexisip(scratch, "flexisip-proxy-2");
                FlexisipServer server = room.adapter(clock, MINUTE, scratch.directory() + "/flexisip-proxy-*")) {
            assertThat(server.dropCaches(account.aor()))
                    .isInstanceOfSatisfying(
                            CacheEffect.Held.class,
                            held -> assertThat(held.why())
                                    .contains(hung.path().toString())
                                    .doesNotContain(fine.path().toString()));
            assertThat(fine.deletions()).hasSize(1);
        }
    }

    @Test
    void a_contact_that_was_refreshed_since_it_was_read_stays() {
        WantedAccount account = room.accounts.draw();
        try (FlexisipServer server = room.adapter(clock, MINUTE)) {
            String field = room.phones.register(account.aor(), "Before", clock.instant(), 600);
            Registration seen = server.registrations(account.aor()).getFirst();
            assertThat(seen.callId()).isEqualTo("PnHb4TZm~I");
            assertThat(seen.address()).isEqualTo("127.0.0.1");

            room.phones.refresh(account.aor(), field, clock.instant().plusSeconds(1), 600);

            assertThat(server.deregister(account.aor(), seen)).isFalse();
            Registration refreshed = server.registrations(account.aor()).getFirst();
            assertThat(server.deregister(account.aor(), refreshed)).isTrue();
            assertThat(server.registrations(account.aor())).isEmpty();
        }
    }

    @Test
    void live_contacts_are_counted_once_a_minute() {
        try (FlexisipServer server = room.adapter(clock, MINUTE)) {
            Long before = server.health().activeRegistrations();
            WantedAccount account = room.accounts.draw();
            room.phones.register(account.aor(), "One", clock.instant(), 600);
            room.phones.register(account.aor(), "Two", clock.instant(), 600);

            assertThat(server.health().activeRegistrations()).isEqualTo(before);
            clock.advance(MINUTE);
            assertThat(server.health().activeRegistrations()).isEqualTo(before + 2);
        }
    }

    @Test
    void a_redis_with_very_many_keys_is_not_counted() {
        room.redis
                .commands()
                .mset(IntStream.range(0, 20_001).boxed().collect(Collectors.toMap(i -> "other:" + i, i -> "")));
        try (FlexisipServer server = room.adapter(clock, MINUTE)) {
            assertThat(server.health().activeRegistrations()).isNull();
            assertThat(server.health().reachable()).isTrue();
        } finally {
            room.redis.commands().flushall();
        }
    }
}
