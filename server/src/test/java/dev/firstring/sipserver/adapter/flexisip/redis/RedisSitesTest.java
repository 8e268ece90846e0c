package dev.firstring.sipserver.adapter.flexisip.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firstring.peers.Redis;
import dev.firstring.peers.Scratch;
import dev.firstring.peers.ServerCertificate;
import dev.firstring.platform.Secret;
import dev.firstring.sipserver.Aor;
import dev.firstring.sipserver.SipServerFault;
import dev.firstring.sipserver.SipServerFault.Kind;
import dev.firstring.sipserver.adapter.flexisip.PhoneInRedis;
import dev.firstring.testing.Ports;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ways to reach a Redis that are not just a host and a port. */
@Tag("peer")
class RedisSitesTest {

    private static final Aor ALICE = new Aor("alice", "sip.example.test");

    @Test
    void sentinels_name_the_master_and_the_one_that_they_made_of_a_replica() {
        try (Redis first = Redis.start();
                Redis second = Redis.start();
                Redis sentinel = Redis.sentinel();
                RegistrarContacts contacts = contacts("redis-sentinel://127.0.0.1:" + sentinel.port() + "#flexisip")) {
            new PhoneInRedis(first).register(ALICE, "Phone", Clock.systemUTC().instant(), 600);
            second.follow(first);
            sentinel.watch("flexisip", first);
            assertThat(contacts.of(ALICE)).hasSize(1);

            first.kill();
            second.commands().replicaofNoOne();
            sentinel.watch("flexisip", second);

            assertThat(contacts.of(ALICE)).hasSize(1);
        }
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_not_taken() {
        ServerCertificate certificate = ServerCertificate.forNames("localhost");
        int port = Ports.free();
        try (Scratch scratch = Scratch.create("redis-tls")) {
            Path key = scratch.write("key.pem", certificate.key());
            Path chain = scratch.write("certificate.pem", certificate.certificate());
            try (Redis redis = Redis.start(
                            "--tls-port", Integer.toString(port),
                            "--tls-key-file", key.toString(),
                            "--tls-cert-file", chain.toString(),
                            "--tls-auth-clients", "no",
                            "--tls-ca-cert-file", chain.toString());
                    RegistrarContacts contacts = contacts("rediss://localhost:" + port)) {
                assertThat(redis.commands().ping()).isEqualTo("PONG");
                assertThatThrownBy(contacts::ping)
                        .isInstanceOfSatisfying(
                                SipServerFault.class,
                                fault -> assertThat(fault.kind()).isEqualTo(Kind.CONFIGURATION_ERROR))
                        .hasMessageContaining("no trusted TLS connection");
            }
        }
    }

    private static RegistrarContacts contacts(String uri) {
        return new RegistrarContacts(
                RedisNodes.parse(List.of(Secret.of(uri)), Duration.ofSeconds(10)),
                Duration.ofSeconds(10),
                Clock.systemUTC());
    }
}
