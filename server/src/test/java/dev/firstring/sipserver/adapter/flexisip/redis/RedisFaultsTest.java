package dev.firstring.sipserver.adapter.flexisip.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.peers.Redis;
import dev.firstring.peers.Shipped;
import dev.firstring.platform.Secret;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.adapter.flexisip.PhoneInRedis;
import io.lettuce.core.RedisCommandExecutionException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Redis nodes that die, hang, change their part or refuse. */
@Tag("peer")
class RedisFaultsTest {

    private static final Aor ALICE = new Aor("alice", "sip.example.test");

    @Test
    void the_replica_that_took_over_is_found_when_the_master_died() {
        try (Redis first = Redis.start();
                Redis second = Redis.start();
                RegistrarContacts contacts = contacts(second.uri(), first.uri())) {
            register(first);
            second.follow(first);
            assertThat(contacts.of(ALICE)).hasSize(1);

            first.kill();
            assertFault(() -> contacts.of(ALICE), Kind.SERVER_UNAVAILABLE);
            second.commands().replicaofNoOne();

            assertThat(contacts.of(ALICE)).hasSize(1);
            contacts.drop(ALICE);
            assertThat(contacts.of(ALICE)).isEmpty();
        }
    }

    @Test
    void a_master_that_became_a_replica_is_left_at_the_first_write() {
        try (Redis first = Redis.start();
                Redis second = Redis.start();
                RegistrarContacts contacts = contacts(first.uri(), second.uri())) {
            register(first);
            second.follow(first);
            assertThat(contacts.of(ALICE)).hasSize(1);

            second.commands().replicaofNoOne();
            first.follow(second);

            contacts.drop(ALICE);
            assertThat(second.commands().exists("fs:" + ALICE)).isZero();
        }
    }

    @Test
    void a_replica_alone_is_no_server_to_write_to() {
        try (Redis master = Redis.start();
                Redis replica = Redis.start();
                RegistrarContacts contacts = contacts(replica.uri())) {
            replica.follow(master);

            assertThatThrownBy(contacts::ping)
                    .isInstanceOf(SipServerFault.class)
                    .hasMessageContaining("no master");
        }
    }

    @Test
    void a_master_that_hangs_is_given_up_in_time_for_one_that_took_over() {
        try (Redis first = Redis.start();
                Redis second = Redis.start();
                RegistrarContacts contacts = contacts(first.uri(), second.uri())) {
            register(first);
            second.follow(first);
            contacts.ping();

            first.halt();
            assertFault(() -> contacts.of(ALICE), Kind.SERVER_UNAVAILABLE);
            second.commands().replicaofNoOne();

            assertThat(contacts.of(ALICE)).hasSize(1);
            first.goOn();
        }
    }

    @Test
    void many_callers_of_a_redis_that_is_gone_all_come_back() {
        try (Redis redis = Redis.start();
                RegistrarContacts contacts = contacts(redis.uri())) {
            contacts.ping();
            redis.kill();

            assertThat(Stream.generate(() -> ALICE).limit(50).parallel().map(aor -> kind(() -> contacts.of(aor))))
                    .containsOnly(Kind.SERVER_UNAVAILABLE);
        }
    }

    @Test
    void a_wrong_password_and_none_are_told_as_such_and_not_repeated() {
        try (Redis redis = Redis.withPassword("right")) {
            String wrong = "redis://:open-sesame@127.0.0.1:" + redis.port();
            for (String uri : new String[] {wrong, redis.uri()}) {
                try (RegistrarContacts contacts = contacts(uri)) {
                    assertFault(contacts::ping, Kind.AUTHENTICATION_FAILED);
                    assertThatThrownBy(contacts::ping).message().doesNotContain("open-sesame");
                }
            }
            try (RegistrarContacts contacts = contacts("redis://:right@127.0.0.1:" + redis.port())) {
                contacts.ping();
            }
        }
    }

    @Test
    void the_user_of_the_shipped_configuration_may_do_what_is_needed_and_no_more() throws IOException {
        try (Redis redis = Redis.start(shippedUser())) {
            register(redis);
            try (RegistrarContacts contacts =
                    contacts("redis://firstring:CHANGE-ME-FIRSTRING@127.0.0.1:" + redis.port())) {
                contacts.ping();
                assertThat(contacts.keys()).isEqualTo(1);
                assertThat(contacts.page("", 10).items()).hasSize(1);
                assertThat(contacts.of(ALICE)).hasSize(1);
                assertThat(contacts.drop(ALICE, "none")).isFalse();
                assertThat(contacts.mayRunScripts()).isTrue();
                assertThat(contacts.drop(ALICE, contacts.of(ALICE).getFirst())).isTrue();
                register(redis);
                contacts.drop(ALICE);
            }
            assertThat(redis.commands().aclLog()).isEmpty();
        }
    }

    @Test
    void a_user_of_an_older_configuration_that_may_not_run_scripts_takes_contacts_away_all_the_same()
            throws IOException {
        String[] older =
                String.join(" ", shippedUser()).replace(" +eval +hget", "").split(" ", -1);
        try (Redis redis = Redis.start(older);
                RegistrarContacts contacts =
                        contacts("redis://firstring:CHANGE-ME-FIRSTRING@127.0.0.1:" + redis.port())) {
            register(redis);

            assertThat(contacts.mayRunScripts()).isFalse();
            assertThat(contacts.drop(ALICE, contacts.of(ALICE).getFirst())).isTrue();
            assertThat(contacts.of(ALICE)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OOM command not allowed when used memory > 'maxmemory'., INTERNAL_ERROR, is full",
        "MISCONF Redis is configured to save RDB snapshots, INTERNAL_ERROR, takes no writes",
        "NOPERM User firstring has no permissions to run the 'del' command, AUTHENTICATION_FAILED, refuses us",
        "WRONGTYPE Operation against a key, CONFIGURATION_ERROR, did not write",
        "LOADING Redis is loading the dataset in memory, SERVER_UNAVAILABLE, LOADING",
        "ERR invalid cursor, INTERNAL_ERROR, invalid cursor"
    })
    void what_redis_says_is_told(String said, Kind kind, String part) {
        SipServerFault fault = RedisFaults.fault("r1:6379", new RedisCommandExecutionException(said));

        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault).hasMessageContaining(part).hasMessageContaining("r1:6379");
    }

    /** The line of deploy/flexisip/redis.conf, as options. */
    private static String[] shippedUser() throws IOException {
        return ("--"
                        + Files.readAllLines(Shipped.file("flexisip/redis.conf")).stream()
                                .filter(line -> line.startsWith("user firstring "))
                                .findFirst()
                                .orElseThrow())
                .split(" ", -1);
    }

    private static void register(Redis redis) {
        new PhoneInRedis(redis).register(ALICE, "Phone", Clock.systemUTC().instant(), 600);
    }

    private static RegistrarContacts contacts(String... uris) {
        return new RegistrarContacts(
                RedisNodes.parse(Arrays.stream(uris).map(Secret::of).toList(), Duration.ofSeconds(2)),
                Duration.ofSeconds(2),
                Clock.systemUTC());
    }

    private static Kind kind(Runnable call) {
        try {
            call.run();
        } catch (SipServerFault e) {
            return e.kind();
        }
        throw new AssertionError("no fault");
    }

    private static void assertFault(ThrowingCallable call, Kind kind) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SipServerFault.class, fault -> assertThat(fault.kind()).isEqualTo(kind));
    }
}
