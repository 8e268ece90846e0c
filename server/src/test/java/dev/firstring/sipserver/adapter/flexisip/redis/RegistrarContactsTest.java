package dev.firstring.sipserver.adapter.flexisip.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.Redis;
import dev.firstring.platform.Secret;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.Page;
import dev.firstring.sipserver.Registration;
import dev.firstring.sipserver.adapter.flexisip.PhoneInRedis;
import dev.firstring.sipserver.adapter.flexisip.Sample;
import dev.firstring.testing.Patience;
import dev.firstring.testing.SettableClock;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@Tag("peer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistrarContactsTest {

    /** Redis has a clock of its own, which ends keys; ours stands still beside it. */
    private final Instant now =
            Instant.ofEpochSecond(Clock.systemUTC().instant().getEpochSecond());

    private Redis redis;
    private PhoneInRedis phones;
    private RegistrarContacts contacts;

    @BeforeAll
    void open() {
        redis = Redis.start();
        phones = new PhoneInRedis(redis);
        contacts = new RegistrarContacts(
                RedisNodes.parse(List.of(Secret.of(redis.uri())), Duration.ofSeconds(30)),
                Duration.ofSeconds(30),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    @AfterAll
    void close() {
        if (contacts != null) {
            contacts.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void expired_contacts_that_are_still_in_the_hash_are_left_out() {
        Aor aor = aor();
        phones.register(aor, "Old", now.minusSeconds(61), 60);
        phones.register(aor, "Zoë's Ωmega 漢", now.minusSeconds(30), 60);

        Registration live = contacts.of(aor).getFirst();

        assertThat(contacts.of(aor)).hasSize(1);
        assertThat(live.userAgent()).isEqualTo("Zoë's Ωmega 漢");
        assertThat(live.expires()).isEqualTo(Duration.ofSeconds(30));
        assertThat(live.refreshed()).isEqualTo(now.minusSeconds(30));
        assertThat(live.contact()).isEqualTo("sip:" + aor.user() + "@127.0.0.1:40070;transport=tls");
        assertThat(live.instanceId()).startsWith("urn:uuid:");
    }

    @Test
    void a_value_that_cannot_be_read_hides_no_other_and_can_be_dropped() {
        Aor aor = aor();
        phones.register(aor, "Fine", now, 600);
        phones.write(aor, "odd \u00ff\u0001 field", "no contact at all", now.plusSeconds(600));

        Registration odd = contacts.of(aor).stream()
                .filter(each -> each.userAgent() == null)
                .findFirst()
                .orElseThrow();
        assertThat(contacts.of(aor)).hasSize(2);
        assertThat(odd.expires()).isBetween(Duration.ofSeconds(500), Duration.ofSeconds(600));

        assertThat(contacts.drop(aor, odd.key())).isTrue();
        assertThat(contacts.drop(aor, odd.key())).isFalse();
        assertThat(contacts.of(aor)).extracting(Registration::userAgent).containsExactly("Fine");
    }

    @Test
    void every_sample_of_a_running_flexisip_can_be_dropped_by_the_key_that_is_told() {
        Instant then = Instant.ofEpochSecond(1795349900);
        SettableClock clock = new SettableClock();
        clock.set(then);
        Aor aor = aor();
        try (RegistrarContacts past = new RegistrarContacts(
                RedisNodes.parse(List.of(Secret.of(redis.uri())), Duration.ofSeconds(30)),
                Duration.ofSeconds(30),
                clock)) {
            for (String name : List.of("linphone-tcp", "baresip", "sipp", "push", "line", "cli")) {
                Sample sample = Sample.of(name);
                phones.write(aor, sample.field(), sample.value(), now.plusSeconds(600));
            }

            assertThat(past.of(aor))
                    .hasSize(6)
                    .allSatisfy(each -> assertThat(past.drop(aor, each.key())).isTrue());
            assertThat(redis.commands().exists("fs:" + aor)).isZero();
        }
    }

    @Test
    void whoever_waits_for_the_address_is_told() throws InterruptedException {
        Aor aor = aor();
        String field = phones.register(aor, "Phone", now, 600);
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (RedisClient client = RedisClient.create(redis.uri());
                StatefulRedisPubSubConnection<String, String> waiting = client.connectPubSub()) {
            waiting.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String channel, String message) {
                    heard.add(channel + "|" + message);
                }
            });
            waiting.sync().subscribe(aor.toString());

            contacts.drop(aor, field);
            assertThat(heard.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(aor + "|");
            contacts.drop(aor);
            assertThat(heard.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(aor + "|");
        }
    }

    @Test
    void only_addresses_with_a_live_contact_are_listed_whatever_else_is_in_redis() {
        Aor live = aor();
        Aor expired = aor();
        Aor odd = aor();
        phones.register(live, "One", now, 600);
        phones.register(live, "Two", now, 600);
        phones.register(expired, "Gone", now.minusSeconds(61), 60);
        redis.commands().hset("fs:" + expired, "x", "<sip:a@b;expires=1;updatedAt=1000>");
        redis.commands().set("fs:" + odd, "not a hash");
        redis.commands().hset("fs:a.domain.without.user", "x", "y");
        for (int i = 0; i < 300; i++) {
            redis.commands().set("other:" + i, "x");
        }

        List<Map.Entry<Aor, Integer>> listed = listed();

        assertThat(listed).contains(Map.entry(live, 2));
        assertThat(listed).extracting(Map.Entry::getKey).doesNotContain(expired, odd);
    }

    @Test
    void a_full_redis_can_still_be_read_and_emptied() {
        Aor aor = aor();
        String field = phones.register(aor, "One", now, 600);
        phones.register(aor, "Two", now, 600);
        redis.commands().configSet("maxmemory", "1");
        try {
            assertThat(contacts.of(aor)).hasSize(2);
            assertThat(contacts.drop(aor, field)).isTrue();
            contacts.drop(aor);
            assertThat(contacts.of(aor)).isEmpty();
        } finally {
            redis.commands().configSet("maxmemory", "0");
        }
    }

    private List<Map.Entry<Aor, Integer>> listed() {
        List<Map.Entry<Aor, Integer>> listed = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            Page<Map.Entry<Aor, Integer>> page = contacts.page(cursor, 10);
            listed.addAll(page.items());
            cursor = page.next();
        }
        return listed;
    }

    private static Aor aor() {
        return new Aor("u" + UUID.randomUUID().toString().substring(0, 12), "sip.example.test");
    }
}
