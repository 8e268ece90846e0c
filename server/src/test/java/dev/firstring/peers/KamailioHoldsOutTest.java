package dev.firstring.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firstring.peers.phone.DigestAlgorithm;
import dev.firstring.peers.phone.RawSip;
import dev.firstring.peers.phone.Registration;
import dev.firstring.peers.phone.SipLogin;
import dev.firstring.peers.phone.Transport;
import dev.firstring.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped Kamailio configuration and the views refuse, asked by a client that does what no phone does. */
@Tag("peer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KamailioHoldsOutTest {

    private static final String DOMAIN = "sip.example.test";
    private static final String SECRET = "correct-horse-7";

    private TestDatabase database;
    private CredentialRows rows;
    private Map<DigestAlgorithm, Kamailio> servers = Map.of();

    @BeforeAll
    void start() {
        database = TestDatabase.create();
        rows = new CredentialRows(database.service(), DOMAIN);
        Kamailio md5 = kamailio(DigestAlgorithm.MD5);
        servers = Map.of(DigestAlgorithm.MD5, md5);
        servers = Map.of(DigestAlgorithm.MD5, md5, DigestAlgorithm.SHA_256, kamailio(DigestAlgorithm.SHA_256));
    }

    @AfterAll
    void stop() {
        servers.values().forEach(Kamailio::close);
        if (database != null) {
            database.close();
        }
    }

    /** Hashes that a server computes with where the database gave it none: nothing at all, and an empty buffer. */
    static Stream<String> hashesOfNothing() {
        return Stream.of("", "\0".repeat(32), "\0".repeat(64), "0".repeat(32), "0".repeat(64), " ".repeat(32));
    }

    @ParameterizedTest
    @MethodSource("hashesOfNothing")
    void nobody_gets_in_with_the_hash_of_nothing(String ha1) {
        SipLogin without = rows.withoutMd5(SECRET);
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            SipLogin attacker = SipLogin.withHa1(without.username(), DOMAIN, ha1, algorithm);
            try (RawSip phone = new RawSip(servers.get(algorithm).target(Transport.UDP))) {
                assertThat(phone.register(attacker).accepted()).isFalse();
                assertThat(phone.register(attacker, without.aor()).accepted()).isFalse();
            }
            assertThat(servers.get(algorithm).registrations(without.aor())).isEmpty();
        }
    }

    /** Shows that the attempts above are fair: they do get in where the view publishes what they guess. */
    @Test
    void the_same_attempts_succeed_on_a_view_that_publishes_what_anybody_can_guess() throws SQLException {
        Kamailio md5 = servers.get(DigestAlgorithm.MD5);
        SipLogin login = rows.withoutMd5(SECRET);
        SipLogin attacker = SipLogin.withHa1(login.username(), DOMAIN, "0".repeat(32), DigestAlgorithm.MD5);
        String published = viewDefinition();
        try (RawSip phone = new RawSip(md5.target(Transport.UDP))) {
            replaceView("""
                    SELECT username, domain, realm, repeat('0', 32) AS ha1, repeat('0', 32) AS ha1b, ha1_sha256,
                           ha1b_sha256
                      FROM sip_credential
                     WHERE status = 'active'
                    """);
            assertThat(phone.register(attacker).accepted()).isTrue();
            assertThat(phone.register(attacker, login.aor()).accepted()).isTrue();
        } finally {
            replaceView(published);
        }
        md5.remove(login.aor());
    }

    @ParameterizedTest
    @EnumSource(DigestAlgorithm.class)
    void a_client_of_our_own_registers_in_both_algorithms(DigestAlgorithm algorithm) {
        SipLogin login = rows.active(SECRET);
        try (RawSip phone = new RawSip(servers.get(algorithm).target(Transport.UDP))) {
            assertThat(phone.register(login).status()).isEqualTo("200 OK");
        }
    }

    @ParameterizedTest
    @EnumSource(DigestAlgorithm.class)
    void a_phone_that_signs_in_as_user_and_domain_registers_in_both_algorithms(DigestAlgorithm algorithm) {
        SipLogin login = rows.active(SECRET);
        SipLogin full =
                SipLogin.withHa1(login.username(), DOMAIN, algorithm.ha1(login.aor(), DOMAIN, SECRET), algorithm);
        SipLogin wrong =
                SipLogin.withHa1(login.username(), DOMAIN, algorithm.ha1(login.aor(), DOMAIN, "another"), algorithm);
        try (RawSip phone = new RawSip(servers.get(algorithm).target(Transport.UDP))) {
            assertThat(phone.register(wrong, login.aor()).accepted()).isFalse();
            assertThat(phone.register(full, login.aor()).status()).isEqualTo("200 OK");
        }
    }

    @Test
    void the_credentials_of_one_cannot_register_another() {
        SipLogin alice = rows.active(SECRET);
        SipLogin bob = rows.active("another-secret");
        SipLogin aliceAsBob = SipLogin.withHa1(
                bob.username(), DOMAIN, DigestAlgorithm.MD5.ha1(alice.username(), DOMAIN, SECRET), DigestAlgorithm.MD5);
        try (RawSip phone = new RawSip(servers.get(DigestAlgorithm.MD5).target(Transport.UDP))) {
            assertThat(phone.register(aliceAsBob, alice.username()).status()).isEqualTo("403 Forbidden");
        }
    }

    @ParameterizedTest
    @EnumSource(DigestAlgorithm.class)
    void a_registration_that_was_overheard_cannot_be_repeated(DigestAlgorithm algorithm) {
        SipLogin login = rows.active(SECRET);
        Kamailio server = servers.get(algorithm);
        try (RawSip phone = new RawSip(server.target(Transport.UDP))) {
            assertThat(phone.register(login).accepted()).isTrue();
            server.remove(login.aor());

            assertThat(phone.repeat().status()).isEqualTo("401 Unauthorized");
        }
        assertThat(server.registrations(login.aor())).isEmpty();
    }

    @Test
    void an_md5_answer_is_challenged_again_where_sha_256_is_spoken() {
        SipLogin login = rows.active(SECRET);
        SipLogin md5Only = SipLogin.withHa1(
                login.username(),
                DOMAIN,
                DigestAlgorithm.MD5.ha1(login.username(), DOMAIN, SECRET),
                DigestAlgorithm.MD5);
        try (RawSip phone = new RawSip(servers.get(DigestAlgorithm.SHA_256).target(Transport.UDP))) {
            assertThat(phone.register(md5Only).status()).isEqualTo("401 Unauthorized");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "MESSAGE", "REGISTER"})
    void nothing_is_relayed_for_or_to_another_domain(String method) {
        SipLogin stranger = SipLogin.withPassword("mallory", "elsewhere.example", "x");
        try (RawSip phone = new RawSip(servers.get(DigestAlgorithm.MD5).target(Transport.UDP))) {
            assertThat(phone.send(phone.request(method, stranger, "")).status()).isEqualTo("403 Not Our Domain");
        }
    }

    @Test
    void a_forged_route_and_to_tag_do_not_make_a_relay() {
        SipLogin stranger = SipLogin.withPassword("mallory", "elsewhere.example", "x");
        Kamailio md5 = servers.get(DigestAlgorithm.MD5);
        int port = md5.target(Transport.UDP).port();
        try (RawSip phone = new RawSip(md5.target(Transport.UDP))) {
            String forged = phone.request("BYE", stranger, "Route: <sip:127.0.0.1:" + port + ";lr>\n")
                    .replace("To: <sip:mallory@elsewhere.example>", "To: <sip:victim@elsewhere.example>;tag=forged");

            assertThat(phone.send(forged).status()).isEqualTo("481 Call/Transaction Does Not Exist");
        }
    }

    @Test
    void a_flood_from_one_address_is_silenced_and_the_others_are_served() {
        SipLogin login = rows.active(SECRET);
        Kamailio md5 = servers.get(DigestAlgorithm.MD5);
        try (RawSip flood = new RawSip(md5.target(Transport.UDP), "127.0.0.9");
                RawSip phone = new RawSip(md5.target(Transport.UDP))) {
            Registration last = IntStream.range(0, 400)
                    .mapToObj(each -> flood.options(login))
                    .filter(answer -> answer.status().equals("no answer"))
                    .findFirst()
                    .orElseThrow();

            assertThat(last.accepted()).isFalse();
            assertThat(phone.register(login).accepted()).isTrue();
        }
        assertThat(md5.log()).contains("flood: 127.0.0.9 is silenced");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{not json", "[{\"jsonrpc\":\"2.0\",\"method\":\"core.uptime\",\"id\":1}]", ""})
    void a_bad_command_gets_an_answer_and_no_false_success(String body) {
        HttpResponse<String> answer = servers.get(DigestAlgorithm.MD5).post("application/json", body);

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void a_page_in_a_browser_cannot_command_kamailio() {
        HttpResponse<String> answer = servers.get(DigestAlgorithm.MD5)
                .post("text/plain", "{\"jsonrpc\":\"2.0\",\"method\":\"core.uptime\",\"id\":1}");

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    private String viewDefinition() throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                var found = statement.executeQuery("SELECT pg_get_viewdef('subscriber'::regclass)")) {
            found.next();
            return found.getString(1);
        }
    }

    private void replaceView(String definition) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE VIEW subscriber WITH (security_barrier) AS " + definition);
        }
    }

    private Connection superuser() throws SQLException {
        return DriverManager.getConnection(database.url(), "postgres", "");
    }

    private Kamailio kamailio(DigestAlgorithm algorithm) {
        return Kamailio.start(
                "localhost",
                database.port(),
                database.name(),
                TestDatabase.SIP_READER,
                TestDatabase.PASSWORD,
                DOMAIN,
                algorithm);
    }
}
